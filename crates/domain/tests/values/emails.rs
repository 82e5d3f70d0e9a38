//! Mail addresses.

use mendan_domain::person::email::{Email, EmailError};
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
fn invisible_marks_around_an_address_are_dropped() {
    for text in ["\u{202A}hanako@example.jp\u{202C}", "\u{FEFF}hanako\u{200B}@example\u{AD}.jp\u{200E}"] {
        assert_eq!(email(text).as_str(), "hanako@example.jp");
    }
    assert_eq!(Email::parse("\u{200B}\u{202C}"), Err(EmailError::Required));
}

#[test]
fn a_slip_in_the_domain_is_asked_about() {
    for (typed, meant) in [
        ("hanako@gmail.con", "hanako@gmail.com"),
        ("hanako@gmial.com", "hanako@gmail.com"),
        ("hanako@gmai.com", "hanako@gmail.com"),
        ("hanako@gmaill.co", "hanako@gmail.com"),
        ("Hanako+a@Gmail.Cpm", "Hanako+a@gmail.com"),
        ("hanako@gmail.co.jp", "hanako@gmail.com"),
        ("hanako@docomo.ne.jo", "hanako@docomo.ne.jp"),
        ("hanako@docomo.co.jp", "hanako@docomo.ne.jp"),
        ("a..b@docono.ne.jp", "a..b@docomo.ne.jp"),
        ("hanako@ezwed.ne.jp", "hanako@ezweb.ne.jp"),
        ("hanako@i.softbank.ne", "hanako@i.softbank.jp"),
        ("hanako@yaho.co.jp", "hanako@yahoo.co.jp"),
        ("hanako@yahoo.cojp.jp", "hanako@yahoo.co.jp"),
        ("hanako@iclould.com", "hanako@icloud.com"),
        ("hanako@hotmail.co.jo", "hanako@hotmail.co.jp"),
        ("hanako@aau.com", "hanako@au.com"),
    ] {
        assert_eq!(email(typed).suggestion().map(|meant| meant.as_str().to_owned()).as_deref(), Some(meant), "{typed}");
    }
    for right in [
        "hanako@gmail.com",
        "hanako@mail.com",
        "hanako@ymail.com",
        "hanako@yahoo.ne.jp",
        "hanako@nifty.ne.jp",
        "hanako@me.com",
        "hanako@aol.com",
        "hanako@mail.kaku.example",
        "hanako@city.example.jp",
        "hanako@example.com",
        "hanako@t.vodafone.ne.jp",
        "hanako@outlook.fr",
        "hanako@hospital.or.jp",
    ] {
        assert_eq!(email(right).suggestion(), None, "{right}");
    }
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
            // Whoever takes a suggestion is not asked again.
            prop_assert_eq!(address.suggestion().and_then(|meant| meant.suggestion()), None);
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
        assert_eq!(mendan_domain::person::email::mailbox(same), "hana.ko@mail.kaku.example", "{same}");
    }
    for own in ["+hana@mail.kaku.example", "hanako@mail.kaku.example"] {
        assert_eq!(mendan_domain::person::email::mailbox(own), own);
    }
}
