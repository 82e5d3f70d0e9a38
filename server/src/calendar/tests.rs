use chrono::{DateTime, Duration, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;
use icalendar::Component;
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::language::Language;
use proptest::prelude::*;

use super::sample::{MANAGE_URL, booking, catalogue, japan};
use super::write::{Writer, clean};
use super::{Event, google_calendar_url, invitation, published};

fn event() -> Event {
    Event::of(&booking(), &catalogue(), MANAGE_URL, japan(2026, 3, 20, 22, 15))
}

/// The content lines with folding undone, read as octets, as RFC 5545 wants it.
fn unfold(file: &str) -> Vec<String> {
    assert!(file.ends_with("\r\n"));
    assert!(!file.replace("\r\n", "").contains(['\r', '\n']), "a bare line end");
    file.replace("\r\n ", "").trim_end().split("\r\n").map(str::to_owned).collect()
}

/// The unescaped TEXT of the first line with that name inside the event.
fn text_of(file: &str, name: &str) -> String {
    let lines = unfold(file);
    let mut event = lines.iter().skip_while(|line| *line != "BEGIN:VEVENT");
    let value = event.find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).unwrap();
    let mut out = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        out.push(match (c, c == '\\') {
            (_, true) => match chars.next().unwrap() {
                'n' => '\n',
                c => c,
            },
            (c, false) => c,
        });
    }
    out
}

fn has(file: &str, line: &str) -> bool {
    unfold(file).iter().any(|found| found == line)
}

#[test]
fn an_invitation_says_what_when_and_where() {
    let file = invitation(&event());
    for line in [
        "METHOD:REQUEST",
        "UID:0b7c2f5e@city.minori.example.jp",
        "SEQUENCE:0",
        "DTSTAMP:20260320T131500Z",
        "DTSTART;TZID=Asia/Tokyo:20260403T100000",
        "DTEND;TZID=Asia/Tokyo:20260403T104000",
        "ORGANIZER;CN=\"中央健康センター\":mailto:yoyaku@city.minori.example.jp",
        "ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:hanako@example.jp",
        "SUMMARY:妊娠の届出と面談",
        "LOCATION:中央健康センター 2階 母子相談室 みのり市本町1-2-3",
        "STATUS:CONFIRMED",
        "CLASS:PRIVATE",
        "TRANSP:OPAQUE",
        "TRIGGER:-P1D",
        "TRIGGER:-PT1H",
        "TZID:Asia/Tokyo",
        "TZOFFSETTO:+0900",
    ] {
        assert!(has(&file, line), "{line} is missing in\n{file}");
    }
    let description = text_of(&file, "DESCRIPTION");
    assert_eq!(description, format!("方法: 来所\n持ち物: 本人確認書類、診察券\n予約の確認・変更・取消: {MANAGE_URL}"));
    assert_eq!(file.matches("ACTION:").count(), file.matches("ACTION:DISPLAY").count());
}

#[test]
fn a_file_never_names_her() {
    let mut sample = booking();
    sample.join_url = Some("https://meet.example.jp/r/1".into());
    for mode in Mode::ALL {
        sample.mode = mode;
        let event = Event::of(&sample, &catalogue(), MANAGE_URL, sample.updated_at);
        for file in [invitation(&event), published(&event), google_calendar_url(&event)] {
            for secret in ["𠮷田", "花子", "ヨシダ", "1234", "5678", "1995", "7K3M"] {
                assert!(!file.contains(secret), "{secret} in {file}");
            }
        }
    }
}

#[test]
fn a_published_file_has_neither_attendee_nor_manage_link() {
    let file = published(&event());
    assert!(has(&file, "METHOD:PUBLISH") && has(&file, "SEQUENCE:0") && has(&file, "STATUS:CONFIRMED"));
    assert!(!file.contains("ATTENDEE") && !file.replace("\r\n ", "").contains("/b/"));
    let mut sample = booking();
    (sample.status, sample.sequence) = (Status::Cancelled, 1);
    let file = published(&Event::of(&sample, &catalogue(), MANAGE_URL, sample.updated_at));
    assert!(has(&file, "METHOD:PUBLISH") && has(&file, "STATUS:CANCELLED") && has(&file, "SEQUENCE:1"));
}

#[test]
fn a_cancellation_repeats_whom_what_and_when_with_a_higher_sequence() {
    let before = invitation(&event());
    let mut sample = booking();
    (sample.status, sample.sequence) = (Status::Cancelled, 1);
    let after = invitation(&Event::of(&sample, &catalogue(), MANAGE_URL, sample.updated_at));
    assert!(has(&after, "METHOD:CANCEL") && has(&after, "STATUS:CANCELLED") && has(&after, "SEQUENCE:1"));
    for line in unfold(&before) {
        if ["UID", "ORGANIZER", "ATTENDEE", "DTSTART;"].iter().any(|name| line.starts_with(name)) {
            assert!(has(&after, &line), "{line}");
        }
    }
    assert!(!after.contains("VALARM"));
}

#[test]
fn a_video_link_stands_in_location_url_and_description() {
    let link = "https://meet.minori.example.jp/room-4f9a";
    let mut sample = booking();
    (sample.mode, sample.join_url) = (Mode::Video, Some(link.into()));
    let file = invitation(&Event::of(&sample, &catalogue(), MANAGE_URL, sample.updated_at));
    assert!(has(&file, &format!("LOCATION:{link}")) && has(&file, &format!("URL:{link}")));
    let description = text_of(&file, "DESCRIPTION");
    assert!(description.contains(link) && description.contains("録音・録画はご遠慮ください。"));
    sample.mode = Mode::Phone;
    let file = invitation(&Event::of(&sample, &catalogue(), MANAGE_URL, sample.updated_at));
    assert!(has(&file, "LOCATION:電話") && !file.replace("\r\n ", "").contains(link));
}

#[test]
fn a_link_that_is_no_web_address_is_left_out() {
    let mut sample = booking();
    sample.mode = Mode::Video;
    for link in ["javascript:alert(1)", "not a link", "https://x\r\nEND:VEVENT"] {
        sample.join_url = Some(link.into());
        let file = invitation(&Event::of(&sample, &catalogue(), MANAGE_URL, sample.updated_at));
        assert!(!file.contains("javascript") && file.matches("\r\nEND:VEVENT").count() == 1, "{file}");
    }
}

#[test]
fn a_discreet_booking_tells_neither_kind_nor_office() {
    for language in Language::ALL {
        let mut sample = booking();
        (sample.discreet, sample.language) = (true, language);
        let event = Event::of(&sample, &catalogue(), MANAGE_URL, sample.updated_at);
        let file = invitation(&event);
        let neutral = if language == Language::Ja { "SUMMARY:予約" } else { "SUMMARY:Appointment" };
        assert!(has(&file, neutral));
        for word in ["妊娠", "届出", "母子", "健康センター", "診察券", "Pregnancy", "Health", "clinic"] {
            assert!(!file.replace("\r\n ", "").contains(word), "{word} in {file}");
        }
    }
}

#[test]
fn a_carrier_address_stays_as_her_account_knows_it() {
    let mut event = event();
    event.attendee = Some("a..b@docomo.ne.jp".into());
    assert!(has(&invitation(&event), "ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:a..b@docomo.ne.jp"));
    event.attendee = Some("x/y?z&w@docomo.ne.jp".into());
    assert!(has(&invitation(&event), "ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:x%2Fy%3Fz%26w@docomo.ne.jp"));
}

#[test]
fn the_google_link_is_the_event_without_her() {
    let link = google_calendar_url(&event());
    assert!(link.starts_with("https://calendar.google.com/calendar/render?action=TEMPLATE&text=%E5%A6%8A"));
    assert!(link.contains("dates=20260403T010000Z%2F20260403T014000Z") && link.contains("ctz=Asia%2FTokyo"));
    assert!(!link.contains("%2Fb%2F") && !link.contains("hanako"));
}

/// The offset a calendar program computes from the VTIMEZONE alone: the observance begun last.
fn offset_by_file(file: &str, local: NaiveDateTime) -> String {
    let lines = unfold(file);
    let mut best: Option<(NaiveDateTime, String)> = None;
    let mut begins = None;
    for line in lines.iter().take_while(|line| *line != "END:VTIMEZONE") {
        if let Some(at) = line.strip_prefix("DTSTART:") {
            begins = Some(NaiveDateTime::parse_from_str(at, "%Y%m%dT%H%M%S").unwrap());
        }
        if let (Some(at), Some(to)) = (begins, line.strip_prefix("TZOFFSETTO:"))
            && at <= local
            && best.as_ref().is_none_or(|(best, _)| at >= *best)
        {
            best = Some((at, to.to_owned()));
        }
    }
    best.unwrap().1
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        Just("END:VEVENT".to_owned()),
        Just("\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n".to_owned()),
        Just("a,b;c\\n\\".to_owned()),
        Just("𠮷田 🤰🏽 葛\u{E0100}城".to_owned()),
        Just("あ".repeat(40)),
        Just(" ".repeat(80)),
        Just("\"^'\"".to_owned()),
        "[a-z]{60,90}",
    ];
    proptest::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_comes_back_as_it_was(summary in text(), location in text(), description in text(), name in text(), manage in text()) {
        let mut event = event();
        event.organizer.name = name;
        (event.summary, event.location, event.description, event.manage) = (summary, location, description, manage);
        for file in [invitation(&event), published(&event)] {
            for line in file.as_bytes().split(|b| *b == b'\n') {
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                prop_assert!(line.len() <= 75 && std::str::from_utf8(line).is_ok());
            }
            let lines = unfold(&file);
            prop_assert_eq!(lines.iter().filter(|line| *line == "BEGIN:VEVENT").count(), 1);
            prop_assert_eq!(lines.iter().filter(|line| *line == "END:VEVENT").count(), 1);
            prop_assert_eq!(text_of(&file, "SUMMARY"), clean(&event.summary));
            prop_assert_eq!(text_of(&file, "LOCATION"), clean(&event.location));
            let parsed: icalendar::Calendar = file.parse().map_err(TestCaseError::fail)?;
            let first = parsed.events().next().ok_or(TestCaseError::fail("no event"))?;
            prop_assert_eq!(first.get_uid(), Some(event.uid.as_str()));
            prop_assert_eq!(first.get_sequence(), Some(0));
        }
        prop_assert_eq!(text_of(&invitation(&event), "DESCRIPTION"), clean(&event.full_description()));
    }

    #[test]
    fn a_line_is_folded_to_its_octet(length in 0_usize..400, wide in any::<bool>()) {
        let value = if wide { "予".repeat(length) } else { "x".repeat(length) };
        let mut writer = Writer::new();
        writer.pair("X", value.as_str());
        let file = writer.into_text();
        prop_assert!(file.lines().all(|line| line.len() <= 75));
        prop_assert_eq!(unfold(&file), vec![format!("X:{value}")]);
    }

    #[test]
    fn a_booking_keeps_its_uid_and_its_sequence_only_rises(steps in proptest::collection::vec(0_u8..4, 0..12)) {
        let mut sample = booking();
        let mut seen = vec![Event::of(&sample, &catalogue(), MANAGE_URL, sample.updated_at)];
        for step in steps {
            match step {
                0 => (sample.starts_at, sample.ends_at) = (sample.starts_at + Duration::days(1), sample.ends_at + Duration::days(1)),
                1 => sample.mode = Mode::Video,
                2 => sample.join_url = Some("https://meet.example.jp/x".into()),
                _ => sample.status = Status::Cancelled,
            }
            sample.sequence += 1;
            seen.push(Event::of(&sample, &catalogue(), MANAGE_URL, sample.updated_at));
            if sample.status == Status::Cancelled {
                break;
            }
        }
        prop_assert!(seen.iter().all(|event| event.uid == seen[0].uid));
        prop_assert!(seen.windows(2).all(|pair| pair[0].sequence < pair[1].sequence));
        let says = |event: &Event| has(&invitation(event), &format!("SEQUENCE:{}", event.sequence));
        prop_assert!(seen.iter().all(says));
    }

    #[test]
    fn a_file_alone_tells_the_offset_of_its_event(
        zone in prop::sample::select(vec![
            "Asia/Tokyo", "UTC", "Europe/Berlin", "Europe/Dublin", "America/New_York", "Australia/Lord_Howe",
            "Africa/Casablanca", "Asia/Kathmandu", "Pacific/Apia", "America/Sao_Paulo", "Asia/Tehran",
        ]),
        seconds in 946_684_800_i64..2_208_988_800,
    ) {
        let zone: Tz = zone.parse().unwrap();
        let starts_at: DateTime<Utc> = DateTime::from_timestamp(seconds, 0).unwrap();
        let local = starts_at.with_timezone(&zone).naive_local();
        // The hour that a zone repeats is two instants with one name.
        prop_assume!(zone.from_local_datetime(&local).single().is_some());
        let mut event = event();
        (event.zone, event.starts_at, event.ends_at) = (zone, starts_at, starts_at + Duration::minutes(40));
        let offset = zone.offset_from_utc_datetime(&starts_at.naive_utc()).fix().to_string().replace(':', "");
        prop_assert_eq!(offset_by_file(&invitation(&event), local), offset);
    }
}

#[test]
fn a_zone_without_summer_time_has_one_standard() {
    let file = invitation(&event());
    assert_eq!((file.matches("BEGIN:STANDARD").count(), file.matches("BEGIN:DAYLIGHT").count()), (1, 0));
    let mut event = event();
    event.zone = chrono_tz::Europe::Berlin;
    let file = invitation(&event);
    assert!(has(&file, "DTSTART:20260329T020000") && has(&file, "DTSTART:20261025T030000"), "{file}");
}
