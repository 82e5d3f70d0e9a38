//! Asking twice is asking once.

use futures::future::join_all;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::clock::now;
use crate::support::people::email;
use crate::support::server::Home;

on_both_engines!(
    the_same_post_fifty_times_books_once,
    the_same_key_for_another_slot_is_refused,
    the_key_is_looked_at_before_any_other_rule,
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
