//! What people see, kept beside the tests: `MENDAN_BLESS=1 cargo test` writes the files anew, to be read in review.

use std::path::PathBuf;

use mail_parser::MessageParser;
use mendan_domain::language::Language;

use super::compose::{compose, mails, sample};

#[test]
fn every_mail_reads_as_it_did() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/mail");
    let bless = std::env::var_os("MENDAN_BLESS").is_some();
    for language in Language::ALL {
        for kind in mails() {
            let mail = compose(&sample(kind, language));
            let message = MessageParser::default().parse(mail.as_bytes()).unwrap();
            let from = message.from().unwrap().first().unwrap();
            let html = message.body_html(0).unwrap();
            let body = html.split_once("<main>").unwrap().1.split_once("</main>").unwrap().0.trim();
            let file = message.parts.get(4).and_then(|part| part.text_contents()).unwrap_or("none\r\n");
            let seen = format!(
                "From: {} <{}>\nSubject: {}\n\n{}\n======== html\n{body}\n======== calendar\n{file}",
                from.name().unwrap(),
                from.address().unwrap(),
                message.subject().unwrap(),
                message.body_text(0).unwrap(),
            )
            .replace("\r\n", "\n");
            let path = folder.join(format!("{}-{}.txt", language.tag(), kind.as_str()));
            if bless {
                std::fs::write(&path, &seen).unwrap();
            }
            let kept = std::fs::read_to_string(&path).unwrap_or_default();
            assert_eq!(kept, seen, "{} differs; MENDAN_BLESS=1 writes it anew", path.display());
        }
    }
}
