//! The reminder of the day before: by itself, once, by day, and only while it is true.

use chrono::{DateTime, Days, Duration, FixedOffset, NaiveTime};

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::Slot;
use crate::support::clock::now;
use crate::support::people::email;
use crate::support::server::{Home, Setup};

on_both_engines!(
    a_reminder_leaves_by_itself_the_day_before_and_once,
    no_reminder_leaves_at_night,
    a_reminder_dies_with_a_cancel_and_follows_a_move,
);

/// Slots that begin at that time, at least three days ahead.
fn slots_at(slots: &[Slot], hour: u32, minute: u32) -> Vec<Slot> {
    let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
    let late = |slot: &&Slot| slot.starts_at.timestamp() > now() + 3 * 86_400 && slot.starts_at.time() == time;
    slots.iter().filter(late).cloned().collect()
}

/// That time of the slot's day.
fn on_the_day(slot: &Slot, hour: u32, minute: u32) -> DateTime<FixedOffset> {
    slot.starts_at.with_time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap()).unwrap()
}

/// T12: nor when the clock goes on by 25 hours or back by two.
async fn a_reminder_leaves_by_itself_the_day_before_and_once(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slot = slots_at(&server.client.slots("in_person").await, 10, 40).remove(0);
    let booked = server.client.booked(1, &slot, "in_person").await;
    home.db.message(&email(1), "confirmation", 0, "sent").await;
    let due = slot.starts_at - Duration::hours(24);
    let waiting = home.db.message(&email(1), "reminder_1d", 0, "pending").await;
    assert_eq!(waiting.due_at, due.timestamp());
    server.kill();

    // Three seconds too early, so that it must wait for its time.
    let server = home.serve_with(Setup::at(&(due - Duration::seconds(3)))).await;
    let sent = home.db.message(&email(1), "reminder_1d", 0, "sent").await;
    let left = home.db.count("SELECT finished_at FROM outbox WHERE kind = 'reminder_1d'").await - due.timestamp();
    assert!((0..=15).contains(&left), "it left {left} s after it was due");
    let mails = home.mails_to(&email(1));
    let reminder = mails.iter().find(|mail| mail.id == sent.id).expect("the mail");
    assert!(reminder.text.contains("10:40") && reminder.text.contains(&booked.manage_url), "{}", reminder.text);
    assert!(reminder.calendars.is_empty(), "a reminder changes no calendar");
    server.kill();

    for hours in [25, -2] {
        let server = home.serve_with(Setup::at(&(due + Duration::hours(hours)))).await;
        home.db.quiet((due + Duration::hours(25)).timestamp()).await;
        server.kill();
    }
    assert_eq!(home.mails_to(&email(1)).len(), 2, "the confirmation and one reminder");
    home.db.check().await;
}

/// The server was off at the reminder's time and comes back in the night: it waits for 8:00, if that is of use still.
async fn no_reminder_leaves_at_night(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slots = server.client.slots("video").await;
    let mornings = slots_at(&slots, 9, 0);
    let same_day = |one: &Slot, other: &Slot| one.starts_at.date_naive() == other.starts_at.date_naive();
    let whole_day = |noon: &Slot| mornings.iter().find(|morning| same_day(noon, morning)).cloned();
    let days = slots_at(&slots, 13, 30).into_iter().filter_map(|noon| Some((whole_day(&noon)?, noon)));
    let (morning, afternoon) = days.into_iter().next().expect("a day with both");
    server.client.booked(1, &afternoon, "video").await;
    server.client.booked(2, &morning, "video").await;
    home.db.quiet(now() + 60).await;
    server.kill();

    let server = home.serve_with(Setup::at(&on_the_day(&afternoon, 2, 0))).await;
    let too_late = home.db.message(&email(2), "reminder_1d", 0, "dropped").await;
    assert_eq!(too_late.error, "quiet hours", "and says so");
    let eight = on_the_day(&afternoon, 8, 0).timestamp();
    home.db.quiet(eight - 1).await;
    let waiting = home.db.message(&email(1), "reminder_1d", 0, "pending").await;
    assert_eq!((waiting.due_at, waiting.attempts), (eight, 0));
    assert_eq!(home.mails().len(), 2, "only the confirmations so far");
    server.kill();

    let _server = home.serve_with(Setup::at(&on_the_day(&afternoon, 8, 0))).await;
    home.db.message(&email(1), "reminder_1d", 0, "sent").await;
    home.db.message(&email(2), "reminder_2h", 0, "sent").await;
    assert_eq!(home.mails_to(&email(1)).len(), 2);
    assert_eq!(home.mails_to(&email(2)).len(), 2, "the confirmation, and at eight the link of nine o'clock");
}

/// In the transaction of the change: when its old time comes, nothing leaves.
async fn a_reminder_dies_with_a_cancel_and_follows_a_move(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let mut slots = slots_at(&server.client.slots("video").await, 14, 20);
    slots.retain(|slot| slot.free > 1);
    let (first, later) =
        (&slots[0], slots.iter().find(|s| s.starts_at >= slots[0].starts_at + Days::new(3)).expect("a later one"));
    let cancelled = server.client.booked(1, first, "video").await;
    let moved = server.client.booked(2, first, "video").await;
    server.client.cancel(&cancelled.token).await.expect(200);
    server.client.move_to(&moved.token, later).await.expect(200);
    home.db.message(&email(1), "reminder_1d", 0, "superseded").await;
    home.db.message(&email(2), "reminder_1d", 0, "superseded").await;
    let waiting = home.db.message(&email(2), "reminder_1d", 1, "pending").await;
    let due = later.starts_at - Duration::hours(24);
    assert_eq!(waiting.due_at, due.timestamp());
    home.db.quiet(now() + 60).await;
    let before = home.mails().len();
    server.kill();

    let old_time = first.starts_at - Duration::hours(23);
    let server = home.serve_with(Setup::at(&old_time)).await;
    home.db.quiet(old_time.timestamp()).await;
    assert_eq!(home.mails().len(), before);
    server.kill();

    let server = home.serve_with(Setup::at(&(due + Duration::seconds(1)))).await;
    home.db.message(&email(2), "reminder_1d", 1, "sent").await;
    assert_eq!(home.mails().len(), before + 1);
    assert_eq!(home.mails_to(&email(1)).iter().filter(|mail| mail.calendars.is_empty()).count(), 0);
    // Called off on the last day: nothing but the cancellation follows.
    server.client.cancel(&moved.token).await.expect(200);
    home.db.message(&email(2), "cancellation", 2, "sent").await;
    home.db.check().await;
}
