//! Telephone numbers.

use mendan_domain::person::phone::{Phone, PhoneError};
use proptest::prelude::*;

#[test]
fn one_mobile_number_is_read_in_every_writing() {
    let writings = [
        "09012345678",
        "090-1234-5678",
        "０９０１２３４５６７８",
        "０９０－１２３４－５６７８",
        "090‐1234‐5678",
        "090\u{2011}1234\u{2011}5678",
        "090–1234—5678",
        "090―1234―5678",
        "090−1234−5678",
        "090ー1234ー5678",
        "090ｰ1234ｰ5678",
        "090─1234─5678",
        "090 1234 5678",
        "090　1234　5678",
        "(090)1234-5678",
        "（090）1234-5678",
        "090.1234.5678",
        "+819012345678",
        "+81 90-1234-5678",
        "＋81 90 1234 5678",
        "+81 (0)90-1234-5678",
        "+81(0)9012345678",
        "00819012345678",
        "0081-90-1234-5678",
        "0081 (0)90 1234 5678",
        "  09012345678\u{3000}",
        // Copied from a contact, from a chat, from a page.
        "\u{202D}090-1234-5678\u{202C}",
        "\u{2066}+81 90-1234-5678\u{2069}",
        "\u{200E}090-1234-5678",
        "\u{FEFF}090\u{200B}1234\u{2060}5678",
        "090\u{AD}-1234\u{200D}-5678\u{200F}",
    ];
    for writing in writings {
        let phone = Phone::parse(writing).unwrap();
        assert_eq!(phone.e164(), "+819012345678", "{writing}");
        assert_eq!(phone.national(), "090-1234-5678", "{writing}");
        assert_eq!(phone.last4(), "5678");
    }
}

#[test]
fn every_kind_of_number_has_its_form() {
    for (text, e164, national) in [
        ("06012345678", "+816012345678", "060-1234-5678"),
        ("07012345678", "+817012345678", "070-1234-5678"),
        ("08012345678", "+818012345678", "080-1234-5678"),
        ("05012345678", "+815012345678", "050-1234-5678"),
        ("0120123456", "+81120123456", "0120-123-456"),
        ("08001234567", "+818001234567", "0800-123-4567"),
        ("0570012345", "+81570012345", "0570-012-345"),
        ("0312345678", "+81312345678", "03-1234-5678"),
        ("0612345678", "+81612345678", "06-1234-5678"),
        ("0423456789", "+81423456789", "042-345-6789"),
        ("0422345678", "+81422345678", "0422-34-5678"),
        ("0428-12-3456", "+81428123456", "0428-12-3456"),
        ("04992-1-2345", "+81499212345", "04992-1-2345"),
        ("(0555)12-3456", "+81555123456", "0555-12-3456"),
        ("0555123456", "+81555123456", "0555123456"),
        ("+1 212-555-0100", "+12125550100", "+12125550100"),
        ("+84 912 345 678", "+84912345678", "+84912345678"),
    ] {
        let phone = Phone::parse(text).unwrap();
        assert_eq!((phone.typed(), phone.e164(), phone.national()), (text, e164, national));
    }
}

#[test]
fn what_cannot_be_dialled_is_refused() {
    let texts = [
        "110",
        "12345678",
        "9012345678",
        "819012345678",
        "0901234567",
        "090123456789",
        "0012345678",
        "020-1234-5678",
        "0301234567",
        "+1234567",
        "+1234567890123456",
        "+0123456789",
        "+8190123456789",
        "090-1234-567a",
        "090-1234-5678 内線1",
        "TEL 03-1234-5678",
        "090+12345678",
        "++819012345678",
        "+",
        "-",
        "090-1234-5678\r\nX",
        "0012125550100",
    ];
    for text in texts {
        assert_eq!(Phone::parse(text), Err(PhoneError::Invalid), "{text:?}");
    }
    assert_eq!(Phone::parse(" 　"), Err(PhoneError::Required));
    assert_eq!(Phone::parse(&"0".repeat(100_000)), Err(PhoneError::Invalid));
}

#[test]
fn logs_see_the_last_digits_only() {
    assert_eq!(format!("{:?}", Phone::parse("090-1234-5678")), "Ok(Phone(…5678))");
}

#[test]
fn marks_alone_are_nothing() {
    assert_eq!(Phone::parse("\u{202D}\u{202C} \u{FEFF}"), Err(PhoneError::Required));
    assert_eq!(Phone::parse("\u{202D}090-1234-5678\u{202C}").unwrap().typed(), "090-1234-5678");
}

proptest! {
    #[test]
    fn marks_anywhere_change_nothing(digits in "0[5-9]0[0-9]{8}", mark in "[\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}\u{2066}-\u{2069}\u{FEFF}\u{AD}]", at in 0_usize..12) {
        let marked = format!("{}{mark}{}", &digits[..at.min(11)], &digits[at.min(11)..]);
        prop_assert_eq!(Phone::parse(&marked), Phone::parse(&digits));
    }

    #[test]
    fn parsing_never_panics(text in any::<String>(), near in "[+＋]?[0-9０-９ ()ー-]{0,20}") {
        let _ = (Phone::parse(&text), Phone::parse(&near));
    }

    #[test]
    fn every_form_of_a_number_is_the_same_number(text in "0[5-9]0[0-9]{8}|0[1-9][1-9][0-9]{7}|\\+[1-7][0-9]{7,14}") {
        let phone = Phone::parse(&text).unwrap();
        for form in [phone.typed(), phone.e164(), phone.national()] {
            let again = Phone::parse(form).unwrap();
            prop_assert_eq!(again.e164(), phone.e164());
        }
    }
}
