//! Mail relays as they are: what they refuse of us waits for whoever can mend it; what they refuse of her or of the letter is
//! for staff to see, with a way on.

use std::fs;
use std::time::{Duration, Instant};

use crate::on_both_engines;
use crate::outbox::mails_to;
use crate::support::Engine;
use crate::support::client::{Browser, Slot};
use crate::support::clock::now;
use crate::support::people::email;
use crate::support::server::{Home, Server, Setup};
use crate::support::smtp_server::{Identity, Manners, SmtpServer};
use crate::support::wait::{until, until_true};

on_both_engines!(
    what_the_relay_refuses_of_us_waits_raises_an_alarm_and_leaves_once_when_that_is_mended,
    a_relay_that_refuses_us_for_days_loses_no_confirmation,
    what_is_refused_of_her_or_of_the_letter_is_listed_with_the_answer_and_sent_anew,
    a_relay_with_a_bad_certificate_gets_nothing_until_it_has_a_good_one,
    a_relay_that_wants_a_full_name_gets_one,
    forty_slow_recipients_do_not_delay_a_good_mail,
    a_row_that_cannot_be_read_or_has_no_booking_is_put_aside_once,
);

/// Slots more than ten days ahead, so that nothing is overtaken by time.
async fn far_slots(server: &Server) -> Vec<Slot> {
    let slots = server.client.slots("video").await;
    slots.into_iter().filter(|slot| slot.starts_at.timestamp() > now() + 12 * 86_400).collect()
}

async fn signed_in(server: &Server, login: &str) -> Browser {
    let browser = Browser::new(server.client);
    browser.sign_in(login).await;
    browser
}

/// The alarm stands, or does not, wherever it is told.
async fn alarm_is(server: &Server, code: &str, raised: bool) {
    until_true(&format!("the alarm {code} to be raised: {raised}"), async || {
        server.client.get("/readyz").await.expect(200).text().contains(code) == raised
    })
    .await;
    let none = format!("mendan_alarms{{code=\"{code}\"}} 0");
    let metrics = server.client.get("/metrics").await.text();
    assert_eq!(metrics.lines().any(|line| line == none), !raised, "{metrics}");
}

async fn what_the_relay_refuses_of_us_waits_raises_an_alarm_and_leaves_once_when_that_is_mended(engine: Engine) {
    let home = Home::new(engine).await;
    let smtp = SmtpServer::start(Manners::Accept).await;
    let mail = smtp.url().replace("smtp://", "smtp://post:old@");
    let mut server = home.serve_with(Setup::default().mail(mail.clone())).await;
    alarm_is(&server, "mail_relay", false).await;
    let ways = [
        (Manners::Hello("504 5.5.2 need fully-qualified hostname"), "504"),
        (Manners::Greet("554 5.7.1 you are on a list"), "554"),
        (Manners::Auth("535 5.7.8 wrong password"), "535"),
        (Manners::Sender("550 5.7.60 not permitted to send as this sender"), "550"),
        (Manners::Recipient("554 5.7.1 Relay access denied"), "554"),
    ];
    for (n, (manners, code)) in ways.into_iter().enumerate() {
        let ahead = 150 * i64::try_from(n).unwrap();
        let slots = far_slots(&server).await;
        smtp.behave(manners);
        let booked = server.client.booked(n, &slots[n * 3], "video").await;
        let refused = until(&format!("{manners:?} to be met"), async || {
            let message = home.db.message(&email(n), "confirmation", 0, "pending").await;
            (message.attempts == 1 && !message.error.is_empty()).then_some(message)
        })
        .await;
        assert!(refused.error.starts_with(code), "{manners:?}: {}", refused.error);
        assert!((now() + ahead..=now() + ahead + 120).contains(&refused.due_at), "{manners:?}: within two minutes");
        home.db.messages_where("failure = 'relay'", 1).await;

        alarm_is(&server, "mail_relay", true).await;
        let page = signed_in(&server, "kanri").await.get("/staff").await.expect(200).text();
        assert!(page.contains("メールを送れません") && page.contains(code), "{manners:?}");
        let desk = signed_in(&server, "uketsuke").await;
        assert!(!desk.get("/staff").await.expect(200).text().contains("メールを送れません"), "not hers to mend");
        let list = desk.get("/staff/mail").await.expect(200).text();
        assert!(list.contains(&booked.reference) && list.contains(code), "{list}");

        // Mended: at the next try, at most two minutes later, it leaves.
        smtp.behave(Manners::Accept);
        server.kill();
        server = home.serve_with(Setup::ahead(ahead + 150).mail(mail.clone())).await;
        home.db.message(&email(n), "confirmation", 0, "sent").await;
        assert_eq!(mails_to(&smtp, n).len(), 1, "{manners:?}: once");
        alarm_is(&server, "mail_relay", false).await;
        let page = signed_in(&server, "kanri").await.get("/staff").await.expect(200).text();
        assert!(!page.contains("メールを送れません"), "{manners:?}");
        home.db.messages_where("failure IS NOT NULL", 0).await;
    }
    home.db.check().await;
}

/// Longer than anything is tried: it is not the letters' fault.
async fn a_relay_that_refuses_us_for_days_loses_no_confirmation(engine: Engine) {
    const MOTHERS: usize = 6;
    let home = Home::new(engine).await;
    let smtp = SmtpServer::start(Manners::Hello("504 5.5.2 need fully-qualified hostname")).await;
    let server = home.serve_with(Setup::default().mail(smtp.url())).await;
    let slots = far_slots(&server).await;
    for n in 0..MOTHERS {
        server.client.booked(n, &slots[n * 3], "video").await;
    }
    let cancelled = server.client.booked(MOTHERS, &slots[MOTHERS * 3], "video").await;
    let waiting = i64::try_from(MOTHERS + 1).unwrap();
    home.db.messages_where("failure = 'relay' AND state = 'pending' AND kind = 'confirmation'", waiting).await;
    server.client.cancel(&cancelled.token).await.expect(200);
    // It knocks as little as the others, and waits as they do.
    home.db.messages_where("failure = 'relay' AND state = 'pending' AND kind = 'cancellation'", 1).await;
    server.kill();

    // Eighty hours later it still refuses us: nothing has ended.
    let server = home.serve_with(Setup::ahead(80 * 3600).mail(smtp.url())).await;
    let sessions = smtp.sessions();
    until_true("the relay to be tried", async || smtp.sessions() > sessions).await;
    home.db.messages_where("kind = 'confirmation' AND state IN ('failed', 'expired')", 0).await;
    server.kill();

    smtp.behave(Manners::Accept);
    let server = home.serve_with(Setup::ahead(80 * 3600 + 150).mail(smtp.url())).await;
    for n in 0..MOTHERS {
        home.db.message(&email(n), "confirmation", 0, "sent").await;
        assert_eq!(mails_to(&smtp, n).len(), 1, "mother {n}");
    }
    home.db.message(&email(MOTHERS), "confirmation", 0, "superseded").await;
    home.db.message(&email(MOTHERS), "cancellation", 1, "sent").await;
    alarm_is(&server, "mail_relay", false).await;
    home.db.check().await;
}

async fn what_is_refused_of_her_or_of_the_letter_is_listed_with_the_answer_and_sent_anew(engine: Engine) {
    let home = Home::new(engine).await;
    let smtp = SmtpServer::start(Manners::Accept).await;
    let server = home.serve_with(Setup::default().mail(smtp.url())).await;
    let slots = far_slots(&server).await;
    let ways = [
        (Manners::Recipient("550 5.1.1 <haha0@mail.kaku.example> unknown"), "recipient", "5.1.1"),
        (Manners::AfterText("550 5.6.0 not acceptable"), "letter", "5.6.0"),
        (Manners::AfterText("554 5.6.1 never"), "letter", "5.6.1"),
        (Manners::Recipient("552 5.2.2 mailbox full"), "recipient", "5.2.2"),
    ];
    let mut booked = Vec::new();
    for (n, (manners, failure, _)) in ways.into_iter().enumerate() {
        smtp.behave(manners);
        booked.push(server.client.booked(n, &slots[n * 3], "video").await);
        home.db.message(&email(n), "confirmation", 0, "failed").await;
        let (word,) = home
            .db
            .rows::<(String,)>(
                "SELECT failure FROM outbox WHERE state = 'failed' ORDER BY finished_at DESC, id DESC LIMIT 1",
            )
            .await
            .remove(0);
        assert_eq!(word, failure, "{manners:?}");
    }
    alarm_is(&server, "mail_relay", false).await;
    smtp.behave(Manners::Accept);
    let before = smtp.mails().len();

    let desk = signed_in(&server, "uketsuke").await;
    let list = desk.get("/staff/mail").await.expect(200).text();
    for (booked, (_, _, answer)) in booked.iter().zip(ways) {
        assert!(list.contains(&booked.reference) && list.contains(answer), "{answer}\n{list}");
    }
    assert!(!list.contains("haha") && !list.contains("花子"), "it names nobody");
    assert!(list.contains("相手のメールボックスがいっぱいです"));
    // The booking itself says so, too, in plain words and as it came.
    let id = home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(0))).await;
    let panel = desk.get(&format!("/staff?booking={id}")).await.expect(200).text();
    for words in ["550 5.1.1", "このメールアドレスは使えない", "送れませんでした"] {
        assert!(panel.contains(words), "{words} is missing:\n{panel}");
    }
    assert!(!panel.contains("届いています") && !panel.contains("届きました"));
    // Nurses and strangers have no business there.
    signed_in(&server, "hokenshi").await.get("/staff/mail").await.expect(403);
    assert!(server.client.get("/staff/mail").await.expect(303).location().starts_with("/staff/sign-in"));

    // One anew; asked twice it leaves once.
    let failed = home.db.count("SELECT id FROM outbox WHERE failure = 'recipient' ORDER BY id LIMIT 1").await;
    for _ in 0..2 {
        desk.post(&format!("/staff/mail/{failed}/resend"), &[]).await.expect(303);
    }
    home.db.message(&email(0), "confirmation", 0, "sent").await;
    assert_eq!(mails_to(&smtp, 0).len(), 1);
    let sent = desk.get(&format!("/staff?booking={id}")).await.expect(200).text();
    assert!(sent.contains("メールは送信済みです") && sent.contains("メールサーバーへ渡しました"), "{sent}");
    // What is no longer true is not.
    server.client.cancel(&booked[3].token).await.expect(200);
    let untrue = home.db.count("SELECT id FROM outbox WHERE failure = 'recipient' ORDER BY id DESC LIMIT 1").await;
    let refused = desk.post(&format!("/staff/mail/{untrue}/resend"), &[]).await.expect(303);
    assert_eq!(refused.location(), "/staff/mail?said=impossible");
    desk.post(&format!("/staff/mail/{untrue}/settle"), &[]).await.expect(303);
    // All of one failure at once.
    desk.fill("/staff/mail/again?failure=letter", "/staff/mail/resend", &[]).await.expect(303);
    for n in [1, 2] {
        home.db.message(&email(n), "confirmation", 0, "sent").await;
        assert_eq!(mails_to(&smtp, n).len(), 2, "the first was refused after its text");
    }
    home.db.message(&email(3), "cancellation", 1, "sent").await;
    assert_eq!(smtp.mails().len(), before + 4);
    let list = desk.get("/staff/mail").await.expect(200).text();
    assert!(booked.iter().all(|booked| !list.contains(&booked.reference)), "all is dealt with");
    home.db.check().await;
}

/// T9. No mail, no password, no way round it.
async fn a_relay_with_a_bad_certificate_gets_nothing_until_it_has_a_good_one(engine: Engine) {
    let home = Home::new(engine).await;
    let identity = Identity::of("127.0.0.1");
    let smtp = SmtpServer::start_with_tls(Manners::Accept, identity.clone()).await;
    let mail = smtp.url().replace("smtp://", "smtp://post:secret@");
    let server = home.serve_with(Setup::default().mail(mail.clone())).await;
    let slots = far_slots(&server).await;
    server.client.booked(1, &slots[0], "video").await;
    home.db.messages_where("failure = 'relay' AND attempts = 1 AND state = 'pending'", 1).await;
    alarm_is(&server, "mail_relay", true).await;
    let told = |line: &String| line.starts_with("EHLO") || line == "STARTTLS" || line == "QUIT";
    assert!(smtp.commands().iter().all(told), "{:?}", smtp.commands());
    let page = signed_in(&server, "uketsuke").await.get("/staff/mail").await.expect(200).text();
    assert!(page.contains("証明書") || page.contains("つながりません"), "{page}");
    server.kill();

    let ca = home.folder.join("ca.pem");
    fs::write(&ca, &identity.pem).unwrap();
    let server = home.serve_with(Setup::ahead(150).mail(format!("{mail}?ca={}", ca.display()))).await;
    home.db.message(&email(1), "confirmation", 0, "sent").await;
    alarm_is(&server, "mail_relay", false).await;
    let commands = smtp.commands();
    let at = |start: &str| commands.iter().position(|line| line.starts_with(start)).expect(start);
    assert!(at("(TLS)") < at("AUTH") && at("AUTH") < at("MAIL"), "{commands:?}");
    assert_eq!(mails_to(&smtp, 1).len(), 1);
}

async fn a_relay_that_wants_a_full_name_gets_one(engine: Engine) {
    let home = Home::new(engine).await;
    let smtp = SmtpServer::start(Manners::FullNames).await;
    let named = Setup { more: vec![("MENDAN_MAIL_HELO", "mendan.kaku.example".to_owned())], ..Setup::default() };
    for (n, setup) in [Setup::default(), named].into_iter().enumerate() {
        let server = home.serve_with(setup.mail(smtp.url())).await;
        let slots = far_slots(&server).await;
        server.client.booked(n, &slots[n * 3], "video").await;
        home.db.message(&email(n), "confirmation", 0, "sent").await;
        server.kill();
    }
    let said: Vec<String> = smtp.commands().into_iter().filter(|line| line.starts_with("EHLO")).collect();
    assert!(said[0].contains('.') && !said[0].contains("127.0.0.1"), "the sender's domain: {said:?}");
    assert_eq!(said[1], "EHLO mendan.kaku.example");
    let wrong = Setup { more: vec![("MENDAN_MAIL_HELO", "mendan".to_owned())], ..Setup::default() };
    let output = home.command(&wrong, &["config"]).output().expect("the binary runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("MENDAN_MAIL_HELO"), "{said}");
}

/// Each of the forty is thought about for nineteen seconds, which is shorter than we wait.
async fn forty_slow_recipients_do_not_delay_a_good_mail(engine: Engine) {
    const SLOW: usize = 40;
    let home = Home::new(engine).await;
    let smtp = SmtpServer::start(Manners::SlowRecipients(19)).await;
    let server = home.serve_with(Setup::default().mail(smtp.url())).await;
    let slots = far_slots(&server).await;
    for (n, slot) in slots.iter().enumerate().take(SLOW) {
        server.client.booked(n, slot, "video").await;
    }
    until_true("all forty to be under way", async || smtp.sessions() >= SLOW).await;
    smtp.behave(Manners::Accept);
    let begun = Instant::now();
    server.client.booked(SLOW, &slots[SLOW], "video").await;
    home.db.message(&email(SLOW), "confirmation", 0, "sent").await;
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

/// T13.
async fn a_row_that_cannot_be_read_or_has_no_booking_is_put_aside_once(engine: Engine) {
    let home = Home::new(engine).await;
    let smtp = SmtpServer::start(Manners::Accept).await;
    let server = home.serve_with(Setup::default().mail(smtp.url())).await;
    let slots = far_slots(&server).await;
    let booked = server.client.booked(1, &slots[0], "video").await;
    home.db.message(&email(1), "confirmation", 0, "sent").await;
    let row = |id: i64, kind: &str, city: &str| {
        format!(
            "INSERT INTO outbox (id, municipality_id, booking_id, kind, version, recipient, dedupe_key, due_at, useful_until, \
               state, attempts, message_id, detail, created_at) \
             SELECT {id}, {city}, booking_id, '{kind}', version, recipient, 'poison {id}', {now} - 60, {now} + 86400, 'pending', \
               0, 'poison-{id}@kaku.example', '{{}}', {now} FROM outbox WHERE kind = 'confirmation' AND state = 'sent'",
            now = now(),
        )
    };
    home.db.execute(&row(1, "telegram", "municipality_id")).await;
    // Another city's: there it has no such booking.
    home.db
        .execute(
            "INSERT INTO municipality (id, slug, public_url, timezone, mail_from, phone, video_base_url, consent_version, texts) \
             VALUES (7, 'beta', 'http://beta.example:8080', 'Asia/Tokyo', 'post@beta.example', '042-000-0999', NULL, '1', '{}')",
        )
        .await;
    home.db.execute(&row(2, "confirmation", "7")).await;
    home.db.messages_where("state = 'failed' AND failure = 'internal' AND last_error IS NOT NULL", 2).await;
    // The others go on.
    server.client.booked(2, &slots[3], "video").await;
    home.db.message(&email(2), "confirmation", 0, "sent").await;
    alarm_is(&server, "mail_internal", true).await;
    assert_eq!(home.log().matches("a message cannot be read; it is put aside").count(), 1);

    let own = home.public_url();
    let host = own.trim_start_matches("http://");
    let browser = signed_in(&server, "kanri").await;
    let page = browser.get("/staff/mail").await.expect(200).text();
    assert!(page.contains("読めないメール") && page.contains("このシステムの不具合"), "{page}");
    assert!(browser.get("/staff").await.expect(200).text().contains("送れないメールがあります"), "{host}");
    let id = home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(1))).await;
    let panel = browser.get(&format!("/staff?booking={id}")).await.expect(200).text();
    assert!(panel.contains("メールサーバーへ渡しました"), "the booking {} can be opened", booked.reference);
    browser.post("/staff/mail/1/settle", &[]).await.expect(303);
    assert!(!browser.get("/staff").await.expect(200).text().contains("送れないメールがあります"));
}
