//! What pages and messages say is so: neutral names where she asked for them, one number for one booking, promises that
//! are kept, warnings where they are seen.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client, Slot};
use crate::support::forms::{form_of, pairs, set};
use crate::support::http::Answer;
use crate::support::mail::Mail;
use crate::support::people::{email, phone};
use crate::support::server::Home;

on_both_engines!(
    a_discreet_booking_tells_nothing_of_mothers_anywhere,
    one_booking_has_one_number_everywhere,
    cancelling_says_exactly_what_follows,
    what_to_bring_is_for_those_who_come,
    rules_that_leave_nothing_are_said_where_saved_is_said,
    a_time_closed_by_hand_is_called_so_in_the_preview,
    every_change_of_a_booking_stands_in_its_history,
    errors_of_the_set_up_name_their_field_and_names_are_not_given_twice,
    the_bar_is_the_same_on_every_page_of_the_staff,
);

/// Books on the pages, in person or otherwise; her link.
async fn booked(client: Client, n: usize, slot: &Slot, mode: &str, more: &[(&str, &str)]) -> String {
    let browser = Browser::new(client);
    browser.post("/hold", &[("slot_id", &slot.id), ("mode", mode)]).await.expect(303);
    let mut fields = form_of(&browser.get("/details").await.expect(200).text(), "/confirm");
    let (phone, email) = (phone(n), email(n));
    let typed = [
        ("family_name", "試験"),
        ("given_name", "花子"),
        ("family_name_kana", "しけん"),
        ("given_name_kana", "はなこ"),
        ("birth_year", "1995"),
        ("birth_month", "4"),
        ("birth_day", "3"),
        ("phone", &phone),
        ("email", &email),
        ("consent", "true"),
    ];
    for (name, value) in typed.iter().chain(more) {
        set(&mut fields, name, value);
    }
    let done = browser.post("/confirm", &pairs(&fields)).await.expect(303);
    done.location().split('?').next().expect("a path").to_owned()
}

async fn staff(client: Client, login: &str) -> Browser {
    let browser = Browser::new(client);
    browser.sign_in(login).await;
    browser
}

async fn at(client: Client, office: &str, mode: &str) -> Slot {
    client.slots(mode).await.into_iter().filter(|slot| slot.office == office).nth(20).expect("a time")
}

async fn letter(home: &Home, n: usize, kind: &str, version: i64) -> Mail {
    home.db.message(&email(n), kind, version, "sent").await;
    let word = if kind == "cancellation" { "取り消し" } else { "予約" };
    home.mails_to(&email(n)).into_iter().find(|mail| mail.subject.contains(word)).expect("a mail")
}

/// Every word of a mail.
fn everything(mail: &Mail) -> String {
    let calendars = mail.calendars.iter().map(|calendar| calendar.file.replace("\r\n ", "")).collect::<Vec<_>>();
    [mail.from.as_str(), &mail.subject, &mail.text, &mail.html, &calendars.concat()].join("\n")
}

async fn a_discreet_booking_tells_nothing_of_mothers_anywhere(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slot = at(client, "central", "in_person").await;
    let mail_please = [("discreet", "true"), ("needs", "quiet_contact")];
    let link = booked(client, 1, &slot, "in_person", &mail_please).await;
    let hers = client.get(&link).await.expect(200).text();
    assert!(hers.contains("中央センター 2階 相談室") && hers.contains("042-000-0100"), "{hers}");
    assert!(hers.contains("持ち物は、メールでお知らせします。") && !hers.contains("電話でお知らせします。</p>"));
    let english = client.get(&format!("{link}?lang=en")).await.expect(200).text();
    assert!(english.contains("We will tell you by e-mail what to bring.") && english.contains("Central Centre"));
    let id = home.db.count("SELECT MAX(id) FROM booking WHERE email = 'haha1@mail.kaku.example'").await;
    let desk = staff(client, "uketsuke").await;
    let slip = desk.get(&format!("/staff/bookings/{id}/slip")).await.expect(200).text();
    assert!(slip.contains("中央センター 2階 相談室") && slip.contains("042-000-0100"));
    let panel = desk.get(&format!("/staff?booking={id}")).await.expect(200).text();
    assert!(panel.contains("メールで伝えてください"), "who has to keep the promise sees it");
    let mail = letter(&home, 1, "confirmation", 0).await;
    let calendar = client.get(&format!("{link}/calendar.ics")).await.expect(200).text().replace("\r\n ", "");
    for (whose, text) in [
        ("page", &hers),
        ("page in English", &english),
        ("slip", &slip),
        ("calendar", &calendar),
        ("mail", &everything(&mail)),
    ] {
        for word in ["母子", "boshi", "保健", "妊娠", "Maternal", "Mother", "Health", "Pregnancy"] {
            // The title of the staff's own window is not on paper.
            let text = text.split_once("<main").map_or(text.as_str(), |(_, main)| main);
            assert!(!text.contains(word), "{word} on the {whose}");
        }
    }
    // Without the wish the promise is a call.
    let link = booked(client, 2, &at(client, "north", "in_person").await, "in_person", &[("discreet", "true")]).await;
    assert!(client.get(&link).await.text().contains("持ち物は、電話でお知らせします。"));
}

async fn one_booking_has_one_number_everywhere(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    for (n, office, number) in [(1, "north", "042-000-0120"), (2, "south", "042-000-0130")] {
        let link = booked(client, n, &at(client, office, "in_person").await, "in_person", &[]).await;
        let id = home.db.count(&format!("SELECT MAX(id) FROM booking WHERE email = '{}'", email(n))).await;
        let slip = format!("/staff/bookings/{id}/slip");
        let desk = staff(client, "uketsuke").await;
        let told = [
            client.get(&link).await.expect(200).text(),
            client.get(&format!("{link}/move")).await.expect(200).text(),
            client.post(&format!("{link}/move"), &[], &serde_json::json!({})).await.text(),
            desk.get(&slip).await.expect(200).text(),
            letter(&home, n, "confirmation", 0).await.text,
        ];
        for text in told.iter().filter(|text| text.contains("042-")) {
            assert!(text.contains(number) && !text.contains("042-000-0100"), "{text}");
        }
        assert!(told[0].contains(number) && told[3].contains(number) && told[4].contains(number));
    }
}

/// Her own form of cancelling, sent as it came.
async fn cancelled(client: Client, page: &str, more: &[(&str, &str)]) -> Answer {
    let form = format!("{page}/cancel");
    Browser::new(client).fill(&form, &form, more).await
}

async fn cancelling_says_exactly_what_follows(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slots = client.slots("in_person").await;
    let loud = booked(client, 1, &slots[20], "in_person", &[]).await;
    let quiet = booked(client, 2, &slots[24], "in_person", &[]).await;
    let none = booked(client, 3, &slots[28], "in_person", &[("email", "")]).await;
    letter(&home, 2, "confirmation", 0).await;

    let page = client.get(&format!("{loud}/cancel")).await.expect(200).text();
    assert!(page.contains("メールを1通だけお送りします") && page.contains("name=\"quiet\""));
    let done = cancelled(client, &loud, &[]).await.expect(303).location().to_owned();
    assert!(client.get(&done).await.expect(200).text().contains("メールを1通お送りします"));
    let mail = letter(&home, 1, "cancellation", 1).await;
    assert!(!everything(&mail).contains("妊娠") && mail.text.contains("取り消しました"));
    let calendar = client.get(&format!("{loud}/calendar.ics")).await.text();
    assert!(calendar.contains("SUMMARY:予約") && !calendar.replace("\r\n ", "").contains("妊娠"));

    let done = cancelled(client, &quiet, &[("quiet", "true")]).await.expect(303);
    assert!(client.get(done.location()).await.text().contains("もう届きません"));
    let messages = home.db.messages(&email(2)).await;
    assert!(messages.iter().all(|message| message.kind != "cancellation"), "{messages:?}");
    assert!(messages.iter().all(|message| message.state != "pending"), "nothing is waiting: {messages:?}");

    let page = client.get(&format!("{none}/cancel")).await.expect(200).text();
    assert!(!page.contains("name=\"quiet\"") && page.contains("もう届きません"));
}

async fn what_to_bring_is_for_those_who_come(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slot = client.slots("video").await[20].clone();
    let video = client.get(&booked(client, 1, &slot, "video", &[]).await).await.expect(200).text();
    assert!(video.contains("診察券") && !video.contains("羽織る"), "a cardigan is for the way");
    assert!(video.contains("母子健康手帳は、面談のあと、ご自宅に郵送します。"));
    assert!(!letter(&home, 1, "confirmation", 0).await.text.contains("羽織る"));
    let slot = client.slots("in_person").await[28].clone();
    let comes = client.get(&booked(client, 2, &slot, "in_person", &[]).await).await.expect(200).text();
    assert!(comes.contains("羽織る") && comes.contains("母子健康手帳は、面談のときにお渡しします。"));
    assert!(letter(&home, 2, "confirmation", 0).await.text.contains("面談のときにお渡しします"));
    // After birth nobody is asked for a due date.
    let after = client.slots_of("kind=postnatal&mode=in_person&days=50").await[9].clone();
    let browser = Browser::new(client);
    browser.post("/hold", &[("slot_id", &after.id), ("mode", "in_person")]).await.expect(303);
    assert!(!browser.get("/details").await.expect(200).text().contains("due_year"));
}

async fn rules_that_leave_nothing_are_said_where_saved_is_said(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    let kind = home.db.count("SELECT id FROM interview_kind WHERE slug = 'notification'").await;
    let page = format!("/staff/setup/kinds/{kind}");
    let mut fields = form_of(&browser.get(&page).await.expect(200).text(), &page);
    // It opens two days before, and closes five working days before: never.
    for (name, value) in
        [("horizon_days", "2"), ("book_kind", "business_days"), ("book_days", "5"), ("book_at", "15:00")]
    {
        set(&mut fields, name, value);
    }
    let saved = browser.post(&page, &pairs(&fields)).await.expect(303).location().to_owned();
    let text = browser.get(&saved).await.expect(200).text();
    let (said, warned) = (text.find("保存しました。"), text.find("予約できる時刻がありません"));
    let form = text.find(&format!("action=\"{page}\"")).expect("the form");
    assert!(said < warned && warned < Some(form), "{said:?} {warned:?} {form}");
    for place in [saved.as_str(), "/staff/setup"] {
        let text = browser.get(place).await.expect(200).text();
        assert!(text.contains("いつになっても予約できません") && !text.contains("日から予約できます"), "{place}");
    }
}

async fn a_time_closed_by_hand_is_called_so_in_the_preview(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    let slot = server.client.slots("in_person").await.last().expect("a time").clone();
    let month = slot.starts_at.format("%Y-%m").to_string();
    let preview = format!("/staff/setup/publish?month={month}");
    assert!(!browser.get(&preview).await.expect(200).text().contains("手で閉じた"));
    let id = home.db.count(&format!("SELECT MIN(id) FROM slot WHERE starts_at = {}", slot.starts_at.timestamp())).await;
    browser.post(&format!("/staff/slots/{id}"), &[("open", "false"), ("was", "open")]).await.expect(303);
    assert!(browser.get(&preview).await.expect(200).text().contains("手で閉じた"));
}

async fn every_change_of_a_booking_stands_in_its_history(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slots = client.slots("in_person").await;
    let booked = client.booked(1, &slots[20], "in_person").await;
    client.move_to(&booked.token, &slots[28]).await.expect(200);
    client.change_mode(&booked.token, "video").await.expect(200);
    let id = home.db.count("SELECT MAX(id) FROM booking WHERE email = 'haha1@mail.kaku.example'").await;
    let desk = staff(client, "uketsuke").await;
    let page = desk.get(&format!("/staff?booking={id}")).await.expect(200).text();
    for line in ["受付(", "日時を変更 ", "方法を変更 オンライン("] {
        assert!(page.contains(line), "{line}: {page}");
    }
    assert!(page.find("受付(") < page.find("日時を変更") && page.find("日時を変更") < page.find("方法を変更"));
}

async fn errors_of_the_set_up_name_their_field_and_names_are_not_given_twice(engine: Engine) {
    const OFFICE: &str = "/staff/setup/offices/new";
    const NURSE: &str = "/staff/setup/staff/new";
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    for path in [OFFICE, NURSE, "/staff/setup/kinds/new", "/staff/setup/templates/new"] {
        let mut fields = form_of(&browser.get(path).await.expect(200).text(), path);
        fields.retain(|(name, _)| !matches!(name.as_str(), "modes" | "kinds" | "professions" | "weekdays"));
        let refused = browser.post(path, &pairs(&fields)).await.expect(422).text();
        let summary = &refused[refused.find("id=\"errors\"").expect("a summary")..];
        let summary = &summary[..summary.find("</section>").expect("its end")];
        assert!(!summary.contains("ここを入れて"), "{path}: {summary}");
        let lines: Vec<&str> = summary.split("<li>").skip(1).collect();
        let different: std::collections::BTreeSet<&&str> = lines.iter().collect();
        assert_eq!(lines.len(), different.len(), "{path}: each says something of its own: {summary}");
    }
    // A name in Japanese alone is enough.
    let mut office = form_of(&browser.get(OFFICE).await.expect(200).text(), OFFICE);
    set(&mut office, "name_ja", "架空東センター");
    browser.post(OFFICE, &pairs(&office)).await.expect(303);
    set(&mut office, "name_ja", " 架空東 センター");
    let again = browser.post(OFFICE, &pairs(&office)).await.expect(422).text();
    assert!(again.contains("同じ名前が、もうあります"));
    set(&mut office, "name_ja", "架空西センター");
    browser.post(OFFICE, &pairs(&office)).await.expect(303);

    let mut nurse = form_of(&browser.get(NURSE).await.expect(200).text(), NURSE);
    let password = "a long enough password";
    for (name, value) in [
        ("login", "HOKENSHI"),
        ("display_name", "見本　ひとみ"),
        ("password", password),
        ("password_again", password),
        ("offices", "central"),
        ("modes", "in_person"),
    ] {
        set(&mut nurse, name, value);
    }
    let refused = browser.post(NURSE, &pairs(&nurse)).await.expect(422).text();
    assert!(refused.contains("同じ名前が、もうあります") && refused.contains("同じログイン名が、もうあります"));
}

async fn the_bar_is_the_same_on_every_page_of_the_staff(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    for (page, current) in [
        ("/staff", "予定"),
        ("/staff?view=list", "予定"),
        ("/staff/desk", "電話受付"),
        ("/staff/desk?new=1", "電話受付"),
        ("/staff/setup", "設定"),
        ("/staff/setup/kinds", "設定"),
    ] {
        let text = browser.get(page).await.expect(200).text();
        let bar = &text[text.find("aria-label=\"職員の画面\"").expect("the bar")..];
        let bar = &bar[..bar.find("</nav>").expect("its end")];
        let places: Vec<_> = ["予定", "電話受付", "設定"].map(|word| bar.find(word)).to_vec();
        assert!(places.is_sorted() && places.iter().all(Option::is_some), "{page}: {bar}");
        let marked = &bar[bar.find("aria-current").expect("where one is")..];
        assert!(marked.split('>').nth(1).is_some_and(|word| word.starts_with(current)), "{page}: {bar}");
    }
    let desk = staff(server.client, "uketsuke").await.get("/staff").await.expect(200).text();
    assert!(!desk.contains("href=\"/staff/setup\""));
}
