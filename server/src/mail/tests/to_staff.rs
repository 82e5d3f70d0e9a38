//! Letters to members of staff: what they read, kept beside the tests as the others are.

use std::path::PathBuf;
use std::sync::Arc;

use mail_parser::MessageParser;
use mendan_domain::booking::mode::{Mode, Modes};
use mendan_domain::ids::{MunicipalityId, StaffId};
use mendan_domain::staff::{Profession, Role};
use mendan_service::message::deliver::{LetterDay, LetterInterview, LetterNews, LetterTells, StaffLetter, Troubles};
use mendan_service::model::{DayNews, StaffMember, Work};
use mendan_service::staff::letter::StaffMessage;

use crate::calendar::sample::{catalogue, japan};
use crate::mail::compose::{ComposeError, Composer};

const LINK: &str = "https://yoyaku.minori.example.jp/staff/link/w0rd-0f-a-l1nk";

fn letter(kind: StaffMessage) -> StaffLetter {
    let links = matches!(kind, StaffMessage::Invitation | StaffMessage::PasswordLink | StaffMessage::AddressConfirm);
    StaffLetter {
        kind: kind.as_str(),
        recipient: "midori@example.jp".into(),
        message_id: "Zm9vYmFy-_0@city.minori.example.jp".into(),
        attempts: 0,
        member: StaffMember {
            id: StaffId(1),
            municipality: MunicipalityId(1),
            login: "midori".into(),
            display_name: "架空 みどり".into(),
            role: Role::Nurse,
            profession: Profession::Midwife,
            video_url: None,
            disabled: false,
            position: 0,
            offices: Vec::new(),
            here_only: false,
            work: Work { modes: Modes::from_bits(15), daily_max: None, joint: false },
        },
        url: links.then(|| LINK.to_owned()),
        until: links.then(|| japan(2026, 3, 27, 22, 15)),
        tells: tells(kind),
        keys: Vec::new(),
        stamped_at: japan(2026, 3, 20, 22, 15),
        catalogue: Arc::new(catalogue()),
    }
}

fn tells(kind: StaffMessage) -> Option<LetterTells> {
    let office = catalogue().offices[0].id;
    let interview =
        |hour, mode, linkless| LetterInterview { starts_at: japan(2026, 3, 20, hour, 0), mode, office, linkless };
    Some(match kind {
        StaffMessage::DayNews => LetterTells::News(LetterNews {
            what: DayNews::Moved,
            starts_at: japan(2026, 3, 20, 14, 0),
            was_at: Some(japan(2026, 3, 20, 10, 40)),
            kind: Some(catalogue().kinds[0].id),
            mode: Mode::Video,
            url: "https://yoyaku.minori.example.jp/staff?booking=7#panel".into(),
        }),
        StaffMessage::Morning => LetterTells::Day(LetterDay {
            date: japan(2026, 3, 20, 9, 0).date_naive(),
            interviews: vec![interview(9, Mode::InPerson, false), interview(13, Mode::Video, true)],
            url: "https://yoyaku.minori.example.jp/staff?view=day&date=2026-03-20".into(),
        }),
        StaffMessage::Troubles => LetterTells::Troubles(
            Troubles { failed: 2, linkless: 0, stranded: 1 },
            "https://yoyaku.minori.example.jp/staff".into(),
        ),
        _ => return None,
    })
}

fn composed(letter: &StaffLetter) -> String {
    String::from_utf8(Composer::new().unwrap().compose_to_staff(letter).unwrap().formatted()).unwrap()
}

#[test]
fn every_letter_to_staff_reads_as_it_did() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/mail");
    for kind in StaffMessage::ALL {
        let mail = composed(&letter(kind));
        assert_eq!(mail, composed(&letter(kind)), "the same octets each time");
        let message = MessageParser::default().parse(mail.as_bytes()).unwrap();
        let from = message.from().unwrap().first().unwrap();
        let html = message.body_html(0).unwrap();
        let body = html.split_once("<main>").unwrap().1.split_once("</main>").unwrap().0.trim();
        let seen = format!(
            "From: {} <{}>\nSubject: {}\n\n{}\n======== html\n{body}\n",
            from.name().unwrap(),
            from.address().unwrap(),
            message.subject().unwrap(),
            message.body_text(0).unwrap(),
        )
        .replace("\r\n", "\n");
        let path = folder.join(format!("staff-{}.txt", kind.as_str()));
        if std::env::var_os("MENDAN_BLESS").is_some() {
            std::fs::write(&path, &seen).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(kept, seen, "{} differs; MENDAN_BLESS=1 writes it anew", path.display());
        assert_eq!(seen.contains(LINK), letter(kind).url.is_some(), "{seen}");
        assert!(!seen.contains("架空") && !seen.contains("midori@"), "nobody is named: {seen}");
        for word in ["!", "!", "おめでと"] {
            assert!(!seen.contains(word), "{word} in {seen}");
        }
    }
}

#[test]
fn an_address_that_is_none_is_refused_without_naming_it() {
    let wrong = StaffLetter { recipient: "no address".into(), ..letter(StaffMessage::Invitation) };
    let error = Composer::new().unwrap().compose_to_staff(&wrong).unwrap_err();
    assert!(matches!(error, ComposeError::Recipient) && !error.to_string().contains("no address"));
}
