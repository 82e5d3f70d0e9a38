//! A time is kept while its person types: the forms of the pages, without scripts.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Slot, hidden};
use crate::support::people::{KIND, email, phone};
use crate::support::server::{Home, Setup};
use crate::support::wait::until_true;

on_both_engines!(
    a_form_with_mistakes_comes_back_and_then_books_once,
    what_is_kept_for_one_is_not_offered_to_others,
    a_hold_ends_by_itself_and_frees_its_time,
    choosing_again_and_again_ends_an_hour_after_the_first,
);

/// The fields of the form as a browser would send them; later ones of a name replace earlier ones.
fn form<'a>(page: &'a [(&'a str, String)], person: usize, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let (phone, email) = (phone(person), email(person));
    let typed = [
        ("family_name", "試験"),
        ("given_name", "花子"),
        ("family_name_kana", "シケン"),
        ("given_name_kana", "はなこ"),
        ("birth_year", "1995"),
        ("birth_month", "4"),
        ("birth_day", "3"),
        ("phone", &phone),
        ("email", &email),
        ("consent", "true"),
    ];
    let mut fields: Vec<(String, String)> =
        page.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    for (name, value) in typed.iter().chain(more) {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

async fn confirm(browser: &Browser, fields: &[(String, String)]) -> crate::support::http::Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post("/confirm", &fields).await
}

/// Keeps a slot and reads the form.
async fn keep(browser: &Browser, slot: &Slot) -> Vec<(&'static str, String)> {
    let answer = browser.post("/hold", &[("slot_id", &slot.id), ("mode", "video")]).await.expect(303);
    assert_eq!(answer.location(), "/details");
    let page = browser.get("/details").await.expect(200).text();
    ["form_key", "slot_id", "kind", "mode"].map(|name| (name, hidden(&page, name))).to_vec()
}

async fn a_form_with_mistakes_comes_back_and_then_books_once(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slot = server.client.slots("video").await[6].clone();
    let browser = Browser::new(server.client);
    let cookie = browser.post("/hold", &[("slot_id", &slot.id), ("mode", "video")]).await.expect(303);
    let cookie = cookie.header("set-cookie").expect("a cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
    let page = keep(&browser, &slot).await;
    assert_eq!(page[2].1, KIND);

    // A date that does not exist, a personal number, a link in a name, no consent: all told at once, nothing booked.
    let wrong = form(
        &page,
        1,
        &[
            ("birth_month", "2"),
            ("birth_day", "30"),
            ("note", "1234-5678-9018"),
            ("given_name", "http://x"),
            ("consent", ""),
        ],
    );
    let answer = confirm(&browser, &wrong).await.expect(303);
    assert_eq!(answer.location(), "/details#errors");
    let again = browser.get("/details").await.expect(200).text();
    assert_eq!(hidden(&again, "family_name"), "試験", "what was typed stays");
    for (field, typed) in [("birth_day", "30"), ("birth_year", "1995"), ("given_name", "http://x")] {
        assert_eq!(hidden(&again, field), typed);
    }
    for field in ["given_name", "note", "consent"] {
        assert!(again.contains(&format!("{field}-error")), "{field}");
    }
    assert_eq!(home.db.bookings().await, 0);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM hold").await, 1, "the time is still kept");
    assert_eq!(server.client.free(&slot, "video").await, slot.free - 1);

    let right = form(&page, 1, &[("note", "上の子も一緒です")]);
    let done = confirm(&browser, &right).await.expect(303);
    let place = done.location().to_owned();
    assert!(place.starts_with("/b/") && place.ends_with("?new=1"), "{place}");
    assert!(browser.cookie_line().is_empty(), "the hold's cookie has gone");
    // The same form once more: the same place, with and without the cookie.
    assert_eq!(confirm(&browser, &right).await.expect(303).location(), place);
    assert_eq!(confirm(&Browser::new(server.client), &right).await.expect(303).location(), place);
    let shown = browser.get(&place).await.expect(200);
    for personal in ["試験", "花子", &phone(1), &email(1), "上の子"] {
        assert!(!shown.text().contains(personal), "{personal} on the page");
    }
    assert_eq!(home.db.bookings().await, 1);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM hold").await, 0);
    assert_eq!(server.client.free(&slot, "video").await, slot.free - 1);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM booking WHERE channel = 'web'").await - demo_web(&home).await, 1);
    home.db.message(&email(1), "confirmation", 0, "sent").await;
    home.db.check().await;
}

async fn demo_web(home: &Home) -> i64 {
    home.db
        .count("SELECT COUNT(*) FROM booking WHERE channel = 'web' AND (email IS NULL OR email NOT LIKE 'haha%')")
        .await
}

async fn what_is_kept_for_one_is_not_offered_to_others(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slots = client.slots("video").await;
    let single: Vec<&Slot> = slots.iter().filter(|slot| slot.free == 1).take(2).collect();
    let (first, second) = (Browser::new(client), Browser::new(client));

    // Looking keeps nothing.
    for path in ["/hold", &format!("/hold?slot_id={}&mode=video", single[0].id), "/details", "/hold/extend"] {
        first.get(path).await;
    }
    assert_eq!(home.db.count("SELECT COUNT(*) FROM hold").await, 0);

    let page = keep(&first, single[0]).await;
    assert_eq!(client.free(single[0], "video").await, 0);
    assert_eq!(client.book(1, single[0], "video").await.expect(409).code(), "slot_taken");
    let refused = second.post("/hold", &[("slot_id", &single[0].id), ("mode", "video")]).await.expect(409);
    assert!(refused.text().contains("name=\"slot_id\""), "others are offered");
    assert!(second.cookie_line().is_empty());

    // One per browser: a second hold gives the first one back; a refused one does not.
    keep(&first, single[1]).await;
    assert_eq!([client.free(single[0], "video").await, client.free(single[1], "video").await], [1, 0]);
    keep(&second, single[0]).await;
    first.post("/hold", &[("slot_id", &single[0].id), ("mode", "video")]).await.expect(409);
    assert_eq!(client.free(single[1], "video").await, 0, "she still has what she had");

    // Lengthened once.
    let until = async || home.db.count("SELECT MAX(expires_at) FROM hold").await;
    home.db.execute("UPDATE hold SET expires_at = expires_at - 120").await;
    let before = until().await;
    first.post("/hold/extend", &[]).await.expect(303);
    let longer = until().await;
    assert!(longer >= before + 100, "{before} {longer}");
    home.db.execute("UPDATE hold SET expires_at = expires_at - 120").await;
    first.post("/hold/extend", &[]).await.expect(303);
    assert_eq!(until().await, longer - 120);

    // In another language.
    let english = Browser::new(client);
    let many = slots.iter().find(|slot| slot.free > 1).expect("a slot for two");
    let kept = english.post("/en/hold", &[("slot_id", &many.id), ("mode", "video")]).await.expect(303);
    assert_eq!(kept.location(), "/en/details");
    assert!(english.get("/en/details").await.expect(200).text().contains("lang=\"en\""));
    let released = english.post("/en/hold/release", &[("kind", KIND)]).await.expect(303);
    assert!(released.location().starts_with("/en/"), "{}", released.location());

    first.post("/hold/release", &[("kind", KIND)]).await.expect(303);
    assert_eq!(client.free(single[1], "video").await, 1);
    // The form of a hold that was given back still books, as long as its time is free; here it is not.
    let late = confirm(&first, &form(&page, 1, &[])).await.expect(409);
    assert!(late.text().contains("試験"), "what was typed goes with her");
    assert_eq!(home.db.bookings().await, 0);
    home.db.check().await;
}

async fn a_hold_ends_by_itself_and_frees_its_time(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slots = server.client.slots("video").await;
    let single: Vec<&Slot> = slots.iter().filter(|slot| slot.free == 1).take(2).collect();
    let browsers = [Browser::new(server.client), Browser::new(server.client)];
    let forms = [keep(&browsers[0], single[0]).await, keep(&browsers[1], single[1]).await];
    // Something personal is typed into it.
    confirm(&browsers[0], &form(&forms[0], 1, &[("consent", "")])).await.expect(303);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM hold WHERE draft_sealed IS NOT NULL").await, 1);
    server.kill();

    // Nine minutes later it is hers, eleven minutes later it is not.
    let server = home.serve_with(Setup::ahead(9 * 60)).await;
    assert_eq!(server.client.book(2, single[0], "video").await.expect(409).code(), "slot_taken");
    server.kill();
    let server = home.serve_with(Setup::ahead(11 * 60)).await;
    assert_eq!(server.client.free(single[0], "video").await, 1, "at once, before anybody tidies up");
    server.client.booked(2, single[0], "video").await;
    until_true("the draft to be wiped", async || home.db.count("SELECT COUNT(*) FROM hold").await == 0).await;
    home.db.check().await;

    // Too late for the first, in time for the second: nobody took her time.
    for (n, status) in [(0, 409), (1, 303)] {
        let browser = Browser::new(server.client);
        *browser.cookies.lock().unwrap() = browsers[n].cookies.lock().unwrap().clone();
        let answer = confirm(&browser, &form(&forms[n], n + 3, &[])).await.expect(status);
        assert!(status == 409 || answer.location().starts_with("/b/"), "{}", answer.location());
    }
    assert_eq!(home.db.bookings().await, 2);
    home.db.check().await;
}

async fn choosing_again_and_again_ends_an_hour_after_the_first(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slots = server.client.slots("video").await;
    let browser = Browser::new(server.client);
    let left = "SELECT MIN(expires_at - chain_since) FROM hold";
    keep(&browser, &slots[3]).await;
    assert_eq!(home.db.count(left).await, 600, "the first is kept for ten minutes");
    // Fifty-five minutes of choosing later.
    home.db.execute("UPDATE hold SET chain_since = chain_since - 3300").await;
    let page = keep(&browser, &slots[6]).await;
    assert_eq!(home.db.count(left).await, 3600, "the next ends with the hour");
    let form: Vec<(&str, &str)> = page.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post("/hold/extend", &form).await;
    assert_eq!(home.db.count(left).await, 3600, "lengthening it does not go beyond");
    assert_eq!(home.db.count("SELECT COUNT(*) FROM hold").await, 1);
    // The hour is over: what was kept is everybody's, and she may begin anew.
    home.db.execute("UPDATE hold SET chain_since = chain_since - 300, expires_at = expires_at - 301").await;
    assert_eq!(server.client.free(&slots[6], "video").await, slots[6].free);
    keep(&browser, &slots[6]).await;
    assert_eq!(home.db.count(left).await, 600);
    home.db.check().await;
}
