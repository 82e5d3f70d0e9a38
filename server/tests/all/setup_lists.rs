//! The lists of the set-up: the order residents see, and entries that go again while nobody has used them.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::app::make_her_own;
use crate::support::client::{Browser, Client, hidden};
use crate::support::forms::{form_of, pairs, set};
use crate::support::people::KIND;
use crate::support::server::Home;

on_both_engines!(what_is_moved_up_is_seen_earlier, what_nobody_has_used_goes_again, what_is_used_stays);

async fn administrator(client: Client) -> Browser {
    let browser = Browser::new(client);
    browser.sign_in("kanri").await;
    browser
}

/// The slugs of a list of the API.
async fn slugs(client: Client, list: &str) -> Vec<String> {
    let answer = client.get(&format!("/api/v1/{list}")).await.expect(200).json();
    let entries = answer[list].as_array().expect("a list");
    entries.iter().map(|entry| entry["id"].as_str().expect("a slug").to_owned()).collect()
}

async fn id_of(home: &Home, table: &str, condition: &str) -> i64 {
    home.db.count(&format!("SELECT id FROM {table} WHERE {condition}")).await
}

async fn what_is_moved_up_is_seen_earlier(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = administrator(server.client).await;
    for (list, table) in [("kinds", "interview_kind"), ("offices", "office")] {
        let before = slugs(server.client, list).await;
        let last = before.last().expect("an entry");
        let id = id_of(&home, table, &format!("slug = '{last}'")).await;
        let up = format!("/staff/setup/order/{list}/{id}");
        let mut expected = before.clone();
        for place in (0..before.len() - 1).rev() {
            let done = browser.fill(&format!("/staff/setup/{list}"), &up, &[]).await.expect(303);
            assert_eq!(done.location(), format!("/staff/setup/{list}?said=moved#entry-{id}"));
            expected.swap(place, place + 1);
            assert_eq!(slugs(server.client, list).await, expected);
        }
        browser.post(&up, &[]).await.expect(303);
        assert_eq!(slugs(server.client, list).await, expected, "the first one stays");
        let page = browser.get(&format!("/staff/setup/{list}")).await.expect(200).text();
        assert!(!page.contains(&format!("action=\"{up}\"")), "and has no button");
    }
    // The columns of the day stand in the order of the staff.
    let names = async || {
        let staff = browser.get("/staff/setup/staff").await.expect(200).text();
        staff.split("<strong>").skip(1).filter_map(|row| row.split('<').next().map(str::to_owned)).collect::<Vec<_>>()
    };
    let mut expected = names().await;
    let second = home.db.count("SELECT id FROM staff ORDER BY position, id LIMIT 1 OFFSET 1").await;
    let up = format!("/staff/setup/order/staff/{second}");
    browser.fill("/staff/setup/staff", &up, &[]).await.expect(303);
    expected.swap(0, 1);
    assert_eq!(names().await, expected);

    browser.post("/staff/setup/order/kinds/1", &[]).await.expect(404);
    browser.post("/staff/setup/order/rooms/1", &[]).await.expect(404);
    let nurse = Browser::new(server.client);
    nurse.sign_in("hokenshi").await;
    let id = id_of(&home, "interview_kind", &format!("slug = '{KIND}'")).await;
    nurse.post(&format!("/staff/setup/order/kinds/{id}"), &[]).await.expect(404);
}

/// Makes an entry with these fields.
async fn make(browser: &Browser, list: &str, typed: &[(&str, &str)]) {
    let new = format!("/staff/setup/{list}/new");
    let mut fields = form_of(&browser.get(&new).await.expect(200).text(), &new);
    for (name, value) in typed {
        set(&mut fields, name, value);
    }
    browser.post(&new, &pairs(&fields)).await.expect(303);
}

async fn what_nobody_has_used_goes_again(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = administrator(server.client).await;
    let office = [("name_ja", "誤記センター"), ("name_en", "Mistake"), ("phone", "042-000-0141"), ("room_name", "一")];
    let member = [
        ("display_name", "誤記 一郎"),
        ("login", "goki"),
        ("password", "a long enough password"),
        ("password_again", "a long enough password"),
        ("offices", "central"),
    ];
    let kind = [("name_ja", "誤記"), ("name_en", "Mistake"), ("modes", "phone"), ("professions", "clerk")];
    make(&browser, "offices", &office).await;
    make(&browser, "kinds", &kind).await;
    make(&browser, "staff", &member).await;
    let entries = [
        ("offices", "office", id_of(&home, "office", "slug = 'mistake'").await),
        ("kinds", "interview_kind", id_of(&home, "interview_kind", "slug = 'mistake'").await),
        ("staff", "staff", id_of(&home, "staff", "login = 'goki'").await),
    ];
    for (list, table, id) in entries {
        let page = browser.get(&format!("/staff/setup/{list}/{id}")).await.expect(200).text();
        let delete = format!("/staff/setup/delete/{list}/{id}");
        assert!(page.contains(&format!("action=\"{delete}\"")), "{list}");
        let done = browser.post(&delete, &[("version", "0")]).await.expect(303);
        assert_eq!(done.location(), format!("/staff/setup/{list}?said=deleted"));
        assert_eq!(home.db.count(&format!("SELECT COUNT(*) FROM {table} WHERE id = {id}")).await, 0);
        assert!(!browser.get(done.location()).await.expect(200).text().contains("誤記"));
        browser.post(&delete, &[]).await.expect(404);
    }
    // A new entry stands behind the others, whatever was deleted before.
    make(&browser, "offices", &office).await;
    assert_eq!(slugs(server.client, "offices").await.last().map(String::as_str), Some("mistake"));
    // Whoever has only looked is named by the audit log: she stays.
    make(&browser, "staff", &member).await;
    let looker = Browser::new(server.client);
    looker.post("/staff/sign-in", &[("login", "goki"), ("password", "a long enough password")]).await.expect(303);
    make_her_own(&looker, "a long enough password", "willow thunder 52 copper basin").await;
    looker.get("/staff").await.expect(200);
    let id = id_of(&home, "staff", "login = 'goki'").await;
    let (page, delete) = (format!("/staff/setup/staff/{id}"), format!("/staff/setup/delete/staff/{id}"));
    let shown = browser.get(&page).await.expect(200).text();
    assert!(!shown.contains(&delete), "nothing offers it");
    browser.post(&delete, &[("version", &hidden(&shown, "version"))]).await.expect(422);
    home.db.check().await;
}

async fn what_is_used_stays(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = administrator(server.client).await;
    let own = id_of(&home, "staff", "login = 'kanri'").await;
    let entries = [
        ("offices", "office", id_of(&home, "office", "slug = 'central'").await),
        ("kinds", "interview_kind", id_of(&home, "interview_kind", &format!("slug = '{KIND}'")).await),
        ("staff", "staff", id_of(&home, "staff", "login = 'hokenshi'").await),
        ("staff", "staff", own),
    ];
    for (list, table, id) in entries {
        let (place, delete) = (format!("/staff/setup/{list}/{id}"), format!("/staff/setup/delete/{list}/{id}"));
        let page = browser.get(&place).await.expect(200).text();
        assert!(!page.contains(&delete), "{list}: no button");
        let seen = home.db.version(table, id).await;
        let refused = browser.post(&delete, &[("version", &seen)]).await.expect(422).text();
        let why = if id == own {
            "自分を消すことはできません"
        } else {
            "消すかわりに、使わないようにしてください"
        };
        assert!(refused.contains(why) && !refused.contains("消せます"), "{list}");
        assert_eq!(form_of(&refused, &place), form_of(&page, &place), "{list}: the fields stay as they are stored");
        assert_eq!(home.db.count(&format!("SELECT COUNT(*) FROM {table} WHERE id = {id}")).await, 1);
    }
    home.db.check().await;
}
