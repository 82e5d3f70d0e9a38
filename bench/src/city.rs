//! A city to measure: offices, nurses, published times; and a long history when asked for.

use chrono::{DateTime, Duration, NaiveTime, TimeZone, Utc};
use chrono_tz::Asia::Tokyo;
use mendan_domain::ids::{KindId, MunicipalityId, NurseSlotId, OfficeId, RoomId, StaffId};
use mendan_domain::mode::Mode;
use mendan_domain::offer::Buffers;
use mendan_domain::staff::{Profession, Role};
use mendan_service::catalogue::{Kind, KindTexts, Municipality, MunicipalityTexts, Office, OfficeTexts, Room, Texts};
use mendan_service::model::{NurseSlot, StaffMember};
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
}

/// Tomorrow at midnight in Tokyo.
#[expect(clippy::disallowed_methods, reason = "the bench measures a server that lives in real time")]
pub fn tomorrow() -> DateTime<Utc> {
    let date = Utc::now().with_timezone(&Tokyo).date_naive() + Duration::days(1);
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
            tx.staff_insert(&staff(id, office, nurse)).await?;
        }
    }
    tx.commit().await?;
    let mut tx = store.begin().await?;
    for office in 0..plan.offices {
        tx.slots_insert(id, &slots(plan, office)).await?;
    }
    tx.commit().await?;
    store.close().await;
    if plan.history > 0 {
        history(&address, plan).await?;
    }
    Ok(address)
}

fn municipality(id: MunicipalityId) -> Municipality {
    Municipality {
        id,
        slug: "bench".into(),
        public_url: "http://127.0.0.1".into(),
        timezone: Tokyo,
        mail_from: "post@bench.example".into(),
        phone: "042-000-0000".into(),
        video_base_url: Some("https://video.bench.example/".into()),
        consent_version: "1".into(),
        texts: Texts::of(MunicipalityTexts::default(), MunicipalityTexts::default()),
    }
}

fn kind() -> Kind {
    Kind {
        id: KindId(1),
        slug: "k".into(),
        minutes: 40,
        buffers: Buffers { before: 0, after: 10 },
        modes: [Mode::InPerson, Mode::Video].into_iter().collect(),
        professions: vec![Profession::PublicHealthNurse],
        texts: Texts::of(KindTexts::default(), KindTexts::default()),
    }
}

fn office(number: i64) -> Office {
    let rooms = (0..10).map(|room| Room { id: RoomId(number * 100 + room + 1), name: format!("r{room}"), lanes: 1 });
    Office {
        id: OfficeId(number + 1),
        slug: format!("o{number}"),
        kind: "health_center".into(),
        mailbox: "post@bench.example".into(),
        phone: "042".into(),
        texts: Texts::of(OfficeTexts::default(), OfficeTexts::default()),
        rooms: rooms.collect(),
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
        password_hash: "-".into(),
        video_url: None,
        disabled: false,
        position: nurse,
        offices: vec![OfficeId(office + 1)],
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
                });
            }
        }
    }
    slots
}

/// Past bookings, written by one statement: only their number matters.
async fn history(address: &str, plan: Plan) -> Result<(), Failure> {
    let mut connection = sqlx::SqliteConnection::connect(address).await?;
    let statement = "
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
        INSERT INTO booking SELECT i, 1, printf('H%07d', i), 0, CAST(printf('hash%d', i) AS BLOB), 1, 1, 1 + i % ?2, 1 + (i % ?2) * 1000 + i % ?3, NULL, NULL,
          'video', 'fulfilled', 0, t, t + 2400, t, t + 3000, 0, 'u' || i, NULL, 'ja', 'web', NULL, 0, '1', 3, 'f', 'g', 'k', 'k',
          'K' || (i % 9973), 'N' || (i % 9973), 'p', '+8190' || i, printf('%04d', i % 10000), NULL, '1990-01-01', x'00', t, NULL, t, NULL, NULL
        FROM (SELECT i, ?4 - 86400 - (i / 240) * 3000 AS t FROM n)";
    sqlx::query("INSERT INTO client VALUES (1, 1, '+810', '1990-01-01', 0)").execute(&mut connection).await?;
    sqlx::query(statement)
        .bind(plan.history)
        .bind(plan.offices)
        .bind(plan.nurses)
        .bind(tomorrow().timestamp())
        .execute(&mut connection)
        .await?;
    connection.close().await?;
    Ok(())
}
