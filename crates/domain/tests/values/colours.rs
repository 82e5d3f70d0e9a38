//! The city's colour: contrast as WCAG counts it, and what is refused, offered and derived.

use mendan_domain::city::colour::Colour;
use mendan_domain::city::theme::{DARK_PAPERS, LEAST, PAPERS, Theme};
use proptest::prelude::*;

fn colour(text: &str) -> Colour {
    Colour::parse(text).unwrap()
}

#[test]
fn contrast_is_that_of_wcag() {
    // Known pairs: WebAIM's checker, and the table of style/tokens.css.
    for (one, two, known) in [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.00),
        ("#0000ff", "#ffffff", 8.59),
        ("#0b595e", "#faf6ee", 7.48),
        ("#84cdc6", "#1a1916", 9.65),
    ] {
        let contrast = colour(one).contrast(colour(two));
        assert!((contrast - known).abs() < 0.006, "{one} on {two}: {contrast}");
    }
}

#[test]
fn a_colour_is_read_as_people_write_it() {
    for text in ["#0B595E", "0b595e", " #0b595e ", "＃０Ｂ５９５Ｅ"] {
        assert_eq!(Colour::parse(text).map(|colour| colour.to_string()).as_deref(), Some("#0b595e"), "{text}");
    }
    assert_eq!(colour("#05e"), colour("#0055ee"));
    for text in ["", "#", "green", "#0b59", "#0b595e0", "rgb(1,2,3)", "#0b595g", "##05e"] {
        assert_eq!(Colour::parse(text), None, "{text}");
    }
}

#[test]
fn a_light_colour_is_refused_and_its_darker_sister_offered() {
    for (light, dark) in [("#ffcc00", "#806600"), ("#00a0e9", "#0070a3"), ("#e60012", "#d40011")] {
        assert_eq!(Theme::of(colour(light)), None, "{light}");
        assert_eq!(Theme::nearest(colour(light)).to_string(), dark);
    }
}

#[test]
fn the_papers_are_those_of_the_stylesheet() {
    let tokens = include_str!("../../../../style/tokens.css");
    let (light, dark) = tokens.split_once("@media (prefers-color-scheme: dark)").unwrap();
    for (palette, papers) in [(light, &PAPERS[1..]), (dark, &DARK_PAPERS[..])] {
        for (name, paper) in ["ground", "surface", "sunk", "apricot-wash"].into_iter().zip(papers) {
            assert!(palette.contains(&format!("--{name}: {paper};")), "{name} is not {paper}");
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_typed_what_is_offered_can_be_read_everywhere(red: u8, green: u8, blue: u8) {
        let typed = Colour::new(red, green, blue);
        let offered = Theme::nearest(typed);
        prop_assert_eq!(offered == typed, Theme::of(typed).is_some(), "only what cannot be read is changed");
        let Theme { light, dark } = Theme::of(offered).expect("what is offered is accepted");
        prop_assert_eq!(light.press, offered);
        for (palette, papers) in [(light, &PAPERS[..]), (dark, &DARK_PAPERS[..])] {
            for paper in papers.iter().chain([&palette.press_wash]) {
                prop_assert!(palette.press.contrast(*paper) >= LEAST, "{:?} on {paper}", palette);
            }
            prop_assert!(palette.press_deep.contrast(palette.press_wash) >= LEAST);
            prop_assert!(palette.on_press.contrast(palette.press) >= LEAST);
            prop_assert!(palette.on_press.contrast(palette.press_deep) >= LEAST);
        }
    }

    #[test]
    fn a_colour_is_read_back_as_it_was_written(red: u8, green: u8, blue: u8) {
        let colour = Colour::new(red, green, blue);
        prop_assert_eq!(Colour::parse(&colour.to_string()), Some(colour));
        let json = serde_json::to_string(&colour).unwrap();
        prop_assert_eq!(serde_json::from_str::<Colour>(&json).unwrap(), colour);
    }
}
