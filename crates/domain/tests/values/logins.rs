//! Sign-in names.

use mendan_domain::staff::login::{login_key, parse_login};
use proptest::prelude::*;

#[test]
fn case_width_and_marks_make_no_other_name() {
    for typed in [
        "hokenshi",
        "Hokenshi",
        "HOKENSHI",
        "ｈｏｋｅｎｓｈｉ",
        " ＨｏｋｅｎＳｈｉ\u{3000}",
        "\u{FEFF}hokenshi\u{200B}",
    ] {
        assert_eq!(login_key(typed), "hokenshi", "{typed}");
    }
    assert_ne!(login_key("hoken-shi"), login_key("hokenshi"));
}

#[test]
fn a_new_name_has_letters_digits_and_three_signs() {
    assert_eq!(parse_login(" Ｔanaka.K_2-a "), Some("Tanaka.K_2-a".to_owned()));
    for typed in ["", " ", "田中", "a b", "a@b", &"a".repeat(65), "a\0"] {
        assert_eq!(parse_login(typed), None, "{typed}");
    }
}

proptest! {
    #[test]
    fn a_key_is_its_own_key(typed in any::<String>(), near in "[a-zA-Zａ-ｚＡ-Ｚ0-9 ._-]{0,12}") {
        for typed in [typed, near] {
            let key = login_key(&typed);
            prop_assert_eq!(login_key(&key), key);
        }
    }
}
