//! What a city offers, and its version.

use async_trait::async_trait;
use chrono::NaiveDate;
use mendan_domain::booking::mode::Modes;
use mendan_domain::ids::{ClosureId, KindId, MunicipalityId, OfficeId, PartnerKeyId, RoomId, StaffId, TemplateId};
use mendan_domain::offer::Buffers;
use mendan_domain::offer::closed::ClosedDays;
use mendan_domain::staff::{Profession, RoleId};
use mendan_service::city::catalogue::{Catalogue, Kind, Municipality, Office, Room};
use mendan_service::city::repository::{CatalogueReads, CatalogueWrites};
use mendan_service::city::settings::section::Section;
use mendan_service::live::notice::What;
use mendan_service::model::{SetupRow, Versions};
use mendan_service::ports::StoreResult;
use std::collections::HashMap;

use super::super::feed::busy;
use super::super::offer::closure;
use super::super::row::{Row, all, get, json, one, run, sql, word};
use super::super::staff::{member, role};
use super::super::unit::{Access, Unit, Writing};
use super::super::{Connection, ENGINE};
use super::leaflet;

statements! {
    MUNICIPALITIES =
        "SELECT id, slug, public_url, staff_url, timezone, mail_from, phone, video_base_url, consent_version, texts, \
           discreet_mail_from, large_networks, settings FROM municipality ORDER BY id";
    MUNICIPALITY =
        "SELECT id, slug, public_url, staff_url, timezone, mail_from, phone, video_base_url, consent_version, texts, \
           discreet_mail_from, large_networks, settings, year_end_closed, setup_version FROM municipality WHERE id = $1";
    OFFICES =
        "SELECT id, slug, kind, mailbox, phone, texts, hours, active FROM office WHERE municipality_id = $1 \
         ORDER BY position, id";
    ROOMS =
        "SELECT r.id, r.office_id, r.name, r.lanes, r.active FROM office AS o JOIN room AS r ON r.office_id = o.id \
         WHERE o.municipality_id = $1 ORDER BY r.name, r.id";
    KINDS =
        "SELECT id, slug, minutes, buffer_before, buffer_after, modes, professions, texts, rules, active FROM interview_kind \
         WHERE municipality_id = $1 ORDER BY position, id";
    SETUP_VERSION = "SELECT setup_version FROM municipality WHERE id = $1";
    SETUP_CHANGED = "UPDATE municipality SET setup_version = setup_version + 1 WHERE id = $1";
    /// Only what was changed since it was made.
    VERSIONS =
        "SELECT 'office' AS sort, id, version FROM office WHERE municipality_id = $1 AND version > 0 \
         UNION ALL SELECT 'kind', id, version FROM interview_kind WHERE municipality_id = $1 AND version > 0 \
         UNION ALL SELECT 'staff', id, version FROM staff WHERE municipality_id = $1 AND version > 0 \
         UNION ALL SELECT 'template', id, version FROM template WHERE municipality_id = $1 AND version > 0 \
         UNION ALL SELECT 'closure', id, version FROM closure WHERE municipality_id = $1 AND version > 0 \
         UNION ALL SELECT 'partner_key', id, version FROM partner_key WHERE municipality_id = $1 AND version > 0 \
         UNION ALL SELECT 'role', id, version FROM role WHERE municipality_id = $1 AND version > 0 \
         UNION ALL SELECT 'holidays', id, holidays_version FROM municipality WHERE id = $1 AND holidays_version > 0 \
         UNION ALL SELECT section, municipality_id, MAX(version) FROM setting_change WHERE municipality_id = $1 \
           GROUP BY section, municipality_id";
    /// The version of what a city offers; nobody changes it before the transaction ends. SQLite has one writer anyway.
    SETUP_VERSION_HELD {
        sqlite: SETUP_VERSION,
        postgres: "SELECT setup_version FROM municipality WHERE id = $1 FOR SHARE"
    }
}

/// Between the words of a list of professions.
pub(crate) const BETWEEN_WORDS: char = ' ';

#[async_trait]
impl<K: Access> CatalogueReads for Unit<K> {
    async fn municipalities(&mut self) -> StoreResult<Vec<Municipality>> {
        all(self.conn(), sql(MUNICIPALITIES), municipality).await
    }
    async fn catalogue(&mut self, id: MunicipalityId, since: NaiveDate) -> StoreResult<Option<Catalogue>> {
        let conn = self.conn();
        let found = one(conn, sql(MUNICIPALITY).bind(id.0), |row| {
            Ok((municipality(row)?, get(row, "year_end_closed")?, get(row, "setup_version")?))
        });
        let Some((municipality, year_end, version)) = found.await? else { return Ok(None) };
        // First: a version may be older than what it stands for, never newer, so that a form is refused rather than done to
        // something else than it showed.
        let versions = versions(conn, id).await?;
        let mut offices = all(conn, sql(OFFICES).bind(id.0), office).await?;
        let mut rooms: HashMap<OfficeId, Vec<Room>> = HashMap::new();
        for (office, room) in all(conn, sql(ROOMS).bind(id.0), room).await? {
            rooms.entry(office).or_default().push(room);
        }
        for office in &mut offices {
            office.rooms = rooms.remove(&office.id).unwrap_or_default();
        }
        let kinds = all(conn, sql(KINDS).bind(id.0), kind).await?;
        let (staff, roles) = (member::all_of(conn, id).await?, role::all_of(conn, id).await?);
        let (closures, holidays) = (closure::closures(conn, id, since).await?, closure::holidays(conn, id).await?);
        let busy = busy::busy_times(conn, id).await?;
        let closed = ClosedDays { closures, holidays, year_end, busy };
        let leaflets = leaflet::all_of(conn, id).await?;
        Ok(Some(Catalogue {
            municipality,
            offices,
            kinds,
            leaflets,
            staff,
            roles,
            closed,
            versions,
            version,
            beyond: None,
        }))
    }
    async fn setup_version(&mut self, municipality: MunicipalityId) -> StoreResult<i64> {
        let found = one(self.conn(), sql(SETUP_VERSION).bind(municipality.0), |row| get(row, "setup_version")).await?;
        Ok(found.unwrap_or_default())
    }
}

#[async_trait]
impl CatalogueWrites for Unit<Writing> {
    async fn setup_version_held(&mut self, municipality: MunicipalityId) -> StoreResult<i64> {
        let query = sql(SETUP_VERSION_HELD).bind(municipality.0);
        Ok(one(self.conn(), query, |row| get(row, "setup_version")).await?.unwrap_or_default())
    }
    async fn setup_changed(&mut self, municipality: MunicipalityId) -> StoreResult<()> {
        run(self.conn(), sql(SETUP_CHANGED).bind(municipality.0)).await?;
        self.changed().something(municipality, What::Setup);
        Ok(())
    }
}

fn municipality(row: &Row) -> StoreResult<Municipality> {
    Ok(Municipality {
        id: MunicipalityId(get(row, "id")?),
        slug: get(row, "slug")?,
        public_url: get(row, "public_url")?,
        staff_url: get(row, "staff_url")?,
        timezone: word(row, "timezone", |name| name.parse().ok())?,
        mail_from: get(row, "mail_from")?,
        discreet_mail_from: get(row, "discreet_mail_from")?,
        phone: get(row, "phone")?,
        video_base_url: get(row, "video_base_url")?,
        consent_version: get(row, "consent_version")?,
        large_networks: json(row, "large_networks")?,
        texts: json(row, "texts")?,
        settings: json(row, "settings")?,
    })
}

fn office(row: &Row) -> StoreResult<Office> {
    Ok(Office {
        id: OfficeId(get(row, "id")?),
        slug: get(row, "slug")?,
        kind: get(row, "kind")?,
        mailbox: get(row, "mailbox")?,
        phone: get(row, "phone")?,
        texts: json(row, "texts")?,
        rooms: Vec::new(),
        hours: json(row, "hours")?,
        active: get(row, "active")?,
    })
}

fn room(row: &Row) -> StoreResult<(OfficeId, Room)> {
    let room = Room {
        id: RoomId(get(row, "id")?),
        name: get(row, "name")?,
        lanes: get(row, "lanes")?,
        active: get(row, "active")?,
    };
    Ok((OfficeId(get(row, "office_id")?), room))
}

fn kind(row: &Row) -> StoreResult<Kind> {
    Ok(Kind {
        id: KindId(get(row, "id")?),
        slug: get(row, "slug")?,
        minutes: get(row, "minutes")?,
        buffers: Buffers { before: get(row, "buffer_before")?, after: get(row, "buffer_after")? },
        modes: Modes::from_bits(get(row, "modes")?),
        professions: word(row, "professions", professions)?,
        rules: json(row, "rules")?,
        active: get(row, "active")?,
        texts: json(row, "texts")?,
    })
}

fn professions(words: &str) -> Option<Vec<Profession>> {
    words.split(BETWEEN_WORDS).filter(|word| !word.is_empty()).map(Profession::parse).collect()
}

pub(crate) async fn versions(conn: &mut Connection, municipality: MunicipalityId) -> StoreResult<Versions> {
    let rows = all(conn, sql(VERSIONS).bind(municipality.0), |row| {
        let (sort, id): (String, i64) = (get(row, "sort")?, get(row, "id")?);
        Ok((setup_row(&sort, id), get(row, "version")?))
    });
    Ok(rows.await?.into_iter().filter_map(|(row, version)| Some((row?, version))).collect())
}

/// See `VERSIONS` of the statements.
fn setup_row(sort: &str, id: i64) -> Option<SetupRow> {
    Some(match sort {
        "office" => SetupRow::Office(OfficeId(id)),
        "kind" => SetupRow::Kind(KindId(id)),
        "staff" => SetupRow::Staff(StaffId(id)),
        "template" => SetupRow::Template(TemplateId(id)),
        "closure" => SetupRow::Closure(ClosureId(id)),
        "partner_key" => SetupRow::PartnerKey(PartnerKeyId(id)),
        "role" => SetupRow::Role(RoleId(id)),
        "holidays" => SetupRow::Holidays,
        // No section is called as a table.
        section => SetupRow::Section(Section::parse(section)?),
    })
}
