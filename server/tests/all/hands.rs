//! A booking is carried to another place of the day or the week: what the page is told beforehand, what is posted at the end, and what
//! stands there when somebody else was first.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use serde_json::Value;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client, Slot};
use crate::support::clock::now;
use crate::support::forms::{form_of, pairs};
use crate::support::people::{email, phone};
use crate::support::server::Home;

on_both_engines!(
    the_page_is_told_where_a_booking_can_go_and_why_not_elsewhere,
    places_are_told_to_whoever_may_move_and_nobody_else,
    what_is_put_down_is_moved_or_taken_over,
    in_a_week_a_booking_goes_to_another_day_and_back,
    a_week_is_told_at_once_and_as_its_days_are,
    whoever_comes_second_sees_both_versions,
    the_keys_are_listed_and_can_be_switched_off,
);

async fn staff(client: Client, login: &str) -> Browser {
    let browser = Browser::new(client);
    browser.sign_in(login).await;
    browser
}

/// A booking by video some days ahead: its time, its id, its token.
async fn booked(home: &Home, client: Client) -> (Slot, i64, String) {
    let slots = client.slots("video").await;
    let slot = slots.into_iter().find(|slot| slot.starts_at.timestamp() > now() + 72 * 3600).expect("a time");
    let token = client.booked(1, &slot, "video").await.token;
    let id = home.db.count(&format!("SELECT MAX(id) FROM booking WHERE email = '{}'", email(1))).await;
    home.db.quiet(now() + 1).await;
    (slot, id, token)
}

async fn places(browser: &Browser, id: i64) -> Vec<Value> {
    let answer = browser.get(&format!("/staff/bookings/{id}/places")).await.expect(200);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    answer.json()["places"].as_array().expect("a list").clone()
}

/// The first place that can be had by that act.
fn by(places: &[Value], act: &str) -> Value {
    places.iter().find(|place| place["act"] == act).unwrap_or_else(|| panic!("no place to {act}: {places:?}")).clone()
}

/// Posts it as the page does.
async fn put(browser: &Browser, home: &Home, id: i64, place: &Value) -> String {
    let version = home.db.version("booking", id).await;
    let fields = place["fields"].as_array().expect("fields").iter();
    let fields: Vec<(&str, &str)> = fields.map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap())).collect();
    let fields = [vec![("back", "date=2031-06-20"), ("version", version.as_str())], fields].concat();
    let act = place["act"].as_str().expect("an act");
    browser.post(&format!("/staff/bookings/{id}/{act}"), &fields).await.expect(303).location().to_owned()
}

async fn the_page_is_told_where_a_booking_can_go_and_why_not_elsewhere(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (slot, id, _) = booked(&home, server.client).await;
    let nurse = staff(server.client, "hokenshi").await;
    // The grid says what can be carried, and in which version; a list has nothing of it.
    let day = slot.starts_at.date_naive();
    let page = nurse.get(&format!("/staff?date={day}")).await.expect(200).text();
    let version = home.db.version("booking", id).await;
    assert!(page.contains(&format!("data-booking=\"{id}\" data-version=\"{version}\"")), "{page}");
    assert!(page.contains("src=\"/hands.js?") && page.contains("data-hands=\"\""));
    let script = page.split("src=\"").find(|rest| rest.starts_with("/hands.js?")).expect("its script");
    let script = nurse.get(script.split('"').next().unwrap()).await.expect(200);
    assert!(script.header("content-type").is_some_and(|kind| kind.starts_with("text/javascript")));

    let holder = home.db.count(&format!("SELECT staff_id FROM booking WHERE id = {id}")).await;
    let all = places(&nurse, id).await;
    let can = all.iter().filter(|place| place["can"] == true).count();
    assert!(can > 3 && all.iter().any(|place| place["act"] == "move"), "{all:?}");
    for place in &all {
        let (says, name) = (place["says"].as_str().unwrap(), place["name"].as_str().unwrap());
        assert!(
            !says.is_empty() && name.starts_with(place["at"].as_str().unwrap()) && name.ends_with("さん"),
            "{place}"
        );
        assert_eq!(
            place["can"] == true,
            place["fields"].as_array().is_some_and(|fields| !fields.is_empty()),
            "{place}"
        );
        let at = place["grid"]["h"].as_i64().unwrap();
        assert!((8..=20).contains(&at) && place["grid"]["m"].as_i64().unwrap() % 5 == 0, "{place}");
    }
    // One of hers is closed by hand: it says so, and by whom it is missed.
    let chosen = all.iter().find(|place| place["act"] == "move" && place["nurse"] == holder.to_string().as_str());
    let chosen = chosen.expect("another time of hers").clone();
    let starts = chosen["fields"][0][1].as_str().unwrap().rsplit('-').next().unwrap().to_owned();
    let starts = i64::from_str_radix(&starts, 36).expect("seconds");
    home.db.execute(&format!("UPDATE slot SET open = FALSE WHERE staff_id = {holder} AND starts_at = {starts}")).await;
    let all = places(&nurse, id).await;
    let closed = all.iter().find(|place| (&place["at"], &place["nurse"]) == (&chosen["at"], &chosen["nurse"])).unwrap();
    assert!(closed["can"] == false && closed["says"].as_str().unwrap().contains("閉じ"), "{closed}");
    // Nothing of the person is in it.
    let told = nurse.get(&format!("/staff/bookings/{id}/places")).await.text();
    for personal in ["試験", &phone(1), &email(1)] {
        assert!(!told.contains(personal), "{personal}");
    }
}

async fn places_are_told_to_whoever_may_move_and_nobody_else(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (slot, id, token) = booked(&home, server.client).await;
    let path = format!("/staff/bookings/{id}/places");
    let stranger = Browser::new(server.client).get(&path).await.expect(303);
    assert!(stranger.location().starts_with("/staff/sign-in"));
    let desk = staff(server.client, "uketsuke").await;
    desk.get(&format!("{path}?date={}&from=12", slot.starts_at.date_naive())).await.expect(200);
    desk.get(&format!("{path}?date=never&from=nobody")).await.expect(200);
    desk.get("/staff/bookings/1/places").await.expect(404);
    // Whoever only looks is offered nothing to carry, and told nothing.
    let role = "INSERT INTO role (id, municipality_id, name, permissions) SELECT 77, id, '試しの係', 'view_bookings' FROM municipality; \
                UPDATE staff SET role = 'own', role_id = 77 WHERE login = 'hokenshi'";
    let looks = staff(server.client, "hokenshi").await;
    home.db.execute(role).await;
    looks.get(&path).await.expect(403);
    let page = looks.get(&format!("/staff?date={}", slot.starts_at.date_naive())).await.expect(200).text();
    assert!(!page.contains("data-booking=") && !page.contains("hands.js"), "{page}");
    server.client.cancel(&token).await.expect(200);
    desk.get(&path).await.expect(409);
}

async fn what_is_put_down_is_moved_or_taken_over(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (_, id, _) = booked(&home, server.client).await;
    let nurse = staff(server.client, "hokenshi").await;
    let of = async |column: &str| home.db.count(&format!("SELECT {column} FROM booking WHERE id = {id}")).await;
    let (start, office) = (of("starts_at").await, of("office_id").await);
    let place = by(&places(&nurse, id).await, "move");
    let said = put(&nurse, &home, id, &place).await;
    assert_eq!(said, format!("/staff?date=2031-06-20&b={id}&said=moved#b{id}"));
    // Another office may have the same time.
    let slot = place["fields"][0][1].as_str().unwrap();
    let starts = i64::from_str_radix(slot.rsplit('-').next().unwrap(), 36).expect("seconds");
    assert_eq!(of("starts_at").await, starts);
    assert_ne!((of("starts_at").await, of("office_id").await), (start, office));
    assert_eq!(of("staff_id").await.to_string(), place["nurse"].as_str().unwrap());
    // It can be taken back as from any other form.
    let undo = format!("/staff/bookings/{id}/undo");
    nurse.fill(&said, &undo, &[]).await.expect(303);
    assert_eq!(of("starts_at").await, start);
    let all = places(&nurse, id).await;
    if all.iter().any(|place| place["act"] == "reassign") {
        let place = by(&all, "reassign");
        assert!(put(&nurse, &home, id, &place).await.contains("&said=reassigned"));
        assert_eq!(
            (of("starts_at").await, of("staff_id").await.to_string()),
            (start, place["nurse"].as_str().unwrap().to_owned())
        );
    }
    home.db.check().await;
}

/// A booking by video in a week that has times on other days, too: its time, its id.
async fn booked_in_a_week(home: &Home, client: Client) -> (Slot, i64) {
    let mut slots = client.slots("video").await;
    slots.retain(|slot| slot.starts_at.timestamp() > now() + 8 * 24 * 3600);
    let day = |slot: &Slot| slot.starts_at.date_naive();
    let beside = |one: &Slot, other: &Slot| day(one) != day(other) && day(one).iso_week() == day(other).iso_week();
    let slot = slots.iter().find(|one| slots.iter().filter(|other| beside(one, other)).count() > 8);
    let slot = slot.expect("a week with times on several days").clone();
    client.booked(1, &slot, "video").await;
    let id = home.db.count(&format!("SELECT MAX(id) FROM booking WHERE email = '{}'", email(1))).await;
    home.db.quiet(now() + 1).await;
    (slot, id)
}

async fn week_of(browser: &Browser, id: i64, day: NaiveDate) -> Vec<Value> {
    let answer = browser.get(&format!("/staff/bookings/{id}/places?week={day}")).await.expect(200);
    answer.json()["places"].as_array().expect("a list").clone()
}

async fn in_a_week_a_booking_goes_to_another_day_and_back(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (slot, id) = booked_in_a_week(&home, server.client).await;
    let nurse = staff(server.client, "hokenshi").await;
    let day = slot.starts_at.date_naive();
    let of = async |column: &str| home.db.count(&format!("SELECT {column} FROM booking WHERE id = {id}")).await;
    let (start, holder) = (of("starts_at").await, of("staff_id").await);
    // Her columns, and the lists of an office, say what can be carried, and on which day one is.
    let monday = day.week(Weekday::Mon).first_day();
    let version = home.db.version("booking", id).await;
    for whose in [format!("nurse={holder}"), format!("office={}", slot.office)] {
        let page = nurse.get(&format!("/staff?date={day}&view=week&{whose}")).await.expect(200).text();
        let carried = format!("data-booking=\"{id}\" data-version=\"{version}\"");
        for part in [carried, format!("data-week=\"{monday}\""), format!("data-day=\"{day}\"")] {
            assert!(page.contains(&part), "{whose}: {part}: {page}");
        }
        assert_eq!(page.contains(&format!("data-nurse=\"{holder}\"")), whose.starts_with("nurse"), "{whose}");
    }
    let own = day.to_string();
    let all = week_of(&nurse, id, day).await;
    let place = all.iter().find(|place| place["act"] == "move" && place["day"] != own.as_str()).expect("another day");
    // What would happen is said with its day.
    let (says, on) = (place["says"].as_str().unwrap(), place["on"].as_str().unwrap());
    assert!(says.starts_with(on) && on.contains('月') && says.contains(place["at"].as_str().unwrap()), "{place}");
    let fields = place["fields"].as_array().expect("fields").iter();
    let fields: Vec<(&str, &str)> = fields.map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap())).collect();
    let back = format!("date={day}&view=week");
    let fields = [vec![("back", back.as_str()), ("version", version.as_str())], fields].concat();
    let said = nurse.post(&format!("/staff/bookings/{id}/move"), &fields).await.expect(303).location().to_owned();
    assert_eq!(said, format!("/staff?date={day}&view=week&b={id}&said=moved#b{id}"), "the week as it was seen");
    let slot_id = place["fields"][0][1].as_str().unwrap();
    let starts = i64::from_str_radix(slot_id.rsplit('-').next().unwrap(), 36).expect("seconds");
    assert_eq!(
        (of("starts_at").await, of("staff_id").await.to_string()),
        (starts, place["nurse"].as_str().unwrap().to_owned())
    );
    assert_ne!(starts, start);
    let back = nurse.fill(&said, &format!("/staff/bookings/{id}/undo"), &[]).await.expect(303);
    assert!(back.location().starts_with(&format!("/staff?date={day}&view=week&")), "{}", back.location());
    assert_eq!((of("starts_at").await, of("staff_id").await), (start, holder));
    home.db.check().await;
}

async fn a_week_is_told_at_once_and_as_its_days_are(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (slot, id) = booked_in_a_week(&home, server.client).await;
    let nurse = staff(server.client, "hokenshi").await;
    let day = slot.starts_at.date_naive();
    let monday = day.week(Weekday::Mon).first_day();
    let all = week_of(&nurse, id, day).await;
    assert_eq!(week_of(&nurse, id, monday + Days::new(6)).await, all, "any day of it means the week");
    let what = |place: &Value| {
        let of = |name: &str| place[name].to_string();
        [of("day"), of("at"), of("nurse"), of("office"), of("act"), of("fields")]
    };
    let mut days = Vec::new();
    for date in monday.iter_days().take(7) {
        let answer = nurse.get(&format!("/staff/bookings/{id}/places?date={date}")).await.expect(200).json();
        assert_eq!(answer["day"], day.to_string(), "its own");
        days.extend(answer["places"].as_array().expect("a list").iter().map(what));
    }
    assert_eq!(all.iter().map(what).collect::<Vec<_>>(), days, "each is judged as on its day");
    // What is closed on another day says why.
    let own = day.to_string();
    let other = all.iter().find(|place| place["act"] == "move" && place["day"] != own.as_str()).expect("another day");
    let shut = other["day"].as_str().unwrap();
    let closure = [("whose", "city"), ("from", shut), ("until", shut), ("reason", "架空の休み"), ("step", "save")];
    staff(server.client, "kanri").await.post("/staff/setup/closures", &closure).await.expect(303);
    let after = week_of(&nurse, id, day).await;
    let there: Vec<&Value> = after.iter().filter(|place| place["day"] == other["day"]).collect();
    assert!(!there.is_empty() && there.iter().all(|place| place["can"] == false), "{there:?}");
    assert!(there.iter().all(|place| place["says"].as_str().unwrap().contains("架空の休み")), "{there:?}");
    // What is no day is no week, and beyond this week nothing is told.
    let wrong = nurse.get(&format!("/staff/bookings/{id}/places?week=never")).await.expect(200).json();
    assert!(wrong["places"].as_array().unwrap().iter().all(|place| place["day"] == own.as_str()));
    let sunday = monday + Days::new(6);
    let inside =
        |place: &Value| (monday.to_string()..=sunday.to_string()).contains(&place["day"].as_str().unwrap().to_owned());
    assert!(all.iter().all(inside));
}

async fn whoever_comes_second_sees_both_versions(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (slot, id, _) = booked(&home, client).await;
    let (first, second) = (staff(client, "uketsuke").await, staff(client, "hokenshi").await);
    let day = slot.starts_at.date_naive();
    let version = home.db.version("booking", id).await;
    let place = by(&places(&second, id).await, "move");
    let slot_id = place["fields"][0][1].as_str().unwrap().to_owned();
    let back = format!("date={day}");
    let carried = [("back", back.as_str()), ("version", version.as_str()), ("slot_id", slot_id.as_str())];
    home.db.execute(&format!("UPDATE booking SET version = version + 2 WHERE id = {id}")).await;

    // It can still be done: with the booking as it is now.
    let action = format!("/staff/bookings/{id}/move");
    let refused = second.post(&action, &carried).await.expect(303);
    assert!(refused.location().contains("&said=changed"), "{}", refused.location());
    let page = second.get(refused.location()).await.expect(200).text();
    let at = place["at"].as_str().unwrap();
    for words in ["この予約は変わりました", "あなたの操作", "へ移す", at, "いま", "が変えました", "もう一度行う"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let fields = form_of(&page, &action);
    assert!(fields.contains(&("slot_id".to_owned(), slot_id.clone())));
    let done = second.post(&action, &pairs(&fields)).await.expect(303);
    assert!(done.location().contains("&said=moved"), "{}", done.location());

    // It cannot be done any more: no button.
    let version = home.db.version("booking", id).await;
    let cancel = format!("/staff/bookings/{id}/cancel");
    first.fill(&format!("/staff/desk?b={id}&ask=cancel"), &cancel, &[]).await.expect(303);
    for (verb, field, value, words) in [
        ("move", "slot_id", slot_id.as_str(), "へ移す"),
        ("mode", "mode", "in_person", "方法を来所に変える"),
        ("mark", "status", "arrived", "にする"),
        ("cancel", "x", "", "取り消す"),
    ] {
        let stale = [("back", back.as_str()), ("version", version.as_str()), (field, value)];
        let refused = second.post(&format!("/staff/bookings/{id}/{verb}"), &stale).await.expect(303);
        let page = second.get(refused.location()).await.expect(200).text();
        for told in [words, "が取り消しました", "いまはできません"] {
            assert!(page.contains(told), "{verb}: {told}: {page}");
        }
        assert!(!page.contains("もう一度行う"), "{verb}");
    }
    // What she wanted of one booking is not said of another, nor to somebody else.
    let page = first.get(refused.location()).await.expect(200).text();
    assert!(!page.contains("あなたの操作"));
}

async fn the_keys_are_listed_and_can_be_switched_off(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let desk = staff(server.client, "uketsuke").await;
    let page = desk.get("/staff/desk").await.expect(200).text();
    assert!(page.contains("href=\"/staff/keys\" data-key=\"?\"") && !page.contains("data-keys-off"), "{page}");
    let list = desk.get("/staff/keys").await.expect(200).text();
    // Whatever a page bears, the list has.
    for key in page.split("data-key=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        let shown = if key == "escape" { "Esc".to_owned() } else { key.to_uppercase() };
        assert!(list.contains(&format!("<kbd>{shown}</kbd>")), "{key}");
    }
    desk.post("/staff/keys", &[("letters", "off")]).await.expect(303);
    assert!(desk.cookie_line().contains("mendan_keys_off=1"));
    let page = desk.get("/staff/keys").await.expect(200).text();
    assert!(page.contains("data-keys-off") && page.contains("文字のキーを使う"), "{page}");
    desk.post("/staff/keys", &[("letters", "on")]).await.expect(303);
    assert!(!desk.get("/staff/keys").await.expect(200).text().contains("data-keys-off"));
}
