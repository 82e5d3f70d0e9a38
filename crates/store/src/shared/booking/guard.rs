//! The guard: who has what time of which nurse and place.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_service::booking::repository::GuardWrites;
use mendan_service::model::{Claim, Owner};
use mendan_service::ports::StoreResult;
use std::ops::Range;

use super::super::row::{Query, run, sql, to_json};
use super::super::unit::{Unit, Writing};
use super::super::{Connection, ENGINE};

/// The ticks of one resource.
macro_rules! span {
    () => {
        "resource_kind = $1 AND resource_id = $2 AND lane = $3 AND tick >= $4 AND tick < $5"
    };
}

statements! {
    /// Hands a span on; the number of rows tells whether the first owner had it whole.
    PASS = concat!(
        "UPDATE occupied SET owner_kind = $8, owner_id = $9 WHERE ", span!(), " AND owner_kind = $6 AND owner_id = $7");
    FREE = concat!("DELETE FROM occupied WHERE ", span!(), " AND owner_kind = $6 AND owner_id = $7");
    /// 2 is a hold.
    RECLAIM = concat!(
        "DELETE FROM occupied WHERE ", span!(), " AND owner_kind = 2 \
         AND NOT EXISTS (SELECT 1 FROM hold WHERE hold.id = occupied.owner_id AND hold.expires_at > $6)");
    /// Takes what is free of spans, `[[kind, id, lane, first tick, tick after the last], …]`; the number of rows tells whether that
    /// was all. Ascending, so that two statements that want the same ticks meet at the first of them. What a failed try took is given back, but on
    /// PostgreSQL stays locked until its transaction ends; two that try nurses in opposite order may wait in a circle, which it ends
    /// (40P01) and `Services::write` begins again.
    TAKE {
        sqlite:
            "WITH RECURSIVE step (kind, id, lane, tick, until) AS (\
               SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each($1) \
               UNION ALL SELECT kind, id, lane, tick + 1, until FROM step WHERE tick + 1 < until) \
             INSERT INTO occupied (resource_kind, resource_id, lane, tick, owner_kind, owner_id) \
             SELECT kind, id, lane, tick, $2, $3 FROM step WHERE TRUE ORDER BY kind, id, lane, tick ON CONFLICT DO NOTHING",
        postgres:
            "INSERT INTO occupied (resource_kind, resource_id, lane, tick, owner_kind, owner_id) \
             SELECT (span ->> 0)::BIGINT, (span ->> 1)::BIGINT, (span ->> 2)::BIGINT, tick, CAST($2 AS BIGINT), CAST($3 AS BIGINT) \
             FROM json_array_elements(CAST($1 AS TEXT)::JSON) AS spans (span), \
               generate_series((span ->> 3)::BIGINT, (span ->> 4)::BIGINT - 1) AS steps (tick) \
             ORDER BY 1, 2, 3, 4 ON CONFLICT DO NOTHING"
    }
}

/// Ticks of one resource in a row.
#[derive(Clone)]
struct Span {
    /// Kind, id, lane.
    resource: (i64, i64, i64),
    ticks: Range<i64>,
}

const STAFF: i64 = 1;

const ROOM: i64 = 2;

#[async_trait]
impl GuardWrites for Unit<Writing> {
    async fn occupy(&mut self, claim: &Claim, owner: Owner) -> StoreResult<bool> {
        let conn = self.conn();
        if take(conn, &spans(claim), owner_key(owner)).await? {
            return Ok(true);
        }
        release(conn, claim, owner).await?;
        Ok(false)
    }
    async fn reoccupy(&mut self, old: &Claim, new: &Claim, owner: Owner) -> StoreResult<bool> {
        let conn = self.conn();
        let (old, new, owner) = (spans(old), spans(new), owner_key(owner));
        for span in new.clone() {
            let (missing, kept) = span.split(&old);
            if !missing.is_empty() && !take(conn, &missing, owner).await? {
                return Ok(false);
            }
            // Handing to oneself: locks the ticks that stay and proves that they are ours.
            if let Some(kept) = kept
                && !kept.pass(conn, owner, owner).await?
            {
                return Ok(false);
            }
        }
        for span in old {
            for piece in span.split(&new).0 {
                piece.free(conn, owner).await?;
            }
        }
        Ok(true)
    }
    async fn transfer(&mut self, claim: &Claim, from: Owner, to: Owner) -> StoreResult<bool> {
        for span in spans(claim) {
            if !span.pass(self.conn(), owner_key(from), owner_key(to)).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }
    async fn keep_rest(&mut self, old: &Claim, new: Option<&Claim>, owner: Owner) -> StoreResult<bool> {
        let new = new.map(spans).unwrap_or_default();
        let rest: Vec<Span> = spans(old).into_iter().flat_map(|span| span.split(&new).0).collect();
        Ok(rest.is_empty() || take(self.conn(), &rest, owner_key(owner)).await?)
    }
    async fn take_back(
        &mut self,
        (now, before): (Option<&Claim>, &Claim),
        keeper: Owner,
        owner: Owner,
    ) -> StoreResult<bool> {
        let conn = self.conn();
        let (now, before) = (now.map(spans).unwrap_or_default(), spans(before));
        for piece in before.clone().into_iter().flat_map(|span| span.split(&now).0) {
            if !piece.pass(conn, owner_key(keeper), owner_key(owner)).await? {
                return Ok(false);
            }
        }
        for piece in now.into_iter().flat_map(|span| span.split(&before).0) {
            piece.free(conn, owner_key(owner)).await?;
        }
        Ok(true)
    }
    async fn release(&mut self, claim: &Claim, owner: Owner) -> StoreResult<()> {
        release(self.conn(), claim, owner).await
    }
    async fn reclaim(&mut self, claim: &Claim, now: DateTime<Utc>) -> StoreResult<u64> {
        let mut freed = 0;
        for span in spans(claim) {
            freed += run(self.conn(), span.bind(RECLAIM).bind(now.timestamp())).await?;
        }
        Ok(freed)
    }
}

impl Span {
    fn len(&self) -> u64 {
        u64::try_from(self.ticks.end - self.ticks.start).unwrap_or(0)
    }

    fn row(&self) -> (i64, i64, i64, i64, i64) {
        let (kind, id, lane) = self.resource;
        (kind, id, lane, self.ticks.start, self.ticks.end)
    }

    /// What of it the others do not have, and what they have too.
    fn split(self, others: &[Self]) -> (Vec<Self>, Option<Self>) {
        let Some(other) = others.iter().find(|other| other.resource == self.resource) else {
            return (vec![self], None);
        };
        let shared = self.ticks.start.max(other.ticks.start)..self.ticks.end.min(other.ticks.end);
        if shared.is_empty() {
            return (vec![self], None);
        }
        let piece = |ticks: Range<i64>| Self { resource: self.resource, ticks };
        let rest = [self.ticks.start..shared.start, shared.end..self.ticks.end];
        (rest.into_iter().filter(|ticks| !ticks.is_empty()).map(piece).collect(), Some(piece(shared)))
    }

    fn bind(self, text: &'static str) -> Query<'static> {
        let (kind, id, lane) = self.resource;
        sql(text).bind(kind).bind(id).bind(lane).bind(self.ticks.start).bind(self.ticks.end)
    }

    async fn pass(self, conn: &mut Connection, from: (i64, i64), to: (i64, i64)) -> StoreResult<bool> {
        let wanted = self.len();
        let query = self.bind(PASS).bind(from.0).bind(from.1).bind(to.0).bind(to.1);
        Ok(run(conn, query).await? == wanted)
    }

    async fn free(self, conn: &mut Connection, (kind, id): (i64, i64)) -> StoreResult<()> {
        run(conn, self.bind(FREE).bind(kind).bind(id)).await.map(drop)
    }
}

/// Takes all that is free of them, in one statement; whether that was everything.
async fn take(conn: &mut Connection, spans: &[Span], (kind, id): (i64, i64)) -> StoreResult<bool> {
    let wanted: u64 = spans.iter().map(Span::len).sum();
    let rows: Vec<_> = spans.iter().map(Span::row).collect();
    let query = sql(TAKE).bind(to_json(&rows)?).bind(kind).bind(id);
    Ok(run(conn, query).await? == wanted)
}

fn spans(claim: &Claim) -> Vec<Span> {
    let ticks = claim.busy.ticks();
    let room = claim.room.map(|(room, lane)| (ROOM, room.0, lane));
    let mut staff = vec![(STAFF, claim.staff.0, 0)];
    staff.extend(claim.joint.map(|joint| (STAFF, joint.0, 0)));
    // Two who want the same two nurses meet at the same one first.
    staff.sort_unstable();
    let resources = staff.into_iter().chain(room);
    resources.map(|resource| Span { resource, ticks: ticks.clone() }).filter(|span| !span.ticks.is_empty()).collect()
}

const fn owner_key(owner: Owner) -> (i64, i64) {
    match owner {
        Owner::Booking(id) => (1, id.0),
        Owner::Hold(id) => (2, id.0),
    }
}

pub(crate) async fn release(conn: &mut Connection, claim: &Claim, owner: Owner) -> StoreResult<()> {
    for span in spans(claim) {
        span.free(conn, owner_key(owner)).await?;
    }
    Ok(())
}
