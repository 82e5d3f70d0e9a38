//! A city and a booking for the tests of calendar files and mails.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use mendan_domain::booking::mode::{Mode, Modes};
use mendan_domain::booking::{Channel, Status};
use mendan_domain::ids::{BookingId, ClientId, KindId, MunicipalityId, OfficeId, OutboxId, StaffId};
use mendan_domain::language::Language;
use mendan_domain::offer::Buffers;
use mendan_domain::offer::closed::ClosedDays;
use mendan_domain::offer::rules::{Group, Rules};
use mendan_domain::offer::tick::Interval;
use mendan_service::city::catalogue::{
    Catalogue, Kind, KindTexts, Municipality, MunicipalityTexts, Office, OfficeTexts, OpeningHours, Texts,
};
use mendan_service::city::settings::Settings;
use mendan_service::message::deliver::Letter;
use mendan_service::model::{Booking, Claim, Contact, Course, MessageKind, OutboxRow, OutboxState};

/// The secret link of the sample booking.
pub(crate) const MANAGE_URL: &str = "https://yoyaku.minori.example.jp/b/s3cr3t-t0ken";

/// An instant by its Japanese wall clock.
pub(crate) fn japan(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
    chrono_tz::Asia::Tokyo.with_ymd_and_hms(year, month, day, hour, minute, 0).unwrap().to_utc()
}

/// A city with one office and one kind.
pub(crate) fn catalogue() -> Catalogue {
    let city = |name: &str, department: &str, hours: &str| MunicipalityTexts {
        name: name.into(),
        department: department.into(),
        phone_hours: hours.into(),
        purpose: String::new(),
        ..MunicipalityTexts::default()
    };
    let office = |name: &str, address: &str, floor: &str, access: &str| OfficeTexts {
        name: name.into(),
        short: name.into(),
        address: address.into(),
        floor: floor.into(),
        access: access.into(),
        accessibility: String::new(),
        discreet_name: String::new(),
        discreet_floor: String::new(),
    };
    let kind = |name: &str, bring: [&str; 2]| KindTexts {
        name: name.into(),
        audience: String::new(),
        ready: bring.iter().take(1).map(|thing| (*thing).to_owned()).collect(),
        bring: bring.map(str::to_owned).to_vec(),
        ..KindTexts::default()
    };
    Catalogue {
        municipality: Municipality {
            id: MunicipalityId(1),
            slug: "minori".into(),
            public_url: "https://yoyaku.minori.example.jp".into(),
            staff_url: None,
            timezone: chrono_tz::Asia::Tokyo,
            mail_from: "yoyaku@city.minori.example.jp".into(),
            discreet_mail_from: "post@city.minori.example.jp".into(),
            phone: "042-555-0100".into(),
            video_base_url: None,
            consent_version: "1".into(),
            large_networks: Vec::new(),
            settings: Settings::default(),
            texts: Texts::of(
                city("みのり市", "健康推進課 母子保健係", "平日 8:30〜17:15"),
                city("Minori City", "Maternal and Child Health Section", "weekdays 8:30–17:15"),
            ),
        },
        leaflets: Vec::new(),
        offices: vec![Office {
            id: OfficeId(1),
            slug: "chuo".into(),
            kind: "health_center".into(),
            mailbox: "kenko@city.minori.example.jp".into(),
            phone: "042-555-0111".into(),
            texts: Texts::of(
                office("中央健康センター", "みのり市本町1-2-3", "2階 母子相談室", "みのり駅から歩いて5分"),
                office(
                    "Central Health Center",
                    "1-2-3 Honcho, Minori",
                    "2nd floor, room 3",
                    "5 minutes from Minori station",
                ),
            ),
            rooms: Vec::new(),
            hours: OpeningHours::default(),
            active: true,
        }],
        kinds: vec![Kind {
            id: KindId(1),
            slug: "first".into(),
            minutes: 40,
            buffers: Buffers::default(),
            modes: Modes::from_bits(15),
            professions: Vec::new(),
            rules: Rules::default(),
            active: true,
            texts: Texts::of(
                kind("妊娠の届出と面談", ["本人確認書類", "診察券"]),
                kind("Pregnancy notification and interview", ["An identity document", "Your clinic card"]),
            ),
        }],
        staff: Vec::new(),
        roles: Vec::new(),
        closed: ClosedDays::default(),
        versions: mendan_service::model::Versions::default(),
        version: 0,
        beyond: None,
    }
}

/// A booking in person on Friday, 3 April 2026, 10:00 in Japan.
pub(crate) fn booking() -> Booking {
    let (starts_at, ends_at) = (japan(2026, 4, 3, 10, 0), japan(2026, 4, 3, 10, 40));
    Booking {
        id: BookingId(7),
        municipality: MunicipalityId(1),
        reference: "7K3M29QX".into(),
        token_version: 1,
        token_hash: Vec::new(),
        client: ClientId(1),
        kind: KindId(1),
        office: OfficeId(1),
        claim: Claim { staff: StaffId(1), joint: None, room: None, busy: Interval { from: starts_at, until: ends_at } },
        mode: Mode::InPerson,
        status: Status::Booked,
        open: true,
        starts_at,
        ends_at,
        sequence: 0,
        version: 0,
        uid: "0b7c2f5e@city.minori.example.jp".into(),
        join_url: None,
        language: Language::Ja,
        channel: Channel::Web,
        counted: Group::Web,
        source: None,
        discreet: false,
        consent_version: "1".into(),
        modes_offered: Modes::from_bits(15),
        contact: Contact {
            family_name: "𠮷田".into(),
            given_name: "花子".into(),
            family_kana: "ヨシダ".into(),
            given_kana: "ハナコ".into(),
            phone_typed: "090-1234-5678".into(),
            phone_e164: "+819012345678".into(),
            phone_last4: "5678".into(),
            email: Some("hanako@example.jp".into()),
            birth_date: NaiveDate::from_ymd_opt(1995, 5, 5).unwrap(),
        },
        private_sealed: Vec::new(),
        created_at: japan(2026, 3, 20, 22, 15),
        created_by: None,
        updated_at: japan(2026, 3, 20, 22, 15),
        updated_by: None,
        cancel_reason_sealed: None,
        token_sealed: None,
        course: Course::default(),
    }
}

/// A letter about that booking.
pub(crate) fn letter(kind: MessageKind, booking: Booking) -> Letter {
    letter_in(catalogue(), kind, booking)
}

/// A letter of that city.
pub(crate) fn letter_in(catalogue: Catalogue, kind: MessageKind, booking: Booking) -> Letter {
    let stamped_at = japan(2026, 3, 20, 22, 15);
    Letter {
        row: OutboxRow {
            id: OutboxId(1),
            municipality: MunicipalityId(1),
            booking: booking.id,
            kind,
            version: booking.sequence,
            recipient: booking.contact.email.clone().unwrap_or_default(),
            dedupe_key: String::new(),
            due_at: stamped_at,
            useful_until: stamped_at,
            state: OutboxState::Leased,
            attempts: 1,
            message_id: "Zm9vYmFy-_0@city.minori.example.jp".into(),
            stamped_at: Some(stamped_at),
            finished_at: None,
            last_error: None,
            detail: "{}".into(),
            created_at: stamped_at,
            failure: None,
            held_at: None,
            settled_at: None,
        },
        booking,
        catalogue: Arc::new(catalogue),
        manage_url: MANAGE_URL.into(),
        stamped_at,
        offer: None,
        keys: Vec::new(),
    }
}
