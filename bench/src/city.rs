//! A city to measure: offices, nurses, published times; and a long history when asked for.

use chrono::{DateTime, Duration, NaiveTime, TimeZone, Utc};
use chrono_tz::Asia::Tokyo;
use mendan_domain::booking::mode::{Mode, Modes};
use mendan_domain::ids::{KindId, MunicipalityId, NurseSlotId, OfficeId, RoomId, StaffId};
use mendan_domain::offer::Buffers;
use mendan_domain::offer::rules::Rules;
use mendan_domain::staff::{Profession, Role};
use mendan_service::city::catalogue::{
    Kind, KindTexts, Municipality, MunicipalityTexts, Office, OfficeTexts, OpeningHours, Room, Texts,
};
use mendan_service::city::settings::Settings;
use mendan_service::model::{NurseSlot, StaffMember, Work};
use mendan_store::Options;
use sqlx::Connection as _;

use crate::Failure;

/// What to build.
#[derive(Clone, Copy)]
pub struct Plan {
    /// Offices.
    pub offices: i64,
    /// Nurses per office.
    pub nurses: i64,
    /// Days published from tomorrow on, weekends included.
    pub days: i64,
    /// Past bookings.
    pub history: i64,
    /// Bookings to come, spread over the published days.
    pub live: i64,
}

/// Now, Unix seconds.
#[expect(clippy::disallowed_methods, reason = "the bench measures a server that lives in real time")]
pub fn now() -> i64 {
    Utc::now().timestamp()
}

/// Tomorrow at midnight in Tokyo.
pub fn tomorrow() -> DateTime<Utc> {
    let now = DateTime::from_timestamp(now(), 0).unwrap_or_default();
    let date = now.with_timezone(&Tokyo).date_naive() + Duration::days(1);
    Tokyo.from_local_datetime(&date.and_time(NaiveTime::MIN)).earliest().map(|local| local.to_utc()).unwrap_or_default()
}

/// Writes the city into a fresh SQLite file and returns its address.
pub async fn write(file: &std::path::Path, plan: Plan) -> Result<String, Failure> {
    let address = format!("sqlite://{}", file.display());
    let store = mendan_store::open(&address, &Options::default()).await?;
    store.migrate().await?;
    let id = MunicipalityId(1);
    let kind = kind();
    let mut tx = store.begin().await?;
    tx.municipality_insert(&municipality(id)).await?;
    tx.kind_insert(id, &kind, 0).await?;
    for office in 0..plan.offices {
        tx.office_insert(id, &self::office(office), office).await?;
        for nurse in 0..plan.nurses {
            tx.staff_insert(&staff(id, office, nurse), "-").await?;
        }
    }
    tx.commit().await?;
    let mut tx = store.begin().await?;
    for office in 0..plan.offices {
        tx.slots_insert(id, &slots(plan, office)).await?;
    }
    tx.commit().await?;
    store.close().await;
    bookings(&address, plan).await?;
    Ok(address)
}

fn municipality(id: MunicipalityId) -> Municipality {
    Municipality {
        id,
        slug: "bench".into(),
        public_url: "http://127.0.0.1".into(),
        staff_url: None,
        timezone: Tokyo,
        mail_from: "post@bench.example".into(),
        discreet_mail_from: String::new(),
        phone: "042-000-0000".into(),
        video_base_url: Some("https://video.bench.example/".into()),
        consent_version: "1".into(),
        large_networks: Vec::new(),
        settings: Settings::default(),
        texts: Texts::of(MunicipalityTexts::default(), MunicipalityTexts::default()),
    }
}

/// What everybody does.
pub fn modes() -> Modes {
    [Mode::InPerson, Mode::Video].into_iter().collect()
}

fn kind() -> Kind {
    Kind {
        id: KindId(1),
        slug: "k".into(),
        minutes: 40,
        buffers: Buffers { before: 0, after: 10 },
        modes: modes(),
        professions: vec![Profession::PublicHealthNurse],
        rules: Rules::default(),
        active: true,
        texts: Texts::of(KindTexts::default(), KindTexts::default()),
    }
}

fn office(number: i64) -> Office {
    let rooms = (0..10).map(|room| Room {
        id: RoomId(number * 100 + room + 1),
        name: format!("r{room}"),
        lanes: 1,
        active: true,
    });
    Office {
        id: OfficeId(number + 1),
        slug: format!("o{number}"),
        kind: "health_center".into(),
        mailbox: "post@bench.example".into(),
        phone: "042".into(),
        texts: Texts::of(OfficeTexts::default(), OfficeTexts::default()),
        rooms: rooms.collect(),
        hours: OpeningHours::default(),
        active: true,
    }
}

fn staff(city: MunicipalityId, office: i64, nurse: i64) -> StaffMember {
    StaffMember {
        id: StaffId(office * 1000 + nurse + 1),
        municipality: city,
        login: format!("n{office}-{nurse}"),
        display_name: "n".into(),
        role: Role::Nurse,
        profession: Profession::PublicHealthNurse,
        video_url: None,
        disabled: false,
        position: nurse,
        offices: vec![OfficeId(office + 1)],
        here_only: false,
        work: Work::default(),
    }
}

/// Eight times a day for every nurse.
fn slots(plan: Plan, office: i64) -> Vec<NurseSlot> {
    let first = tomorrow();
    let mut slots = Vec::new();
    for day in 0..plan.days {
        for time in 0..8 {
            let starts_at = first + Duration::days(day) + Duration::minutes(9 * 60 + time * 50);
            for nurse in 0..plan.nurses {
                let number = ((office * plan.days + day) * 8 + time) * plan.nurses + nurse + 1;
                slots.push(NurseSlot {
                    id: NurseSlotId(number),
                    office: OfficeId(office + 1),
                    kind: KindId(1),
                    staff: StaffId(office * 1000 + nurse + 1),
                    starts_at,
                    ends_at: starts_at + Duration::minutes(40),
                    modes: kind().modes,
                    open: true,
                    planned: true,
                });
            }
        }
    }
    slots
}

/// Bookings past and to come, written by one statement each: only their number and their times matter.
async fn bookings(address: &str, plan: Plan) -> Result<(), Failure> {
    if plan.history + plan.live == 0 {
        return Ok(());
    }
    let mut connection = sqlx::SqliteConnection::connect(address).await?;
    sqlx::query("PRAGMA synchronous = OFF").execute(&mut connection).await?;
    sqlx::query("INSERT INTO client VALUES (1, 1, '+810', '1990-01-01', 0)").execute(&mut connection).await?;
    let columns = "id, municipality_id, reference, token_version, token_hash, client_id, kind_id, office_id, staff_id, mode, status, open,
          starts_at, ends_at, busy_from, busy_until, sequence, uid, language, channel, discreet, consent_version, modes_offered,
          family_name, given_name, family_kana, given_kana, phone_typed, phone_e164, phone_last4, birth_date, private_sealed, created_at,
          updated_at, search_hash";
    let row = "1, printf('H%07d', i), 0, CAST(printf('hash%d', i) AS BLOB), 1, 1, 1 + i % ?2, staff, 'video', status, 0, t, t + 2400, t,
          t + 3000, 0, 'u' || i, 'ja', 'web', 0, '1', 3, 'f', 'g', 'k', 'k', 'p', '+8190' || i, printf('%04d', i % 10000), '1990-01-01',
          x'00', t, t, 1";
    let numbers = "WITH RECURSIVE n(i) AS (SELECT ?5 + 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?5 + ?1)";
    let past = format!(
        "{numbers} INSERT INTO booking ({columns}) SELECT i, {row} FROM (SELECT i, 1 + (i % ?2) * 1000 + (i / ?2) % ?3 AS staff, 'fulfilled' AS status,
           ?4 - 86400 * (2 + i / (?2 * ?3 * 8)) + 32400 + ((i / (?2 * ?3)) % 8) * 3000 AS t FROM n) WHERE ?6 > 0"
    );
    let coming = format!(
        "{numbers} INSERT INTO booking ({columns}) SELECT i, {row} FROM (SELECT i, 1 + (i % ?2) * 1000 + (i / (8 * ?6)) % ?3 AS staff,
           'booked' AS status, ?4 + (i % ?6) * 86400 + 32400 + ((i / ?6) % 8) * 3000 AS t FROM n)"
    );
    for (statement, count, begin) in [(past, plan.history, 0), (coming, plan.live, plan.history)] {
        if count > 0 {
            sqlx::query(sqlx::AssertSqlSafe(statement))
                .bind(count)
                .bind(plan.offices)
                .bind(plan.nurses)
                .bind(tomorrow().timestamp())
                .bind(begin)
                .bind(plan.days)
                .execute(&mut connection)
                .await?;
        }
    }
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut connection).await?;
    connection.close().await?;
    Ok(())
}
