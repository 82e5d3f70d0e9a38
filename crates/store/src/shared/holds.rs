//! Times kept for a browser while its person types.

use chrono::{DateTime, Utc};
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{HoldId, KindId, MunicipalityId, OfficeId};
use mendan_service::model::Hold;
use mendan_service::ports::{StoreError, StoreResult};

use super::bookings::claim;
use super::offer::LONGEST_CLAIM;
use super::talk::{Row, all, get, instant, one, run, word};
use super::{Connection, DIALECT, sql};

pub(super) async fn insert(conn: &mut Connection, hold: &Hold) -> StoreResult<()> {
    let query = sqlx::query(sql::HOLD_INSERT)
        .bind(hold.id.0)
        .bind(hold.municipality.0)
        .bind(&hold.browser_hash)
        .bind(hold.kind.0)
        .bind(hold.office.0)
        .bind(hold.claim.staff.0)
        .bind(hold.claim.room.map(|(room, _)| room.0))
        .bind(hold.claim.room.map(|(_, lane)| lane))
        .bind(hold.mode.as_str())
        .bind(hold.starts_at.timestamp())
        .bind(hold.ends_at.timestamp())
        .bind(hold.claim.busy.from.timestamp())
        .bind(hold.claim.busy.until.timestamp())
        .bind(hold.expires_at.timestamp())
        .bind(hold.extended)
        .bind(&hold.form_key)
        .bind(&hold.draft_sealed)
        .bind(hold.claim.joint.map(|staff| staff.0));
    if run(conn, query).await? == 1 {
        return Ok(());
    }
    // A double click: the other request wrote the browser's hold first, and the next try will find it.
    Err(StoreError::Busy("the browser has a hold already".into()))
}

pub(super) async fn update(conn: &mut Connection, hold: &Hold) -> StoreResult<()> {
    let query = sqlx::query(sql::HOLD_UPDATE)
        .bind(hold.id.0)
        .bind(hold.expires_at.timestamp())
        .bind(hold.extended)
        .bind(&hold.draft_sealed);
    run(conn, query).await.map(drop)
}

pub(super) async fn of_browser(
    conn: &mut Connection,
    lock: bool,
    municipality: MunicipalityId,
    browser_hash: &[u8],
) -> StoreResult<Option<Hold>> {
    let text = if lock { DIALECT.hold_of_browser_locked } else { sql::HOLD_OF_BROWSER };
    one(conn, sqlx::query(text).bind(municipality.0).bind(browser_hash), hold).await
}

pub(super) async fn by_id(conn: &mut Connection, id: HoldId) -> StoreResult<Option<Hold>> {
    one(conn, sqlx::query(sql::HOLD).bind(id.0), hold).await
}

pub(super) async fn delete(conn: &mut Connection, id: HoldId) -> StoreResult<()> {
    run(conn, sqlx::query(sql::HOLD_DELETE).bind(id.0)).await.map(drop)
}

pub(super) async fn between(
    conn: &mut Connection,
    municipality: MunicipalityId,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
    now: DateTime<Utc>,
) -> StoreResult<Vec<Hold>> {
    let query = sqlx::query(sql::HOLDS_BETWEEN)
        .bind(municipality.0)
        .bind(from.timestamp())
        .bind(until.timestamp())
        .bind(now.timestamp())
        .bind((from - LONGEST_CLAIM).timestamp());
    all(conn, query, hold).await
}

pub(super) async fn expired(
    conn: &mut Connection,
    lock: bool,
    now: DateTime<Utc>,
    limit: i64,
) -> StoreResult<Vec<Hold>> {
    let text = if lock { DIALECT.holds_expired_locked } else { sql::HOLDS_EXPIRED };
    all(conn, sqlx::query(text).bind(now.timestamp()).bind(limit), hold).await
}

fn hold(row: &Row) -> StoreResult<Hold> {
    Ok(Hold {
        id: HoldId(get(row, "id")?),
        municipality: MunicipalityId(get(row, "municipality_id")?),
        browser_hash: get(row, "browser_hash")?,
        kind: KindId(get(row, "kind_id")?),
        office: OfficeId(get(row, "office_id")?),
        claim: claim(row)?,
        mode: word(row, "mode", Mode::parse)?,
        starts_at: instant(row, "starts_at")?,
        ends_at: instant(row, "ends_at")?,
        expires_at: instant(row, "expires_at")?,
        extended: get(row, "extended")?,
        form_key: get(row, "form_key")?,
        draft_sealed: get(row, "draft_sealed")?,
    })
}
