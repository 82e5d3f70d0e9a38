use mail_parser::{MessageParser, MimeHeaders};
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{ClosureId, HoldId, StaffId};
use mendan_domain::language::Language;
use mendan_service::message::deliver::Letter;
use mendan_service::model::{Booking, MessageKind, OfferChoice, OfferSet, OfferState};
use mendan_service::rescue::set::{OfferChoiceId, OfferSetId};

use crate::calendar::sample::{MANAGE_URL, booking, japan, letter};
use crate::mail::compose::{ComposeError, Composer};

/// Every kind.
pub(super) fn mails() -> impl Iterator<Item = MessageKind> {
    MessageKind::ALL.into_iter()
}

pub(super) fn compose(letter: &Letter) -> String {
    let octets = Composer::new().unwrap().compose(letter).unwrap().formatted();
    String::from_utf8(octets).unwrap()
}

/// A letter of that kind as it would be in life.
pub(super) fn sample(kind: MessageKind, language: Language) -> Letter {
    let mut sample = Booking { language, ..booking() };
    match kind {
        MessageKind::Change => sample.sequence = 1,
        MessageKind::Cancellation => (sample.sequence, sample.status) = (1, Status::Cancelled),
        _ => {}
    }
    let mut letter = letter(kind, sample);
    if kind == MessageKind::Change {
        letter.row.detail = format!("{{\"was\":{}}}", japan(2026, 4, 1, 14, 0).timestamp());
    }
    if kind == MessageKind::Offer {
        letter.offer = Some(offer(&letter.booking));
    }
    letter
}

/// Three times after hers, until the evening before.
fn offer(booking: &Booking) -> OfferSet {
    let choice = |(day, hour, minute)| OfferChoice {
        id: OfferChoiceId(1),
        hold: HoldId(1),
        office: booking.office,
        staff: StaffId(1),
        joint: None,
        starts_at: japan(2026, 4, day, hour, minute),
        ends_at: japan(2026, 4, day, hour, minute + 40),
    };
    OfferSet {
        id: OfferSetId(1),
        municipality: booking.municipality,
        booking: booking.id,
        closure: ClosureId(1),
        state: OfferState::Open,
        until: japan(2026, 4, 2, 17, 0),
        made_at: japan(2026, 4, 2, 8, 0),
        made_by: None,
        ended_at: None,
        choices: [(3, 11, 0), (3, 14, 10), (6, 9, 10)].map(choice).to_vec(),
    }
}

/// Subject, plain text and HTML of a letter.
fn words(letter: &Letter) -> String {
    let mail = compose(letter);
    let message = MessageParser::default().parse(mail.as_bytes()).unwrap();
    [message.subject().unwrap(), &message.body_text(0).unwrap(), &message.body_html(0).unwrap()].join("\n")
}

#[test]
fn the_same_letter_is_the_same_octets_each_time() {
    for kind in mails() {
        let letter = sample(kind, Language::Ja);
        assert_eq!(compose(&letter), compose(&letter));
    }
}

#[test]
fn a_confirmation_carries_the_calendar_twice_in_base64() {
    for (kind, method) in [
        (MessageKind::Confirmation, "REQUEST"),
        (MessageKind::Change, "REQUEST"),
        (MessageKind::Cancellation, "CANCEL"),
    ] {
        let mail = compose(&sample(kind, Language::Ja));
        let message = MessageParser::default().parse(mail.as_bytes()).unwrap();
        let structure: Vec<String> = message
            .parts
            .iter()
            .map(|part| {
                let kind = part.content_type().unwrap();
                format!("{}/{}", kind.ctype(), kind.subtype().unwrap())
            })
            .collect();
        assert_eq!(
            structure,
            ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/ics"]
        );
        assert_eq!(message.parts[4].content_type().unwrap().attribute("method"), Some(method));
        assert!(mail.contains(&format!("Content-Type: text/calendar; method={method}; charset=utf-8")), "{mail}");
        let (inline, attached) = (message.parts[4].text_contents().unwrap(), message.parts[5].contents());
        assert_eq!(inline.as_bytes(), attached);
        assert!(inline.contains(&format!("\r\nMETHOD:{method}\r\n")));
        for part in [4, 5] {
            assert_eq!(message.parts[part].content_transfer_encoding(), Some("base64"));
        }
        assert_eq!(message.parts[5].attachment_name(), Some("yoyaku.ics"));
    }
}

#[test]
fn the_attendee_is_the_one_recipient_of_the_mail() {
    let mut letter = sample(MessageKind::Confirmation, Language::Ja);
    letter.row.recipient = "other@example.com".into();
    let mail = compose(&letter);
    let message = MessageParser::default().parse(mail.as_bytes()).unwrap();
    let file = message.parts[4].text_contents().unwrap().replace("\r\n ", "");
    assert!(file.contains("RSVP=FALSE:mailto:other@example.com") && !file.contains("hanako"));
}

#[test]
fn the_headers_are_those_of_the_row() {
    let mail = compose(&sample(MessageKind::Confirmation, Language::En));
    for line in [
        "Message-ID: <Zm9vYmFy-_0@city.minori.example.jp>",
        "Date: Fri, 20 Mar 2026 13:15:00 +0000",
        "To: hanako@example.jp",
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
        "Content-Language: en",
        "MIME-Version: 1.0",
    ] {
        assert!(mail.contains(&format!("{line}\r\n")), "{line} is missing in\n{mail}");
    }
    let message = MessageParser::default().parse(mail.as_bytes()).unwrap();
    let from = message.from().unwrap().first().unwrap();
    assert_eq!(from.name(), Some("Minori City Central Health Center"));
    assert_eq!(from.address(), Some("yoyaku@city.minori.example.jp"));
    assert!(mail.is_ascii() && mail.split("\r\n").all(|line| line.len() <= 998));
}

#[test]
fn no_mail_names_her() {
    for kind in mails() {
        for language in Language::ALL {
            let words = words(&sample(kind, language));
            for secret in ["𠮷田", "花子", "ヨシダ", "090-", "1234", "5678", "1995", "hanako"] {
                assert!(!words.contains(secret), "{secret} in {words}");
            }
        }
    }
}

#[test]
fn no_mail_congratulates_or_shouts() {
    for kind in mails() {
        for language in Language::ALL {
            let mut words = words(&sample(kind, language));
            words = words.replace("<!doctype html>", "");
            for word in ["おめでと", "祝", "お喜び", "ongratulat", "!", "!", "baby", "赤ちゃん"] {
                assert!(!words.contains(word), "{word} in {words}");
            }
        }
    }
}

#[test]
fn a_discreet_mail_tells_neither_kind_nor_office() {
    for kind in mails() {
        for language in Language::ALL {
            let mut letter = sample(kind, language);
            letter.booking.discreet = true;
            let mail = compose(&letter);
            let message = MessageParser::default().parse(mail.as_bytes()).unwrap();
            let (subject, sender) = match language {
                Language::Ja => ("予約について", "みのり市"),
                Language::En => ("About your appointment", "Minori City"),
            };
            assert_eq!(message.subject(), Some(subject));
            assert_eq!(message.from().unwrap().first().unwrap().name(), Some(sender));
            for word in ["妊娠", "届出", "母子", "健康", "診察券", "Pregnancy", "Health", "Maternal", "clinic"]
            {
                assert!(!words(&letter).contains(word), "{word} in {kind:?}");
            }
        }
    }
}

#[test]
fn the_hint_at_a_first_booking_tells_neither_time_nor_place() {
    for language in Language::ALL {
        let letter = sample(MessageKind::AlreadyBooked, language);
        let words = words(&letter);
        assert!(words.contains(MANAGE_URL));
        for word in [
            "4月",
            "April",
            "10:00",
            "来所",
            "In person",
            "本町",
            "Honcho",
            "健康センター",
            "Health Center",
            "7K3M",
            "0111",
            "妊娠",
        ] {
            assert!(!words.contains(word), "{word} in {words}");
        }
        let mail = compose(&letter);
        assert!(!mail.contains("text/calendar") && !mail.contains("application/ics"));
    }
}

#[test]
fn an_offer_tells_the_times_and_until_when_and_nothing_of_the_nurse() {
    for language in Language::ALL {
        let words = words(&sample(MessageKind::Offer, language));
        for time in ["11:00", "14:10", "9:10", "17:00", MANAGE_URL] {
            assert!(words.contains(time), "{time} is missing in {words}");
        }
        for reason in ["休み", "病", "担当", "absent", "sick", "nurse"] {
            assert!(!words.contains(reason), "{reason} in {words}");
        }
    }
}

#[test]
fn a_video_mail_has_the_link_or_says_that_it_follows() {
    let mut letter = sample(MessageKind::Confirmation, Language::Ja);
    letter.booking.mode = Mode::Video;
    assert!(words(&letter).contains("準備ができると"));
    letter.booking.join_url = Some("https://meet.example.jp/r?a=1&b=2".into());
    let words = words(&letter);
    assert!(
        words.contains("https://meet.example.jp/r?a=1&b=2")
            && words.contains("href=\"https://meet.example.jp/r?a=1&amp;b=2\""),
        "{words}"
    );
    assert!(
        words.contains("録音・録画はご遠慮ください。") && !words.contains("準備ができると") && !words.contains("本町")
    );
}

#[test]
fn a_change_of_mode_alone_says_that_the_time_stays() {
    let mut letter = sample(MessageKind::Change, Language::Ja);
    assert!(words(&letter).contains("変更前 2026年4月1日(水) 14:00"));
    letter.row.detail = format!("{{\"was\":{}}}", letter.booking.starts_at.timestamp());
    let words = words(&letter);
    assert!(words.contains("日時は同じです") && !words.contains("変更前"));
}

#[test]
fn a_carrier_address_is_quoted_on_the_wire_and_comes_back() {
    let mut letter = sample(MessageKind::Confirmation, Language::Ja);
    letter.row.recipient = "a..b@docomo.ne.jp".into();
    let message = Composer::new().unwrap().compose(&letter).unwrap();
    assert_eq!(message.envelope().to()[0].to_string(), "\"a..b\"@docomo.ne.jp");
    let mail = String::from_utf8(message.formatted()).unwrap();
    assert!(mail.contains("To: \"a..b\"@docomo.ne.jp\r\n"));
}

#[test]
fn what_is_no_mail_or_has_no_address_is_refused_without_naming_it() {
    let composer = Composer::new().unwrap();
    let refused = |change: fn(&mut Letter)| {
        let mut letter = sample(MessageKind::Confirmation, Language::Ja);
        change(&mut letter);
        composer.compose(&letter).unwrap_err()
    };
    assert!(matches!(refused(|letter| letter.row.message_id = "a\r\nBcc: x@y".into()), ComposeError::Sender));
    for recipient in ["", "no address", "a@example.com, b@example.com", "a@example.com\r\nBcc: b@example.com"] {
        let mut letter = sample(MessageKind::Confirmation, Language::Ja);
        letter.row.recipient = recipient.into();
        let error = composer.compose(&letter).unwrap_err();
        assert!(matches!(error, ComposeError::Recipient) && !error.to_string().contains('@'));
    }
}
