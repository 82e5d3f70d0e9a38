//! The city's own pages of the set-up: what is saved is what residents see and read, every change has a history and a way back.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client};
use crate::support::forms::{form_of, pairs, set};
use crate::support::mail::property;
use crate::support::people::{KIND, email};
use crate::support::server::Home;

on_both_engines!(
    the_citys_names_are_those_that_residents_read,
    a_statement_is_shown_as_it_is_and_read_as_it_was,
    the_next_mail_comes_from_the_new_sender,
    what_cannot_be_comes_back_as_typed_beside_its_fields,
    of_two_tabs_the_second_is_told,
    a_change_is_taken_back_unless_another_came_after,
    the_citys_pages_are_for_administrators,
);

const NAMES: &str = "/staff/setup/city/names";
const CONSENT: &str = "/staff/setup/city/consent";
const SENDER: &str = "/staff/setup/city/sender";

pub async fn staff(client: Client, login: &str) -> Browser {
    let browser = Browser::new(client);
    browser.sign_in(login).await;
    browser
}

/// Fills the form of a section and saves it.
pub async fn save(browser: &Browser, page: &str, typed: &[(&str, &str)]) {
    let saved = browser.fill(page, page, typed).await.expect(303);
    assert_eq!(saved.location(), format!("{page}?said=saved"));
}

async fn the_citys_names_are_those_that_residents_read(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    let setup = browser.get("/staff/setup").await.expect(200).text();
    assert!(setup.contains("href=\"/staff/setup/city\""));
    let index = browser.get("/staff/setup/city").await.expect(200).text();
    assert!(index.contains(&format!("href=\"{NAMES}\"")) && index.contains("市の名前、担当課、電話番号と受付時間"));

    let typed = [
        ("name_ja", "架空中央市"),
        ("department_ja", "こども家庭課"),
        ("phone", "０４２ー０００ー０９００"),
        ("phone_hours_ja", "平日 9時〜16時"),
        ("phone_hours_en", ""),
    ];
    save(&browser, NAMES, &typed).await;
    let start = server.client.get("/").await.expect(200).text();
    for said in ["架空中央市 面談の予約", "こども家庭課", "042-000-0900", "平日 9時〜16時"] {
        assert!(start.contains(said), "{said}: {start}");
    }
    // What is not written in English is read in Japanese; what is, stays.
    let english = server.client.get("/en").await.expect(200).text();
    assert!(english.contains("平日 9時〜16時") && english.contains("Kaku City"), "{english}");
    let slot = server.client.slots("video").await.remove(0);
    server.client.booked(1, &slot, "video").await;
    home.db.message(&email(1), "confirmation", 0, "sent").await;
    let mail = home.mails_to(&email(1)).pop().expect("a mail");
    assert!(mail.text.contains("架空中央市") && mail.text.contains("平日 9時〜16時"), "{}", mail.text);

    // The form shows it again, and saying the same again is no change.
    let again = browser.fill(NAMES, NAMES, &[]).await.expect(303);
    assert_eq!(again.location(), format!("{NAMES}?said=nothing"));
    assert_eq!(home.db.count("SELECT COUNT(*) FROM setting_change").await, 1);
    home.db.check().await;
}

async fn a_statement_is_shown_as_it_is_and_read_as_it_was(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    let slots = server.client.slots("video").await;
    server.client.booked(1, &slots[0], "video").await;
    save(&browser, CONSENT, &[("purpose_ja", "面談の予約のためだけに使います。")]).await;
    server.client.booked(2, &slots[20], "video").await;
    let version = async |n: usize| {
        let sql = format!("SELECT consent_version FROM booking WHERE email = '{}'", email(n));
        home.db.rows::<(String,)>(&sql).await.remove(0).0
    };
    let (before, after) = (version(1).await, version(2).await);
    assert_eq!(before, "2026-04");
    assert!(after.ends_with("-1") && after.len() == "2031-06-10-1".len(), "{after}");

    let page = browser.get(CONSENT).await.expect(200).text();
    for text in [&before, &after] {
        assert!(page.contains(&format!("id=\"version-{text}\"")), "{text}: {page}");
    }
    assert!(page.contains("妊娠・出産・子育ての支援のために使います"), "the former words can be read: {page}");
    let resident = Browser::new(server.client);
    let times = resident.get(&format!("/book/{KIND}?mode=video")).await.expect(200).text();
    let mut fields = form_of(&times, "/hold?cookies=expected");
    set(&mut fields, "slot_id", &slots[40].id);
    resident.post("/hold", &pairs(&fields)).await.expect(303);
    let details = resident.get("/details").await.expect(200).text();
    assert!(details.contains("面談の予約のためだけに使います。"), "{details}");
    // Words that were changed while she typed are shown to her before she agrees to them.
    let mut fields = form_of(&details, "/confirm");
    let mail = email(3);
    for (name, value) in [
        ("family_name", "試験"),
        ("given_name", "花子"),
        ("family_name_kana", "しけん"),
        ("given_name_kana", "はなこ"),
        ("birth_year", "1995"),
        ("birth_month", "4"),
        ("birth_day", "3"),
        ("phone", "080-7000-0003"),
        ("email", &mail),
        ("consent", "true"),
    ] {
        set(&mut fields, name, value);
    }
    save(&browser, CONSENT, &[("purpose_ja", "面談の予約と支援のために使います。")]).await;
    let asked = resident.post("/confirm", &pairs(&fields)).await.expect(303);
    let again = resident.get(asked.location()).await.expect(200).text();
    assert!(
        again.contains("情報の使い方が新しくなりました") && again.contains("面談の予約と支援のために使います。"),
        "{again}"
    );
    let mut fields = form_of(&again, "/confirm");
    assert!(fields.iter().all(|(name, _)| name != "consent"), "she has not agreed to these words");
    set(&mut fields, "consent", "true");
    let done = resident.post("/confirm", &pairs(&fields)).await.expect(303);
    assert!(done.location().starts_with("/b/"), "{}", done.location());
    assert!(version(3).await.ends_with("-2"));
    // Staff read on the booking which words she agreed to, and come to them.
    let id = home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(1))).await;
    let day = slots[0].starts_at.date_naive();
    let panel = browser.get(&format!("/staff?date={day}&booking={id}")).await.expect(200).text();
    assert!(panel.contains(&format!("href=\"{CONSENT}#version-2026-04\"")), "{panel}");
    let panel = staff(server.client, "uketsuke").await.get(&format!("/staff?date={day}&booking={id}")).await.text();
    assert!(panel.contains("2026-04") && !panel.contains(CONSENT), "she may not open that page");
}

async fn the_next_mail_comes_from_the_new_sender(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    let page = browser.get(SENDER).await.expect(200).text();
    assert!(page.contains("カレンダーが受け付けないことがあります"), "the consequence stands beside the fields");
    let typed = [("mail_from", "yoyaku@mail.kaku.example"), ("reply_to", "kotae@mail.kaku.example")];
    save(&browser, SENDER, &typed).await;
    home.db.execute("UPDATE office SET mailbox = ''; UPDATE municipality SET setup_version = setup_version + 1").await;
    let slots = server.client.slots("video").await;
    server.client.booked(1, &slots[20], "video").await;
    home.db.message(&email(1), "confirmation", 0, "sent").await;
    let mail = home.mails_to(&email(1)).pop().expect("a mail");
    assert!(mail.from.contains("yoyaku@mail.kaku.example"), "{}", mail.from);
    assert!(mail.raw.contains("Reply-To: kotae@mail.kaku.example"), "{}", mail.raw);
    let organizer = property(&mail.calendars[0].file, "ORGANIZER").expect("an organizer");
    assert!(organizer.contains("mailto:yoyaku@mail.kaku.example"), "{organizer}");
}

async fn what_cannot_be_comes_back_as_typed_beside_its_fields(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    let mut fields = form_of(&browser.get(NAMES).await.expect(200).text(), NAMES);
    for (name, value) in [("name_ja", ""), ("phone", "12345"), ("department_ja", "<係>")] {
        set(&mut fields, name, value);
    }
    let page = browser.post(NAMES, &pairs(&fields)).await.expect(422).text();
    assert_eq!(form_of(&page, NAMES), fields, "everything typed stays");
    for field in ["name_ja", "phone"] {
        assert!(
            page.contains(&format!("href=\"#{field}\"")) && page.contains(&format!("id=\"{field}-error\"")),
            "{field}"
        );
    }
    assert!(page.contains("2か所を直してください") && page.contains("名前を入れてください"), "{page}");
    let page = browser.fill(SENDER, SENDER, &[("mail_from", "city@@kaku")]).await.expect(422).text();
    assert!(page.contains("id=\"mail_from-error\"") && page.contains("value=\"city@@kaku\""), "{page}");
    assert_eq!(home.db.count("SELECT COUNT(*) FROM setting_change").await, 0);
    browser.get("/staff/setup/city/nowhere").await.expect(404);
    browser.post("/staff/setup/city/nowhere", &[]).await.expect(404);
}

async fn of_two_tabs_the_second_is_told(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    let mut second = form_of(&browser.get(NAMES).await.expect(200).text(), NAMES);
    save(&browser, NAMES, &[("phone", "042-000-0201")]).await;
    set(&mut second, "phone", "042-000-0202");
    let page = browser.post(NAMES, &pairs(&second)).await.expect(409).text();
    assert!(page.contains("いまの内容: 042-000-0201") && page.contains("value=\"042-000-0202\""), "{page}");
    assert_eq!(home.db.rows::<(String,)>("SELECT phone FROM municipality").await[0].0, "042-000-0201");
    // Whoever has seen both may send it again.
    browser.post(NAMES, &pairs(&form_of(&page, NAMES))).await.expect(303);
    assert_eq!(home.db.rows::<(String,)>("SELECT phone FROM municipality").await[0].0, "042-000-0202");
    // A section is a row of its own.
    save(&browser, SENDER, &[("reply_to", "kotae@mail.kaku.example")]).await;
}

async fn a_change_is_taken_back_unless_another_came_after(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    let undo = format!("{NAMES}/undo");
    save(&browser, NAMES, &[("phone", "042-000-0201")]).await;
    let before = form_of(&browser.get(NAMES).await.expect(200).text(), &undo);
    save(&browser, NAMES, &[("phone", "042-000-0202"), ("name_en", "")]).await;
    let page = browser.get(NAMES).await.expect(200).text();
    for said in ["042-000-0100", "042-000-0201", "042-000-0202", "想定 係長", "市の名前(English)", "この変更をもどす"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert_eq!(page.matches("この変更をもどす").count(), 1, "only the latest can be taken back");

    let refused = browser.post(&undo, &pairs(&before)).await.expect(409).text();
    assert!(refused.contains("ほかの人が先に変えました") && refused.contains("value=\"042-000-0202\""), "{refused}");
    let undone = browser.fill(NAMES, &undo, &[]).await.expect(303);
    assert_eq!(undone.location(), format!("{NAMES}?said=undone"));
    let page = browser.get(undone.location()).await.expect(200).text();
    assert!(page.contains("変更をもどしました") && page.contains("前の変更をもどしました"), "{page}");
    assert!(server.client.get("/").await.text().contains("042-000-0201"));
    assert_eq!(home.db.count("SELECT COUNT(*) FROM setting_change").await, 3);
    // Taken back, it can be taken back.
    browser.fill(NAMES, &undo, &[]).await.expect(303);
    assert!(server.client.get("/").await.text().contains("042-000-0202"));
}

async fn the_citys_pages_are_for_administrators(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    for login in ["hokenshi", "uketsuke"] {
        let browser = staff(server.client, login).await;
        for page in ["/staff/setup/city", NAMES] {
            browser.get(page).await.expect(403);
        }
        for act in [NAMES.to_owned(), format!("{NAMES}/undo")] {
            browser.post(&act, &[("phone", "042-000-0999"), ("version", "0")]).await.expect(404);
        }
        assert!(!browser.get("/staff/setup").await.text().contains("/staff/setup/city"));
    }
    let stranger = Browser::new(server.client).post(NAMES, &[("phone", "042-000-0999")]).await.expect(401);
    assert!(stranger.text().contains("action=\"/staff/sign-in?"));
    assert_eq!(home.db.count("SELECT COUNT(*) FROM setting_change").await, 0);
}
