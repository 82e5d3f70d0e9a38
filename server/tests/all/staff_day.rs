//! The staff's day over HTTP: what is kept for somebody, marks in their time, undo, refusals at the place they belong to,
//! and why an empty time is empty.

use chrono::{Duration, Timelike as _};

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Booked, Browser, Client, Slot, hidden};
use crate::support::clock::{new_year, now};
use crate::support::people::{KIND, email, phone};
use crate::support::server::{Home, Setup};

on_both_engines!(
    a_kept_time_shows_until_when_and_not_for_whom,
    marks_wait_for_their_day_and_can_be_taken_back,
    a_change_offers_its_undo,
    a_refusal_comes_back_to_its_form,
    a_busy_store_loses_nothing_that_was_typed,
    an_empty_time_says_why,
    what_a_rule_bars_is_not_shown_as_free,
);

/// The demo's staff, signed in.
async fn staff(client: Client, login: &str) -> Browser {
    let browser = Browser::new(client);
    browser.sign_in(login).await;
    browser
}

/// The id of the booking made with that mail address.
async fn id_of(home: &Home, n: usize) -> i64 {
    home.db.count(&format!("SELECT MAX(id) FROM booking WHERE email = '{}'", email(n))).await
}

/// The local day of a slot, as addresses have it.
fn day_of(slot: &Slot) -> String {
    slot.starts_at.date_naive().to_string()
}

/// A booking by video, the day after tomorrow at the earliest; its slot, its id and itself.
async fn booked(home: &Home, client: Client) -> (Slot, i64, Booked) {
    let slots = client.slots("video").await;
    let slot = slots.into_iter().find(|slot| slot.starts_at.timestamp() > now() + 48 * 3600).expect("a free time");
    let booking = client.booked(1, &slot, "video").await;
    (slot, id_of(home, 1).await, booking)
}

async fn a_kept_time_shows_until_when_and_not_for_whom(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slot = server.client.slots("video").await.into_iter().find(|slot| slot.free == 1).expect("a time of one nurse");
    let resident = Browser::new(server.client);
    resident.post("/hold", &[("slot_id", &slot.id), ("mode", "video")]).await.expect(303);
    let form = resident.get("/details").await.expect(200).text();
    let [key, phone, email] = [hidden(&form, "form_key"), phone(1), email(1)];
    let typed = [
        ("form_key", key.as_str()),
        ("slot_id", &slot.id),
        ("kind", KIND),
        ("mode", "video"),
        ("family_name", "試験"),
        ("given_name", "花子"),
        ("phone", &phone),
        ("email", &email),
    ];
    resident.post("/confirm", &typed).await.expect(303);

    let until = home.db.count("SELECT expires_at FROM hold").await;
    let until = chrono::DateTime::from_timestamp(until, 0).expect("an instant").with_timezone(slot.starts_at.offset());
    let until = until.format("%-H:%Mまで").to_string();
    let browser = staff(server.client, "uketsuke").await;
    for view in ["", "&view=list"] {
        let page = browser.get(&format!("/staff?date={}{view}", day_of(&slot))).await.expect(200).text();
        assert!(page.contains("仮押さえ") && page.contains(&until), "{view}: {until}");
        for personal in ["試験", &phone, &email] {
            assert!(!page.contains(personal), "{view}: {personal}");
        }
    }
    server.kill();

    let server = home.serve_with(Setup::ahead(11 * 60)).await;
    let browser = staff(server.client, "uketsuke").await;
    let page = browser.get(&format!("/staff?date={}", day_of(&slot))).await.expect(200).text();
    assert!(!page.contains("仮押さえ"), "it is free again");
}

async fn marks_wait_for_their_day_and_can_be_taken_back(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (slot, id, _) = booked(&home, server.client).await;
    let (day, mark) = (day_of(&slot), format!("/staff/bookings/{id}/mark"));
    let back = format!("date={day}&booking={id}");
    let panel = format!("/staff?{back}");
    let status = async || home.db.rows::<(String,)>(&format!("SELECT status FROM booking WHERE id = {id}")).await;
    let browser = staff(server.client, "hokenshi").await;

    // The day before nothing is marked, whoever asks.
    let page = browser.get(&panel).await.expect(200).text();
    assert!(!page.contains("来ました") && !page.contains("来ませんでした"));
    for wanted in ["arrived", "fulfilled", "noshow"] {
        let seen = home.db.version("booking", id).await;
        let refused = browser.post(&mark, &[("status", wanted), ("back", &back), ("version", &seen)]).await.expect(303);
        assert_eq!(refused.location(), format!("/staff?{back}&b={id}&said=impossible#b{id}"));
    }
    assert_eq!(status().await[0].0, "booked");
    server.kill();

    // On the morning of the day she can arrive; she is not missed before the start.
    let morning = slot.starts_at - Duration::hours(i64::from(slot.starts_at.hour())) + Duration::minutes(1);
    let server = home.serve_with(Setup::at(&morning)).await;
    let browser = staff(server.client, "hokenshi").await;
    let page = browser.get(&panel).await.expect(200).text();
    assert!(page.contains("来ました") && !page.contains("来ませんでした"));
    let seen = home.db.version("booking", id).await;
    browser.post(&mark, &[("status", "noshow"), ("back", &back), ("version", &seen)]).await.expect(303);
    assert_eq!(status().await[0].0, "booked");
    // Each mark is taken back in one step: by its opposite, or by undoing it.
    let undo = format!("/staff/bookings/{id}/undo");
    for (wanted, was) in [("arrived", "booked"), ("fulfilled", "booked")] {
        for (back, panel) in [(back.clone(), true), (format!("date={day}&view=list"), false)] {
            let seen = home.db.version("booking", id).await;
            let fields = [("status", wanted), ("back", &back), ("version", &seen)];
            let done = browser.post(&mark, &fields).await.expect(303);
            assert_eq!(done.location(), format!("/staff?{back}&b={id}&said=marked#b{id}"));
            assert_eq!(status().await[0].0, wanted);
            let page = browser.get(done.location()).await.expect(200).text();
            assert!(page.contains("元にもどす") && page.contains("あと") && panel == page.contains("id=\"panel\""));
            let undone = browser.fill(done.location(), &undo, &[]).await.expect(303);
            assert!(undone.location().contains("&said=undone"), "{}", undone.location());
            assert_eq!(status().await[0].0, was);
        }
    }
    for wanted in ["arrived", "booked", "fulfilled", "booked"] {
        let seen = home.db.version("booking", id).await;
        browser.post(&mark, &[("status", wanted), ("back", &back), ("version", &seen)]).await.expect(303);
        assert_eq!(status().await[0].0, wanted);
    }
    server.kill();

    let server = home.serve_with(Setup::at(&(slot.starts_at + Duration::minutes(5)))).await;
    let browser = staff(server.client, "hokenshi").await;
    assert!(browser.get(&panel).await.expect(200).text().contains("来ませんでした"));
    for wanted in ["noshow", "arrived", "noshow"] {
        let seen = home.db.version("booking", id).await;
        let done = browser.post(&mark, &[("status", wanted), ("back", "desk"), ("version", &seen)]).await.expect(303);
        assert_eq!(done.location(), format!("/staff/desk?b={id}&said=marked"));
        assert!(browser.get(done.location()).await.expect(200).text().contains("元にもどす"), "{wanted}");
    }
    assert_eq!(status().await[0].0, "noshow");
}

async fn a_change_offers_its_undo(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (slot, id, booking) = booked(&home, client).await;
    let slots = client.slots("video").await;
    let other = slots.into_iter().find(|other| other.starts_at > slot.starts_at).expect("another time");
    let browser = staff(client, "uketsuke").await;
    let undo = format!("/staff/bookings/{id}/undo");
    let acts = [("move", "slot_id", other.id.as_str(), "moved"), ("mode", "mode", "in_person", "mode")];
    for (verb, field, value, said) in acts {
        for back in ["desk".to_owned(), format!("date={}", day_of(&slot))] {
            let seen = home.db.version("booking", id).await;
            let fields = [(field, value), ("back", back.as_str()), ("version", &seen)];
            let done = browser.post(&format!("/staff/bookings/{id}/{verb}"), &fields).await.expect(303);
            assert!(done.location().contains(&format!("b={id}&said={said}")), "{}", done.location());
            let undone = browser.fill(done.location(), &undo, &[]).await.expect(303);
            let now = client.read(&booking.token).await.expect(200).booking();
            assert!(now.is_at(&slot) && now.mode == "video");
            let page = browser.get(undone.location()).await.expect(200).text();
            // What a page that listens may say later stands behind it.
            let said = page.split("data-live=").next().unwrap_or_default();
            assert!(
                said.contains("元にもどしました。") && !said.contains("移しました") && !said.contains("変えました")
            );
            assert!(!page.contains(&undo), "an undo is not undone");
        }
    }
    home.db.check().await;
}

async fn a_refusal_comes_back_to_its_form(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (slot, id, booking) = booked(&home, client).await;
    let slots = client.slots("video").await;
    let single = slots.into_iter().find(|other| other.free == 1 && other.starts_at != slot.starts_at);
    let single = single.expect("a time of one nurse");
    client.booked(2, &single, "video").await;
    let browser = staff(client, "uketsuke").await;
    let (desk, back) = (("back", "desk"), format!("date={}&booking={id}", day_of(&slot)));
    let move_to = format!("/staff/bookings/{id}/move");

    // Somebody was faster: at the desk, and in the panel that asked where to.
    let version = home.db.version("booking", id).await;
    let seen = ("version", version.as_str());
    let taken = browser.post(&move_to, &[("slot_id", &single.id), desk, seen]).await.expect(303);
    assert_eq!(taken.location(), format!("/staff/desk?b={id}&said=taken&ask=move"));
    let page = browser.get(taken.location()).await.expect(200).text();
    assert!(page.contains("たったいま埋まりました") && page.contains("data-key=\"a\""), "the next times are there");
    let taken = browser.post(&move_to, &[("slot_id", &single.id), ("back", &back), seen]).await.expect(303);
    assert_eq!(taken.location(), format!("/staff?{back}&b={id}&said=taken&ask=move#b{id}"));
    let page = browser.get(taken.location()).await.expect(200).text();
    assert!(page.contains("たったいま埋まりました") && page.contains("どの時間に移しますか"));
    let nonsense = browser.post(&move_to, &[("slot_id", "x"), desk, seen]).await.expect(303);
    assert!(nonsense.location().contains("said=impossible"), "{}", nonsense.location());
    assert!(client.read(&booking.token).await.expect(200).booking().is_at(&slot), "nothing has changed");

    // A reason that cannot be kept stands in its field again, and in no address.
    let cancel = format!("/staff/bookings/{id}/cancel");
    let reason = "番号 1234-5678-9018 の方";
    let refused = browser.post(&cancel, &[("reason", reason), ("back", &back), seen]).await.expect(303);
    assert_eq!(refused.location(), format!("/staff?{back}&b={id}&said=reason&ask=cancel#b{id}"));
    let page = browser.get(refused.location()).await.expect(200).text();
    assert_eq!(hidden(&page, "reason"), reason);
    assert!(page.contains("直して、もう一度"));
    let done = browser.post(&cancel, &[("reason", "都合"), desk, seen]).await.expect(303);
    assert_eq!(done.location(), format!("/staff/desk?b={id}&said=cancelled"));
    let version = home.db.version("booking", id).await;
    let fields = [("mode", "in_person"), desk, ("version", version.as_str())];
    let again = browser.post(&format!("/staff/bookings/{id}/mode"), &fields).await.expect(303);
    assert_eq!(again.location(), format!("/staff/desk?b={id}&said=impossible"));
    assert!(browser.get(again.location()).await.expect(200).text().contains("何も変わっていません"));

    let missing = browser.post("/staff/bookings/1/mark", &[("status", "arrived"), ("back", &back)]).await.expect(303);
    assert_eq!(missing.location(), format!("/staff?date={}&said=missing", day_of(&slot)));
    assert!(browser.get(missing.location()).await.expect(200).text().contains("見つかりません"));
    home.db.check().await;
}

/// Another program writes for longer than anybody waits.
async fn lock(home: &Home) {
    let sql = match home.db.engine() {
        Engine::Sqlite => "BEGIN IMMEDIATE",
        Engine::Postgres => "BEGIN; LOCK TABLE booking, client, session IN SHARE ROW EXCLUSIVE MODE",
    };
    home.db.execute(sql).await;
}

async fn a_busy_store_loses_nothing_that_was_typed(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slot = server.client.slots("video").await[5].clone();
    let browser = staff(server.client, "uketsuke").await;
    let page = browser.get(&format!("/staff/desk?new=1&kind={KIND}&mode=video")).await.expect(200).text();
    let (key, phone) = (hidden(&page, "form_key"), phone(1));
    let fields = [
        ("form_key", key.as_str()),
        ("kind", KIND),
        ("mode", "video"),
        ("slot_id", &slot.id),
        ("channel", "phone"),
        ("family_name", "試験"),
        ("given_name", "花子"),
        ("family_name_kana", "シケン"),
        ("given_name_kana", "ハナコ"),
        ("birth_date", "H7.4.3"),
        ("phone", &phone),
        ("consent", "true"),
    ];
    lock(&home).await;
    let busy = browser.post("/staff/desk/book", &fields).await.expect(503);
    let page = busy.text();
    for (name, typed) in &fields[5..11] {
        assert_eq!(hidden(&page, name), *typed);
    }
    assert_eq!(hidden(&page, "form_key"), key, "the same try, so that nothing is booked twice");
    assert!(page.contains("混み合っていて") && page.contains(&slot.id));
    home.db.execute("ROLLBACK").await;

    let done = browser.post("/staff/desk/book", &fields).await.expect(303);
    assert!(done.location().contains("&said=booked#b"), "{}", done.location());
    let again = browser.post("/staff/desk/book", &fields).await.expect(303);
    assert_eq!(again.location(), done.location(), "once");
    home.db.check().await;
}

/// The address of an empty time's reasons.
fn why(nurse: i64, slot: &Slot) -> String {
    format!("why={nurse}.{}.{}", slot.starts_at.timestamp(), slot.office)
}

async fn an_empty_time_says_why(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slots = server.client.slots("video").await;
    let slot = slots.iter().find(|slot| slot.free == 2).expect("a time of two nurses");
    let (at, day) = (slot.starts_at.timestamp(), day_of(slot));
    let of_slot = format!(
        "FROM slot AS s JOIN office AS o ON o.id = s.office_id WHERE s.starts_at = {at} AND o.slug = '{}'",
        slot.office
    );
    // One who has nothing else then: the demo fills itself by chance.
    let idle = "NOT EXISTS (SELECT 1 FROM occupied AS t WHERE t.resource_kind = 1 AND t.resource_id = s.staff_id \
                AND t.tick = s.starts_at / 300)";
    let nurse = home.db.count(&format!("SELECT MIN(s.staff_id) {of_slot} AND {idle}")).await;
    let id = home.db.count(&format!("SELECT MIN(s.id) {of_slot} AND s.staff_id = {nurse}")).await;
    let noon = chrono::NaiveTime::from_hms_opt(12, 20, 0).unwrap();
    let browser = staff(server.client, "kanri").await;
    let grid = format!("/staff?date={day}&office={}", slot.office);
    let link = format!("{grid}&{}", why(nurse, slot));
    let href = format!("href=\"{}#panel\"", link.replace('&', "&amp;"));
    assert!(!browser.get(&grid).await.expect(200).text().contains(&href), "a free time is no empty one");

    // Closed by hand: the cell leads to the reason, and to opening it again.
    let closed = browser
        .post(&format!("/staff/slots/{id}"), &[("open", "false"), ("was", "open"), ("back", &grid[7..])])
        .await
        .expect(303);
    assert!(closed.location().starts_with(&format!("{grid}&said=closed&undo=")), "{}", closed.location());
    assert!(browser.get(&grid).await.expect(200).text().contains(&href));
    let page = browser.get(&link).await.expect(200).text();
    assert!(page.contains("なぜ予約できないのですか") && page.contains("この時間をあける"), "{page}");
    assert!(page.contains("aria-current=\"true\""), "the cell is marked");

    // Not hers at all: nothing to open.
    home.db.execute(&format!("DELETE FROM slot WHERE staff_id = {nurse} AND starts_at = {at}")).await;
    assert!(browser.get(&grid).await.expect(200).text().contains(&href), "others have this start");
    let page = browser.get(&link).await.expect(200).text();
    assert!(page.contains("なぜ予約できないのですか") && !page.contains("この時間をあける"));
    // Who may not change the rule is told whom to ask, not sent to a page she may not see.
    let page = staff(server.client, "uketsuke").await.get(&link).await.expect(200).text();
    assert!(page.contains("なぜ予約できないのですか") && !page.contains("href=\"/staff/setup"));

    // Lunch, too, and any minute that is typed; the list has the same links as the columns.
    let lunch = format!("{grid}&why={nurse}.{}.{}", (slot.starts_at.with_time(noon).unwrap()).timestamp(), slot.office);
    let page = browser.get(&lunch).await.expect(200).text();
    assert!(page.contains("休憩(") && page.contains("/staff/setup/templates/"), "{page}");
    // A nurse may change her own templates, and nobody else's.
    let hers = staff(server.client, "hokenshi").await;
    let own = home.db.count("SELECT id FROM staff WHERE login = 'hokenshi'").await;
    let other = home.db.count("SELECT MIN(id) FROM staff WHERE role = 'nurse' AND login <> 'hokenshi'").await;
    for whose in [own, other] {
        let page =
            hers.get(&lunch.replace(&format!("why={nurse}."), &format!("why={whose}."))).await.expect(200).text();
        assert_eq!(page.contains("href=\"/staff/setup/templates"), whose == own, "{whose}: {page}");
    }
    let typed = browser.get(&format!("{lunch}&why_at=20%3A00")).await.expect(200).text();
    assert!(typed.contains("の外です。") && typed.contains("value=\"20:00\""), "{typed}");
    let wrong = browser.get(&format!("{lunch}&why_at=25%3A00")).await.expect(200).text();
    assert!(wrong.contains("時刻を、9:30 のように入れてください。") && wrong.contains("value=\"25:00\""), "{wrong}");
    let list = browser.get(&format!("{grid}&view=list")).await.expect(200).text();
    assert!(list.contains("休憩") && list.contains(&format!("why={nurse}.{at}.")), "{list}");

    // A day without any times says why at large, and leads to the reasons.
    let empty = browser.get(&format!("/staff?date={}&office={}", new_year(), slot.office)).await.expect(200).text();
    let link = empty.split("href=\"").find(|link| link.contains("why=any.")).expect("a link").split('"').next();
    let page = browser.get(&link.unwrap().replace("&amp;", "&")).await.expect(200).text();
    assert!(empty.contains("年末年始") && page.contains("年末年始(12月29日〜1月3日)はお休みです。"), "{page}");

    // An address somebody made up shows the day.
    for made_up in ["1.2.3", "x", "0.99999999999999.central", &format!("{nurse}.{at}.nowhere")] {
        let page = browser.get(&format!("{grid}&why={made_up}")).await.expect(200).text();
        assert!(!page.contains("id=\"panel\""), "{made_up}");
    }
}

async fn what_a_rule_bars_is_not_shown_as_free(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slot =
        server.client.slots("video").await.into_iter().find(|slot| slot.starts_at.timestamp() > now() + 3 * 86_400);
    let slot = slot.expect("a slot");
    let day = day_of(&slot);
    server.kill();
    let closure = format!(
        "INSERT INTO closure (id, municipality_id, first_day, last_day, reason) \
         SELECT 1, id, '{day}', '{day}', '試験の休み' FROM municipality; \
         UPDATE municipality SET setup_version = setup_version + 1"
    );
    home.db.execute(&closure).await;

    let server = home.serve().await;
    let browser = staff(server.client, "uketsuke").await;
    for view in ["", "&view=list"] {
        let page = browser.get(&format!("/staff?date={day}{view}")).await.expect(200).text();
        assert!(page.contains(">休み<") && !page.contains(">空き<"), "{view}: {page}");
        let link = page.split("href=\"").find(|link| link.contains("why=")).expect("a link").split('"').next();
        let panel = browser.get(&link.unwrap().replace("&amp;", "&")).await.expect(200).text();
        assert!(
            panel.contains("すべての場所は休みです(試験の休み)。") && !panel.contains("この時間を閉じる"),
            "{panel}"
        );
    }
    // It is a published time all the same: whoever may close it finds the button where the reason stands.
    let browser = staff(server.client, "kanri").await;
    let day = browser.get(&format!("/staff?date={day}")).await.expect(200).text();
    let barred = day.split("<a ").find(|link| link.contains("why=") && link.contains(">休み<")).expect("a cell");
    let link = barred.split("href=\"").nth(1).and_then(|link| link.split('"').next()).expect("a link");
    let panel = browser.get(&link.replace("&amp;", "&")).await.expect(200).text();
    assert!(panel.contains("この時間を閉じる"), "{panel}");
}
