use std::collections::BTreeSet;

use mail_parser::MessageParser;
use mendan_domain::language::Language;
use mendan_service::city::catalogue::Texts;
use mendan_service::model::MessageKind;
use proptest::prelude::*;

use super::compose::compose;
use crate::calendar::sample::{booking, catalogue, letter_in};

fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        Just("x\r\nBcc: evil@example.com\r\n\r\nhello".to_owned()),
        Just("\n\nBcc: evil@example.com".to_owned()),
        Just("\" <evil@example.com>, \"".to_owned()),
        Just("a\u{2028}Bcc: evil@example.com\u{0}\u{1b}[2J\u{202e}".to_owned()),
        Just("</title><script>alert(1)</script>{{ 7 * 7 }}".to_owned()),
        Just("みのり市".repeat(60)),
        Just("=?utf-8?b?QmNjOg==?= \\".to_owned()),
        Just(String::new()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_text_of_the_city_breaks_headers_or_html(city in hostile(), office in hostile(), kind in hostile(), bring in hostile(), url in hostile()) {
        let mut catalogue = catalogue();
        let mut texts = catalogue.municipality.words(Language::Ja);
        (texts.name, texts.department, texts.phone_hours) = (city.clone(), office.clone(), kind.clone());
        catalogue.municipality.texts = Texts::of(texts.clone(), texts);
        let mut words = catalogue.offices[0].words(Language::Ja);
        (words.name, words.address, words.floor, words.access) = (office, city, kind.clone(), bring.clone());
        catalogue.offices[0].texts = Texts::of(words.clone(), words);
        let mut words = catalogue.kinds[0].words(Language::Ja);
        (words.name, words.bring) = (kind, vec![bring]);
        catalogue.kinds[0].texts = Texts::of(words.clone(), words);
        let mut sample = booking();
        (sample.contact.family_name, sample.contact.given_name) = (url.clone(), url.clone());
        sample.join_url = Some(url.clone());
        let mut letter = letter_in(catalogue, MessageKind::Confirmation, sample);
        letter.row.detail = url;

        let mail = compose(&letter);
        let head = mail.split("\r\n\r\n").next().unwrap_or_default();
        let unfolded = head.replace("\r\n ", " ");
        let names: BTreeSet<&str> = unfolded.split("\r\n").filter_map(|line| line.split(':').next()).collect();
        let expected = ["From", "Reply-To", "To", "Subject", "Date", "Message-ID", "Content-Language", "Auto-Submitted",
            "X-Auto-Response-Suppress", "MIME-Version", "Content-Type"];
        prop_assert_eq!(names, BTreeSet::from(expected));
        prop_assert!(!head.contains("\n\n") && head.split("\r\n").all(|line| line.len() <= 998 && !line.contains(['\r', '\n', '\0'])));
        let message = MessageParser::default().parse(mail.as_bytes()).ok_or(TestCaseError::fail("no mail"))?;
        prop_assert_eq!(message.parts.len(), 6);
        let to = message.to().and_then(|to| to.first()).and_then(|to| to.address());
        prop_assert_eq!(to, Some("hanako@example.jp"));
        prop_assert_eq!(message.from().map(|from| from.iter().count()), Some(1));
        let html = message.body_html(0).unwrap_or_default();
        prop_assert!(!html.contains("<script") && !html.contains(">49<"));
    }
}
