//! Mail addresses.

use mendan_domain::email::{Email, EmailError};
use proptest::prelude::*;

fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

#[test]
fn ordinary_addresses_go_on_the_wire_as_typed() {
    for text in
        ["hanako@example.jp", "a+b@mail.example.co.jp", "a'b@xn--wgv71a.jp", "1/2=3@ezweb.ne.jp", "-a_@i.softbank.jp"]
    {
        assert_eq!(email(text).wire(), text);
    }
}

#[test]
fn carrier_addresses_are_quoted_on_the_wire_only() {
    for (text, wire) in [
        ("a..b@docomo.ne.jp", "\"a..b\"@docomo.ne.jp"),
        (".a@docomo.ne.jp", "\".a\"@docomo.ne.jp"),
        ("a.@docomo.ne.jp", "\"a.\"@docomo.ne.jp"),
    ] {
        assert_eq!((email(text).as_str(), email(text).wire().as_str()), (text, wire));
    }
}

#[test]
fn full_width_and_capital_domains_are_folded() {
    let address = email("　Ｈanako＠Example．Co。jp \t");
    assert_eq!((address.as_str(), address.domain()), ("Hanako@example.co.jp", "example.co.jp"));
    assert_eq!(address.masked(), "H***@example.co.jp");
    assert_eq!(format!("{address:?}"), "Email(H***@example.co.jp)");
}

#[test]
fn what_is_not_one_address_is_refused() {
    let texts = [
        "a",
        "@example.jp",
        "a@",
        "a@b",
        "a@b@example.jp",
        "a@example.jp,b@example.jp",
        "a@example.jp b@example.jp",
        "a b@example.jp",
        "a@example.jp;b",
        "\"a\"@example.jp",
        "a\r\nBcc: b@example.jp",
        "a@example.jp\r\n",
        "a@example.jp\0",
        "a@exam\tple.jp",
        "<a@example.jp>",
        "a@.jp",
        "a@example..jp",
        "a@-example.jp",
        "a@example-.jp",
        "a@127.0.0.1",
        "a@[127.0.0.1]",
        "a@example.j",
        "..@example.jp",
        "花子@example.jp",
        "a@日本.jp",
        "a\u{200B}@example.jp",
        "mailto:a@example.jp",
        "a@example.jp.",
        "a(b)@example.jp",
        "a\\b@example.jp",
    ];
    for text in texts {
        assert_eq!(Email::parse(text), Err(EmailError::Invalid), "{text:?}");
    }
    assert_eq!(Email::parse(" 　"), Err(EmailError::Required));
}

#[test]
fn lengths_are_those_of_the_wire() {
    assert!(Email::parse(&format!("{}@example.jp", "a".repeat(64))).is_ok());
    assert_eq!(Email::parse(&format!("{}@example.jp", "a".repeat(65))), Err(EmailError::TooLong));
    assert_eq!(Email::parse(&format!("{}.@example.jp", "a".repeat(62))), Err(EmailError::TooLong));
    let domain = format!("{}.jp", vec!["a".repeat(62); 3].join("."));
    assert!(Email::parse(&format!("{}@{domain}", "a".repeat(61))).is_ok());
    assert_eq!(Email::parse(&format!("{}@{domain}", "a".repeat(63))), Err(EmailError::TooLong));
}

proptest! {
    #[test]
    fn parsing_never_panics(text in any::<String>(), near in "[a.@,\" -]{0,12}@[a.\\-0]{0,9}") {
        let _ = (Email::parse(&text), Email::parse(&near));
    }

    #[test]
    fn an_address_reads_as_itself(text in "[a-zA-Z0-9.!#+/?_-]{1,20}@[a-zA-Z0-9]{1,9}\\.[a-z]{2,5}") {
        if let Ok(address) = Email::parse(&text) {
            prop_assert_eq!(Email::parse(address.as_str()), Ok(address.clone()));
            prop_assert!(address.wire().bytes().all(|b| b.is_ascii_graphic()));
        }
    }
}

#[test]
fn addresses_of_one_mailbox_count_as_one() {
    for same in [
        "Hana.Ko@mail.kaku.example",
        "hana.ko@mail.kaku.example",
        "hana.ko+mendan@mail.kaku.example",
        "HANA.KO+@mail.kaku.example",
    ] {
        assert_eq!(mendan_domain::email::mailbox(same), "hana.ko@mail.kaku.example", "{same}");
    }
    for own in ["+hana@mail.kaku.example", "hanako@mail.kaku.example"] {
        assert_eq!(mendan_domain::email::mailbox(own), own);
    }
}
