//! Kinds on the set-up pages: rules with their consequence, a due date that is asked or not, links, sets of kinds.

use chrono::Duration;
use serde_json::json;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client};
use crate::support::forms::{form_of, pairs, set};
use crate::support::people::{KIND, email, wish};
use crate::support::server::Home;

on_both_engines!(
    rules_say_what_comes_of_them,
    what_cannot_be_comes_back_as_typed,
    a_due_date_is_asked_as_the_rules_say,
    a_new_counter_is_made_from_a_set,
    links_stand_under_what_to_bring,
);

/// An administrator with the form of the usual kind.
struct Editor {
    browser: Browser,
    page: String,
}

impl Editor {
    async fn new(home: &Home, client: Client) -> Self {
        let browser = Browser::new(client);
        browser.sign_in("kanri").await;
        let id = home.db.count(&format!("SELECT id FROM interview_kind WHERE slug = '{KIND}'")).await;
        Self { browser, page: format!("/staff/setup/kinds/{id}") }
    }

    async fn fields(&self) -> Vec<(String, String)> {
        form_of(&self.browser.get(&self.page).await.expect(200).text(), &self.page)
    }

    /// Saves the form with some fields changed.
    async fn save(&self, changed: &[(&str, &str)]) {
        let mut fields = self.fields().await;
        for (name, value) in changed {
            set(&mut fields, name, value);
        }
        let saved = self.browser.post(&self.page, &pairs(&fields)).await.expect(303);
        assert_eq!(saved.location(), format!("{}?said=saved", self.page));
    }
}

/// The number before 枠 of both months, added up.
fn counted(page: &str) -> usize {
    let months = page.split("この規則では ").skip(1).filter_map(|rest| rest.split('枠').next());
    let counts = months.filter_map(|month| month.rsplit(' ').next());
    counts.map(|count| count.parse::<usize>().expect("a number")).sum()
}

async fn rules_say_what_comes_of_them(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let editor = Editor::new(&home, server.client).await;
    let page = editor.browser.get(&editor.page).await.expect(200).text();
    let all = server.client.slots_of(&format!("kind={KIND}&days=62")).await.len();
    assert!(all > 0 && page.contains("この規則では"));
    assert!(counted(&page) <= all && counted(&page) > 0, "{} of {all}", counted(&page));

    // Only counted: nothing is saved, and what was typed stays.
    let mut fields = editor.fields().await;
    set(&mut fields, "horizon_days", "3");
    fields.push(("step".into(), "count".into()));
    let page = editor.browser.post(&editor.page, &pairs(&fields)).await.expect(200).text();
    assert!(page.contains("まだ保存していません") && counted(&page) < all);
    assert!(form_of(&page, &editor.page).contains(&("horizon_days".into(), "3".into())));
    assert_eq!(server.client.slots_of(&format!("kind={KIND}&days=62")).await.len(), all);

    // Saved, the same number is what residents get.
    editor.save(&[("horizon_days", "3")]).await;
    let listed = server.client.slots_of(&format!("kind={KIND}&days=62")).await.len();
    assert_eq!(counted(&editor.browser.get(&editor.page).await.expect(200).text()), listed);

    // A rule that leaves nothing is said where it is made and on the first page, with the reason.
    editor.save(&[("book_kind", "business_days"), ("book_days", "60"), ("book_at", "15:00")]).await;
    assert!(server.client.slots_of(&format!("kind={KIND}&days=62")).await.is_empty());
    for place in [editor.page.as_str(), "/staff/setup", "/staff/setup/kinds"] {
        let page = editor.browser.get(place).await.expect(200).text();
        assert!(page.contains("公開中の枠がありますが、規則により予約できる時刻がありません"), "{place}");
        assert!(page.contains("受付の締切") || page.contains("受付の期間"), "{place}");
    }

    // Staff book it from now on: residents see it no more.
    editor.save(&[("book_kind", "start"), ("horizon_days", ""), ("web", "false")]).await;
    let kinds = server.client.get("/api/v1/kinds").await.expect(200).text();
    assert!(!kinds.contains(KIND) && kinds.contains("eighth-month"));
    server.client.get(&format!("/book/{KIND}")).await.expect(404);
    assert!(!server.client.get("/").await.expect(200).text().contains(&format!("/book/{KIND}")));
    let page = editor.browser.get(&editor.page).await.expect(200).text();
    assert!(page.contains("枠が職員が予約できます") || page.contains("職員が予約できます"));
    let desk = editor.browser.get("/staff/desk?new=1").await.expect(200).text();
    assert!(desk.contains("妊娠の届出と面談"));
}

async fn what_cannot_be_comes_back_as_typed(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let editor = Editor::new(&home, server.client).await;
    let mut fields = editor.fields().await;
    let typed = [
        ("minutes", "42"),
        ("weeks_from", "28"),
        ("weeks_until", ""),
        ("cancel_kind", "business_days"),
        ("cancel_at", "25:00"),
        ("quota_web", "たくさん"),
        ("link_ja", "手引き"),
        ("link_url", "http://www.city.kaku.example/"),
        ("name_ja", ""),
    ];
    for (name, value) in typed {
        set(&mut fields, name, value);
    }
    let page = editor.browser.post(&editor.page, &pairs(&fields)).await.expect(422).text();
    assert_eq!(form_of(&page, &editor.page), fields, "everything typed stays");
    for field in ["minutes", "weeks_from", "cancel_kind", "quota_web", "link_ja_0", "name_ja"] {
        assert!(page.contains(&format!("href=\"#{field}\"")) && page.contains(&format!("id=\"{field}\"")), "{field}");
    }
    assert!(page.contains("6か所を直してください"));
}

async fn a_due_date_is_asked_as_the_rules_say(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let editor = Editor::new(&home, server.client).await;
    let slots = server.client.slots("video").await;
    let slot = slots.iter().find(|slot| slot.free > 1).expect("a time of two nurses");
    let resident = Browser::new(server.client);

    editor.save(&[("due_date", "hidden")]).await;
    resident.post("/hold", &[("slot_id", &slot.id), ("mode", "video")]).await.expect(303);
    for (prefix, words) in [("", ["出産予定日", "上の子"]), ("/en", ["Due date", "older child"])] {
        let page = resident.get(&format!("{prefix}/details")).await.expect(200).text();
        for word in words {
            assert!(!page.contains(word), "{word}");
        }
    }

    editor.save(&[("due_date", "required"), ("weeks_from", "28"), ("weeks_until", "32")]).await;
    let page = resident.get("/details").await.expect(200).text();
    assert!(page.contains("出産予定日") && !page.contains("わかっている方だけ"));
    let mut typed = form_of(&page, "/confirm");
    let person = [
        ("family_name", "試験"),
        ("given_name", "花子"),
        ("family_name_kana", "しけん"),
        ("given_name_kana", "はなこ"),
        ("birth_year", "1995"),
        ("birth_month", "4"),
        ("birth_day", "3"),
        ("phone", "080-7000-0001"),
        ("consent", "true"),
    ];
    for (name, value) in person {
        set(&mut typed, name, value);
    }
    resident.post("/confirm", &pairs(&typed)).await.expect(303);
    assert!(resident.get("/details").await.expect(200).text().contains("出産予定日の年、月、日を入れてください"));

    // Programs are told in words of their own.
    let day = slot.starts_at.date_naive();
    let due_in = |weeks: i64| (day + Duration::weeks(40 - weeks)).to_string();
    let book = async |n: usize, due: Option<String>| {
        let mut wish = wish(n, &slot.id, "video");
        wish["due_date"] = json!(due);
        server.client.post("/api/v1/bookings", &[("idempotency-key", &format!("due-{n}"))], &wish).await
    };
    assert_eq!(book(2, None).await.expect(422).json()["fields"]["due_date"], "required");
    assert_eq!(book(3, Some(due_in(20))).await.expect(422).json()["fields"]["due_date"], "outside_weeks");
    book(4, Some(due_in(30))).await.expect(201);
}

async fn a_new_counter_is_made_from_a_set(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let editor = Editor::new(&home, server.client).await;
    let list = "/staff/setup/kinds";
    let page = editor.browser.get(list).await.expect(200).text();
    assert!(page.contains("おくやみ相談") && page.contains("学童クラブ面談") && page.contains("前営業日15時まで"));
    let set = [("set", "counters")];
    let added = editor.browser.post("/staff/setup/kinds/set", &set).await.expect(303);
    assert_eq!(added.location(), format!("{list}?said=added"));
    let kinds = server.client.get("/api/v1/kinds").await.expect(200).json();
    let slugs: Vec<&str> = kinds["kinds"].as_array().expect("kinds").iter().filter_map(|k| k["id"].as_str()).collect();
    assert!(slugs.ends_with(&["after-school-club", "bereavement"]), "{slugs:?}");
    assert!(server.client.get("/en").await.expect(200).text().contains("Support after a bereavement"));
    server.client.get("/book/bereavement").await.expect(200);

    // Once more: nothing new, and nothing twice.
    let again = editor.browser.post("/staff/setup/kinds/set", &set).await.expect(303);
    assert_eq!(again.location(), format!("{list}?said=nothing"));
    assert_eq!(home.db.count("SELECT COUNT(*) FROM interview_kind WHERE slug = 'bereavement'").await, 1);
    editor.browser.post("/staff/setup/kinds/set", &[("set", "nobody")]).await.expect(404);
}

async fn links_stand_under_what_to_bring(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let editor = Editor::new(&home, server.client).await;
    let url = "https://www.city.kaku.example/guide.pdf";
    editor.save(&[("link_ja", "面談の手引き"), ("link_en", "Guide to the interview"), ("link_url", url)]).await;
    let slot = server.client.slots("video").await.into_iter().next_back().expect("a free time");
    let booked = server.client.booked(1, &slot, "video").await;
    for (query, words) in [("", "面談の手引き"), ("?lang=en", "Guide to the interview")] {
        let page = server.client.get(&format!("/b/{}{query}", booked.token)).await.expect(200).text();
        assert!(page.contains(url) && page.contains(words), "{query}");
    }
    home.db.message(&email(1), "confirmation", 0, "sent").await;
    let mail = home.mails_to(&email(1)).into_iter().next().expect("her confirmation");
    assert!(mail.text.contains(url) && mail.text.contains("面談の手引き"), "{}", mail.text);
}
