//! What is typed is kept while it is typed, stands in its form again whatever happened meanwhile, and is nobody else's.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client, hidden};
use crate::support::clock::now;
use crate::support::forms::{form_of, pairs, set};
use crate::support::http::Answer;
use crate::support::people::email;
use crate::support::server::Home;

on_both_engines!(
    a_form_of_the_set_up_stands_there_again_and_ends_when_it_is_saved,
    a_reason_and_a_correction_stand_there_again_for_their_booking_alone,
    each_caller_has_a_form_of_her_own,
    what_is_half_filled_is_listed_and_thrown_away,
    nobody_else_sees_it_and_nothing_secret_is_kept,
    whoever_is_invited_stands_there_again_without_a_password,
    every_long_form_of_the_staffs_is_kept,
);

const KEEP: &str = "/staff/drafts";
const BACK: &str = "途中の入力を戻しました";

async fn staff(client: Client, login: &str) -> Browser {
    let browser = Browser::new(client);
    browser.sign_in(login).await;
    browser
}

/// Types into the form of a page as somebody does whose browser runs scripts; the form as it stands then.
async fn type_into(browser: &Browser, place: &str, action: &str, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let page = browser.get(place).await.expect(200).text();
    assert!(page.contains("data-autosave=\"") && page.contains("src=\"/drafts.js?"), "{place}");
    let mut fields = form_of(&page, action);
    for (name, value) in typed {
        set(&mut fields, name, value);
    }
    keep(browser, place, action, &fields).await.expect(204);
    fields
}

async fn keep(browser: &Browser, place: &str, action: &str, fields: &[(String, String)]) -> Answer {
    let about = [("draft_form", action), ("draft_place", place)];
    browser.post(KEEP, &[pairs(fields), about.to_vec()].concat()).await
}

async fn booked(home: &Home, client: Client, n: usize) -> i64 {
    let slots = client.slots("video").await;
    let slot = slots.into_iter().find(|slot| slot.starts_at.timestamp() > now() + 72 * 3600).expect("a time");
    client.booked(n, &slot, "video").await;
    home.db.count(&format!("SELECT MAX(id) FROM booking WHERE email = '{}'", email(n))).await
}

async fn a_form_of_the_set_up_stands_there_again_and_ends_when_it_is_saved(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let kanri = staff(server.client, "kanri").await;
    let page = "/staff/setup/offices/new";
    let typed = [("name_ja", "架空の新しいセンター"), ("slug", "new-center"), ("address_ja", "架空市西町8-9")];
    type_into(&kanri, page, page, &typed).await;
    assert!(!kanri.get("/staff/setup/kinds/new").await.expect(200).text().contains(BACK), "on its own page");
    // The computer stops, and she comes back another way.
    server.kill();
    let server = home.serve().await;
    let kanri = staff(server.client, "kanri").await;
    let again = kanri.get(page).await.expect(200).text();
    assert!(again.contains(BACK) && again.contains("途中 1"), "{again}");
    assert_eq!(hidden(&again, "name_ja"), "架空の新しいセンター");
    let saved = kanri.fill(page, page, &[("room_name", "相談室")]).await.expect(303);
    assert!(saved.location().contains("said=added"), "{}", saved.location());
    assert_eq!(home.db.count("SELECT COUNT(*) FROM work_draft").await, 0);
    assert!(!kanri.get(page).await.expect(200).text().contains(BACK));

    // Somebody saved meanwhile: what was begun before is refused, and both are shown.
    let office = home.db.count("SELECT MIN(id) FROM office").await;
    let page = format!("/staff/setup/offices/{office}");
    type_into(&kanri, &page, &page, &[("phone", "042-000-7777")]).await;
    let fields = form_of(&kanri.get(&page).await.expect(200).text(), &page);
    home.db.execute(&format!("UPDATE office SET version = version + 2 WHERE id = {office}")).await;
    home.db.execute("UPDATE municipality SET setup_version = setup_version + 1").await;
    let stale = kanri.post(&page, &pairs(&fields)).await.expect(409).text();
    assert!(stale.contains("042-000-7777"), "{stale}");
    assert_eq!(home.db.count("SELECT COUNT(*) FROM work_draft").await, 1, "it is not done");
}

async fn a_reason_and_a_correction_stand_there_again_for_their_booking_alone(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (one, other) = (booked(&home, server.client, 1).await, booked(&home, server.client, 2).await);
    let desk = staff(server.client, "uketsuke").await;
    let cancel = format!("/staff/bookings/{one}/cancel");
    let ask = |id: i64| format!("/staff/desk?b={id}&ask=cancel");
    type_into(&desk, &ask(one), &cancel, &[("reason", "架空の都合")]).await;
    // At the desk as beside the day, and of that booking alone.
    for place in [ask(one), format!("/staff?booking={one}&ask=cancel")] {
        let page = desk.get(&place).await.expect(200).text();
        assert!(page.contains(BACK) && hidden(&page, "reason") == "架空の都合", "{place}");
    }
    assert!(!desk.get(&ask(other)).await.expect(200).text().contains(BACK));
    let correct = format!("/staff/bookings/{other}/correct");
    let place = format!("/staff/desk?b={other}&correct=1");
    type_into(&desk, &place, &correct, &[("family_name", "架空"), ("phone", "090-0000-7777")]).await;
    let page = desk.get(&place).await.expect(200).text();
    assert!(page.contains(BACK) && hidden(&page, "phone") == "090-0000-7777", "{page}");
    // Somebody else moved on meanwhile: what was begun is of the booking as it was, and says so.
    home.db.execute(&format!("UPDATE booking SET version = version + 2 WHERE id = {other}")).await;
    let refused = desk.fill(&place, &correct, &[]).await.expect(303);
    assert!(refused.location().contains("said=changed"), "{}", refused.location());
    let page = desk.get(refused.location()).await.expect(200).text();
    assert!(page.contains("いまの内容") && hidden(&page, "phone") == "090-0000-7777", "{page}");
    let done = desk.fill(refused.location(), &correct, &[]).await.expect(303);
    assert!(done.location().contains("said=corrected"), "{}", done.location());
    let done = desk.fill(&ask(one), &cancel, &[]).await.expect(303);
    assert!(done.location().contains("said=cancelled"));
    assert_eq!(home.db.count("SELECT COUNT(*) FROM work_draft").await, 0, "both are done");
}

async fn each_caller_has_a_form_of_her_own(engine: Engine) {
    const BOOK: &str = "/staff/desk/book";
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let desk = staff(server.client, "uketsuke").await;
    let new = "/staff/desk?new=1";
    let first = type_into(&desk, new, BOOK, &[("family_name", "架空"), ("given_name", "一子")]).await;
    let number = first.iter().find(|(name, _)| name == "draft").expect("its number").1.clone();
    // The next caller begins with an empty form, and it is said that another waits.
    let page = desk.get(new).await.expect(200).text();
    assert!(hidden(&page, "family_name").is_empty() && page.contains("書きかけの新しい予約が1件"), "{page}");
    assert_ne!(hidden(&page, "draft"), number);
    type_into(&desk, new, BOOK, &[("family_name", "架空"), ("given_name", "二子")]).await;
    let again = format!("/staff/desk?new=1&draft={number}");
    let page = desk.get(&again).await.expect(200).text();
    assert!(page.contains(BACK), "{page}");
    assert_eq!((hidden(&page, "given_name"), hidden(&page, "draft")), ("一子".to_owned(), number.clone()));
    // Whatever is looked for meanwhile, it stays that form.
    let fields = form_of(&page, BOOK);
    let looked =
        desk.post("/staff/desk/choose", &[pairs(&fields), vec![("seek", "mode=phone")]].concat()).await.expect(303);
    assert!(looked.location().contains(&format!("draft={number}")), "{}", looked.location());
    let page = desk.get(looked.location()).await.expect(200).text();
    let slot = page.split("name=\"slot_id\"").nth(1).and_then(|rest| rest.split("value=\"").nth(1)).expect("a time");
    let slot = slot.split('"').next().unwrap().to_owned();
    let mut fields = form_of(&page, BOOK);
    for (name, value) in [
        ("slot_id", slot.as_str()),
        ("family_name_kana", "カクウ"),
        ("given_name_kana", "イチコ"),
        ("birth_date", "1995.4.3"),
        ("phone", "090-0000-1234"),
        ("consent", "true"),
    ] {
        set(&mut fields, name, value);
    }
    let done = desk.post(BOOK, &pairs(&fields)).await.expect(303);
    assert!(done.location().contains("said=booked"), "{}", done.location());
    let left = home.db.rows::<(String,)>("SELECT form FROM work_draft").await;
    assert!(left.len() == 1 && !left[0].0.ends_with(&number), "{left:?}");
}

async fn what_is_half_filled_is_listed_and_thrown_away(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let desk = staff(server.client, "uketsuke").await;
    assert!(desk.get(KEEP).await.expect(200).text().contains("途中の作業はありません"));
    let id = booked(&home, server.client, 1).await;
    let cancel = format!("/staff/bookings/{id}/cancel");
    let place = format!("/staff/desk?b={id}&ask=cancel");
    type_into(&desk, &place, &cancel, &[("reason", "架空の都合")]).await;
    type_into(&desk, "/staff/desk?new=1", "/staff/desk/book", &[("family_name", "架空"), ("given_name", "三子")]).await;
    let list = desk.get(KEEP).await.expect(200).text();
    assert!(
        list.contains("途中 2") && list.contains("新しい予約 架空 三子さん") && list.contains("取り消し "),
        "{list}"
    );
    assert!(!list.contains("試験"), "whose booking it is would be a look at her");
    assert!(list.contains(&format!("href=\"{}\"", place.replace('&', "&amp;"))), "{list}");
    // It is asked first.
    let draft = home.db.count(&format!("SELECT id FROM work_draft WHERE form = '{cancel}'")).await;
    let forget = format!("/staff/drafts/{draft}/forget");
    let asked = format!("/staff/drafts?ask={draft}");
    assert!(!list.contains(&forget));
    assert_eq!(desk.fill(&asked, &forget, &[]).await.expect(303).location(), "/staff/drafts?said=gone");
    assert!(desk.get("/staff/drafts?said=gone").await.expect(200).text().contains("途中の入力を消しました"));
    assert!(!desk.get(&place).await.expect(200).text().contains("架空の都合"));
    // From its own page back to its own page, which begins anew.
    let draft = home.db.count("SELECT id FROM work_draft").await;
    let forget = format!("/staff/drafts/{draft}/forget");
    let on = desk.fill(&format!("/staff/drafts?ask={draft}&on=1"), &forget, &[]).await.expect(303);
    assert_eq!(on.location(), "/staff/desk?new=1");
    assert_eq!(home.db.count("SELECT COUNT(*) FROM work_draft").await, 0);
    // Led away to nowhere.
    let on = desk.post(&forget, &[("next", "https://evil.example")]).await.expect(303);
    assert_eq!(on.location(), "/staff/drafts?said=gone");
}

async fn nobody_else_sees_it_and_nothing_secret_is_kept(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let id = booked(&home, server.client, 1).await;
    let browser = staff(server.client, "uketsuke").await;
    let cancel = format!("/staff/bookings/{id}/cancel");
    let place = format!("/staff/desk?b={id}&ask=cancel");
    let fields = type_into(&browser, &place, &cancel, &[("reason", "架空の都合"), ("password", "himitsu")]).await;
    let readable = "SELECT COUNT(*) FROM work_draft WHERE CAST(sealed AS TEXT) LIKE '%架空%'";
    assert_eq!(home.db.count(readable).await, 0);
    // The computer changes hands: the next one has nothing of it, and her page keeps nothing in another's name.
    browser.post("/staff/hand-over", &[]).await.expect(303);
    browser.sign_in("hokenshi").await;
    let page = browser.get(&place).await.expect(200).text();
    assert!(!page.contains("架空の都合") && !page.contains(BACK), "{page}");
    assert!(browser.get(KEEP).await.expect(200).text().contains("途中の作業はありません"));
    keep(&browser, &place, &cancel, &fields).await.expect(409);
    let draft = home.db.count("SELECT id FROM work_draft").await;
    browser.post(&format!("/staff/drafts/{draft}/forget"), &[]).await.expect(303);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM work_draft").await, 1, "it is not hers to throw away");
    // She has it again.
    browser.sign_in("uketsuke").await;
    let page = browser.get(&place).await.expect(200).text();
    assert!(page.contains(BACK) && hidden(&page, "reason") == "架空の都合", "{page}");
    for (form, typed) in [
        ("/staff/password", "password"),
        ("/staff/setup/staff/7/password", "display_name"),
        ("/staff/setup/mailbox", "host"),
        ("/b/token/cancel", "reason"),
        ("", "x"),
    ] {
        let refused = browser.post(KEEP, &[("draft_form", form), ("draft_place", "/staff"), (typed, "x")]).await;
        assert_eq!(refused.status, 422, "{form}");
    }
    assert_eq!(home.db.count("SELECT COUNT(*) FROM work_draft").await, 1);
    // Whoever is not signed in keeps nothing.
    Browser::new(server.client).post(KEEP, &[("draft_form", cancel.as_str()), ("reason", "x")]).await.expect(401);
}

async fn whoever_is_invited_stands_there_again_without_a_password(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let kanri = staff(server.client, "kanri").await;
    let page = "/staff/setup/staff/new";
    let typed = [("display_name", "架空 職員子"), ("login", "shokuinko"), ("email", "shokuinko@mail.kaku.example")];
    type_into(&kanri, page, page, &[typed.to_vec(), vec![("password", "himitsu-no-kotoba")]].concat()).await;
    // At another computer.
    let kanri = staff(server.client, "kanri").await;
    let again = kanri.get(page).await.expect(200).text();
    assert!(again.contains(BACK) && !again.contains("himitsu"), "{again}");
    for (name, value) in typed {
        assert_eq!(hidden(&again, name), value);
    }
    let list = kanri.get(KEEP).await.expect(200).text();
    assert!(list.contains("職員の設定"), "{list}");
    let done = kanri.fill(page, page, &[("offices", "north")]).await.expect(303);
    assert!(done.location().contains("said=invited"), "{}", done.location());
    assert_eq!(home.db.count("SELECT COUNT(*) FROM work_draft").await, 0);
    // Who is there already: her fields, and nothing of how she signs in.
    let member = home.db.count("SELECT id FROM staff WHERE login = 'shokuinko'").await;
    let page = format!("/staff/setup/staff/{member}");
    type_into(&kanri, &page, &page, &[("display_name", "架空 職員代")]).await;
    let again = kanri.get(&page).await.expect(200).text();
    assert!(again.contains(BACK) && hidden(&again, "display_name") == "架空 職員代", "{again}");
    let refused = keep(&kanri, &page, &format!("{page}/password"), &[]).await;
    assert_eq!(refused.status, 422);
}

/// Every page of the set-up and of the day whose forms have text: each says that it is kept, and the server takes it.
async fn every_long_form_of_the_staffs_is_kept(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let id = booked(&home, server.client, 1).await;
    let kanri = staff(server.client, "kanri").await;
    let entry = async |table: &str| home.db.count(&format!("SELECT MIN(id) FROM {table}")).await;
    let (office, kind, member) = (entry("office").await, entry("interview_kind").await, entry("staff").await);
    let pages = [
        ("/staff/desk?new=1".to_owned(), "/staff/desk/book".to_owned()),
        (format!("/staff/desk?b={id}&correct=1"), format!("/staff/bookings/{id}/correct")),
        (format!("/staff/desk?b={id}&ask=cancel"), format!("/staff/bookings/{id}/cancel")),
        (format!("/staff?booking={id}&ask=note"), format!("/staff/bookings/{id}/note")),
    ];
    let lists = ["closures", "kinds/new", "offices/new", "roles/new", "staff/new", "templates/new"];
    let entries = [format!("offices/{office}"), format!("kinds/{kind}"), format!("staff/{member}")];
    let setup = lists.into_iter().map(str::to_owned).chain(entries).map(|page| format!("/staff/setup/{page}"));
    for (place, action) in pages.into_iter().chain(setup.map(|page| (page.clone(), page))) {
        let page = kanri.get(&place).await.expect(200).text();
        let form = page.split("<form").find(|form| form.contains(&format!("action=\"{action}\"")));
        let tag = form.and_then(|form| form.split('>').next()).unwrap_or_else(|| panic!("{place}: no form {action}"));
        assert!(tag.contains("data-autosave=\""), "{place}: {tag}");
        keep(&kanri, &place, &action, &form_of(&page, &action)).await.expect(204);
    }
}
