//! The guard's rows, behind the port's back.

use std::collections::BTreeSet;

use mendan_domain::booking::Status;
use mendan_service::model::Claim;
use mendan_store::testing::{Engine, Fresh};
use sqlx::{Connection as _, PgConnection, SqliteConnection};

use crate::support::world::World;

/// Resource kind, id, lane; tick; owner kind, id.
pub type Row = (i64, i64, i64, i64, i64, i64);

const TEXT: &str = "SELECT resource_kind, resource_id, lane, tick, owner_kind, owner_id FROM occupied \
                    WHERE resource_id >= $1 AND resource_id < $2";

/// All rows of the city.
pub async fn rows(fresh: &Fresh, world: &World) -> BTreeSet<Row> {
    let ids = world.number.resources();
    let rows: Vec<Row> = match fresh.engine {
        Engine::Sqlite => {
            let mut conn = SqliteConnection::connect(&fresh.url).await.unwrap();
            sqlx::query_as(TEXT).bind(ids.start).bind(ids.end).fetch_all(&mut conn).await.unwrap()
        }
        Engine::Postgres => {
            let mut conn = PgConnection::connect(&fresh.url).await.unwrap();
            sqlx::query_as(TEXT).bind(ids.start).bind(ids.end).fetch_all(&mut conn).await.unwrap()
        }
    };
    rows.into_iter().collect()
}

/// The rows that live bookings and holds should have.
pub async fn owed(world: &World) -> BTreeSet<Row> {
    let bookings = world.bookings().await.into_iter().filter(|booking| booking.status != Status::Cancelled);
    let bookings = bookings.flat_map(|booking| of_claim(&booking.claim, (1, booking.id.0)));
    let holds = world.holds().await.into_iter().flat_map(|hold| of_claim(&hold.claim, (2, hold.id.0)));
    bookings.chain(holds).collect()
}

fn of_claim(claim: &Claim, (owner, id): (i64, i64)) -> Vec<Row> {
    let nurses = [Some(claim.staff), claim.joint].into_iter().flatten().map(|nurse| (1, nurse.0, 0));
    let resources = nurses.chain(claim.room.map(|(room, lane)| (2, room.0, lane)));
    resources
        .flat_map(|(kind, it, lane)| claim.busy.ticks().map(move |tick| (kind, it, lane, tick, owner, id)))
        .collect()
}
