//! Two cities with the same words everywhere, and rows to change one field of.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use mendan_domain::booking::follow_up::FollowUp;
use mendan_domain::booking::mode::{Mode, Modes};
use mendan_domain::booking::{Channel, Status};
use mendan_domain::ids::{
    BookingId, ClientId, ClosureId, HoldId, KindId, MunicipalityId, NurseSlotId, OfficeId, OutboxId, RoomId, StaffId,
};
use mendan_domain::language::Language;
use mendan_domain::offer::Buffers;
use mendan_domain::offer::closed::{ClosedDays, Closure};
use mendan_domain::offer::deadline::Deadline;
use mendan_domain::offer::hours::Hours;
use mendan_domain::offer::rules::{DueDate, Group, Quota, Rules};
use mendan_domain::offer::tick::Interval;
use mendan_domain::staff::{Profession, Role};
use mendan_service::city::catalogue::{
    Catalogue, Kind, KindTexts, Link, Municipality, MunicipalityTexts, Office, OfficeTexts, OpeningHours, Room, Texts,
};
use mendan_service::city::settings::Settings;
use mendan_service::model::{
    Booking, Claim, Contact, Course, Hold, MessageKind, Noted, NurseSlot, OutboxRow, OutboxState, StaffMember,
    Versions, Work,
};
use mendan_service::ports::Store;
use mendan_service::unit::{ReadUnit, WriteUnit};
use mendan_store::testing::Fresh;

/// Minutes after the first Monday of 2027, 9:00 in Japan.
pub fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_799_020_800, 0).unwrap() + Duration::minutes(minutes)
}

pub fn modes() -> Modes {
    Mode::ALL.into_iter().collect()
}

/// A city; its number is in every id.
pub struct City {
    pub catalogue: Catalogue,
    pub id: MunicipalityId,
    pub offices: [OfficeId; 2],
    /// One place, two places (first office), one place (second office).
    pub rooms: [RoomId; 3],
    /// Midwife, public health nurse, and so on in turn; the second has a daily maximum and no joint interviews.
    pub staff: [StaffId; 5],
    /// Thirty minutes with buffers of 10 and 5; sixty without.
    pub kinds: [KindId; 2],
}

impl City {
    pub fn kind(&self, index: usize) -> &Kind {
        &self.catalogue.kinds[index]
    }
}

pub async fn begin(fresh: &Fresh) -> Box<dyn WriteUnit> {
    fresh.store.begin().await.unwrap()
}

pub async fn read(fresh: &Fresh) -> Box<dyn ReadUnit> {
    fresh.store.read().await.unwrap()
}

/// Writes city number `n`.
pub async fn city(store: &dyn Store, n: i64) -> City {
    let city = make_city(n);
    let mut tx = store.begin().await.unwrap();
    tx.municipality_insert(&city.catalogue.municipality).await.unwrap();
    for (position, office) in (0..).zip(&city.catalogue.offices) {
        tx.office_insert(city.id, office, position).await.unwrap();
    }
    for (position, kind) in (0..).zip(&city.catalogue.kinds) {
        tx.kind_insert(city.id, kind, position).await.unwrap();
    }
    for member in &city.catalogue.staff {
        assert!(tx.staff_insert(member, "$argon2id$").await.unwrap());
    }
    let closed = &city.catalogue.closed;
    for closure in &closed.closures {
        tx.closure_save(city.id, closure).await.unwrap();
    }
    for (day, name) in &closed.holidays {
        tx.holiday_save(city.id, *day, name.as_deref()).await.unwrap();
    }
    tx.year_end_set(city.id, closed.year_end).await.unwrap();
    for _ in 0..city.catalogue.version {
        tx.setup_changed(city.id).await.unwrap();
    }
    tx.commit().await.unwrap();
    city
}

/// City number `n`, not written.
pub fn make_city(n: i64) -> City {
    let id = |k: i64| n * 1000 + k;
    let municipality = municipality(n);
    let offices = vec![
        office(id(1), vec![room(id(11), 1), room(id(12), 2), Room { active: false, ..room(id(14), 3) }]),
        Office { hours: odd_hours(), ..office(id(2), vec![room(id(13), 1)]) },
        Office { active: false, kind: "other".into(), ..office(id(3), vec![]) },
    ];
    let joint = Kind {
        rules: rules(),
        active: false,
        modes: Modes::from_bits(5),
        professions: vec![Profession::Midwife],
        ..kind(id(33), 45, Buffers { before: 5, after: 120 })
    };
    let kinds = vec![
        kind(id(31), 30, Buffers { before: 10, after: 5 }),
        Kind { rules: Rules { web: false, ..Rules::default() }, ..kind(id(32), 60, Buffers { before: 0, after: 0 }) },
        joint,
    ];
    let (here, there) = (OfficeId(id(1)), OfficeId(id(2)));
    let mut staff: Vec<_> = (21..26).map(|k| member(n, id(k), vec![here, there])).collect();
    for member in staff.iter_mut().skip(1).step_by(2) {
        member.profession = Profession::PublicHealthNurse;
    }
    staff[1].work = Work { modes: Modes::from_bits(11), daily_max: Some(2), joint: false };
    City {
        id: municipality.id,
        offices: [here, there],
        rooms: [11, 12, 13].map(|k| RoomId(id(k))),
        staff: [21, 22, 23, 24, 25].map(|k| StaffId(id(k))),
        kinds: [31, 32].map(|k| KindId(id(k))),
        catalogue: Catalogue {
            municipality,
            offices,
            kinds,
            leaflets: Vec::new(),
            staff,
            roles: Vec::new(),
            closed: closed(n),
            versions: Versions::default(),
            version: 2,
            beyond: None,
        },
    }
}

fn municipality(n: i64) -> Municipality {
    Municipality {
        id: MunicipalityId(n),
        slug: format!("minori-{n}"),
        public_url: format!("https://{n}.example.jp"),
        staff_url: None,
        timezone: chrono_tz::Asia::Tokyo,
        mail_from: "boshi@example.jp".into(),
        discreet_mail_from: "post@city.minori.example.jp".into(),
        phone: "0312345678".into(),
        video_base_url: Some("https://meet.example.jp".into()),
        consent_version: "2027-01".into(),
        large_networks: Vec::new(),
        settings: Settings::default(),
        texts: Texts::of(
            MunicipalityTexts { name: "みのり市".into(), ..Default::default() },
            MunicipalityTexts::default(),
        ),
    }
}

pub fn room(id: i64, lanes: i64) -> Room {
    Room { id: RoomId(id), name: format!("相談室{id}"), lanes, active: true }
}

fn office(id: i64, rooms: Vec<Room>) -> Office {
    let accessibility = "エレベーター・多目的トイレあり".into();
    let texts = OfficeTexts { name: "中央保健センター".into(), accessibility, ..Default::default() };
    Office {
        id: OfficeId(id),
        slug: format!("office-{}", id % 1000),
        kind: "health_center".into(),
        mailbox: "center@example.jp".into(),
        phone: "0311112222".into(),
        texts: Texts::of(texts, OfficeTexts::default()),
        rooms,
        hours: OpeningHours::default(),
        active: true,
    }
}

/// Closed on three days, open round the clock on one and for a minute on another.
fn odd_hours() -> OpeningHours {
    let hours = |from, until| Some(Hours { from, until });
    OpeningHours([None, hours(0, 1440), hours(545, 546), hours(540, 720), None, hours(600, 1265), None])
}

fn kind(id: i64, minutes: i64, buffers: Buffers) -> Kind {
    let links = vec![Link { label: "しおり".into(), url: "https://example.jp/shiori.pdf".into() }];
    let texts = KindTexts { bring: vec!["母子健康手帳".into()], links, ..Default::default() };
    Kind {
        id: KindId(id),
        slug: format!("kind-{}", id % 1000),
        minutes,
        buffers,
        modes: modes(),
        professions: vec![Profession::PublicHealthNurse, Profession::Midwife],
        rules: Rules::default(),
        active: true,
        texts: Texts::of(texts, KindTexts::default()),
    }
}

/// None of them is the default.
pub fn rules() -> Rules {
    Rules {
        web: false,
        book: Deadline::BusinessDays { days: 2, at: 900 },
        change: Deadline::Minutes(180),
        cancel: Deadline::Minutes(0),
        horizon_days: Some(60),
        capacity: Some(3),
        quota: Quota { web: Some(4), phone: Some(0), staff: Some(2), release_days: Some(1) },
        joint: true,
        due_date: DueDate::Required,
        weeks: Some((28, 36)),
    }
}

/// A day of February 2027, when nothing else happens.
pub fn february(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 2, day).unwrap()
}

/// A day on which the whole city of that number is closed.
pub fn closure(n: i64, k: i64, day: u32) -> Closure {
    let (id, date) = (ClosureId(n * 1000 + k), february(day));
    Closure { id, office: None, staff: None, from: date, until: date, hours: None, reason: "停電".into() }
}

/// Of the city, of an office for some hours, of a nurse; a holiday the rule does not know, and one it knows too many.
fn closed(n: i64) -> ClosedDays {
    let training = Hours { from: 780, until: 1440 };
    let office = Closure { office: Some(OfficeId(n * 1000 + 1)), hours: Some(training), ..closure(n, 42, 9) };
    let absence = Closure {
        staff: Some(StaffId(n * 1000 + 21)),
        until: february(19),
        reason: String::new(),
        ..closure(n, 41, 10)
    };
    ClosedDays {
        closures: vec![closure(n, 43, 8), office, absence],
        holidays: BTreeMap::from([(february(11), None), (february(12), Some("市制記念日".into()))]),
        year_end: false,
        ..ClosedDays::default()
    }
}

pub fn member(city: i64, id: i64, offices: Vec<OfficeId>) -> StaffMember {
    StaffMember {
        id: StaffId(id),
        municipality: MunicipalityId(city),
        login: format!("nurse-{}", id % 1000),
        display_name: "佐藤".into(),
        role: Role::Nurse,
        profession: Profession::Midwife,
        video_url: None,
        disabled: false,
        position: id,
        offices,
        here_only: false,
        work: Work::default(),
    }
}

/// A claim of the first nurse (and a room) for so many minutes.
pub fn claim(staff: StaffId, room: Option<(RoomId, i64)>, from: i64, until: i64) -> Claim {
    Claim { staff, joint: None, room, busy: Interval { from: at(from), until: at(until) } }
}

/// Booking number `k` of a city: its own person, first kind, thirty minutes from `from` with buffers, first nurse, first room.
pub fn booking(city: &City, k: i64, from: i64) -> Booking {
    let id = city.id.0 * 100_000 + k;
    Booking {
        id: BookingId(id),
        municipality: city.id,
        reference: format!("REF{k:05}"),
        token_version: 1,
        token_hash: id.to_be_bytes().to_vec(),
        client: ClientId(id),
        kind: city.kinds[0],
        office: city.offices[0],
        claim: claim(city.staff[0], Some((city.rooms[0], 0)), from - 10, from + 35),
        mode: Mode::InPerson,
        status: Status::Booked,
        open: true,
        starts_at: at(from),
        ends_at: at(from + 30),
        sequence: 0,
        version: 0,
        uid: format!("{id}@example.jp"),
        join_url: None,
        language: Language::En,
        channel: Channel::Web,
        counted: Group::Web,
        source: Some("poster".into()),
        discreet: true,
        consent_version: "2027-01".into(),
        modes_offered: modes(),
        contact: contact(k),
        private_sealed: vec![0, 1, 255],
        created_at: at(-1000),
        created_by: None,
        updated_at: at(-1000),
        updated_by: None,
        cancel_reason_sealed: None,
        token_sealed: Some(vec![5, 0]),
        course: Course {
            arrived_at: Some(at(from - 3)),
            started_at: Some(at(from)),
            ended_at: Some(at(from + 29)),
            follow_up: Some(FollowUp::Rebook),
            note: Some(Noted { sealed: vec![1], at: at(from + 1), by: Some(city.staff[0]) }),
        },
    }
}

/// The same person in every city.
pub fn contact(k: i64) -> Contact {
    Contact {
        family_name: "山田".into(),
        given_name: "花子".into(),
        family_kana: "ヤマダ".into(),
        given_kana: "ハナコ".into(),
        phone_typed: format!("090-1234-{k:04}"),
        phone_e164: format!("+81901234{k:04}"),
        phone_last4: format!("{:04}", k % 10_000),
        email: Some("hanako@example.jp".into()),
        birth_date: NaiveDate::from_ymd_opt(1998, 2, 28).unwrap(),
    }
}

/// Writes the person of a booking and the booking; the claim's ticks are not taken.
pub async fn insert(tx: &mut Box<dyn WriteUnit>, booking: &Booking) -> bool {
    let contact = &booking.contact;
    let person = tx.client_upsert(booking.municipality, &contact.phone_e164, contact.birth_date, booking.client, at(0));
    assert_eq!(person.await.unwrap(), booking.client);
    tx.booking_insert(booking).await.unwrap()
}

/// Hold number `k` with the times of a booking.
pub fn hold(city: &City, k: i64, from: i64, expires: i64) -> Hold {
    Hold {
        id: HoldId(city.id.0 * 100_000 + k),
        municipality: city.id,
        browser_hash: k.to_be_bytes().to_vec(),
        kind: city.kinds[0],
        office: city.offices[0],
        claim: claim(city.staff[0], Some((city.rooms[0], 0)), from - 10, from + 35),
        mode: Mode::Video,
        starts_at: at(from),
        ends_at: at(from + 30),
        chain_since: at(expires - 600),
        expires_at: at(expires),
        extended: false,
        form_key: "key".into(),
        draft_sealed: Some(vec![9, 0]),
    }
}

pub fn slot(city: &City, k: i64, staff: usize, kind: usize, from: i64) -> NurseSlot {
    NurseSlot {
        id: NurseSlotId(city.id.0 * 100_000 + k),
        office: city.offices[0],
        kind: city.kinds[kind],
        staff: city.staff[staff],
        starts_at: at(from),
        ends_at: at(from) + Duration::minutes(city.kind(kind).minutes),
        modes: modes(),
        open: true,
        planned: true,
    }
}

pub fn message(city: &City, booking: BookingId, k: i64, due: i64) -> OutboxRow {
    let id = city.id.0 * 100_000 + k;
    OutboxRow {
        id: OutboxId(id),
        municipality: city.id,
        booking,
        kind: MessageKind::ReminderOneDay,
        version: 3,
        recipient: "hanako@example.jp".into(),
        dedupe_key: format!("dedupe-{id}"),
        due_at: at(due),
        useful_until: at(due + 600),
        state: OutboxState::Pending,
        attempts: 0,
        message_id: format!("{id}@mail.example.jp"),
        stamped_at: None,
        finished_at: None,
        last_error: None,
        detail: "{\"old\":1}".into(),
        created_at: at(0),
        failure: None,
        held_at: None,
        settled_at: None,
    }
}
