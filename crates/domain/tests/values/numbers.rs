//! Reference numbers and the forbidden マイナンバー.

use mendan_domain::booking::reference::Reference;
use mendan_domain::text::my_number::contains_my_number;
use proptest::prelude::*;

/// An invented number with a valid check digit.
const VALID: &str = "123456789018";

#[test]
fn a_my_number_is_found_in_every_writing() {
    for text in [
        VALID,
        "番号は123456789018です",
        "１２３４５６７８９０１８",
        "1234 5678 9018",
        "1234-5678-9018",
        "１２３４－５６７８－９０１８",
        "1234　5678　9018",
        "1234ー5678ー9018",
        "1234 - 5678 - 9018",
        "1234-5678 9018",
        "123456-789018",
        "12 345 678 9018",
        "1 123456789018",
        "1: 1234-5678-9018",
        "2人目 1234-5678-9018",
    ] {
        assert!(contains_my_number(text), "{text}");
    }
}

#[test]
fn other_digits_are_left_alone() {
    for text in [
        "",
        "12345678901",
        "123456789017",
        "1234567890180",
        "0123456789018",
        "1234-5678-9018-1234",
        "+123456789018",
        "+12 3456789018",
        "1234/5678/9018",
        "1234\n5678\n9018",
        "090-1234-5678",
        "2026-04-03 10:40",
    ] {
        assert!(!contains_my_number(text), "{text}");
    }
}

#[test]
fn references_read_back_however_they_are_said() {
    let reference = Reference::parse("7K3M29QX").unwrap();
    assert_eq!((reference.to_string().as_str(), reference.as_str()), ("7K3M-29QX", "7K3M29QX"));
    for text in [
        "7k3m-29qx",
        " 7K3M 29QX ",
        "７Ｋ３Ｍ－２９ＱＸ",
        "7K3Mー29QX",
        "7 k 3 m 2 9 q x",
        "\u{202A}7K3M-\u{200B}29QX\u{202C}",
    ] {
        assert_eq!(Reference::parse(text), Some(reference.clone()), "{text}");
    }
    for text in [
        "",
        "7K3M29Q",
        "7K3M29QXX",
        "7K3M29Q0",
        "7K3M29QO",
        "7K3M29Q1",
        "7K3M29QI",
        "7K3M29QL",
        "7K3M_29QX",
        "予約番号の数字",
    ] {
        assert_eq!(Reference::parse(text), None, "{text}");
    }
}

#[test]
fn half_a_reference_is_a_part_of_one() {
    for (typed, part) in [("7K3M", "7K3M"), ("29qx", "29QX"), ("７ｋ３ｍ－２", "7K3M2"), ("7K3M-29QX", "7K3M29QX")]
    {
        assert_eq!(Reference::parse_part(typed).as_deref(), Some(part), "{typed}");
    }
    for typed in ["7K3", "7K3M29QXX", "7K0M", "花子"] {
        assert_eq!(Reference::parse_part(typed), None, "{typed}");
    }
}

proptest! {
    #[test]
    fn entropy_makes_references_that_read_back(bits in any::<u64>()) {
        let reference = Reference::from_entropy(bits);
        prop_assert_eq!(Reference::parse(&reference.to_string()), Some(reference.clone()));
        prop_assert_eq!(reference.as_str().len(), 8);
    }

    #[test]
    fn exactly_one_check_digit_fits_eleven_digits(digits in "[0-9]{11}") {
        let fitting = (0..10).filter(|check| contains_my_number(&format!("{digits}{check}"))).count();
        prop_assert_eq!(fitting, 1);
    }

    #[test]
    fn searching_never_panics(text in any::<String>(), near in "[0-9０-９ ー+-]{0,30}") {
        let _ = (contains_my_number(&text), contains_my_number(&near), Reference::parse(&text), Reference::parse(&near));
    }
}
