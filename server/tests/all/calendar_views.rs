//! The calendar over HTTP: each view at its address, what narrows it, and the choice that is found again.

use chrono::{Datelike as _, Days, Months};

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Client, Slot};
use crate::support::clock::now;
use crate::support::people::{KIND, email};
use crate::support::server::Home;
use crate::support::shaping::staff;

on_both_engines!(
    each_view_has_its_address_and_steps_as_far_as_it_shows,
    every_view_shows_what_its_address_asks_for_and_says_so,
    a_month_tells_numbers_and_nobodys_name,
    the_last_choice_is_found_again_by_her_alone,
    a_room_shows_who_is_in_it_and_a_line_who_needs_none,
);

/// A booking the day after tomorrow at the earliest: its slot, and its id.
async fn booked(home: &Home, client: Client, (n, mode): (usize, &str)) -> (Slot, i64) {
    let slots = client.slots(mode).await;
    let slot = slots.into_iter().find(|slot| slot.starts_at.timestamp() > now() + 48 * 3600).expect("a free time");
    client.booked(n, &slot, mode).await;
    let id = home.db.count(&format!("SELECT MAX(id) FROM booking WHERE email = '{}'", email(n))).await;
    (slot, id)
}

/// Where the link of that word leads.
fn way(page: &str, word: &str) -> String {
    let link = page.split("<a ").find(|link| link.split("</a>").next().is_some_and(|link| link.contains(word)));
    let href = link.and_then(|link| link.split("href=\"").nth(1)).and_then(|link| link.split('"').next());
    href.unwrap_or_else(|| panic!("no link {word}")).replace("&amp;", "&")
}

async fn each_view_has_its_address_and_steps_as_far_as_it_shows(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "uketsuke").await;
    let slots = server.client.slots("in_person").await;
    let day = slots.iter().find(|slot| slot.starts_at.timestamp() > now() + 48 * 3600).expect("a free time");
    let day = day.starts_at.date_naive();
    let days = [day - Days::new(1), day + Days::new(1)];
    let weeks = [day - Days::new(7), day + Days::new(7)];
    let months = [day - Months::new(1), day + Months::new(1)];
    for (view, word, shown, steps) in [
        ("day", "日", "class=\"daygrid\"", days),
        ("rooms", "部屋", "class=\"daygrid\"", days),
        ("week", "週", "class=\"weeklist\"", weeks),
        ("month", "月", "class=\"month\"", months),
        ("list", "一覧", "class=\"table table--day\"", days),
    ] {
        let page = browser.get(&format!("/staff?date={day}&view={view}&mode=in_person")).await.expect(200).text();
        assert!(page.contains(shown), "{view}: {page}");
        let mut links = page.split("<a ").filter_map(|link| link.split("</a>").next());
        let marked = |link: &str| link.contains("aria-current=\"page\"") && link.ends_with(&format!(">{word}"));
        assert!(links.any(marked), "{view} is marked");
        for (rel, day) in ["prev", "next"].into_iter().zip(steps) {
            let step = page.split("<a ").find(|link| link.contains(&format!("rel=\"{rel}\""))).expect("a step");
            assert!(step.contains(&format!("date={day}")) && step.contains("mode=in_person"), "{view} {rel}: {step}");
            assert!(view == "day" || step.contains(&format!("view={view}")), "{view} {rel}: {step}");
        }
        let to_now = ["今日", "今週", "今月"].into_iter().find(|word| page.contains(&format!(">{word}</a>")));
        let to_now = way(&page, to_now.expect("a way to now"));
        assert!(!to_now.contains("date=") && to_now.contains("mode=in_person"), "{view}: {to_now}");
        let chosen = way(&page, &format!(">{word}"));
        assert!(chosen.ends_with("chosen=1") && chosen.contains(&format!("view={view}")), "{view}: {chosen}");
    }
    // Of seven days each leads to its own; days of a month and its weeks do, too.
    let monday = day - Days::new(u64::from(day.weekday().num_days_from_monday()));
    let week = browser.get(&format!("/staff?date={day}&view=week")).await.expect(200).text();
    assert_eq!(week.matches("class=\"weekday").count(), 7);
    for day in [monday, day, monday + Days::new(6)] {
        assert!(week.contains(&format!("href=\"/staff?date={day}\"")), "{day}");
    }
    let month = browser.get(&format!("/staff?date={day}&view=month")).await.expect(200).text();
    let first = day - Days::new(u64::from(day.day0()));
    let number = first.iter_days().take_while(|other| other.month() == day.month()).count();
    assert_eq!(month.matches(&format!("<time datetime=\"{}-", day.format("%Y-%m"))).count(), number);
    assert!(month.contains(&format!("href=\"/staff?date={}&amp;view=week\"", monday.max(first))));
    assert!(month.contains(&format!("href=\"/staff?date={day}\"")));
    // Its first row, too, is named by the Monday to which it leads, even if that is of the month before.
    let row = first - Days::new(u64::from(first.weekday().num_days_from_monday()));
    assert!(month.contains(&format!("{}/{}(月)の週", row.month(), row.day())), "{month}");
}

async fn every_view_shows_what_its_address_asks_for_and_says_so(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (slot, id) = booked(&home, server.client, (1, "video")).await;
    let (day, entry) = (slot.starts_at.date_naive(), format!("id=\"b{id}\""));
    let nurse = home.db.count(&format!("SELECT staff_id FROM booking WHERE id = {id}")).await;
    let other = home.db.count(&format!("SELECT MIN(id) FROM staff WHERE role = 'nurse' AND id <> {nurse}")).await;
    let elsewhere =
        home.db.rows::<(String,)>(&format!("SELECT slug FROM office WHERE slug <> '{}'", slot.office)).await;
    let browser = staff(server.client, "uketsuke").await;
    for view in ["day", "rooms", "week", "list"] {
        for (query, there) in [
            (String::new(), true),
            ("&mode=video".to_owned(), true),
            ("&mode=phone".to_owned(), false),
            ("&state=booked".to_owned(), true),
            ("&state=noshow".to_owned(), false),
            ("&state=free".to_owned(), false),
            (format!("&kind={KIND}"), true),
            (format!("&office={}", slot.office), true),
            (format!("&office={}", elsewhere[0].0), false),
            (format!("&nurse={nurse}"), true),
            (format!("&nurse={other}"), false),
        ] {
            let page = browser.get(&format!("/staff?date={day}&view={view}{query}")).await.expect(200).text();
            assert_eq!(page.contains(&entry), there, "{view}{query}");
            assert_eq!(page.contains("だけを見せています"), !query.is_empty(), "{view}{query}");
            if !query.is_empty() {
                let stop = way(&page, "絞り込みをやめる");
                let all = browser.get(&stop).await.expect(303);
                let page = browser.get(all.location()).await.expect(200).text();
                assert!(!page.contains("だけを見せています"), "{view}{query}: {stop}");
            }
        }
        // What nobody has narrows nothing, and is not said.
        for made_up in ["office=nowhere", "nurse=1", "nurse=x", "kind=nothing", "mode=fax", "state=gone"] {
            let page = browser.get(&format!("/staff?date={day}&view={view}&{made_up}")).await.expect(200).text();
            assert!(page.contains(&entry) && !page.contains("だけを見せています"), "{view} {made_up}");
        }
    }
    // What was called off is seen by whoever asks for it, in columns, too.
    home.db.execute(&format!("UPDATE booking SET status = 'cancelled', open = FALSE WHERE id = {id}")).await;
    for (query, there) in [("", false), ("&state=cancelled", true)] {
        let page = browser.get(&format!("/staff?date={day}{query}")).await.expect(200).text();
        assert_eq!(page.contains(&entry), there, "{query}");
    }
    // Where nothing is left it is no day without times.
    let page = browser.get(&format!("/staff?date={day}&state=arrived")).await.expect(200).text();
    assert!(
        page.contains("絞り込みに合うものは、この日にありません") && !page.contains("まだ出していません"),
        "{page}"
    );
}

async fn a_month_tells_numbers_and_nobodys_name(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (slot, _) = booked(&home, server.client, (1, "video")).await;
    let day = slot.starts_at.date_naive();
    let browser = staff(server.client, "uketsuke").await;
    let cell = async |query: &str| {
        let page = browser.get(&format!("/staff?date={day}&view=month{query}")).await.expect(200).text();
        let cell =
            page.split("<td ").find(|cell| cell.contains(&format!("<time datetime=\"{day}\""))).map(str::to_owned);
        (cell.expect("the day"), page)
    };
    let (of_all, page) = cell("").await;
    let midnight = day.and_hms_opt(0, 0, 0).expect("midnight").and_utc().timestamp() - 9 * 3600;
    let number = format!(
        "SELECT COUNT(*) FROM booking WHERE status <> 'cancelled' AND starts_at >= {midnight} AND starts_at < {midnight} + 86400"
    );
    let number = home.db.count(&number).await;
    assert!(of_all.contains(&format!("予約 {number}<")) && of_all.contains("空き "), "{of_all}");
    for (family, given) in home.db.rows::<(String, String)>("SELECT family_name, given_name FROM booking").await {
        assert!(!page.contains(&format!("{family} {given}")), "{family} {given}");
    }
    assert!(!cell("&state=free").await.0.contains("予約 "), "only what is free");
    assert!(!cell("&state=booked").await.0.contains("空き "), "only what is booked");
    // Closed afterwards: what stands there is marked, and nothing is free.
    let closure = format!(
        "INSERT INTO closure (id, municipality_id, first_day, last_day, reason) \
         SELECT 1, id, '{day}', '{day}', '試験の休み' FROM municipality; \
         UPDATE municipality SET setup_version = setup_version + 1"
    );
    server.kill();
    home.db.execute(&closure).await;
    let server = home.serve().await;
    let browser = staff(server.client, "uketsuke").await;
    let page = browser.get(&format!("/staff?date={day}&view=month")).await.expect(200).text();
    let cell = page.split("<td ").find(|cell| cell.contains(&format!("<time datetime=\"{day}\""))).expect("the day");
    assert!(cell.contains("休みの日の予約 ") && cell.contains("休み<") && !cell.contains("空き "), "{cell}");
}

async fn the_last_choice_is_found_again_by_her_alone(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "hokenshi").await;
    browser.get("/staff").await.expect(200);
    // Whoever only comes to an address has chosen nothing.
    browser.get("/staff?view=month").await.expect(200);
    browser.get("/staff").await.expect(200);

    let day = server.client.slots("video").await[0].starts_at.date_naive();
    let chosen = browser.get(&format!("/staff?date={day}&office=&view=week&mode=video&chosen=1")).await.expect(303);
    assert_eq!(chosen.location(), format!("/staff?date={day}&view=week&mode=video"));
    let last = browser.get("/staff").await.expect(303);
    assert_eq!(last.location(), "/staff?view=week&mode=video", "not the day of then");
    assert!(browser.get(last.location()).await.expect(200).text().contains("class=\"daygrid week\""));
    // An address always wins; the way to today keeps what narrows.
    let page = browser.get(&format!("/staff?date={day}")).await.expect(200).text();
    assert!(page.contains("class=\"daygrid\"") && way(&page, "今日") == "/staff?view=day", "{page}");

    // At another computer, and nobody else.
    let again = staff(server.client, "hokenshi").await;
    assert_eq!(again.get("/staff").await.expect(303).location(), last.location());
    staff(server.client, "uketsuke").await.get("/staff").await.expect(200);

    // A link of somebody else's page chooses nothing for her; she still comes where it leads.
    let cookies = browser.cookie_line();
    let headers = [("cookie", cookies.as_str()), ("sec-fetch-site", "cross-site")];
    let led = server.client.ask("GET", "/staff?view=list&chosen=1", &headers, b"").await.expect(303);
    assert_eq!(led.location(), "/staff?view=list");
    assert_eq!(browser.get("/staff").await.expect(303).location(), last.location());
    // Nothing but slugs, ids and words of ours is kept.
    let typed =
        browser.get("/staff?view=list&office=%E5%B1%B1%E7%94%B0%20%E8%8A%B1%E5%AD%90&chosen=1").await.expect(303);
    browser.get(typed.location()).await.expect(200);
    assert_eq!(
        home.db.rows::<(String,)>("SELECT calendar_choice FROM staff WHERE calendar_choice IS NOT NULL").await,
        [("view=list".to_owned(),)]
    );
    // Back to the usual.
    assert_eq!(browser.get("/staff?view=day&chosen=1").await.expect(303).location(), "/staff?view=day");
    browser.get("/staff").await.expect(200);
}

async fn a_room_shows_who_is_in_it_and_a_line_who_needs_none(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (slot, here) = booked(&home, server.client, (1, "in_person")).await;
    let day = slot.starts_at.date_naive();
    let by_video = server.client.slots("video").await.into_iter().find(|other| other.starts_at.date_naive() == day);
    server.client.booked(2, &by_video.expect("a time of that day"), "video").await;
    let there = home.db.count(&format!("SELECT MAX(id) FROM booking WHERE email = '{}'", email(2))).await;
    let room = format!(
        "SELECT room.id, room.name FROM booking JOIN room ON room.id = booking.room_id WHERE booking.id = {here}"
    );
    let (room, name) = home.db.rows::<(i64, String)>(&room).await.remove(0);
    let browser = staff(server.client, "uketsuke").await;
    let page = browser.get(&format!("/staff?date={day}&view=rooms")).await.expect(200).text();
    let column = page.split("<section ").find(|column| column.contains(&format!("id=\"r{room}\""))).expect("her room");
    assert!(column.contains(&name) && column.contains(&format!("id=\"b{here}\"")), "{column}");
    let line = page.split("class=\"roomless\"").find(|line| line.contains(&format!("id=\"b{there}\"")));
    assert!(line.is_some_and(|line| line.contains("オンライン")), "{page}");
    // It is opened beside the rooms.
    let open = browser.get(&format!("/staff?date={day}&view=rooms&booking={here}")).await.expect(200).text();
    assert!(open.contains("id=\"panel\"") && open.contains(&format!("id=\"r{room}\"")));
}
