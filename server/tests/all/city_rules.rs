//! Two instances, one city: what is decided at one is the rule at the other at once, whenever something is booked.

use std::collections::BTreeMap;

use crate::support::Engine;
use crate::support::client::{Browser, Slot};
use crate::support::server::{Home, Setup};

/// SQLite has one server by its lock.
#[test]
fn a_day_closed_at_one_instance_is_not_booked_at_another() {
    crate::support::run(closed_here_is_closed_there());
}

async fn closed_here_is_closed_there() {
    let home = Home::new(Engine::Postgres).await;
    let one = home.serve().await;
    let other = home.serve_beside(&Setup::default()).await;
    let browser = Browser::new(one.client);
    browser.sign_in("kanri").await;
    let slots = other.client.slots("video").await;
    let mut days: Vec<_> = slots.iter().map(|slot| slot.starts_at.date_naive()).collect();
    days.dedup();
    let offices: BTreeMap<String, i64> =
        home.db.rows::<(String, i64)>("SELECT slug, id FROM office").await.into_iter().collect();
    let mother = other.client.booked(900, slots.last().expect("a slot"), "video").await;
    for (n, day) in days.iter().skip(3).take(8).enumerate() {
        let first = slots.iter().find(|slot| slot.starts_at.date_naive() == *day).expect("a slot");
        let here = |slot: &&Slot| slot.starts_at.date_naive() == *day && slot.office == first.office;
        let of_day: Vec<&Slot> = slots.iter().filter(here).collect();
        let (slot, later) = (of_day[0], of_day[of_day.len() - 1]);
        // The other instance has just read its catalogue: it is at its freshest, and so at its wrongest a moment later.
        other.client.get("/api/v1/offices").await.expect(200);
        let (text, whose) = (day.to_string(), format!("office-{}", offices[&slot.office]));
        let closure = [("whose", whose.as_str()), ("from", text.as_str()), ("reason", "設備の点検"), ("step", "save")];
        browser.post("/staff/setup/closures", &closure).await.expect(303);
        let refused = match n % 3 {
            0 => other.client.book(n, slot, "video").await,
            1 => other.client.move_to(&mother.token, slot).await,
            _ => {
                let hers = Browser::new(other.client);
                hers.post("/hold", &[("slot_id", &slot.id), ("mode", "video")]).await
            }
        };
        assert_eq!(refused.status, 409, "{day}: {}", refused.text().chars().take(300).collect::<String>());
        assert_eq!(other.client.book(50 + n, later, "video").await.status, 409, "{day}, later");
    }
    home.db.check().await;
}
