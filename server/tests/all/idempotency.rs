//! Asking twice is asking once.

use futures::future::join_all;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::clock::now;
use crate::support::people::{email, wish};
use crate::support::server::Home;
use crate::support::shaping::staff;

use super::partner_keys::{demo_key, key_in};

on_both_engines!(
    the_same_post_fifty_times_books_once,
    the_same_key_for_another_slot_is_refused,
    the_key_is_looked_at_before_any_other_rule,
    a_partners_keys_are_its_own,
);

/// T1.
async fn the_same_post_fifty_times_books_once(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slot = &server.client.slots("video").await[7];
    let answers = join_all((0..50).map(|_| server.client.try_book(1, &slot.id, "video", "one key"))).await;
    let answers: Vec<_> = answers.into_iter().map(|answer| answer.expect("an answer").expect(201)).collect();
    let first = answers[0].booking();
    assert!(first.is_at(slot) && first.sequence == 0 && first.status == "booked");
    assert!(answers.iter().all(|answer| answer.body == answers[0].body));
    assert_eq!(server.client.free(slot, "video").await, slot.free - 1);

    home.db.message(&email(1), "confirmation", 0, "sent").await;
    home.db.quiet(now() + 60).await;
    assert_eq!(home.mails_to(&email(1)).len(), 1);
    assert_eq!(home.mails().len(), 1, "nobody else got a mail");
    assert_eq!(home.db.bookings().await, 1);
    home.db.check().await;
}

/// T2.
async fn the_same_key_for_another_slot_is_refused(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slots = server.client.slots("video").await;
    server.client.try_book(1, &slots[3].id, "video", "one key").await.unwrap().expect(201);
    // Another slot, and another person for the same slot.
    for (n, slot) in [(1, &slots[9]), (2, &slots[3])] {
        let answer = server.client.try_book(n, &slot.id, "video", "one key").await.unwrap().expect(422);
        assert_eq!(answer.code(), "idempotency_mismatch");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    }
    assert_eq!(home.db.bookings().await, 1);
    assert_eq!(server.client.free(&slots[9], "video").await, slots[9].free);
    assert_eq!(home.db.messages(&email(2)).await, []);
    home.db.check().await;
}

/// The same request after the slot is full, after a cancel, and with other white space: still the first answer. A failed
/// request leaves the key free.
async fn the_key_is_looked_at_before_any_other_rule(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slots = server.client.slots("video").await;
    let slot = slots.iter().find(|slot| slot.free == 1).expect("a slot for one");
    let first = server.client.try_book(1, &slot.id, "video", "one key").await.unwrap().expect(201);
    assert_eq!(server.client.book(2, slot, "video").await.expect(409).code(), "slot_taken");
    server.client.cancel(&first.booking().token).await.expect(200);
    let again = server.client.try_book(1, &slot.id, "video", "one key").await.unwrap().expect(201);
    assert_eq!(again.body, first.body);

    let mut spaced = crate::support::people::wish(1, &slot.id, "video");
    spaced["family_name"] = "  試験 ".into();
    let answer = server.client.post("/api/v1/bookings", &[("idempotency-key", "one key")], &spaced).await.expect(201);
    assert_eq!(answer.body, first.body);

    // A failed request stores nothing under its key.
    server.client.try_book(3, "nonsense", "video", "other key").await.unwrap().expect(422);
    server.client.try_book(3, &slots[20].id, "video", "other key").await.unwrap().expect(201);
    home.db.check().await;
}

/// What one partner calls "1" is nothing to another, nor to programs without a key of a partner.
async fn a_partners_keys_are_its_own(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slots = client.slots("video").await;
    let made = home.run(&["key", "add", "架空 病院"]);
    let second = key_in(&String::from_utf8_lossy(&made.stdout));
    let bearers = [demo_key(&home), second].map(|key| format!("Bearer {key}"));
    let book = async |n: usize, bearer: Option<&String>| {
        let mut headers = vec![("idempotency-key", "1")];
        headers.extend(bearer.map(|bearer| ("authorization", bearer.as_str())));
        client.post("/api/v1/bookings", &headers, &wish(n, &slots[3 * n].id, "video")).await
    };
    let mut first = Vec::new();
    for (n, bearer) in [(1, None), (2, Some(&bearers[0])), (3, Some(&bearers[1]))] {
        first.push(book(n, bearer).await.expect(201));
    }
    // Each of them again: its own first answer.
    for (n, bearer) in [(1, None), (2, Some(&bearers[0])), (3, Some(&bearers[1]))] {
        assert_eq!(book(n, bearer).await.expect(201).body, first[n - 1].body);
    }
    assert_eq!(book(4, Some(&bearers[0])).await.expect(422).code(), "idempotency_mismatch");
    assert_eq!(home.db.bookings().await, 3);

    // Which partner it was is in the audit log, and on the staff's panel.
    let id = home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(3))).await;
    let key = home.db.count("SELECT id FROM partner_key WHERE name = '架空 病院'").await;
    let by = |actor: i64| {
        format!(
            "SELECT COUNT(*) FROM audit WHERE subject_kind = 'booking' AND subject_id = {id} AND action = 'book' \
                 AND actor_kind = 'api' AND actor_id = {actor}"
        )
    };
    assert_eq!(home.db.count(&by(key)).await, 1);
    let desk = staff(client, "uketsuke").await;
    let panel = desk.get(&format!("/staff?booking={id}")).await.expect(200).text();
    assert!(panel.contains("連携システム 架空 病院"), "{panel}");
}
