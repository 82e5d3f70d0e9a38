use std::path::Path;

use proptest::prelude::*;

use crate::mail::refusal::clean;
use crate::mail::transport::{Security, Transport, TransportError};

fn relay(url: &str) -> (String, u16, Security) {
    match Transport::from_url(url) {
        Ok(Transport::Smtp(relay)) => (relay.host.clone(), relay.port, relay.security()),
        Ok(Transport::File(_)) => panic!("a folder"),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn tls_is_required_except_on_the_loopback() {
    for (url, security) in [
        ("smtp://mail.example.jp", Security::Required),
        ("smtp://mail.example.jp:25", Security::Required),
        ("smtp://10.0.0.1:25", Security::Required),
        ("smtp://localhost.example.jp", Security::Required),
        ("smtp://127.0.0.1.example.jp", Security::Required),
        ("smtps://mail.example.jp", Security::Implicit),
        ("smtps://127.0.0.1", Security::Implicit),
        ("smtp://127.0.0.1:2525", Security::Offered),
        ("smtp://localhost", Security::Offered),
        ("smtp://[::1]:2525", Security::Offered),
    ] {
        assert_eq!(relay(url).2, security, "{url}");
    }
}

#[test]
fn ports_follow_the_scheme_unless_given() {
    assert_eq!(relay("smtp://mail.example.jp").1, 587);
    assert_eq!(relay("smtps://mail.example.jp").1, 465);
    assert_eq!(relay("smtp://localhost").1, 25);
    assert_eq!(relay("smtps://u:p@mail.example.jp:1465"), ("mail.example.jp".into(), 1465, Security::Implicit));
    assert_eq!(relay("smtp://[::1]:2525").0, "::1");
}

#[test]
fn a_folder_may_be_written_in_three_ways() {
    for (url, folder) in
        [("file:data/mail", "data/mail"), ("file:/var/mail", "/var/mail"), ("file:///var/mail", "/var/mail")]
    {
        assert_eq!(Transport::from_url(url).unwrap().folder(), Some(Path::new(folder)));
    }
}

#[test]
fn what_is_no_mail_address_is_refused_without_its_password() {
    for url in
        ["", "file:", "http://x:geheim@example.jp", "smtp:", "smtp://", "mail.example.jp", "smtp://u:geheim@h?tls=none"]
    {
        let error = Transport::from_url(url).err().unwrap();
        assert!(!error.to_string().contains("geheim"), "{error}");
    }
    let missing = Transport::from_url("smtp://mail.example.jp?ca=/does/not/exist.pem").err().unwrap();
    assert!(matches!(missing, TransportError::CertificateFile(_)));
}

#[test]
fn a_servers_words_lose_what_names_a_person() {
    let recipient = "\"hana..ko\"@docomo.ne.jp";
    for words in [
        "5.1.1 <hana..ko@docomo.ne.jp>: unknown",
        "User hana..ko not found",
        "bounce-hana..ko=docomo.ne.jp is blocked",
        "see \"HANA..KO\"@DOCOMO.NE.JP",
        "other@example.com also",
        "wide＠example.jp",
    ] {
        let clean = clean(words, recipient).to_lowercase();
        assert!(!clean.contains(['@', '＠']) && !clean.contains("hana") && !clean.contains("docomo"), "{clean}");
    }
    assert_eq!(clean("mailbox\r\nfull \u{1b}[2J", recipient), "mailbox full [2J");
}

proptest! {
    #[test]
    fn no_cleaned_text_holds_an_address(words in any::<String>(), before in "[ -~]{0,20}", after in "[ -~]{0,20}") {
        let cleaned = clean(&format!("{words} {before}hanako@example.jp{after}"), "hanako@example.jp");
        prop_assert!(!cleaned.contains('@') && !cleaned.contains("hanako"));
        prop_assert!(cleaned.chars().count() <= 200 && !cleaned.contains(char::is_control));
    }
}
