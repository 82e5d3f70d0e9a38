//! An action hits what its page showed, or nothing: a booking that moved meanwhile, the other tab's time, a colleague's save.
//! Longer than other files: the same question is asked of every action, side by side.

use serde_json::json;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Booked, Browser, Client, Slot, hidden};
use crate::support::clock::now;
use crate::support::forms::{form_of, links_of, of_anybody, pairs, set};
use crate::support::http::Answer;
use crate::support::people::{KIND, email, phone};
use crate::support::server::Home;

on_both_engines!(
    staff_cannot_act_on_a_booking_that_its_mother_moved,
    a_mother_is_shown_what_staff_changed_before_she_changes_it,
    if_match_keeps_a_program_from_changing_what_it_has_not_read,
    the_mode_she_has_is_not_called_changed,
    two_tabs_keep_their_times_apart,
    a_tab_gives_back_and_lengthens_its_own_time_only,
    the_second_save_of_two_is_refused_with_both_versions,
    a_time_that_a_colleague_closed_is_not_closed_again,
    whoever_books_from_a_nurses_column_gets_that_nurse_or_is_told_why_not,
);

/// What a form posts: names and values.
type Fields = Vec<(String, String)>;

/// Free times, the day after tomorrow at the earliest.
async fn times(client: Client) -> Vec<Slot> {
    let mut slots = client.slots("video").await;
    slots.retain(|slot| slot.starts_at.timestamp() > now() + 48 * 3600);
    slots
}

/// A booking by video: its time, its id and itself.
async fn booked(home: &Home, client: Client) -> (Slot, i64, Booked) {
    let slot = times(client).await.remove(0);
    let booking = client.booked(1, &slot, "video").await;
    let id = home.db.count(&format!("SELECT MAX(id) FROM booking WHERE email = '{}'", email(1))).await;
    // Her confirmation has left: from here on only what the test does changes anything.
    home.db.quiet(now() + 1).await;
    (slot, id, booking)
}

async fn staff(client: Client, login: &str) -> Browser {
    let browser = Browser::new(client);
    browser.sign_in(login).await;
    browser
}

async fn staff_cannot_act_on_a_booking_that_its_mother_moved(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (slot, id, booking) = booked(&home, client).await;
    let (reception, nurse) = (staff(client, "uketsuke").await, staff(client, "hokenshi").await);
    let day = slot.starts_at.date_naive();
    let panel = format!("/staff?date={day}&booking={id}");
    // What stands on the screens: the question, the free times, the ways, at the desk and in the panel.
    let mut shown: Vec<(&Browser, String, Fields)> = Vec::new();
    for (browser, page) in [(&reception, format!("/staff/desk?b={id}")), (&nurse, panel.clone())] {
        for (ask, verb) in [("&ask=cancel", "cancel"), ("&ask=move", "move"), ("", "mode")] {
            let action = format!("/staff/bookings/{id}/{verb}");
            let mut fields = form_of(&browser.get(&format!("{page}{ask}")).await.expect(200).text(), &action);
            let other = times(client).await.into_iter().find(|other| other.id != slot.id).expect("another time");
            match verb {
                "move" => set(&mut fields, "slot_id", &other.id),
                "mode" => set(&mut fields, "mode", "in_person"),
                _ => {}
            }
            shown.push((browser, action, fields));
        }
    }
    let seen = home.db.version("booking", id).await;
    let mark = vec![("status".to_owned(), "arrived".to_owned()), ("version".to_owned(), seen)];
    shown.push((&nurse, format!("/staff/bookings/{id}/mark"), mark));
    let later = times(client).await.into_iter().find(|other| other.starts_at.date_naive() > day).expect("a later day");
    client.move_to(&booking.token, &later).await.expect(200);

    // What she is told of her move has left.
    home.db.quiet(now() + 1).await;
    let before = home.db.fingerprint().await;
    for (browser, action, fields) in &shown {
        let refused = browser.post(action, &pairs(fields)).await.expect(303);
        assert!(refused.location().contains("&said=changed"), "{action}: {}", refused.location());
        let page = browser.get(refused.location()).await.expect(200).text();
        let (hour, minute) = (later.starts_at.format("%-H:%M"), later.starts_at.format("%-m月%-d日"));
        assert!(page.contains("この予約は変わりました"), "{action}");
        assert!(
            page.contains(&minute.to_string()) && page.contains(&hour.to_string()),
            "{action}: the new time is shown"
        );
    }
    // A page from before there were versions is never the state of now.
    let bare = reception.post(&format!("/staff/bookings/{id}/cancel"), &[("back", "desk")]).await.expect(303);
    assert!(bare.location().ends_with("said=changed"));
    // The reason that was typed is not lost: it stands in its field again.
    let typed = [("back", "desk"), ("version", "0"), ("reason", "架空の都合")];
    let refused = reception.post(&format!("/staff/bookings/{id}/cancel"), &typed).await.expect(303);
    let page = reception.get(refused.location()).await.expect(200).text();
    assert!(page.contains("この予約は変わりました") && hidden(&page, "reason") == "架空の都合");
    assert_eq!(home.db.fingerprint().await, before, "nothing has happened");
    // With the page of now it works, and what is cancelled looks cancelled.
    let cancel = format!("/staff/bookings/{id}/cancel");
    let done = reception.fill(&format!("/staff/desk?b={id}&ask=cancel"), &cancel, &[]).await.expect(303);
    let page = reception.get(done.location()).await.expect(200).text();
    assert!(page.contains("取り消し済み") && page.contains("<s>"), "{page}");
    let page = reception.get(&format!("/staff/desk?b={id}")).await.expect(200).text();
    assert!(page.contains("取り消し済み"));
    for verb in ["move", "mode", "cancel", "mark"] {
        assert!(!page.contains(&format!("/staff/bookings/{id}/{verb}\"")), "{verb}: no live action");
    }
    assert!(nurse.get(&panel).await.expect(200).text().contains("取り消し済み"));
    home.db.check().await;
}

async fn a_mother_is_shown_what_staff_changed_before_she_changes_it(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (slot, id, booking) = booked(&home, client).await;
    let mother = Browser::new(client);
    let base = format!("/b/{}", booking.token);
    let other = times(client).await.into_iter().find(|other| other.starts_at > slot.starts_at).expect("another time");
    let mut shown = Vec::new();
    for (verb, field, value) in
        [("move", "slot_id", other.id.as_str()), ("mode", "mode", "in_person"), ("cancel", "reason", "架空の都合")]
    {
        let action = format!("{base}/{verb}");
        let mut fields = form_of(&mother.get(&action).await.expect(200).text(), &action);
        set(&mut fields, field, value);
        shown.push((action, fields));
    }
    let desk = staff(client, "uketsuke").await;
    let mode = format!("/staff/bookings/{id}/mode");
    desk.fill(&format!("/staff/desk?b={id}"), &mode, &[("mode", "in_person")]).await.expect(303);
    let before = home.db.fingerprint().await;
    for (action, fields) in &shown {
        for lang in ["", "en"] {
            let mut fields = fields.clone();
            set(&mut fields, "lang", lang);
            let page = mother.post(action, &pairs(&fields)).await.expect(409).text();
            let said =
                if lang.is_empty() { "ご予約の内容が変わっています" } else { "Your booking has changed" };
            assert!(page.contains(said), "{action} {lang}: {page}");
            let now = if lang.is_empty() { "来所" } else { "In person" };
            assert!(action.ends_with("move") || page.contains(now), "{action}: what is true now");
            assert!(!action.ends_with("cancel") || page.contains("架空の都合"), "what she typed");
            // The page that answers is a page of now.
            let version = home.db.version("booking", id).await;
            assert!(form_of(&page, action).contains(&("version".to_owned(), version)), "{action}");
        }
    }
    assert_eq!(home.db.fingerprint().await, before);
    let again = format!("{base}/cancel");
    mother.fill(&again, &again, &[]).await.expect(303);
    // The same form once more, by a double click: said once more, not called a change by others.
    let seen = (home.db.count(&format!("SELECT version FROM booking WHERE id = {id}")).await - 1).to_string();
    let twice = mother.post(&again, &[("version", &seen)]).await.expect(303);
    assert!(twice.location().contains("said=cancelled"));
    let late = mother.post(&again, &[("version", "0")]).await.expect(409).text();
    assert!(late.contains("ご予約の内容が変わっています"));
    home.db.check().await;
}

async fn if_match_keeps_a_program_from_changing_what_it_has_not_read(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (slot, _, booking) = booked(&home, client).await;
    let other = times(client).await.into_iter().find(|other| other.starts_at > slot.starts_at).expect("another time");
    let api = |verb: &str| format!("/api/v1/bookings/{}/{verb}", booking.token);
    let ask = async |verb: &str, tag: &str, body: serde_json::Value| -> Answer {
        client.post(&api(verb), &[("if-match", tag)], &body).await
    };
    let to = json!({ "slot_id": other.id });
    assert_eq!(ask("move", "\"0\"", to.clone()).await.expect(200).booking().sequence, 1);
    for tag in ["\"0\"", "\"2\"", "W/\"1\"", "1", "\"x\"", ""] {
        for (verb, body) in
            [("move", json!({ "slot_id": slot.id })), ("mode", json!({ "mode": "in_person" })), ("cancel", json!({}))]
        {
            let refused = ask(verb, tag, body).await.expect(409);
            let problem = refused.json();
            assert_eq!(
                (refused.code(), problem["booking"]["sequence"].as_i64()),
                ("changed".into(), Some(1)),
                "{verb} {tag}"
            );
            assert_eq!(problem["booking"]["status"], "booked");
            assert!(refused.header("content-type").is_some_and(|kind| kind.contains("problem+json")));
        }
    }
    assert_eq!(ask("mode", "\"1\"", json!({ "mode": "in_person" })).await.expect(200).booking().sequence, 2);
    assert_eq!(ask("mode", "*", json!({ "mode": "video" })).await.expect(200).booking().sequence, 3);
    assert_eq!(ask("cancel", "\"3\"", json!({})).await.expect(200).booking().status, "cancelled");
    // Said again it is the same; without the header as ever.
    assert_eq!(ask("cancel", "\"3\"", json!({})).await.expect(200).booking().sequence, 4);
    assert_eq!(client.cancel(&booking.token).await.expect(200).booking().sequence, 4);
    assert_eq!(ask("cancel", "\"2\"", json!({})).await.expect(409).json()["booking"]["status"], "cancelled");
    home.db.check().await;
}

async fn the_mode_she_has_is_not_called_changed(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (_, id, booking) = booked(&home, client).await;
    let desk = staff(client, "uketsuke").await;
    let before = home.db.fingerprint().await;
    let mother = Browser::new(client);
    let mode = format!("/b/{}/mode", booking.token);
    for (lang, words) in [("", "方法はそのままです"), ("en", "stays as it is")] {
        let done = mother.fill(&format!("{mode}?lang={lang}"), &mode, &[("mode", "video")]).await.expect(303);
        let page = mother.get(done.location()).await.expect(200).text();
        assert!(page.contains(words) && !page.contains("方法を変えました"), "{lang}: {page}");
    }
    let mode = format!("/staff/bookings/{id}/mode");
    let done = desk.fill(&format!("/staff/desk?b={id}"), &mode, &[("mode", "video")]).await.expect(303);
    let page = desk.get(done.location()).await.expect(200).text();
    assert!(page.contains("方法はそのままです") && !page.contains("方法を変えました"));
    assert_eq!(home.db.fingerprint().await, before, "and nothing has");
}

/// Keeps a time and reads the form that its page shows.
async fn keep(browser: &Browser, slot: &Slot) -> Vec<(String, String)> {
    browser.post("/hold", &[("slot_id", &slot.id), ("mode", "video")]).await.expect(303);
    form_of(&browser.get("/details").await.expect(200).text(), "/confirm")
}

/// Types a mother into it.
fn typed(form: &[(String, String)], n: usize, phone: &str) -> Vec<(String, String)> {
    let mut fields = form.to_vec();
    let email = email(n);
    for (name, value) in [
        ("family_name", "試験"),
        ("given_name", "花子"),
        ("family_name_kana", "シケン"),
        ("given_name_kana", "ハナコ"),
        ("birth_year", "1995"),
        ("birth_month", "4"),
        ("birth_day", "3"),
        ("phone", phone),
        ("email", &email),
        ("consent", "true"),
    ] {
        set(&mut fields, name, value);
    }
    fields
}

async fn two_tabs_keep_their_times_apart(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slots = times(client).await;
    let first = slots[0].clone();
    let second = slots.iter().find(|other| other.office != first.office).expect("another office").clone();
    let browser = Browser::new(client);
    let (one, two) = (keep(&browser, &first).await, keep(&browser, &second).await);
    let held = "SELECT starts_at FROM hold";
    assert_eq!(home.db.count(held).await, second.starts_at.timestamp());

    // The first tab's mistake comes back as the first tab's form, and leaves the second tab's time and draft alone.
    let answer = browser.post("/confirm", &pairs(&typed(&one, 1, "12"))).await.expect(422).text();
    let again = form_of(&answer, "/confirm");
    for name in ["slot_id", "form_key", "kind", "mode"] {
        let value =
            |form: &[(String, String)]| form.iter().find(|(known, _)| known == name).expect("a field").1.clone();
        assert_eq!(value(&again), value(&one), "{name}");
    }
    assert_eq!((hidden(&answer, "family_name"), hidden(&answer, "phone")), ("試験".to_owned(), "12".to_owned()));
    assert!(answer.contains("phone-error") && answer.contains("この時間はお取りしていません"));
    assert!(!answer.contains(&second.id), "no word of the other time");
    assert_eq!(home.db.count("SELECT COUNT(*) FROM hold WHERE draft_sealed IS NOT NULL").await, 0);

    // Corrected, the first is booked; the second is still kept and is booked by its own tab.
    let done = browser.post("/confirm", &pairs(&typed(&again, 1, &phone(1)))).await.expect(303);
    let token = done.location()["/b/".len()..].split('?').next().unwrap().to_owned();
    assert!(client.read(&token).await.expect(200).booking().is_at(&first));
    assert_eq!(home.db.count(held).await, second.starts_at.timestamp(), "the cookie still names it");
    let done = browser.post("/confirm", &pairs(&typed(&two, 2, &phone(2)))).await.expect(303);
    let token = done.location()["/b/".len()..].split('?').next().unwrap().to_owned();
    assert!(client.read(&token).await.expect(200).booking().is_at(&second));
    assert!(browser.cookie_line().is_empty(), "nothing is kept any more");

    // A first time that somebody else got is not booked, and nor is the second in its place.
    let slots = times(client).await;
    let single = slots.iter().find(|slot| slot.free == 1).expect("a time of one nurse").clone();
    let other = slots.iter().find(|slot| slot.starts_at > single.starts_at).expect("a later time").clone();
    let form = keep(&browser, &single).await;
    keep(&browser, &other).await;
    client.booked(3, &single, "video").await;
    let taken = browser.post("/confirm", &pairs(&typed(&form, 4, &phone(4)))).await.expect(409).text();
    assert!(taken.contains("試験") && taken.contains("name=\"slot_id\""), "others are offered, with what she typed");
    assert_eq!(home.db.bookings_of(&email(4)).await, 0);
    home.db.check().await;
}

async fn a_tab_gives_back_and_lengthens_its_own_time_only(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slots = times(client).await;
    let browser = Browser::new(client);
    let one = keep(&browser, &slots[0]).await;
    let extend = form_of(&browser.get("/details").await.expect(200).text(), "/hold/extend");
    let two = keep(&browser, &slots[3]).await;
    let of = |form: &[(String, String)]| {
        let names = ["form_key", "slot_id", "kind", "mode"];
        form.iter().filter(|(name, _)| names.contains(&name.as_str())).cloned().collect::<Vec<_>>()
    };
    let before = home.db.fingerprint().await;
    browser.post("/hold/release", &pairs(&of(&one))).await.expect(303);
    browser.post("/hold/release", &[("slot_id", &slots[0].id), ("kind", KIND)]).await.expect(303);
    // The button stands in the form: with the form it comes back, with all that was typed, and says how things stand.
    let page = browser.post("/hold/extend", &pairs(&extend)).await.expect(422).text();
    assert!(page.contains(&slots[0].id) && page.contains("この時間はお取りしていません"), "{page}");
    assert!(!page.contains(&slots[3].id));
    assert_eq!(home.db.fingerprint().await, before, "the second tab's time is as it was");
    browser.post("/hold/release", &pairs(&of(&two))).await.expect(303);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM hold").await, 0);
    home.db.check().await;
}

async fn the_second_save_of_two_is_refused_with_both_versions(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let kanri = staff(server.client, "kanri").await;
    let id = async |table: &str, order: &str| {
        home.db.count(&format!("SELECT id FROM {table} ORDER BY {order} LIMIT 1")).await
    };
    let rows = [
        ("offices", "phone", id("office", "id").await),
        ("kinds", "name_ja", id("interview_kind", "id").await),
        ("staff", "display_name", id("staff", "id").await),
        ("templates", "name", id("template", "id").await),
    ];
    for (list, field, id) in rows {
        let page = format!("/staff/setup/{list}/{id}");
        let tab = form_of(&kanri.get(&page).await.expect(200).text(), &page);
        let with = |value: &str| {
            let mut fields = tab.clone();
            set(&mut fields, field, value);
            fields
        };
        let (first, second) =
            if field == "phone" { ("042-000-0171", "042-000-0172") } else { ("一人目", "二人目") };
        kanri.post(&page, &pairs(&with(first))).await.expect(303);
        let refused = kanri.post(&page, &pairs(&with(second))).await.expect(409).text();
        assert!(refused.contains("この内容は変わりました"), "{list}");
        assert_eq!(hidden(&refused, field), second, "{list}: what was typed");
        let stored = first;
        assert!(refused.contains(&format!("いまの内容: {stored}")), "{list}: beside what is stored");
        let fields = form_of(&refused, &page);
        let version =
            |form: &[(String, String)]| form.iter().find(|(name, _)| name == "version").expect("one").1.clone();
        assert_ne!(version(&fields), version(&tab), "{list}: whoever has seen both may save");
        let now = form_of(&kanri.get(&page).await.expect(200).text(), &page);
        assert!(now.iter().any(|(name, value)| name == field && value == stored), "{list}: the first edit stands");
        kanri.post(&page, &pairs(&fields)).await.expect(303);
        let now = form_of(&kanri.get(&page).await.expect(200).text(), &page);
        assert!(now.iter().all(|(name, value)| name != field || value != stored), "{list}");
    }
    // What comes back to be mended or confirmed is still the form of its page: mending it writes over nobody.
    let page = format!("/staff/setup/kinds/{}", id("interview_kind", "id").await);
    let tab = form_of(&kanri.get(&page).await.expect(200).text(), &page);
    kanri.fill(&page, &page, &[("name_ja", "一人目")]).await.expect(303);
    for (typed, status) in [(("step", "count"), 200), (("minutes", "7"), 409)] {
        let mut fields = tab.clone();
        set(&mut fields, typed.0, typed.1);
        let mut back = form_of(&kanri.post(&page, &pairs(&fields)).await.expect(status).text(), &page);
        if status == 200 {
            set(&mut back, "name_ja", "二人目");
            kanri.post(&page, &pairs(&back)).await.expect(409);
        }
    }
    assert_eq!(hidden(&kanri.get(&page).await.expect(200).text(), "name_ja"), "一人目");
    home.db.check().await;
}

async fn a_time_that_a_colleague_closed_is_not_closed_again(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slot = times(client).await.remove(0);
    // Of a nurse who has nobody then: what is booked is not opened and closed.
    let free = format!(
        "SELECT MIN(id) FROM slot WHERE starts_at = {} AND open AND NOT EXISTS (SELECT 1 FROM booking AS b \
           WHERE slot.staff_id IN (b.staff_id, b.joint_staff_id) AND b.status <> 'cancelled' \
             AND b.busy_from < slot.ends_at AND b.busy_until > slot.starts_at)",
        slot.starts_at.timestamp()
    );
    let id = home.db.count(&free).await;
    let (day, action) = (slot.starts_at.date_naive(), format!("/staff/slots/{id}"));
    let (one, two) = (staff(client, "kanri").await, staff(client, "hokenshi").await);
    let panel = format!("/staff?date={day}&slot={id}");
    let shown = of_anybody(form_of(&one.get(&panel).await.expect(200).text(), &action));
    let close = [shown, vec![("open".to_owned(), "false".to_owned())]].concat();
    two.post(&action, &pairs(&close)).await.expect(303);
    let before = home.db.fingerprint().await;
    let refused = one.post(&action, &pairs(&close)).await.expect(303);
    assert!(one.get(refused.location()).await.expect(200).text().contains("この時間は変わりました"));
    let bare = one.post(&action, &[("open", "true")]).await.expect(303);
    assert!(bare.location().contains("time_changed"), "a page that does not say what it showed");
    assert_eq!(home.db.fingerprint().await, before);
    let opened = one.post(&action, &[("open", "true"), ("was", "closed")]).await.expect(303);
    assert!(opened.location().contains("said=opened"));
}

async fn whoever_books_from_a_nurses_column_gets_that_nurse_or_is_told_why_not(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let desk = staff(client, "uketsuke").await;
    let shared: Vec<Slot> = times(client).await.into_iter().filter(|slot| slot.free > 1).take(6).collect();
    for (n, slot) in (20..).zip(&shared) {
        let nurses = format!(
            "SELECT s.staff_id, s.id FROM slot AS s JOIN office AS o ON o.id = s.office_id \
             JOIN interview_kind AS k ON k.id = s.kind_id \
             WHERE s.starts_at = {} AND o.slug = '{}' AND k.slug = '{KIND}' ORDER BY s.staff_id DESC",
            slot.starts_at.timestamp(),
            slot.office
        );
        // The last in the list who is free then: nobody would be given the booking by chance.
        let (mut nurse, mut link) = (0, String::new());
        for (hers, id) in home.db.rows::<(i64, i64)>(&nurses).await {
            let panel = format!("/staff?date={}&slot={id}", slot.starts_at.date_naive());
            let panel = desk.get(&panel).await.expect(200).text();
            let links = links_of(&panel);
            let way = links.into_iter().find(|link| link.contains("new=1") && link.contains(&format!("kind={KIND}")));
            if let Some(way) = way {
                (nurse, link) = (hers, way);
                break;
            }
        }
        assert!(link.contains(&format!("nurse={nurse}")), "{link}");
        let form = desk.get(&link).await.expect(200).text();
        assert!(form.contains("予約は、この人に入ります"), "said before");
        let (mut fields, phone) = (form_of(&form, "/staff/desk/book"), phone(n));
        for (name, value) in [
            ("mode", "video"),
            ("slot_id", slot.id.as_str()),
            ("family_name", "試験"),
            ("given_name", "花子"),
            ("family_name_kana", "シケン"),
            ("given_name_kana", "ハナコ"),
            ("birth_date", "H7.4.3"),
            ("phone", &phone),
            ("consent", "true"),
            ("other_person", "true"),
        ] {
            set(&mut fields, name, value);
        }
        let done = desk.post("/staff/desk/book", &pairs(&fields)).await.expect(303);
        assert!(done.location().ends_with("&said=booked"), "{}", done.location());
        let got = home.db.count("SELECT staff_id FROM booking WHERE id = (SELECT MAX(id) FROM booking)").await;
        assert_eq!(got, nurse, "hers, not a colleague's");
        // Once she is busy then, nobody else is put in her place, and the page says why.
        set(&mut fields, "phone", &crate::support::people::phone(n + 50));
        set(&mut fields, "form_key", &format!("another-{n}"));
        let refused = desk.post("/staff/desk/book", &pairs(&fields)).await.expect(303);
        let page = desk.get(refused.location()).await.expect(200).text();
        assert!(page.contains("ほかの予約か仮押さえがあります"), "{page}");
        let again = form_of(&page, "/staff/desk/book");
        let hers = |(name, value): &(String, String)| name == "nurse" && *value == nurse.to_string();
        assert!(page.contains("試験") && again.iter().any(hers), "with what was typed");
    }
    home.db.check().await;
}
