//! The server's secret may be exchanged: what was sealed and signed under the old one goes on, also while everything is sealed anew,
//! and without the old one afterwards. A wrong one is said aloud.

use std::process::Output;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use chrono::Duration;
use hmac::{Hmac, Mac as _};
use mendan_app::context::{DeskState, KeptForm, Outcome, RefusedForm};
use mendan_service::booking::hold::Draft;
use mendan_service::forms::Fields;
use mendan_service::secret::Secret;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Booked, Browser, Client, Slot};
use crate::support::clock::now;
use crate::support::mail::property;
use crate::support::people::{email, wish};
use crate::support::server::{Home, SECRET, Server, Setup};

on_both_engines!(
    what_an_old_secret_made_works_beside_a_new_one_which_seals_from_now_on,
    everything_is_sealed_anew_while_people_book_and_opens_without_the_old_secret,
    a_wrong_secret_is_said_aloud_and_nothing_is_lost,
    a_sealed_value_does_not_open_in_another_row,
    a_short_secret_is_refused_and_a_short_line_makes_no_list,
);

const NEW: &str = "a-new-secret-of-the-tests-long-enough-to-be-one";
const WRONG: &str = "yet-another-secret-that-sealed-nothing-of-this";
/// Where sealed values stand.
const SEALED: [(&str, &str); 7] = [
    ("booking", "private_sealed"),
    ("booking", "cancel_reason_sealed"),
    ("undo", "before_sealed"),
    ("range_undo", "before_sealed"),
    ("hold", "draft_sealed"),
    ("session", "state_sealed"),
    ("idempotency", "answer_sealed"),
];
const UNREADABLE: &str = "暗号化した項目を読めません";

fn under(secrets: &[&str]) -> Setup {
    Setup { more: vec![("MENDAN_SECRET", secrets.join("\n"))], ..Setup::default() }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// A booking with a due date, which is sealed.
async fn expecting(client: Client, n: usize, slot: &Slot) -> Booked {
    let mut body = wish(n, &slot.id, "video");
    body["due_date"] = due(slot).into();
    let key = format!("key-of-{n}");
    client.post("/api/v1/bookings", &[("idempotency-key", &key)], &body).await.expect(201).booking()
}

async fn id_of(home: &Home, n: usize) -> i64 {
    home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(n))).await
}

/// A booking in the day's panel, which shows what is sealed.
fn panel(slot: &Slot, id: i64) -> String {
    format!("/staff?date={}&booking={id}", slot.starts_at.date_naive())
}

/// The due date of whoever books that time.
fn due(slot: &Slot) -> String {
    (slot.starts_at + Duration::days(150)).date_naive().to_string()
}

/// As releases before key ids sealed under the usual secret: the nonce in front, the purpose alone bound.
fn sealed_before(purpose: &str, plain: &[u8]) -> Vec<u8> {
    let mut block = [0_u8; 64];
    block[..32].copy_from_slice(&Sha256::digest(SECRET));
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(b"seal");
    let key: [u8; 32] = mac.finalize().into_bytes().into();
    let payload = Payload { msg: plain, aad: purpose.as_bytes() };
    let body = ChaCha20Poly1305::new(&key.into()).encrypt(&Nonce::from([7; 12]), payload).expect("sealed");
    [[7; 12].as_slice(), &body].concat()
}

/// Something of everything that is sealed.
struct Filled {
    slots: Vec<Slot>,
    kept: Booked,
    uid: String,
    opened: i64,
    cancelled: i64,
    typing: Browser,
    desk: Browser,
}

async fn fill(home: &Home, server: &Server) -> Filled {
    let client = server.client;
    let mut slots = client.slots("video").await;
    slots.retain(|slot| slot.starts_at.timestamp() > now() + 72 * 3600);
    let kept = expecting(client, 1, &slots[0]).await;
    let calendar = client.get(&format!("/b/{}/calendar.ics", kept.token)).await.expect(200).text();
    let other = expecting(client, 2, &slots[9]).await;
    let reason = json!({ "reason": "椿の理由" });
    client.post(&format!("/api/v1/bookings/{}/cancel", other.token), &[], &reason).await.expect(200);
    let typing = Browser::new(client);
    typing.post("/hold", &[("slot_id", &slots[20].id), ("mode", "video")]).await.expect(303);
    let typed =
        [("slot_id", slots[20].id.as_str()), ("kind", "notification"), ("mode", "video"), ("family_name", "秘密谷")];
    typing.post("/confirm", &typed).await.expect(303);
    let desk = Browser::new(client);
    desk.sign_in("uketsuke").await;
    desk.post("/staff/desk/search", &[("q", &kept.reference)]).await.expect(303);
    let uid = property(&calendar, "UID").expect("a UID");
    let (opened, cancelled) = (id_of(home, 1).await, id_of(home, 2).await);
    // One of a release that knew no key ids.
    let notes = json!({ "due_date": due(&slots[0]), "needs": ["wheelchair"], "note": "" });
    let octets = sealed_before("private", notes.to_string().as_bytes());
    let digits = octets.iter().fold(String::new(), |text, octet| format!("{text}{octet:02x}"));
    let literal = match home.db.engine() {
        Engine::Sqlite => format!("x'{digits}'"),
        Engine::Postgres => format!("'\\x{digits}'"),
    };
    home.db.execute(&format!("UPDATE booking SET private_sealed = {literal} WHERE id = {opened}")).await;
    Filled { slots, kept, uid, opened, cancelled, typing, desk }
}

/// Links, calendars, drafts, searches, sessions, notes, reasons and first answers are what they were.
async fn works(filled: &Filled, server: &Server) {
    let client = server.client;
    let read = client.read(&filled.kept.token).await.expect(200).booking();
    assert_eq!((&read.token, &read.manage_url), (&filled.kept.token, &filled.kept.manage_url));
    client.get(&format!("/b/{}", filled.kept.token)).await.expect(200);
    let calendar = client.get(&format!("/b/{}/calendar.ics", filled.kept.token)).await.expect(200).text();
    assert_eq!(property(&calendar, "UID").as_ref(), Some(&filled.uid));
    let again = expecting(client, 1, &filled.slots[0]).await;
    assert_eq!(again.token, filled.kept.token, "the first answer of its key");
    let page = filled.typing.get("/details").await.expect(200).text();
    assert!(page.contains("秘密谷"), "what she typed: {page}");
    let page = filled.desk.get("/staff/desk").await.expect(200).text();
    assert!(page.contains(&format!("value=\"{}\"", filled.kept.reference)), "the search: {page}");
    let page = filled.desk.get(&panel(&filled.slots[0], filled.opened)).await.expect(200).text();
    assert!(page.contains("週数") && page.contains("車いす"), "her weeks: {page}");
    let page = filled.desk.get(&panel(&filled.slots[0], filled.cancelled)).await.expect(200).text();
    assert!(page.contains("椿の理由"), "{page}");
    Browser::new(client).sign_in("hokenshi").await;
}

/// The sealed values that are not of that secret's, by column.
async fn others(home: &Home, secret: &str) -> Vec<(&'static str, usize)> {
    let secret = Secret::new(secret);
    let mut others = Vec::new();
    for (table, column) in SEALED {
        let rows =
            home.db.rows::<(Vec<u8>,)>(&format!("SELECT {column} FROM {table} WHERE {column} IS NOT NULL")).await;
        others.push((column, rows.iter().filter(|(sealed,)| !secret.is_current(sealed)).count()));
    }
    others
}

async fn what_an_old_secret_made_works_beside_a_new_one_which_seals_from_now_on(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let filled = fill(&home, &server).await;
    server.kill();
    let server = home.serve_with(under(&[NEW, SECRET])).await;
    works(&filled, &server).await;
    expecting(server.client, 3, &filled.slots[30]).await;
    let sealed = async |n: usize| {
        let sql = format!("SELECT private_sealed FROM booking WHERE email = '{}'", email(n));
        home.db.rows::<(Vec<u8>,)>(&sql).await.remove(0).0
    };
    assert!(Secret::new(NEW).is_current(&sealed(3).await), "the new one seals");
    assert!(Secret::new(SECRET).is_current(&sealed(2).await), "what nobody wrote stays as it was");
    assert!(!server.client.get("/readyz").await.expect(200).text().contains("secret"));
    // A mail that leaves now has the link of the first one.
    server.client.move_to(&filled.kept.token, &filled.slots[40]).await.expect(200);
    home.db.message(&email(1), "change", 1, "sent").await;
    assert!(home.mails_to(&email(1)).iter().all(|mail| mail.text.contains(&filled.kept.token)));
    home.db.check().await;
}

async fn everything_is_sealed_anew_while_people_book_and_opens_without_the_old_secret(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let filled = fill(&home, &server).await;
    server.kill();
    let both = under(&[NEW, SECRET]);
    let server = home.serve_with(both.clone()).await;
    let (client, slots) = (server.client, filled.slots.clone());
    let rotated = Arc::new(AtomicBool::new(false));
    let over = Arc::clone(&rotated);
    let booking = tokio::spawn(async move {
        let mut booked = Vec::new();
        for n in 10..45 {
            // From before it begins until after it has ended.
            if over.load(Ordering::Relaxed) && n > 14 {
                break;
            }
            booked.push(expecting(client, n, &slots[n * 4]).await.token);
        }
        booked
    });
    // A staff act whose undo would bring back what was sealed before.
    let id = id_of(&home, 1).await;
    let action = format!("/staff/bookings/{id}/move");
    let typed = [("slot_id", filled.slots[1].id.as_str())];
    let moved = filled.desk.fill(&format!("/staff/desk?b={id}"), &action, &typed).await.expect(303);
    let mut rotate = home.command(&both, &["secret", "rotate"]);
    let output = tokio::task::spawn_blocking(move || rotate.output().expect("the binary runs")).await.expect("an end");
    rotated.store(true, Ordering::Relaxed);
    let told = said(&output);
    assert!(output.status.success(), "{told}");
    assert!(told.contains("the others can be taken off the list"), "{told}");
    for purpose in ["private", "reason", "draft", "desk", "answer", "link"] {
        let line = told.lines().find(|line| line.starts_with(&format!("{purpose}: "))).expect(purpose);
        assert!(!line.ends_with(": 0"), "{line}");
    }
    let undo = format!("/staff/bookings/{id}/undo");
    filled.desk.fill(moved.location(), &undo, &[]).await.expect(303);
    let booked = booking.await.expect("all of them booked");
    assert_eq!(others(&home, NEW).await.iter().map(|(_, count)| count).sum::<usize>(), 0);
    let again = home.command(&both, &["secret", "rotate"]).output().expect("the binary runs");
    let lines = said(&again);
    assert!(again.status.success() && lines.contains("private: 0") && lines.contains("link: 0"), "{lines}");
    server.kill();

    // Without the old one.
    let server = home.serve_with(under(&[NEW])).await;
    works(&filled, &server).await;
    assert!(!server.client.get("/readyz").await.expect(200).text().contains("secret"));
    for token in booked {
        server.client.read(&token).await.expect(200);
    }
    server.client.move_to(&filled.kept.token, &filled.slots[2]).await.expect(200);
    home.db.message(&email(1), "change", 3, "sent").await;
    assert!(
        home.mails_to(&email(1)).iter().all(|mail| mail.text.contains(&filled.kept.token)),
        "the link of the first mail"
    );
    assert!(!home.log().contains("a sealed value cannot be used"));
    home.db.check().await;
}

async fn a_wrong_secret_is_said_aloud_and_nothing_is_lost(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let filled = fill(&home, &server).await;
    server.kill();
    let server = home.serve_with(under(&[WRONG])).await;
    let client = server.client;
    assert!(client.get("/readyz").await.expect(200).text().contains("alarm: secret since"));
    let id = id_of(&home, 1).await;
    for (login, place) in [("uketsuke", panel(&filled.slots[0], id)), ("kanri", "/staff/desk".to_owned())] {
        let browser = Browser::new(client);
        browser.sign_in(login).await;
        if login == "kanri" {
            let page = browser.get(&place).await.expect(200).text();
            assert!(page.contains("MENDAN_SECRET") && page.contains("項目は消えていません"), "{page}");
        } else {
            let page = browser.get(&place).await.expect(500).text();
            assert!(page.contains(UNREADABLE) && !page.contains("週数"), "{page}");
        }
        // Nothing is written over what cannot be read.
        let form = browser.post(&format!("/staff/bookings/{id}/correct"), &[("family_name", "試験")]).await;
        assert!(form.status == 500 || form.status == 303 || form.status == 422, "{}", form.status);
    }
    let page = filled.desk.get("/staff/desk").await.expect(500).text();
    assert!(page.contains(UNREADABLE), "the search cannot be read either: {page}");
    filled.typing.get("/details").await.expect(500);
    let log = home.log();
    assert!(log.contains(&format!("private of booking {id}")) && log.contains("not listed in MENDAN_SECRET"), "{log}");
    assert!(!log.contains(&due(&filled.slots[0])) && !log.contains("秘密谷"));
    // Her link still finds her booking; what would have to tell a link that nobody can make is not done by half.
    client.get(&format!("/b/{}", filled.kept.token)).await.expect(200);
    client.move_to(&filled.kept.token, &filled.slots[40]).await.expect(500);
    assert_eq!(home.db.count(&format!("SELECT sequence FROM booking WHERE id = {id}")).await, 0);
    let rotate = home.command(&under(&[WRONG]), &["secret", "rotate"]).output().expect("the binary runs");
    let told = said(&rotate);
    assert!(!rotate.status.success() && told.contains("cannot be opened by the listed secrets"), "{told}");
    server.kill();

    let server = home.serve_with(under(&[WRONG, SECRET])).await;
    works(&filled, &server).await;
    assert!(!server.client.get("/readyz").await.expect(200).text().contains("alarm: secret"));
    home.db.check().await;
}

async fn a_sealed_value_does_not_open_in_another_row(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let filled = fill(&home, &server).await;
    let (from, to) = (id_of(&home, 2).await, id_of(&home, 1).await);
    home.db
        .execute(&format!(
            "UPDATE booking SET private_sealed = (SELECT private_sealed FROM booking WHERE id = {from}) WHERE id = {to}"
        ))
        .await;
    let page = filled.desk.get(&panel(&filled.slots[0], to)).await.expect(500).text();
    assert!(page.contains(UNREADABLE) && !page.contains("週数"), "{page}");
    assert!(
        home.log().contains(&format!("private of booking {to}"))
            && home.log().contains("not what was sealed for this row")
    );
    let page = filled.desk.get(&panel(&filled.slots[0], from)).await.expect(200).text();
    assert!(page.contains("週数"), "its own row still opens it: {page}");
}

async fn a_short_secret_is_refused_and_a_short_line_makes_no_list(engine: Engine) {
    let home = Home::new(engine).await;
    let output = home.command(&under(&["too short"]), &["serve"]).output().expect("the binary runs");
    assert!(!output.status.success() && said(&output).contains("MENDAN_SECRET"), "{}", said(&output));
    let output =
        home.command(&under(&[NEW, "a second line of the same"]), &["config"]).output().expect("the binary runs");
    assert!(output.status.success() && said(&output).contains("secret = \"***\""), "{}", said(&output));
    let output = home.command(&under(&[NEW, SECRET]), &["config"]).output().expect("the binary runs");
    let told = said(&output);
    assert!(output.status.success() && told.contains("secret = \"*** ***\""), "{told}");
    assert!(!told.contains(NEW) && !told.contains(SECRET));
}

#[test]
fn nothing_that_was_typed_is_printed_by_debug() {
    let draft = Draft { birth: ["himitsu".into(), String::new(), String::new()], ..Draft::default() };
    let kept = KeptForm { page: "/staff/setup".into(), values: Fields::of([("name", "himitsu".into())]), number: 0 };
    let state = DeskState {
        query: "himitsu".into(),
        draft: Some(draft.clone()),
        form_key: Some("himitsu".into()),
        kept: Some(kept.clone()),
        why: Some("himitsu".into()),
        ..DeskState::default()
    };
    let form = RefusedForm { values: Fields::of([("note", "himitsu".into())]), errors: Vec::new() };
    let outcome = Outcome::Details {
        form_key: "himitsu".into(),
        slot_id: String::new(),
        mode: String::new(),
        draft: Box::new(draft),
    };
    for text in [format!("{kept:?}"), format!("{state:?}"), format!("{form:?}"), format!("{outcome:?}")] {
        assert!(!text.contains("himitsu"), "{text}");
    }
}
