//! Before and after an interview over HTTP: it begins and ends, colleagues leave a note, what follows a no-show is asked, the next one is
//! booked in two actions, and what others change of a nurse's day stands on her page.

use chrono::{DateTime, Duration, FixedOffset};

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Booked, Client, Slot};
use crate::support::clock::now;
use crate::support::forms::{forms_of, pairs};
use crate::support::people::email;
use crate::support::server::{Home, Setup};
use crate::support::shaping::{colleague, staff};

on_both_engines!(
    an_interview_begins_and_ends_and_the_next_is_booked_in_two_actions,
    a_note_is_kept_as_it_was_typed_and_staff_alone_see_it,
    a_no_show_asks_what_follows,
    what_others_change_of_her_day_stands_on_her_page_until_she_has_seen_it,
);

/// A booking by video, the day after tomorrow at the earliest; its slot, its id and itself.
async fn booked(home: &Home, client: Client) -> (Slot, i64, Booked) {
    let slots = client.slots("video").await;
    let slot = slots.into_iter().find(|slot| slot.starts_at.timestamp() > now() + 48 * 3600).expect("a free time");
    let booking = client.booked(1, &slot, "video").await;
    let id = home.db.count(&format!("SELECT MAX(id) FROM booking WHERE email = '{}'", email(1))).await;
    (slot, id, booking)
}

/// That booking beside its day.
fn panel(slot: &Slot, id: i64) -> String {
    format!("/staff?date={}&booking={id}", slot.starts_at.date_naive())
}

/// Some minutes after its start.
fn after(slot: &Slot, minutes: i64) -> DateTime<FixedOffset> {
    slot.starts_at + Duration::minutes(minutes)
}

async fn of(home: &Home, id: i64, column: &str) -> i64 {
    home.db.count(&format!("SELECT COALESCE({column}, 0) FROM booking WHERE id = {id}")).await
}

async fn an_interview_begins_and_ends_and_the_next_is_booked_in_two_actions(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (slot, id, _) = booked(&home, server.client).await;
    server.kill();
    let server = home.serve_with(Setup::at(&after(&slot, 1))).await;
    let nurse = staff(server.client, "hokenshi").await;
    let (panel, mark) = (panel(&slot, id), format!("/staff/bookings/{id}/mark"));
    let done = nurse.fill(&panel, &mark, &[("status", "started")]).await.expect(303).location().to_owned();
    let page = nurse.get(&done).await.expect(200).text();
    assert!(
        page.contains("さんの面談をはじめました") && page.contains("面談中") && page.contains("来た時刻"),
        "{page}"
    );
    assert!(
        of(&home, id, "started_at").await > 0 && of(&home, id, "arrived_at").await == of(&home, id, "started_at").await
    );
    nurse.fill(&panel, &mark, &[("status", "fulfilled")]).await.expect(303);
    assert!(of(&home, id, "ended_at").await >= of(&home, id, "started_at").await);
    assert_eq!(of(&home, id, "sequence").await, 0, "no calendar hears of it");
    // One link, one button.
    let page = nurse.get(&panel).await.expect(200).text();
    assert!(page.contains("次の面談を予約する"));
    let page = nurse.get(&format!("{panel}&ask=next")).await.expect(200).text();
    let action = format!("/staff/bookings/{id}/next");
    let form = forms_of(&page).into_iter().find(|form| form.action == action).expect("free times");
    let done = nurse.post(&action, &pairs(&form.fields)).await.expect(303).location().to_owned();
    assert!(done.contains("said=booked"), "{done}");
    let page = nurse.get(&done).await.expect(200).text();
    assert!(page.contains("元にもどす"), "it can be undone");
    assert_eq!(home.db.count(&format!("SELECT COUNT(*) FROM booking WHERE email = '{}'", email(1))).await, 2);
    assert_eq!(
        home.db.count("SELECT COUNT(DISTINCT client_id) FROM booking WHERE email LIKE 'haha%'").await,
        1,
        "the same person"
    );
    let again = nurse.post(&action, &pairs(&form.fields)).await.expect(303).location().to_owned();
    assert!(again.contains("said=booked"), "{again}");
    assert_eq!(home.db.count(&format!("SELECT COUNT(*) FROM booking WHERE email = '{}'", email(1))).await, 2);
    home.db.check().await;
}

async fn a_note_is_kept_as_it_was_typed_and_staff_alone_see_it(engine: Engine) {
    const NOTE: &str = "ベビーカーで来ます";
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (slot, id, booking) = booked(&home, server.client).await;
    let nurse = staff(server.client, "hokenshi").await;
    let (panel, action) = (panel(&slot, id), format!("/staff/bookings/{id}/note"));
    let asking = format!("{panel}&ask=note");
    let long = "あ".repeat(2_001);
    let refused = nurse.fill(&asking, &action, &[("staff_note", &long)]).await.expect(422).text();
    assert!(refused.contains(&long) && refused.contains("id=\"staff_note-error\""), "what was typed stands there");
    let stale = home.db.version("booking", id).await;
    let done = nurse.fill(&asking, &action, &[("staff_note", NOTE)]).await.expect(303).location().to_owned();
    let page = nurse.get(&done).await.expect(200).text();
    assert!(page.contains(NOTE) && page.contains("メモあり") && page.contains("元にもどす"), "{page}");
    let sealed = format!("SELECT COUNT(*) FROM booking WHERE id = {id} AND LENGTH(note_sealed) > 40");
    assert_eq!(home.db.count(&sealed).await, 1);
    // A page from before: both are shown, nothing is lost.
    let back = format!("date={}&booking={id}", slot.starts_at.date_naive());
    let desk = staff(server.client, "uketsuke").await;
    let typed = [("staff_note", "駐車場を使います"), ("version", stale.as_str()), ("back", &back)];
    let both = desk.post(&action, &typed).await.expect(409).text();
    assert!(both.contains(NOTE) && both.contains("駐車場を使います"), "{both}");
    // Neither she nor a program sees it.
    let hers = server.client.get(&format!("/b/{}", booking.token)).await.expect(200).text();
    assert!(!hers.contains(NOTE) && !hers.contains("メモ"));
    let program = server.client.get(&format!("/api/v1/bookings/{}", booking.token)).await.expect(200).text();
    assert!(!program.contains(NOTE), "{program}");
}

async fn a_no_show_asks_what_follows(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (slot, id, _) = booked(&home, server.client).await;
    server.kill();
    let server = home.serve_with(Setup::at(&after(&slot, 15))).await;
    let nurse = staff(server.client, "hokenshi").await;
    let (panel, follow) = (panel(&slot, id), format!("/staff/bookings/{id}/follow-up"));
    let mails = home.db.messages(&email(1)).await.len();
    nurse.fill(&panel, &format!("/staff/bookings/{id}/mark"), &[("status", "noshow")]).await.expect(303);
    let page = nurse.get(&panel).await.expect(200).text();
    assert!(page.contains("このあとどうしますか"), "{page}");
    let done = nurse.fill(&panel, &follow, &[("choice", "call")]).await.expect(303).location().to_owned();
    assert!(nurse.get(&done).await.expect(200).text().contains("電話リストに入れました"));
    let list = nurse.get("/staff/calls").await.expect(200).text();
    assert!(list.contains("面談に来ませんでした") && !list.contains("おわびして"), "{list}");
    let asking = format!("{panel}&ask=missed");
    let done = nurse.fill(&asking, &follow, &[("choice", "rebook")]).await.expect(303).location().to_owned();
    assert!(done.contains("ask=next"), "{done}");
    let page = nurse.get(&done).await.expect(200).text();
    assert!(page.contains(&format!("/staff/bookings/{id}/next")), "another day is one button away: {page}");
    assert_eq!(home.db.count("SELECT COUNT(*) FROM call WHERE reason = 'noshow' AND done_at IS NULL").await, 0);
    assert_eq!(home.db.messages(&email(1)).await.len(), mails, "nothing is sent by itself");
}

async fn what_others_change_of_her_day_stands_on_her_page_until_she_has_seen_it(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (slot, id, _) = booked(&home, server.client).await;
    server.kill();
    // On the morning of the day reception calls it off.
    let server = home.serve_with(Setup::at(&after(&slot, -40))).await;
    let hers = format!("SELECT login FROM staff WHERE id = (SELECT staff_id FROM booking WHERE id = {id})");
    let login = home.db.rows::<(String,)>(&hers).await;
    let nurse = colleague(&home, server.client, &login[0].0).await;
    let page = nurse.get("/staff/keys").await.expect(200).text();
    assert!(
        page.contains("次の面談")
            && page.contains("upnext--bar")
            && page.contains("要点を見る")
            && !page.contains("試験"),
        "when, how and the way to the rest, not whose: {page}"
    );
    assert!(!page.contains("きょうの変更"), "nothing has changed: {page}");
    assert!(!nurse.get("/staff").await.expect(200).text().contains("きょうの変更"));
    let desk = staff(server.client, "uketsuke").await;
    let cancel = format!("/staff/bookings/{id}/cancel");
    desk.fill(&format!("/staff/desk?b={id}&ask=cancel"), &cancel, &[]).await.expect(303);
    let page = nurse.get("/staff").await.expect(200).text();
    assert!(page.contains("きょうの変更") && page.contains("なくなりました"), "{page}");
    assert!(!desk.get("/staff").await.expect(200).text().contains("きょうの変更"), "it is hers alone");
    // On whatever page she is a line leads to it, and names nobody.
    for place in ["/staff/keys", "/staff/calls", "/staff?view=week"] {
        let page = nurse.get(place).await.expect(200).text();
        assert!(page.contains("href=\"/staff#day-changes\"") && page.contains("きょうの変更 1件"), "{place}: {page}");
    }
    assert!(!page.contains("href=\"/staff#day-changes\""), "it stands there itself: {page}");
    assert!(!desk.get("/staff/calls").await.expect(200).text().contains("きょうの変更"));
    nurse.fill("/staff", "/staff/changes/seen", &[]).await.expect(303);
    assert!(!nurse.get("/staff/keys").await.expect(200).text().contains("きょうの変更"));
    assert!(!nurse.get("/staff").await.expect(200).text().contains("きょうの変更"));
}
