//! Several instances on one PostgreSQL: what one writes another does, as soon as it is told and also when nobody tells it.

use crate::support::client::Slot;
use crate::support::clock::now;
use crate::support::people::email;
use crate::support::server::{Home, Server, Setup};
use crate::support::{Engine, run};

fn with(name: &'static str, value: &str) -> Setup {
    Setup { more: vec![(name, value.to_owned())], ..Setup::default() }
}

/// Far enough ahead for a reminder of the day before.
async fn far(server: &Server) -> Slot {
    let slots = server.client.slots("video").await;
    slots.into_iter().find(|slot| slot.starts_at.timestamp() > now() + 3 * 86_400).expect("a free time")
}

#[test]
fn what_one_instance_books_another_sends_because_it_is_told() {
    run(async {
        let home = Home::new(Engine::Postgres).await;
        let booking = home.serve_with(with("MENDAN_JOBS", "off")).await;
        // By itself it would look again in an hour.
        let _sending = home.serve_beside(&with("MENDAN_JOBS_POLL", "1h")).await;
        for n in 1..4 {
            let slot = far(&booking).await;
            booking.client.booked(n, &slot, "video").await;
            home.db.message(&email(n), "confirmation", 0, "sent").await;
        }
    });
}

#[test]
fn what_nobody_tells_is_found_all_the_same() {
    run(async {
        let home = Home::new(Engine::Postgres).await;
        let booking = home.serve_with(with("MENDAN_JOBS", "off")).await;
        let slot = far(&booking).await;
        booking.client.booked(1, &slot, "video").await;
        let sending = home.serve_beside(&Setup::default()).await;
        home.db.message(&email(1), "confirmation", 0, "sent").await;
        // Behind everybody's back.
        home.db.execute(&format!("UPDATE outbox SET due_at = {} WHERE kind = 'reminder_1d'", now())).await;
        home.db.message(&email(1), "reminder_1d", 0, "sent").await;
        drop((booking, sending));
    });
}
