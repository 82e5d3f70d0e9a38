//! Offices on the set-up pages: made, mended, taken out of use, and only by administrators.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client};
use crate::support::forms::{form_of, pairs, set};
use crate::support::server::Home;

on_both_engines!(
    an_office_is_made_and_its_rooms_are_kept,
    what_cannot_be_comes_back_as_typed,
    an_office_out_of_use_is_offered_no_more_and_keeps_its_bookings,
    set_up_is_for_administrators,
);

async fn staff(client: Client, login: &str) -> Browser {
    let browser = Browser::new(client);
    browser.sign_in(login).await;
    browser
}

/// The slugs of the API.
async fn offices(client: Client) -> Vec<String> {
    let answer = client.get("/api/v1/offices").await.expect(200).json();
    let offices = answer["offices"].as_array().expect("offices");
    offices.iter().map(|office| office["id"].as_str().expect("a slug").to_owned()).collect()
}

const NEW: &str = "/staff/setup/offices/new";

async fn an_office_is_made_and_its_rooms_are_kept(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    let mut fields = form_of(&browser.get(NEW).await.expect(200).text(), NEW);
    for (name, value) in
        [("name_ja", "東部保健センター"), ("name_en", "East Health Centre"), ("phone", "０４２００００１４０")]
    {
        set(&mut fields, name, value);
    }
    set(&mut fields, "hours_sat_from", "9:00");
    set(&mut fields, "hours_sat_until", "１２：３０");
    set(&mut fields, "room_name", "相談室い");
    set(&mut fields, "room_places", "2");
    let made = browser.post(NEW, &pairs(&fields)).await.expect(303);
    let place = made.location().split('?').next().expect("a path").to_owned();
    let page = browser.get(made.location()).await.expect(200).text();
    assert!(page.contains("加えました") && page.contains("東部保健センター"));
    assert!(offices(server.client).await.contains(&"east-health-centre".to_owned()), "the slug is of the English name");

    // What stands in the form is what was kept, and saving it again changes nothing.
    let fields = form_of(&page, &place);
    let kept = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    assert_eq!(kept("hours_sat_until"), Some("12:30"));
    assert_eq!((kept("room_name"), kept("room_places"), kept("room_active")), (Some("相談室い"), Some("2"), Some("0")));
    assert_eq!(kept("phone"), Some("042-000-0140"));
    let rooms = home.db.count("SELECT COUNT(*) FROM room").await;
    let saved = browser.post(&place, &pairs(&fields)).await.expect(303);
    assert_eq!(saved.location(), format!("{place}?said=saved"));
    assert_eq!(home.db.count("SELECT COUNT(*) FROM room").await, rooms);
}

async fn what_cannot_be_comes_back_as_typed(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    let before = home.db.count("SELECT COUNT(*) FROM office").await;
    let mut fields = form_of(&browser.get(NEW).await.expect(200).text(), NEW);
    let typed = [
        ("name_ja", "<西部>センター"),
        ("slug", "central"),
        ("mailbox", "west@@kaku"),
        ("hours_mon_from", "17:00"),
        ("hours_mon_until", "9:00"),
        ("room_name", "相談室"),
        ("room_places", "51"),
    ];
    for (name, value) in typed {
        set(&mut fields, name, value);
    }
    let page = browser.post(NEW, &pairs(&fields)).await.expect(422).text();
    let again = form_of(&page, NEW);
    assert_eq!(again, fields, "everything typed stays");
    for sentence in ["4か所を直してください", "同じものが、もうあります", "9:00 の形で", "部屋の名前と、同時に入れる数"]
    {
        assert!(page.contains(sentence), "{sentence}");
    }
    for field in ["slug", "mailbox", "hours_mon_from", "room_name_0"] {
        assert!(page.contains(&format!("href=\"#{field}\"")) && page.contains(&format!("id=\"{field}\"")), "{field}");
    }
    assert_eq!(home.db.count("SELECT COUNT(*) FROM office").await, before);
}

async fn an_office_out_of_use_is_offered_no_more_and_keeps_its_bookings(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slot = server.client.slots("in_person").await.into_iter().next_back().expect("a free time");
    let booked = server.client.booked(1, &slot, "in_person").await;
    let id = home.db.count(&format!("SELECT id FROM office WHERE slug = '{}'", slot.office)).await;
    let place = format!("/staff/setup/offices/{id}");
    let browser = staff(server.client, "kanri").await;
    let page = browser.get(&place).await.expect(200).text();
    assert!(page.contains("件あります。予約はそのまま残ります。"), "the consequence stands beside the button");

    let fields = form_of(&page, &format!("{place}/active"));
    browser.post(&format!("{place}/active"), &pairs(&fields)).await.expect(303);
    assert!(!offices(server.client).await.contains(&slot.office));
    assert!(server.client.slots("in_person").await.iter().all(|free| free.office != slot.office));
    let times = server.client.get("/book/notification?mode=in_person").await.expect(200).text();
    assert!(!times.contains(&format!("office={}", slot.office)), "nobody can choose it");
    let kept = server.client.read(&booked.token).await.expect(200).booking();
    assert!(kept.is_at(&slot) && kept.status == "booked");

    // And back again.
    let page = browser.get(&place).await.expect(200).text();
    let fields = form_of(&page, &format!("{place}/active"));
    browser.post(&format!("{place}/active"), &pairs(&fields)).await.expect(303);
    assert!(offices(server.client).await.contains(&slot.office));
}

async fn set_up_is_for_administrators(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let pages = ["offices", "offices/new", "staff", "staff/new", "kinds", "kinds/new"]
        .map(|path| format!("/staff/setup/{path}"));
    let receptionist = staff(server.client, "uketsuke").await;
    let refused = receptionist.get("/staff/setup").await.expect(403).text();
    // Some of it is for each of these.
    assert!(["管理者", "監査の担当", "面談の担当"].iter().all(|role| refused.contains(role)), "{refused}");
    assert!(!receptionist.get("/staff").await.expect(200).text().contains("/staff/setup"));
    let nurse = staff(server.client, "hokenshi").await;
    let index = nurse.get("/staff/setup").await.expect(200).text();
    assert!(index.contains("/staff/setup/templates") && !index.contains("/staff/setup/offices"));
    for browser in [&receptionist, &nurse] {
        for page in &pages {
            browser.get(page).await.expect(403);
        }
        for page in ["offices/new", "staff/new", "kinds/new", "kinds/set"] {
            let typed = [("name_ja", "だれかの場所"), ("name_en", "Somewhere"), ("kind", "other"), ("set", "counters")];
            browser.post(&format!("/staff/setup/{page}"), &typed).await.expect(404);
        }
    }
    let administrator = staff(server.client, "kanri").await;
    for page in &pages {
        administrator.get(page).await.expect(200);
    }
    // Strangers are sent to the entrance.
    let out = Browser::new(server.client).get("/staff/setup/kinds").await.expect(303);
    assert_eq!(out.location(), "/staff/sign-in?next=%2Fstaff%2Fsetup%2Fkinds");
}
