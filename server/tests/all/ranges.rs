//! Many times at once over HTTP: looked at by an address that names nobody, done as it was shown, taken back within twenty seconds.

use chrono::{Days, NaiveDate};
use mendan_domain::offer::holiday::{holiday, is_year_end_closure};

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Booked, Browser, Client, hidden};
use crate::support::clock::{holiday_ahead, now};
use crate::support::forms::{form_of, pairs, set};
use crate::support::people::email;
use crate::support::server::{Home, Server, Setup};
use crate::support::shaping::staff;

on_both_engines!(
    a_morning_is_closed_as_it_was_shown_and_taken_back,
    the_answer_is_the_calendar_as_it_was_seen_with_the_way_to_whom_it_meets,
    what_changed_meanwhile_is_shown_anew_and_nothing_is_done,
    a_time_is_closed_with_a_reason_that_stays_when_it_is_refused,
    a_time_closed_with_a_reason_is_opened_in_place_and_closed_again_by_the_undo,
    a_day_is_copied_and_its_undo_is_over_after_twenty_seconds,
    a_day_is_moved_with_its_bookings_as_it_was_shown_and_taken_back,
    a_move_that_cannot_be_says_why_and_one_that_was_answered_stays,
    who_may_not_shape_these_times_is_offered_nothing,
);

/// The nurse of the demo who is signed in, and a coming day of hers (`2031-06-05`).
async fn hers(home: &Home, client: Client) -> (Browser, i64, String) {
    let nurse = home.db.count("SELECT id FROM staff WHERE login = 'hokenshi'").await;
    let from = now() + 72 * 3600;
    let at = format!("SELECT MIN(starts_at) FROM slot WHERE staff_id = {nurse} AND open AND starts_at > {from}");
    let at = home.db.count(&at).await + 9 * 3600;
    let day = chrono::DateTime::from_timestamp(at, 0).expect("an instant").date_naive().to_string();
    (staff(client, "hokenshi").await, nurse, day)
}

/// The same weekday far beyond what is published, on which the city works.
fn far_beyond(day: &str) -> NaiveDate {
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").expect("a day");
    let mut weeks = (40..52).map(|week| day + Days::new(7 * week));
    weeks.find(|date| holiday(*date).is_none() && !is_year_end_closure(*date)).expect("a week without a holiday")
}

/// A mother who has booked online, told of it: her booking, its id, its nurse and its day.
async fn booked(home: &Home, server: &Server) -> (Booked, i64, i64, String) {
    let slots = server.client.slots("video").await;
    let slot = slots.iter().find(|slot| slot.starts_at.timestamp() > now() + 72 * 3600).expect("a time");
    let booking = server.client.booked(1, slot, "video").await;
    home.db.message(&email(1), "confirmation", 0, "sent").await;
    let id = home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(1))).await;
    let nurse = home.db.count(&format!("SELECT staff_id FROM booking WHERE id = {id}")).await;
    (booking, id, nurse, slot.starts_at.date_naive().to_string())
}

/// How many of these a nurse has on a day of the city, as SQL says it.
async fn of_hers(home: &Home, (table, which): (&str, &str), nurse: i64, day: NaiveDate) -> i64 {
    let from = day.and_hms_opt(0, 0, 0).expect("midnight").and_utc().timestamp() - 9 * 3600;
    let hers = format!("staff_id = {nurse} AND starts_at >= {from} AND starts_at < {}", from + 24 * 3600);
    home.db.count(&format!("SELECT COUNT(*) FROM {table} WHERE {hers} AND {which}")).await
}

/// Her open times.
const OPEN: (&str, &str) = ("slot", "open");
/// Her bookings.
const LIVE: (&str, &str) = ("booking", "status <> 'cancelled'");

/// The first free time of a calendar.
fn free_in(calendar: &str) -> String {
    let cell = calendar.split("&amp;slot=").nth(1).expect("a free time");
    cell.split('#').next().expect("its id").to_owned()
}

/// The same of the calendar there.
async fn free_time(browser: &Browser, calendar: &str) -> String {
    free_in(&browser.get(calendar).await.expect(200).text())
}

async fn absences(home: &Home) -> i64 {
    home.db.count("SELECT COUNT(*) FROM closure WHERE staff_id IS NOT NULL").await
}

async fn a_morning_is_closed_as_it_was_shown_and_taken_back(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (browser, nurse, day) = hers(&home, server.client).await;
    // The way there stands in the head of her column, and nobody's else.
    let calendar = browser.get(&format!("/staff?date={day}")).await.expect(200).text();
    let link = format!("/staff/ranges?whose=staff-{nurse}&amp;from={day}&amp;act=close&amp;part=am");
    assert!(calendar.contains(&link), "{link}");
    let own = format!("data-range=\"whose=staff-{nurse}&");
    let (all, own) = (calendar.matches("data-range=\"whose="), calendar.matches(own.as_str()));
    assert_eq!(all.count(), own.count(), "a nurse closes her own times");

    let (before, page) = (absences(&home).await, link.replace("&amp;", "&"));
    let shown = browser.get(&page).await.expect(200).text();
    assert!(shown.contains("件に影響") && shown.contains("閉じます"), "{shown}");
    assert_eq!(absences(&home).await, before, "looking closes nothing");
    // Without a reason it is asked for, and everything else stays.
    let again = browser.fill(&page, "/staff/ranges", &[]).await.expect(422).text();
    assert!(again.contains("件に影響") && again.contains("name=\"part\" value=\"am\""), "{again}");
    let done = browser.fill(&page, "/staff/ranges", &[("reason", "研修")]).await.expect(303);
    let said = done.location().to_owned();
    assert!(said.starts_with(&format!("/staff?date={day}&said=range_closed&undo=")), "{said}");
    assert_eq!(absences(&home).await, before + 1);
    let calendar = browser.get(&said).await.expect(200).text();
    assert!(calendar.contains("まとめて閉じました。") && calendar.contains("元にもどす"), "{calendar}");
    assert!(calendar.contains("不在"), "her cells say it");

    let undone = browser.fill(&said, "/staff/ranges/undo", &[]).await.expect(303);
    assert_eq!(undone.location(), format!("/staff?date={day}&said=range_undone"));
    assert_eq!(absences(&home).await, before);
    let calendar = browser.get(undone.location()).await.expect(200).text();
    assert!(calendar.contains("元にもどしました。") && !calendar.contains(">元にもどす<"));
    let log = "SELECT COUNT(*) FROM audit WHERE action IN ('range_close', 'range_undo') AND actor_kind = 'staff'";
    assert_eq!(home.db.count(log).await, 2);
    home.db.check().await;
}

async fn the_answer_is_the_calendar_as_it_was_seen_with_the_way_to_whom_it_meets(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (browser, nurse, day) = hers(&home, server.client).await;
    let seen = format!("nurse={nurse}&view=rooms");
    let ranges = format!("/staff/ranges?whose=staff-{nurse}&from={day}&act=close&back=nurse%3D{nurse}%26view%3Drooms");
    let done =
        browser.fill(&ranges, "/staff/ranges", &[("reason", "四階の研修")]).await.expect(303).location().to_owned();
    assert!(done.starts_with(&format!("/staff?date={day}&{seen}&said=range_closed&undo=")), "{done}");
    let absence = home.db.count("SELECT id FROM closure WHERE reason = '四階の研修'").await;
    let calls = home.db.count(&format!("SELECT COUNT(*) FROM call WHERE cause = 'closure:{absence}'")).await;
    let calendar = browser.get(&done).await.expect(200).text();
    let link = format!("href=\"/staff/rescue/{absence}\"");
    assert_eq!(calendar.contains(&link), calls > 0, "{calls} are met");
}

async fn what_changed_meanwhile_is_shown_anew_and_nothing_is_done(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (browser, nurse, day) = hers(&home, server.client).await;
    let page = format!("/staff/ranges?whose=staff-{nurse}&from={day}&act=close");
    let mut form = form_of(&browser.get(&page).await.expect(200).text(), "/staff/ranges");
    set(&mut form, "reason", "会議");
    // One of its times is closed by hand meanwhile.
    let id = free_time(&browser, &format!("/staff?date={day}&nurse={nurse}")).await;
    let panel = format!("/staff?date={day}&nurse={nurse}&slot={id}");
    browser.fill(&panel, &format!("/staff/slots/{id}"), &[("open", "false")]).await.expect(303);
    let before = home.db.fingerprint().await;
    let again = browser.post("/staff/ranges", &pairs(&form)).await.expect(422).text();
    assert!(again.contains("見ているあいだに内容が変わりました") && hidden(&again, "reason") == "会議", "{again}");
    assert_eq!(home.db.fingerprint().await, before);
    // What she has seen by now is done once, however often it is pressed.
    let seen = form_of(&again, "/staff/ranges");
    browser.post("/staff/ranges", &pairs(&seen)).await.expect(303);
    let before = home.db.fingerprint().await;
    browser.post("/staff/ranges", &pairs(&seen)).await.expect(422);
    assert_eq!(home.db.fingerprint().await, before, "the first closed it");
    // What is wrong with the address is said at its field, and nothing typed is lost.
    let wrong = browser.get(&format!("/staff/ranges?whose=staff-{nurse}&from=never&part=hours&act=close")).await;
    let wrong = wrong.expect(200).text();
    assert!(wrong.contains("id=\"from-error\"") && wrong.contains("id=\"hours_from-error\""), "{wrong}");
    assert!(!wrong.contains("name=\"digest\""), "nothing to press");
}

async fn a_time_is_closed_with_a_reason_that_stays_when_it_is_refused(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (browser, nurse, day) = hers(&home, server.client).await;
    let calendar = browser.get(&format!("/staff?date={day}&nurse={nurse}")).await.expect(200).text();
    let id = free_in(&calendar);
    let (panel, action) = (format!("/staff?date={day}&nurse={nurse}&slot={id}"), format!("/staff/slots/{id}"));
    let before = absences(&home).await;
    let long = "あ".repeat(2000);
    let typed = [("open", "false"), ("reason", long.as_str())];
    let refused = browser.fill(&panel, &action, &typed).await.expect(422).text();
    assert!(refused.contains("id=\"reason-error\"") && hidden(&refused, "reason") == long);
    assert_eq!(absences(&home).await, before);
    let done = browser.fill(&panel, &action, &[("open", "false"), ("reason", "会議")]).await.expect(303);
    assert!(
        done.location().contains("said=closed&undo=") && !done.location().contains("reason"),
        "{}",
        done.location()
    );
    assert_eq!(absences(&home).await, before + 1);
    browser.fill(done.location(), "/staff/ranges/undo", &[]).await.expect(303);
    assert_eq!(absences(&home).await, before);
    // Without one it is closed by hand, as before, and undone the same way.
    let closed = "SELECT COUNT(*) FROM slot WHERE NOT open";
    let by_hand = home.db.count(closed).await;
    let done = browser.fill(&panel, &action, &[("open", "false")]).await.expect(303).location().to_owned();
    assert!(home.db.count(closed).await > by_hand && absences(&home).await == before);
    browser.fill(&done, "/staff/ranges/undo", &[]).await.expect(303);
    assert_eq!(home.db.count(closed).await, by_hand);
}

async fn a_time_closed_with_a_reason_is_opened_in_place_and_closed_again_by_the_undo(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (browser, nurse, day) = hers(&home, server.client).await;
    let at = format!("/staff?date={day}&nurse={nurse}");
    let calendar = browser.get(&at).await.expect(200).text();
    let id = free_in(&calendar);
    let (panel, action) = (format!("{at}&slot={id}"), format!("/staff/slots/{id}"));
    let before = absences(&home).await;
    browser.fill(&panel, &action, &[("open", "false"), ("reason", "会議")]).await.expect(303);
    // Its cell asks why, and the panel opens it.
    let begins = home.db.count(&format!("SELECT starts_at FROM slot WHERE id = {id}")).await;
    let closed = browser.get(&at).await.expect(200).text();
    let cell = closed.split(&format!("why={nurse}.{begins}.")).nth(1).expect("its cell asks why");
    let place: String = cell.chars().take_while(|c| c.is_ascii_alphanumeric() || "_-".contains(*c)).collect();
    let why = format!("{at}&why={nurse}.{begins}.{place}");
    let asked = browser.get(&why).await.expect(200).text();
    assert!(asked.contains("この時間をあける") && !asked.contains("name=\"open\" value=\"false\""), "{asked}");
    let opened = browser.fill(&why, &action, &[("open", "true")]).await.expect(303).location().to_owned();
    assert!(opened.contains("said=opened&undo="), "{opened}");
    assert_eq!(absences(&home).await, before, "nothing is left of the absence");
    // Sent twice: somebody has opened it.
    let twice = browser.post(&action, &[("open", "true"), ("was", "barred"), ("back", "")]).await.expect(303);
    assert!(twice.location().contains("said=time_changed"), "{}", twice.location());
    browser.fill(&opened, "/staff/ranges/undo", &[]).await.expect(303);
    assert_eq!(absences(&home).await, before + 1);
    let reasons = "SELECT COUNT(*) FROM closure WHERE staff_id IS NOT NULL AND reason = '会議'";
    assert_eq!(home.db.count(reasons).await, 1);
    home.db.check().await;
}

async fn a_day_is_copied_and_its_undo_is_over_after_twenty_seconds(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (browser, nurse, day) = hers(&home, server.client).await;
    let there = far_beyond(&day);
    let page = format!("/staff/ranges?whose=staff-{nurse}&from={day}&act=copy&to_day={there}");
    let shown = browser.get(&page).await.expect(200).text();
    assert!(shown.contains("に作ります") && shown.contains("作った枠は「手で作った枠」になり"), "{shown}");
    let made = ("slot", "NOT planned");
    assert_eq!(of_hers(&home, made, nurse, there).await, 0, "looking makes nothing");
    let done = browser.fill(&page, "/staff/ranges", &[]).await.expect(303).location().to_owned();
    assert!(done.starts_with(&format!("/staff?date={there}&said=range_copied&undo=")), "{done}");
    let times = of_hers(&home, made, nurse, there).await;
    assert!(times > 0 && times == of_hers(&home, OPEN, nurse, there).await, "{times}");
    let calendar = browser.get(&done).await.expect(200).text();
    assert!(
        calendar.contains("枠を作りました。") && calendar.contains("&amp;slot="),
        "the times stand there: {calendar}"
    );

    // Taken back in time nothing is left of it; after twenty seconds it stays.
    browser.fill(&done, "/staff/ranges/undo", &[]).await.expect(303);
    assert_eq!(of_hers(&home, made, nurse, there).await, 0);
    let done = browser.fill(&page, "/staff/ranges", &[]).await.expect(303).location().to_owned();
    let undo = done.split("undo=").nth(1).expect("its undo").to_owned();
    server.kill();
    let server = home.serve_with(Setup::ahead(21)).await;
    let browser = staff(server.client, "hokenshi").await;
    let late = browser.post("/staff/ranges/undo", &[("undo", &undo), ("back", "")]).await.expect(303);
    assert!(browser.get(late.location()).await.expect(200).text().contains("元にもどせる時間"));
    assert_eq!(of_hers(&home, made, nurse, there).await, times);
    home.db.check().await;
}

async fn a_day_is_moved_with_its_bookings_as_it_was_shown_and_taken_back(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (booking, id, nurse, day) = booked(&home, &server).await;
    let (here, there) = (NaiveDate::parse_from_str(&day, "%Y-%m-%d").expect("a day"), far_beyond(&day));
    let (open, live) = (of_hers(&home, OPEN, nurse, here).await, of_hers(&home, LIVE, nurse, here).await);
    let kanri = staff(server.client, "kanri").await;
    let page = format!("/staff/ranges?whose=staff-{nurse}&from={day}&act=move&to_day={there}");
    let shown = kanri.get(&page).await.expect(200).text();
    // What becomes of every time and booking is said, and when she is told of it.
    assert!(shown.contains(&format!("・{live}件に影響")), "{live}: {shown}");
    for words in ["へ移します。20秒たつと、知らせを送ります", "元の枠は閉じます", "この内容で移す"]
    {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let looked = (of_hers(&home, OPEN, nurse, here).await, of_hers(&home, LIVE, nurse, here).await);
    assert_eq!((looked, of_hers(&home, OPEN, nurse, there).await), ((open, live), 0), "looking moves nothing");

    let done = kanri.fill(&page, "/staff/ranges", &[]).await.expect(303).location().to_owned();
    assert!(done.starts_with(&format!("/staff?date={there}&said=range_moved&undo=")), "{done}");
    let at = format!("SELECT starts_at FROM booking WHERE id = {id}");
    let days = (there - here).num_days();
    assert_eq!(home.db.count(&at).await, booking.starts_at.timestamp() + days * 24 * 3600);
    assert_eq!(home.db.count(&format!("SELECT staff_id FROM booking WHERE id = {id}")).await, nurse);
    assert_eq!((of_hers(&home, OPEN, nurse, here).await, of_hers(&home, LIVE, nurse, here).await), (0, 0));
    assert_eq!((of_hers(&home, OPEN, nurse, there).await, of_hers(&home, LIVE, nurse, there).await), (open, live));
    let calendar = kanri.get(&done).await.expect(200).text();
    assert!(calendar.contains("まとめて移しました。") && calendar.contains("試験 花子"), "{calendar}");
    let news = home.db.messages(&email(1)).await;
    assert!(news.iter().any(|one| one.kind == "change" && one.state != "sent"), "she is not told yet");

    let undone = kanri.fill(&done, "/staff/ranges/undo", &[]).await.expect(303);
    assert_eq!(undone.location(), format!("/staff?date={there}&said=range_undone"));
    assert_eq!(home.db.count(&at).await, booking.starts_at.timestamp());
    assert_eq!((of_hers(&home, OPEN, nurse, here).await, of_hers(&home, LIVE, nurse, here).await), (open, live));
    assert_eq!((of_hers(&home, OPEN, nurse, there).await, of_hers(&home, LIVE, nurse, there).await), (0, 0));
    let news = home.db.messages(&email(1)).await;
    assert!(news.iter().all(|one| one.kind != "change" || one.state == "superseded"), "nobody is told of what is not");
    let log = "SELECT COUNT(*) FROM audit WHERE action IN ('range_move', 'range_undo') AND actor_kind = 'staff'";
    assert_eq!(home.db.count(log).await, 2);
    home.db.check().await;
}

async fn a_move_that_cannot_be_says_why_and_one_that_was_answered_stays(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (booking, id, nurse, day) = booked(&home, &server).await;
    let there = far_beyond(&day);
    let kanri = staff(server.client, "kanri").await;
    let to = |to: NaiveDate| format!("/staff/ranges?whose=staff-{nurse}&from={day}&act=move&to_day={to}");
    // On a holiday nothing can be: each says so, and there is nothing to press.
    let (free, name) = holiday_ahead(10);
    let shown = kanri.get(&to(free)).await.expect(200).text();
    for words in ["移せるものは、ありません。", "・0件に影響", "予約はここに残ります: ", name]
    {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(!shown.contains("name=\"digest\""), "nothing to press");
    // Where to is asked for, at its field.
    let nowhere = format!("/staff/ranges?whose=staff-{nurse}&from={day}&act=move");
    assert!(kanri.get(&nowhere).await.expect(200).text().contains("id=\"to_day-error\""));

    // Whoever has answered what was done with hers is not moved once more.
    let done = kanri.fill(&to(there), "/staff/ranges", &[]).await.expect(303).location().to_owned();
    server.client.change_mode(&booking.token, "in_person").await.expect(200);
    let at = home.db.count(&format!("SELECT starts_at FROM booking WHERE id = {id}")).await;
    let refused = kanri.fill(&done, "/staff/ranges/undo", &[]).await.expect(303);
    assert!(refused.location().contains("said=range_written"), "{}", refused.location());
    let calendar = kanri.get(refused.location()).await.expect(200).text();
    assert!(calendar.contains("ほかの人が先に変えました。元にはもどせません。"), "{calendar}");
    assert_eq!(home.db.count(&format!("SELECT starts_at FROM booking WHERE id = {id}")).await, at, "all, or nothing");
    home.db.check().await;
}

async fn who_may_not_shape_these_times_is_offered_nothing(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (browser, nurse, day) = hers(&home, server.client).await;
    let reception = staff(server.client, "uketsuke").await;
    let page = format!("/staff/ranges?whose=staff-{nurse}&from={day}&act=close");
    reception.get(&page).await.expect(403);
    let calendar = reception.get(&format!("/staff?date={day}")).await.expect(200).text();
    assert!(!calendar.contains("/staff/ranges") && !calendar.contains("column-acts"));
    let form = form_of(&browser.get(&page).await.expect(200).text(), "/staff/ranges");
    let hers: Vec<(String, String)> = crate::support::forms::of_anybody(form);
    let before = home.db.fingerprint().await;
    reception.post("/staff/ranges", &pairs(&hers)).await.expect(404);
    assert_eq!(home.db.fingerprint().await, before);
    // A colleague's times are nobody's to a nurse.
    let other = home.db.count("SELECT id FROM staff WHERE login = 'hokenshi2'").await;
    browser.get(&format!("/staff/ranges?whose=staff-{other}&from={day}&act=close")).await.expect(404);
}
