//! What the city's main colour becomes on our pages. It says what can be pressed, as text on every paper and as the ground of
//! buttons: so it must be read on all of them, by day and in the dark.

use super::colour::Colour;

/// The least contrast of text (WCAG 2.2, 1.4.3).
pub const LEAST: f64 = 4.5;
/// In the dark there is room for more, and a thin script needs it.
const LEAST_IN_THE_DARK: f64 = 7.0;

/// What text stands on, by day: white, and `--ground`, `--surface`, `--sunk`, `--apricot-wash` of `style/tokens.css`.
pub const PAPERS: [Colour; 5] = [
    Colour::WHITE,
    Colour::new(0xfa, 0xf6, 0xee),
    Colour::new(0xff, 0xfd, 0xf8),
    Colour::new(0xef, 0xe9, 0xdd),
    Colour::new(0xfc, 0xe6, 0xd1),
];
/// The same in the dark: `--ground`, `--surface`, `--sunk`, `--apricot-wash`.
pub const DARK_PAPERS: [Colour; 4] = [
    Colour::new(0x1a, 0x19, 0x16),
    Colour::new(0x23, 0x21, 0x1d),
    Colour::new(0x2d, 0x2a, 0x25),
    Colour::new(0x43, 0x2e, 0x1d),
];

/// The colours of what can be pressed, named as in `style/tokens.css`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// What can be pressed.
    pub press: Colour,
    /// The same while a finger is on it.
    pub press_deep: Colour,
    /// The ground of a row that can be pressed.
    pub press_wash: Colour,
    /// Text on a button.
    pub on_press: Colour,
}

/// Both palettes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// By day: the city's colour as it is.
    pub light: Palette,
    /// In the dark: the same hue, as bright as it has to be.
    pub dark: Palette,
}

impl Palette {
    fn by_day(press: Colour) -> Self {
        Self {
            press,
            press_deep: press.towards(Colour::BLACK, 30),
            press_wash: press.towards(Colour::new(0xff, 0xfd, 0xf8), 91),
            on_press: Colour::WHITE,
        }
    }

    fn in_the_dark(press: Colour, of: Colour) -> Self {
        Self {
            press,
            press_deep: press.towards(Colour::WHITE, 35),
            press_wash: of.towards(Colour::new(0x23, 0x21, 0x1d), 80),
            on_press: of.towards(Colour::BLACK, 75),
        }
    }

    /// The least contrast that text has anywhere in it.
    fn least(&self, papers: &[Colour]) -> f64 {
        let on_papers = papers.iter().chain([&self.press_wash]).map(|paper| self.press.contrast(*paper));
        let on_wash = self.press_deep.contrast(self.press_wash);
        let on_buttons = [self.press, self.press_deep].map(|button| self.on_press.contrast(button));
        on_papers.chain([on_wash]).chain(on_buttons).fold(f64::INFINITY, f64::min)
    }
}

impl Theme {
    /// What becomes of a city's colour. `None` when it cannot be read on paper.
    pub fn of(colour: Colour) -> Option<Self> {
        let light = Palette::by_day(colour);
        if light.least(&PAPERS) < LEAST {
            return None;
        }
        let mut brighter = (0..=100).map(|way| Palette::in_the_dark(colour.towards(Colour::WHITE, way), colour));
        let dark = brighter.find(|dark| dark.least(&DARK_PAPERS) >= LEAST_IN_THE_DARK)?;
        Some(Self { light, dark })
    }

    /// The colour nearest to that one that can be read: the same hue, as much darker as it must be.
    pub fn nearest(colour: Colour) -> Colour {
        let mut darker = (0..=100).map(|way| colour.towards(Colour::BLACK, way));
        darker.find(|darker| Self::of(*darker).is_some()).unwrap_or(Colour::BLACK)
    }

    /// As a stylesheet that comes after ours.
    pub fn stylesheet(&self) -> String {
        let values = |palette: &Palette| {
            let Palette { press, press_deep, press_wash, on_press } = palette;
            format!("--press:{press};--press-deep:{press_deep};--press-wash:{press_wash};--on-press:{on_press}")
        };
        let (light, dark) = (values(&self.light), values(&self.dark));
        format!(":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n")
    }
}
