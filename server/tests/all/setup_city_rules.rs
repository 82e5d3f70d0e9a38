//! What the city decides about video, reminders and how long things are kept: it holds from then on.

use chrono::Duration;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::clock::now;
use crate::support::forms::{form_of, pairs};
use crate::support::people::email;
use crate::support::server::{Home, Setup};
use crate::support::wait::until_true;

use super::setup_city::{save, staff};

on_both_engines!(
    rooms_are_made_where_the_city_says,
    a_reminder_leaves_as_long_before_as_the_city_says_and_what_waits_is_moved,
    a_schedule_is_looked_at_on_a_real_booking_before_it_is_saved,
    a_city_without_reminders_sends_none_and_begins_again,
    periods_of_keeping_are_kept_within_bounds,
    sessions_are_as_long_as_the_city_says_and_never_longer_at_a_shared_computer,
);

const VIDEO: &str = "/staff/setup/city/video";
const REMINDER: &str = "/staff/setup/city/reminder";
const KEEP: &str = "/staff/setup/city/keep";
const SESSIONS: &str = "/staff/setup/city/sessions";

async fn rooms_are_made_where_the_city_says(engine: Engine) {
    let home = Home::new(engine).await;
    home.db.execute("UPDATE staff SET video_url = NULL").await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    save(&browser, VIDEO, &[("video_base_url", "https://kaigi.kaku.example/rooms")]).await;
    let slot = server.client.slots("video").await.remove(20);
    let booked = server.client.book(1, &slot, "video").await.expect(201).json();
    let link = booked["join_url"].as_str().unwrap_or_default();
    assert!(link.starts_with("https://kaigi.kaku.example/rooms/"), "{booked}");
    let page = browser.fill(VIDEO, VIDEO, &[("video_base_url", "http://kaigi.kaku.example")]).await.expect(422).text();
    assert!(
        page.contains("id=\"video_base_url-error\"") && page.contains("value=\"http://kaigi.kaku.example\""),
        "{page}"
    );
}

async fn a_reminder_leaves_as_long_before_as_the_city_says_and_what_waits_is_moved(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    let slots = server.client.slots("video").await;
    let mut days = slots.into_iter().filter(|slot| slot.starts_at.timestamp() > now() + 5 * 86_400);
    let slot = days.find(|slot| slot.starts_at.format("%H:%M").to_string() == "10:40").expect("a time");
    let due =
        async |n: usize, sequence: i64| home.db.message(&email(n), "reminder_1d", sequence, "pending").await.due_at;
    let before = |hours| (slot.starts_at - Duration::hours(hours)).timestamp();
    server.client.booked(1, &slot, "video").await;
    assert_eq!(due(1, 0).await, before(24));
    save(&browser, REMINDER, &[("row_1_before", "２")]).await;
    until_true("what waits to be moved", async || due(1, 0).await == before(48)).await;
    let page = browser.get(REMINDER).await.expect(200).text();
    assert!(page.contains("まだ出ていない知らせも、新しい時刻に直します"), "and the page says so");
    // Staff see when each leaves, and the history says what was and became.
    let id = home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(1))).await;
    let panel =
        browser.get(&format!("/staff?date={}&booking={id}", slot.starts_at.date_naive())).await.expect(200).text();
    assert!(panel.contains("事前の知らせ") && panel.contains("直前の知らせ"), "{panel}");
    assert!(page.contains("事前の知らせ(すべての面談、すべての方法): 2日前、3時間前まで。送る"), "{page}");
    let other = days.next().expect("another time");
    let booked = server.client.booked(2, &other, "video").await;
    server.client.move_to(&booked.token, &slot).await.expect(200);
    assert_eq!(due(2, 1).await, before(48));
    let wrong = [("row_1_before", "61"), ("row_0_latest", "8"), ("quiet_from", "12:00"), ("quiet_until", "soon")];
    let page = browser.fill(REMINDER, REMINDER, &wrong).await.expect(422).text();
    for (field, typed) in wrong {
        assert!(
            page.contains(&format!("id=\"{field}-error\"")) && page.contains(&format!("value=\"{typed}\"")),
            "{field}"
        );
    }
}

async fn a_schedule_is_looked_at_on_a_real_booking_before_it_is_saved(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    let page = browser.get(REMINDER).await.expect(200).text();
    let fields = form_of(&page, REMINDER);
    let (_, of) = fields.iter().find(|(name, _)| name == "of").expect("bookings to choose from");
    assert!(!of.is_empty() && page.contains("この決め方だと") && page.contains("受付番号"), "{page}");
    assert!(!page.contains("mail.kaku.example") && !page.contains("まだ保存していません"), "nobody is named: {page}");
    let typed = [("row_0_on", ""), ("row_1_on", ""), ("row_2_on", ""), ("of", of.as_str()), ("step", "preview")];
    let page = browser.fill(REMINDER, REMINDER, &typed).await.expect(200).text();
    assert!(page.contains("まだ保存していません") && page.matches("この予約には送りません").count() == 3, "{page}");
    assert!(form_of(&page, REMINDER).contains(&("of".to_owned(), of.clone())), "{page}");
    assert_eq!(home.db.count("SELECT COUNT(*) FROM setting_change").await, 0, "nothing is saved");
    let wrong =
        browser.fill(REMINDER, REMINDER, &[("row_1_latest", "9"), ("row_1_latest_unit", "d"), ("step", "preview")]);
    assert!(wrong.await.expect(422).text().contains("id=\"row_1_latest-error\""));
}

async fn a_city_without_reminders_sends_none_and_begins_again(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    let far = |slot: &crate::support::client::Slot| slot.starts_at.timestamp() > now() + 5 * 86_400;
    let slots: Vec<_> = server.client.slots("video").await.into_iter().filter(far).collect();
    let noon = |slot: &&crate::support::client::Slot| slot.starts_at.format("%H:%M").to_string() == "10:40";
    let mut days = slots.iter().filter(noon);
    let (first, second) = (days.next().expect("a time"), days.next_back().expect("a later one"));
    server.client.booked(1, first, "video").await;
    let silent = async || {
        let mut fields = form_of(&browser.get(REMINDER).await.expect(200).text(), REMINDER);
        fields.retain(|(name, _)| name != "reminder");
        browser.post(REMINDER, &pairs(&fields)).await.expect(303);
    };
    silent().await;
    server.client.booked(2, second, "video").await;
    // Its time comes: nothing leaves, and staff read why not.
    let id = home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(2))).await;
    let day = second.starts_at.date_naive();
    let panel = browser.get(&format!("/staff?date={day}&booking={id}")).await.expect(200).text();
    assert!(panel.contains("市が送らないことにしています"), "{panel}");
    home.db.quiet(now() + 60).await;
    server.kill();
    let due = first.starts_at - Duration::hours(24);
    let server = home.serve_with(Setup::at(&(due + Duration::minutes(1)))).await;
    let gone = home.db.message(&email(1), "reminder_1d", 0, "superseded").await;
    assert_eq!(gone.error, "the city does without");
    assert_eq!(home.mails_to(&email(1)).len(), 1, "the confirmation alone");

    // It begins again: who booked meanwhile is reminded, too.
    let browser = staff(server.client, "kanri").await;
    browser.fill(REMINDER, &format!("{REMINDER}/undo"), &[]).await.expect(303);
    home.db.quiet((due + Duration::minutes(2)).timestamp()).await;
    server.kill();
    let due = second.starts_at - Duration::hours(24);
    let _server = home.serve_with(Setup::at(&(due + Duration::minutes(1)))).await;
    home.db.message(&email(2), "reminder_1d", 0, "sent").await;
}

async fn periods_of_keeping_are_kept_within_bounds(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    let page = browser.get(KEEP).await.expect(200).text();
    assert!(page.contains("30〜3650。空けると400日です") && page.contains("もとにはもどせません"), "{page}");
    save(&browser, KEEP, &[("keep_messages", "９０"), ("keep_keys", "72")]).await;
    let page = browser.get(KEEP).await.expect(200).text();
    assert!(page.contains("name=\"keep_messages\"") && page.contains("value=\"90\""), "{page}");
    let wrong = [("keep_messages", "29"), ("keep_calls", "4000"), ("keep_alarms", "x")];
    let page = browser.fill(KEEP, KEEP, &wrong).await.expect(422).text();
    for (field, typed) in wrong {
        assert!(
            page.contains(&format!("id=\"{field}-error\"")) && page.contains(&format!("value=\"{typed}\"")),
            "{field}"
        );
    }
    assert_eq!(home.db.count("SELECT COUNT(*) FROM setting_change").await, 1);
}

async fn sessions_are_as_long_as_the_city_says_and_never_longer_at_a_shared_computer(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    let reception = staff(server.client, "uketsuke").await;
    let page = browser.get(SESSIONS).await.expect(200).text();
    for said in
        ["1〜12。空けると9時間です", "4〜24。空けると14時間です", "5〜15。空けると15分です", "すぐに当てはまります"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    let wrong = [("session_rest", "0"), ("session_limit", "x"), ("session_shared", "16")];
    let page = browser.fill(SESSIONS, SESSIONS, &wrong).await.expect(422).text();
    for (field, typed) in wrong {
        assert!(
            page.contains(&format!("id=\"{field}-error\"")) && page.contains(&format!("value=\"{typed}\"")),
            "{field}"
        );
    }
    save(&browser, SESSIONS, &[("session_rest", "2"), ("session_shared", "5")]).await;
    // Whoever sits at a shared computer is told, before she comes in and after.
    let entrance = server.client.get("/staff/sign-in").await.expect(200).text();
    assert!(entrance.contains("この端末は共用です(5分さわらないと閉じます)"), "{entrance}");
    assert!(reception.get("/staff/account").await.expect(200).text().contains("5分さわらないと閉じるようになります"));
    home.db.execute("UPDATE session SET seen_at = seen_at - 7260").await;
    assert!(reception.get("/staff").await.expect(303).location().starts_with("/staff/sign-in"), "two hours");
    let browser = staff(server.client, "kanri").await;
    browser.fill(SESSIONS, &format!("{SESSIONS}/undo"), &[]).await.expect(303);
    let reception = staff(server.client, "uketsuke").await;
    home.db.execute("UPDATE session SET seen_at = seen_at - 7260").await;
    reception.get("/staff").await.expect(200);
}
