//! The mail server of a city, set and tried out in the browser: what it answered is told in words and as it was said, and
//! letters wait until one takes them.

use crate::on_both_engines;
use crate::outbox::mails_to;
use crate::support::Engine;
use crate::support::client::Browser;
use crate::support::forms::{form_of, of_anybody, pairs, set};
use crate::support::http::Answer;
use crate::support::people::email;
use crate::support::server::{Home, SECRET, Server, Setup, free_port};
use crate::support::shaping::staff;
use crate::support::smtp_server::{Identity, Manners, SmtpServer};
use crate::support::wait::until_true;

on_both_engines!(
    what_a_mail_server_answers_is_told_in_words_and_as_it_was_said,
    a_certificate_that_cannot_be_trusted_is_told_apart_by_what_is_wrong_with_it,
    letters_wait_for_a_server_and_leave_once_when_its_password_is_mended,
    what_is_wrong_with_the_form_stands_beside_its_field_and_nothing_typed_is_lost_but_the_password,
    a_changed_server_is_taken_at_once_on_every_instance,
    the_secret_may_be_exchanged_and_a_wrong_one_is_said_aloud,
    a_restored_backup_holds_its_letters_as_before_and_sends_the_others_by_the_citys_server,
    in_a_demo_that_strangers_reach_no_server_is_set,
);

const PAGE: &str = "/staff/setup/mailbox";

/// A city without any mail server.
fn alone() -> Setup {
    Setup::default().mail(String::new())
}

/// The form as the page shows it, filled in.
async fn filled(kanri: &Browser, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields = form_of(&kanri.get(PAGE).await.expect(200).text(), PAGE);
    for (name, value) in typed {
        set(&mut fields, name, value);
    }
    fields
}

fn of<'a>(port: &'a str, user: &'a str, password: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![("server", "127.0.0.1"), ("port", port), ("user", user), ("password", password)]
}

async fn try_out(kanri: &Browser, typed: &[(&str, &str)]) -> Answer {
    let mut fields = filled(kanri, typed).await;
    set(&mut fields, "to", "kanri@mail.kaku.example");
    kanri.post(&format!("{PAGE}/try"), &pairs(&fields)).await
}

async fn save(kanri: &Browser, typed: &[(&str, &str)]) {
    let saved = kanri.post(PAGE, &pairs(&filled(kanri, typed).await)).await.expect(303);
    assert_eq!(saved.location(), format!("{PAGE}?said=server_saved"));
}

async fn alarm_is(server: &Server, code: &str, raised: bool) {
    until_true(&format!("the alarm {code} to be raised: {raised}"), async || {
        server.client.get("/readyz").await.expect(200).text().contains(code) == raised
    })
    .await;
}

async fn what_a_mail_server_answers_is_told_in_words_and_as_it_was_said(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve_with(alone()).await;
    let kanri = staff(server.client, "kanri").await;
    let smtp = SmtpServer::start(Manners::Accept).await;
    let port = smtp.address.port().to_string();
    let ways = [
        (Manners::Greet("554 5.7.1 you are on a list"), "このコンピューターからの接続を断りました"),
        (Manners::Hello("504 5.5.2 need fully-qualified hostname"), "こちらの名前(EHLO)を断りました"),
        (Manners::Auth("535 5.7.8 wrong password"), "ログインを断られました"),
        (Manners::Sender("550 5.7.60 not permitted to send as this sender"), "差出人を断りました"),
        (Manners::Recipient("550 5.1.1 unknown user"), "あて先のアドレスを断りました"),
        (Manners::Recipient("554 5.7.1 Relay access denied"), "外へのメールを中継しません"),
        (Manners::Recipient("450 4.2.0 greylisted"), "いまは受け取れないと答えました"),
        (Manners::AfterText("550 5.6.0 not acceptable"), "中身を断りました"),
        (Manners::Accept, "サーバーが受け取りました"),
    ];
    for (manners, words) in ways {
        smtp.behave(manners);
        let page = try_out(&kanri, &of(&port, "post", "himitsu")).await.expect(200).text();
        let said = match manners {
            Manners::Greet(said)
            | Manners::Hello(said)
            | Manners::Auth(said)
            | Manners::Sender(said)
            | Manners::Recipient(said)
            | Manners::AfterText(said) => said,
            _ => "250 queued",
        };
        assert!(page.contains(words) && page.contains(said), "{manners:?}: {page}");
        // What was typed stands there again; the password does not.
        let fields = form_of(&page, PAGE);
        let holds = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        assert_eq!((holds("server"), holds("port")), (Some("127.0.0.1".into()), Some(port.clone())));
        assert_eq!(holds("to").as_deref(), Some("kanri@mail.kaku.example"));
        assert_eq!(holds("password").as_deref(), Some(""));
        assert!(!page.contains("himitsu"));
    }
    assert_eq!(smtp.mails().len(), 2, "the one that was refused afterwards, too");
    let mail = smtp.mails().pop().unwrap();
    assert!(mail.contains("To: kanri@mail.kaku.example"), "{mail}");
    // Nobody there; no such name; something else than a mail server; nothing that answers.
    let nobody = free_port().to_string();
    let page = try_out(&kanri, &of(&nobody, "", "")).await.expect(200).text();
    assert!(page.contains("サーバーにつながりません"), "{page}");
    let page = try_out(&kanri, &[("server", "smtp.kaku.invalid")]).await.expect(200).text();
    assert!(page.contains("その名前のサーバーは、見つかりません"), "{page}");
    smtp.behave(Manners::Greet("SSH-2.0-himitsu of another service"));
    let page = try_out(&kanri, &of(&port, "", "")).await.expect(200).text();
    assert!(page.contains("メールサーバーの答えではありません") && !page.contains("SSH-2.0"), "{page}");
    let page = try_out(&kanri, &[("server", "169.254.169.254")]).await.expect(200).text();
    assert!(page.contains("メールサーバーを置けません"), "{page}");
    smtp.behave(Manners::Silent);
    let page = try_out(&kanri, &of(&port, "", "")).await.expect(200).text();
    assert!(page.contains("20秒のあいだに"), "{page}");
    // None of it was saved, and of all of it there is a line without a password and without an address.
    assert_eq!(home.db.count("SELECT COUNT(*) FROM mailbox").await, 0);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM audit WHERE action = 'mailbox_try'").await, 14);
    let said = "SELECT COUNT(*) FROM audit WHERE detail LIKE '%himitsu%' OR detail LIKE '%mail.kaku.example%'";
    assert_eq!(home.db.count(said).await, 0);
    assert!(!home.log().contains("himitsu"));
}

async fn a_certificate_that_cannot_be_trusted_is_told_apart_by_what_is_wrong_with_it(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve_with(alone()).await;
    let kanri = staff(server.client, "kanri").await;
    let (identity, other) = (Identity::of("127.0.0.1"), Identity::of("relay.kaku.example"));
    let smtp = SmtpServer::start_with_tls(Manners::Accept, identity.clone()).await;
    let port = smtp.address.port().to_string();
    let unknown = try_out(&kanri, &of(&port, "post", "himitsu")).await.expect(200).text();
    assert!(unknown.contains("信じられる認証局のものと確かめられません"), "{unknown}");
    assert!(smtp.commands().iter().all(|line| !line.starts_with("AUTH")), "no password goes there");
    let elsewhere = SmtpServer::start_with_tls(Manners::Accept, other.clone()).await;
    let its_port = elsewhere.address.port().to_string();
    let mut named = of(&its_port, "post", "himitsu");
    named.push(("authority", &other.pem));
    let page = try_out(&kanri, &named).await.expect(200).text();
    assert!(page.contains("別の名前のものです"), "{page}");
    // With its own authority it is trusted, and so it is kept.
    let mut trusted = of(&port, "post", "himitsu");
    trusted.push(("authority", &identity.pem));
    let page = try_out(&kanri, &trusted).await.expect(200).text();
    assert!(page.contains("サーバーが受け取りました"), "{page}");
    save(&kanri, &trusted).await;
    let slots = server.client.slots("video").await;
    server.client.booked(1, &slots[40], "video").await;
    home.db.message(&email(1), "confirmation", 0, "sent").await;
    assert_eq!(mails_to(&smtp, 1).len(), 1);
    let commands = smtp.commands();
    let at = |start: &str| commands.iter().position(|line| line.starts_with(start)).expect(start);
    assert!(at("(TLS)") < at("AUTH"), "{commands:?}");
}

async fn letters_wait_for_a_server_and_leave_once_when_its_password_is_mended(engine: Engine) {
    const MOTHERS: usize = 3;
    let home = Home::new(engine).await;
    let server = home.serve_with(alone()).await;
    let kanri = staff(server.client, "kanri").await;
    let slots = server.client.slots("video").await;
    for n in 0..MOTHERS {
        server.client.booked(n, &slots[40 + n * 3], "video").await;
    }
    let waiting = i64::try_from(MOTHERS).unwrap();
    let unset =
        "kind = 'confirmation' AND state = 'pending' AND failure = 'relay' AND last_error = 'no mail server is set'";
    home.db.messages_where(unset, waiting).await;
    alarm_is(&server, "mail_unset", true).await;
    let page = kanri.get("/staff").await.expect(200).text();
    assert!(page.contains("まだ設定されていません") && page.contains(PAGE), "{page}");
    let list = kanri.get("/staff/mail").await.expect(200).text();
    assert!(list.contains("メールサーバーが設定されるのを待っている(3通)"), "{list}");
    assert!(!list.contains("no mail server is set"), "in words: {list}");
    let index = kanri.get("/staff/setup").await.expect(200).text();
    assert!(index.contains(PAGE) && index.contains("まだ設定されていません。予約はいつもどおり"), "{index}");

    let smtp = SmtpServer::start(Manners::Auth("535 5.7.8 wrong password")).await;
    let port = smtp.address.port().to_string();
    save(&kanri, &of(&port, "post", "old")).await;
    alarm_is(&server, "mail_unset", false).await;
    alarm_is(&server, "mail_relay", true).await;
    home.db.messages_where("failure = 'relay' AND last_error LIKE '535%'", waiting).await;
    let page = kanri.get(PAGE).await.expect(200).text();
    assert!(page.contains("127.0.0.1") && page.contains("post") && page.contains("管理者"), "{page}");

    smtp.behave(Manners::Accept);
    save(&kanri, &of(&port, "post", "new")).await;
    for n in 0..MOTHERS {
        home.db.message(&email(n), "confirmation", 0, "sent").await;
        assert_eq!(mails_to(&smtp, n).len(), 1, "mother {n}");
    }
    alarm_is(&server, "mail_relay", false).await;
    assert!(home.mails().is_empty());
    // Taken away, they wait again, and say so at once when somebody books.
    let page = kanri.get(PAGE).await.expect(200).text();
    let fields = form_of(&page, &format!("{PAGE}/remove"));
    kanri.post(&format!("{PAGE}/remove"), &pairs(&fields)).await.expect(303);
    server.client.booked(9, &slots[60], "video").await;
    home.db.messages_where(unset, 1).await;
    // Started with a mail address it leaves.
    server.kill();
    let _server = home.serve().await;
    home.db.message(&email(9), "confirmation", 0, "sent").await;
    assert_eq!(home.mails_to(&email(9)).len(), 1);
    home.db.check().await;
}

async fn what_is_wrong_with_the_form_stands_beside_its_field_and_nothing_typed_is_lost_but_the_password(
    engine: Engine,
) {
    let home = Home::new(engine).await;
    let server = home.serve_with(alone()).await;
    let kanri = staff(server.client, "kanri").await;
    let wrong = [
        ("server", "smtp.kaku.example:587"),
        ("port", "70000"),
        ("user", ""),
        ("password", "himitsu"),
        ("hello", "mendan"),
        ("authority", "-----BEGIN CERTIFICATE-----"),
    ];
    let refused = kanri.post(PAGE, &pairs(&filled(&kanri, &wrong).await)).await.expect(422).text();
    for field in ["server", "port", "user", "hello", "authority"] {
        assert!(refused.contains(&format!("id=\"{field}-error\"")), "{field}: {refused}");
        assert!(refused.contains(&format!("href=\"#{field}\"")), "{field}");
    }
    assert!(refused.contains("smtp.kaku.example:587") && !refused.contains("himitsu"));
    let tried = try_out(&kanri, &[("server", ""), ("user", "post")]).await.expect(422).text();
    assert!(tried.contains("id=\"server-error\"") && tried.contains("id=\"password-error\""), "{tried}");
    // A form of before somebody else's is told what is true now.
    let before = filled(&kanri, &of("2525", "", "")).await;
    save(&kanri, &[("server", "smtp.kaku.example")]).await;
    let stale = kanri.post(PAGE, &pairs(&before)).await.expect(409).text();
    assert!(stale.contains("smtp.kaku.example") && stale.contains("2525"), "{stale}");
    let before = of_anybody(before);
    for login in ["hokenshi", "uketsuke"] {
        let other = staff(server.client, login).await;
        other.get(PAGE).await.expect(403);
        other.post(PAGE, &pairs(&before)).await.expect(404);
        other.post(&format!("{PAGE}/try"), &pairs(&before)).await.expect(404);
    }
}

async fn a_changed_server_is_taken_at_once_on_every_instance(engine: Engine) {
    if engine == Engine::Sqlite {
        // One process.
        return;
    }
    let home = Home::new(engine).await;
    let first = home.serve_with(alone()).await;
    // Jobs are done by the other one alone.
    let second = home.serve_beside(&alone()).await;
    let kanri = staff(first.client, "kanri").await;
    let (one, two) = (SmtpServer::start(Manners::Accept).await, SmtpServer::start(Manners::Accept).await);
    let slots = first.client.slots("video").await;
    for (n, smtp) in [&one, &two, &one].into_iter().enumerate() {
        save(&kanri, &of(&smtp.address.port().to_string(), "", "")).await;
        for (more, client) in [first.client, second.client].into_iter().enumerate() {
            let who = n * 2 + more;
            client.booked(who, &slots[40 + who * 3], "video").await;
            home.db.message(&email(who), "confirmation", 0, "sent").await;
            assert_eq!(mails_to(smtp, who).len(), 1, "letter {who} by the server that is set now");
        }
    }
}

async fn the_secret_may_be_exchanged_and_a_wrong_one_is_said_aloud(engine: Engine) {
    const NEW: &str = "a-new-secret-of-the-tests-long-enough-to-be-one";
    const WRONG: &str = "yet-another-secret-that-sealed-nothing-of-this";
    let under = |secrets: &[&str]| {
        let mut setup = alone();
        setup.more = vec![("MENDAN_SECRET", secrets.join("\n"))];
        setup
    };
    let home = Home::new(engine).await;
    let server = home.serve_with(alone()).await;
    let smtp = SmtpServer::start(Manners::Accept).await;
    let kanri = staff(server.client, "kanri").await;
    save(&kanri, &of(&smtp.address.port().to_string(), "post", "himitsu")).await;
    server.kill();
    let rotated = home.command(&under(&[NEW, SECRET]), &["secret", "rotate"]).output().expect("the binary runs");
    let said = String::from_utf8_lossy(&rotated.stdout).into_owned();
    assert!(rotated.status.success() && said.contains("mailbox: 1"), "{said}");

    let server = home.serve_with(under(&[WRONG])).await;
    alarm_is(&server, "secret", true).await;
    let slots = server.client.slots("video").await;
    server.client.booked(1, &slots[40], "video").await;
    home.db.messages_where("failure = 'relay' AND last_error LIKE '%MENDAN_SECRET' AND state = 'pending'", 1).await;
    let kanri = staff(server.client, "kanri").await;
    let page = kanri.get(PAGE).await.expect(200).text();
    assert!(page.contains("保存した設定を読めません"), "{page}");
    server.kill();

    let server = home.serve_with(under(&[NEW, WRONG])).await;
    home.db.message(&email(1), "confirmation", 0, "sent").await;
    assert_eq!(mails_to(&smtp, 1).len(), 1);
    assert!(smtp.commands().iter().any(|line| line.starts_with("AUTH")));
    alarm_is(&server, "mail_relay", false).await;
}

async fn a_restored_backup_holds_its_letters_as_before_and_sends_the_others_by_the_citys_server(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve_with(alone()).await;
    let slots = server.client.slots("video").await;
    server.client.booked(1, &slots[40], "video").await;
    let waits = "kind = 'confirmation' AND failure = 'relay' AND state = 'pending'";
    home.db.messages_where(waits, 1).await;
    server.kill();
    assert!(home.run(&["mail", "hold"]).status.success());
    let server = home.serve_with(alone()).await;
    let smtp = SmtpServer::start(Manners::Accept).await;
    let kanri = staff(server.client, "kanri").await;
    save(&kanri, &of(&smtp.address.port().to_string(), "", "")).await;
    server.client.booked(2, &slots[43], "video").await;
    home.db.message(&email(2), "confirmation", 0, "sent").await;
    home.db.messages_where(&format!("{waits} AND held_at IS NOT NULL"), 1).await;
    assert_eq!((mails_to(&smtp, 1).len(), mails_to(&smtp, 2).len()), (0, 1), "what was held stays held");
}

async fn in_a_demo_that_strangers_reach_no_server_is_set(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve_with(Setup { shield: true, ..alone() }).await;
    let kanri = staff(server.client, "kanri").await;
    let page = kanri.get(PAGE).await.expect(200).text();
    assert!(page.contains("お試しの市では") && !page.contains("name=\"server\""), "{page}");
    let smtp = SmtpServer::start(Manners::Accept).await;
    let port = smtp.address.port().to_string();
    let mut typed = of(&port, "", "");
    typed.extend([("encryption", "starttls"), ("version", "0"), ("to", "kanri@mail.kaku.example")]);
    kanri.post(PAGE, &typed).await.expect(409);
    kanri.post(&format!("{PAGE}/try"), &typed).await.expect(409);
    assert_eq!(smtp.sessions(), 0);
}
