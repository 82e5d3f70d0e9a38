//! Meetings that a provider makes, moves and takes away by jobs, while the booking stands whatever the provider does.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Booked, Browser, Client, Slot};
use crate::support::clock::now;
use crate::support::meeting_server::{MeetingServer, Mood};
use crate::support::people::email;
use crate::support::server::{Home, Server, Setup};
use crate::support::wait::until_true;

on_both_engines!(
    a_meeting_is_made_with_its_time_moves_with_the_booking_and_goes_with_it,
    another_mode_takes_the_meeting_away_and_the_same_mode_again_makes_another_one,
    a_provider_that_is_down_keeps_no_booking_and_is_asked_again,
    a_provider_that_was_asked_twice_makes_one_meeting,
    what_staff_undo_in_time_no_provider_hears_of,
);

/// A server with that provider before the city's own rooms; no nurse has a room of her own.
async fn served(home: &Home, provider: &MeetingServer, ahead: i64) -> Server {
    home.serve_with(Setup { ahead, more: provider.settings(), ..Setup::default() }).await
}

async fn begun(engine: Engine) -> (Home, MeetingServer, Server) {
    let home = Home::new(engine).await;
    home.serve().await.kill();
    home.db.execute("UPDATE staff SET video_url = NULL").await;
    let provider = MeetingServer::start().await;
    let server = served(&home, &provider, 0).await;
    (home, provider, server)
}

/// Free times, three days ahead at the earliest.
async fn times(client: Client) -> Vec<Slot> {
    let mut slots = client.slots("video").await;
    slots.retain(|slot| slot.starts_at.timestamp() > now() + 72 * 3600);
    slots
}

fn is_at(provider: &MeetingServer, slot: &Slot) -> bool {
    let wanted = slot.starts_at.to_utc().format("%Y-%m-%dT%H:%M:%SZ").to_string();
    matches!(provider.meetings().as_slice(), [one] if one["starts_at"] == wanted.as_str())
}

async fn until_at(provider: &MeetingServer, slot: &Slot) {
    until_true("the meeting to be at its time", async || is_at(provider, slot)).await;
}

async fn link(client: Client, booked: &Booked) -> Option<String> {
    let read = client.read(&booked.token).await.expect(200).json();
    read["join_url"].as_str().map(str::to_owned)
}

/// The link that the provider gave, once she has it.
async fn until_linked(client: Client, booked: &Booked) -> String {
    until_true("the link", async || link(client, booked).await.is_some()).await;
    let link = link(client, booked).await.expect("a link");
    assert!(link.starts_with("https://meet.kaku.example/mendan-"), "{link}");
    link
}

async fn a_meeting_is_made_with_its_time_moves_with_the_booking_and_goes_with_it(engine: Engine) {
    let (home, provider, server) = begun(engine).await;
    let slots = times(server.client).await;
    let booked = server.client.booked(1, &slots[0], "video").await;
    until_at(&provider, &slots[0]).await;
    let meeting = provider.meetings().remove(0);
    assert!(meeting["host"].as_str().is_some_and(|host| !host.is_empty()), "{meeting}");
    let told = meeting.to_string();
    assert!(!told.contains(&email(1)) && !told.contains(&booked.reference), "nothing of her is told: {told}");
    let first = until_linked(server.client, &booked).await;
    home.db.message(&email(1), "change", 1, "sent").await;

    let other = slots.iter().rfind(|slot| slot.starts_at != slots[0].starts_at).expect("another time");
    server.client.move_to(&booked.token, other).await.expect(200);
    until_at(&provider, other).await;
    assert_eq!(link(server.client, &booked).await, Some(first), "the link is the same");

    server.client.cancel(&booked.token).await.expect(200);
    until_true("the meeting to go", async || provider.meetings().is_empty()).await;
    home.db.quiet(now() + 60).await;
    assert_eq!((provider.asked("PUT"), provider.asked("PATCH"), provider.asked("DELETE")), (1, 1, 1));
    assert_eq!(home.db.count("SELECT COUNT(*) FROM meeting WHERE state = 'gone'").await, 1);
    assert!(!home.log().contains("the-token-of-the-tests"));
    home.db.check().await;
}

async fn another_mode_takes_the_meeting_away_and_the_same_mode_again_makes_another_one(engine: Engine) {
    let (home, provider, server) = begun(engine).await;
    let slots = times(server.client).await;
    let booked = server.client.booked(1, &slots[0], "video").await;
    let first = until_linked(server.client, &booked).await;
    server.client.change_mode(&booked.token, "in_person").await.expect(200);
    until_true("the meeting to go", async || provider.meetings().is_empty()).await;
    home.db.quiet(now() + 60).await;
    assert_eq!(link(server.client, &booked).await, None);
    server.client.change_mode(&booked.token, "video").await.expect(200);
    until_at(&provider, &slots[0]).await;
    assert_ne!(until_linked(server.client, &booked).await, first);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM meeting").await, 2);
}

async fn a_provider_that_is_down_keeps_no_booking_and_is_asked_again(engine: Engine) {
    let (home, provider, server) = begun(engine).await;
    provider.is(Mood::Down);
    let slots = times(server.client).await;
    let booked = server.client.booked(1, &slots[0], "video").await;
    let lost = server.client.booked(2, &slots[3], "video").await;
    home.db.message(&email(1), "confirmation", 0, "sent").await;
    let tried = "SELECT COUNT(*) FROM outbox WHERE job = 'meeting_create' AND attempts > 0 AND state = 'pending'";
    until_true("both to be tried", async || home.db.count(tried).await == 2).await;
    let staff = Browser::new(server.client);
    staff.sign_in("kanri").await;
    let id = home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(1))).await;
    let panel = staff.get(&format!("/staff?booking={id}")).await.expect(200).text();
    assert!(panel.contains("オンラインの部屋の準備") && panel.contains("the provider answered 503"), "{panel}");
    assert_eq!((link(server.client, &booked).await, provider.meetings().len()), (None, 0));
    server.kill();

    // An hour later it is well again, but not for her who has called off meanwhile.
    let server = served(&home, &provider, 3600).await;
    server.client.cancel(&lost.token).await.expect(200);
    provider.is(Mood::Well);
    server.kill();
    let server = served(&home, &provider, 7200).await;
    until_at(&provider, &slots[0]).await;
    until_linked(server.client, &booked).await;
    let in_state = async |state| home.db.count(&format!("SELECT COUNT(*) FROM meeting WHERE state = '{state}'")).await;
    until_true("nobody to want the other any more", async || in_state("gone").await == 1).await;
    assert_eq!((in_state("made").await, provider.meetings().len()), (1, 1));

    // Down until the interview is over: what was not done stands on the staff's list until somebody has seen to it.
    provider.is(Mood::Down);
    let third = server.client.booked(3, &slots[6], "video").await;
    until_true("it to be tried", async || home.db.count(tried).await == 1).await;
    server.kill();
    let over = third.starts_at.timestamp() - now() + 60;
    let server = served(&home, &provider, over).await;
    let expired = "SELECT COUNT(*) FROM outbox WHERE job = 'meeting_create' AND state = 'expired'";
    until_true("it to be given up", async || home.db.count(expired).await == 1).await;
    let staff = Browser::new(server.client);
    staff.sign_in("kanri").await;
    let page = staff.get("/staff/mail").await.expect(200).text();
    assert!(page.contains("メールのほかに、できなかったこと") && page.contains("503"), "{page}");
    let job = home.db.count("SELECT id FROM outbox WHERE job = 'meeting_create' AND state = 'expired'").await;
    staff.post(&format!("/staff/mail/{job}/settle"), &[]).await.expect(303);
    let page = staff.get("/staff/mail").await.expect(200).text();
    assert!(!page.contains("できなかったこと"), "{page}");
}

async fn a_provider_that_was_asked_twice_makes_one_meeting(engine: Engine) {
    let (home, provider, server) = begun(engine).await;
    provider.is(Mood::Forgetful);
    let slots = times(server.client).await;
    let booked = server.client.booked(1, &slots[0], "video").await;
    until_at(&provider, &slots[0]).await;
    assert_eq!(link(server.client, &booked).await, None, "nobody knows that it is there");
    let tried = "SELECT COUNT(*) FROM outbox WHERE job = 'meeting_create' AND attempts > 0 AND state = 'pending'";
    until_true("the answer to be lost", async || home.db.count(tried).await == 1).await;
    server.kill();
    provider.is(Mood::Well);
    let server = served(&home, &provider, 600).await;
    until_linked(server.client, &booked).await;
    assert_eq!((provider.asked("PUT"), provider.meetings().len()), (2, 1));
}

async fn what_staff_undo_in_time_no_provider_hears_of(engine: Engine) {
    let (home, provider, server) = begun(engine).await;
    let slots = times(server.client).await;
    let booked = server.client.booked(1, &slots[0], "video").await;
    let first = until_linked(server.client, &booked).await;
    let staff = Browser::new(server.client);
    staff.sign_in("uketsuke").await;
    let id = home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(1))).await;
    let cancel = format!("/staff/bookings/{id}/cancel");
    let page = staff.fill(&format!("/staff/desk?b={id}&ask=cancel"), &cancel, &[]).await.expect(303);
    staff.fill(page.location(), &format!("/staff/bookings/{id}/undo"), &[]).await.expect(303);
    server.kill();
    let server = served(&home, &provider, 120).await;
    home.db.quiet(now() + 120).await;
    assert_eq!(link(server.client, &booked).await, Some(first));
    assert!(is_at(&provider, &slots[0]));
    assert_eq!((provider.asked("PUT"), provider.asked("DELETE")), (1, 0));
}
