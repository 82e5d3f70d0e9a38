//! What came back after a mail server took it: read from the folder, told to staff, mended by them or by herself.

use std::fs;
use std::path::Path;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Booked, Browser, hidden};
use crate::support::people::email;
use crate::support::server::{Home, Server, Setup};
use crate::support::shaping::staff;
use crate::support::wait::until_true;

on_both_engines!(
    a_mail_that_came_back_is_told_and_goes_to_the_corrected_address,
    what_nobody_understands_is_kept_and_counted,
    she_says_herself_that_it_did_not_arrive,
    an_outage_is_looked_at_before_it_is_sent_anew,
);

/// A server that reads the folder `bounces`.
async fn serve(home: &Home) -> Server {
    let folder = home.folder.join("bounces");
    fs::create_dir_all(&folder).expect("a folder");
    let more = vec![("MENDAN_BOUNCES", format!("file:{}", folder.display()))];
    home.serve_with(Setup { more, ..Setup::default() }).await
}

/// Somebody has booked, and her confirmation is with the mail server.
async fn booked(home: &Home, server: &Server, n: usize) -> (Booked, i64) {
    let slots = server.client.slots("video").await;
    let booked = server.client.booked(n, &slots[slots.len() / 2 + n], "video").await;
    home.db.message(&email(n), "confirmation", 0, "sent").await;
    let id = home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(n))).await;
    (booked, id)
}

async fn message_id(home: &Home, n: usize) -> String {
    let sql =
        format!("SELECT message_id FROM outbox WHERE recipient = '{}' AND kind = 'confirmation' ORDER BY id", email(n));
    home.db.rows::<(String,)>(&sql).await.into_iter().next().expect("a message").0
}

/// A report as a mail server puts it there: whole at once.
fn report(home: &Home, name: &str, message_id: &str, (action, status): (&str, &str)) {
    let text = format!(
        "From: MAILER-DAEMON@relay.example.com\r\nTo: noreply@kaku.example.com\r\nSubject: Returned mail\r\n\
         Message-ID: <{name}@relay.example.com>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b1\"\r\n\r\n\
         --b1\r\nContent-Type: text/plain\r\n\r\nIt came back.\r\n\
         --b1\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.example.com\r\n\r\n\
         Final-Recipient: rfc822; somebody@mail.example.com\r\nAction: {action}\r\nStatus: {status}\r\n\r\n\
         --b1\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{message_id}>\r\nSubject: Test\r\n\r\n--b1--\r\n"
    );
    put(&home.folder.join("bounces"), name, &text);
}

fn put(folder: &Path, name: &str, text: &str) {
    let begun = folder.join(format!(".{name}"));
    fs::write(&begun, text).expect("written");
    fs::rename(begun, folder.join(format!("{name}.eml"))).expect("moved");
}

async fn a_mail_that_came_back_is_told_and_goes_to_the_corrected_address(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let (_, id) = booked(&home, &server, 1).await;
    let desk = staff(server.client, "uketsuke").await;
    let panel = desk.get(&format!("/staff?booking={id}")).await.expect(200).text();
    assert!(panel.contains("メールサーバーへ渡しました") && !panel.contains("届いた、との知らせ"), "{panel}");
    report(&home, "back-1", &message_id(&home, 1).await, ("failed", "5.1.1"));
    home.db.message(&email(1), "confirmation", 0, "failed").await;
    until_true("the report to go", async || !home.folder.join("bounces/back-1.eml").exists()).await;
    let panel = desk.get(&format!("/staff?booking={id}")).await.expect(200).text();
    let page = format!("/staff/mail/address/{id}");
    assert!(panel.contains("届かずに戻りました(宛先がありません)") && panel.contains(&page), "{panel}");
    let calls =
        format!("SELECT COUNT(*) FROM call WHERE booking_id = {id} AND reason = 'mail_refused' AND done_at IS NULL");
    until_true("her to be on the call list", async || home.db.count(&calls).await == 1).await;
    let list = desk.get("/staff/mail").await.expect(200).text();
    assert!(list.contains(&page) && !list.contains(&email(1)), "{list}");
    // Whoever types that address again is told.
    let told = desk.fill(&page, &page, &[("email", &email(1))]).await.expect(422).text();
    assert!(told.contains("このアドレスには届きませんでした") && told.contains("name=\"again\""), "{told}");
    let new = "atarashii@mail.kaku.example";
    let done = desk.fill(&page, &page, &[("email", new)]).await.expect(303).location().to_owned();
    assert_eq!(done, format!("{page}?said=address"));
    assert_eq!(home.db.count(&calls).await, 0);
    home.db.message(new, "confirmation", 0, "sent").await;
    assert_eq!(home.mails_to(new).len(), 1);
    let panel = desk.get(&format!("/staff?booking={id}")).await.expect(200).text();
    assert!(panel.contains("届かずに戻りました"), "it stays in the history: {panel}");
    // Arrived is what was said to have arrived.
    let sql = format!("SELECT message_id FROM outbox WHERE recipient = '{new}' AND kind = 'confirmation'");
    let fresh = home.db.rows::<(String,)>(&sql).await.into_iter().next().expect("a message").0;
    report(&home, "there-1", &fresh, ("delivered", "2.1.5"));
    until_true("it to be told", async || {
        desk.get(&format!("/staff?booking={id}")).await.text().contains("相手に届いた、との知らせがありました")
    })
    .await;
    let nurse = staff(server.client, "hokenshi").await;
    assert_ne!(nurse.get("/staff/mail").await.status, 200);
    home.db.check().await;
}

async fn what_nobody_understands_is_kept_and_counted(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    booked(&home, &server, 1).await;
    report(&home, "forged", "guessed@kaku.example", ("failed", "5.1.1"));
    put(
        &home.folder.join("bounces"),
        "poem",
        "From: a@people.example\r\nSubject: Haru\r\nMessage-ID: <p@people.example>\r\n\r\nHaru\r\n",
    );
    let unread = home.folder.join("bounces/unread");
    until_true("both to be kept", async || fs::read_dir(&unread).map_or(0, Iterator::count) == 2).await;
    home.db.message(&email(1), "confirmation", 0, "sent").await;
    assert_eq!(home.db.count("SELECT COUNT(*) FROM dead_address").await, 0);
    let kanri = staff(server.client, "kanri").await;
    let page = kanri.get("/staff/mail").await.expect(200).text();
    assert!(page.contains("読み取れなかった返信(2通)"), "{page}");
    let desk = staff(server.client, "uketsuke").await;
    assert!(!desk.get("/staff/mail").await.expect(200).text().contains("読み取れなかった返信"));
}

async fn she_says_herself_that_it_did_not_arrive(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let (booked, id) = booked(&home, &server, 1).await;
    let mother = Browser::new(server.client);
    let page = format!("/b/{}/mail", booked.token);
    assert!(mother.get(&format!("/b/{}", booked.token)).await.expect(200).text().contains(&page));
    let shown = mother.get(&page).await.expect(200).text();
    assert!(
        shown.contains("h***@mail.kaku.example") && !shown.contains(&email(1)) && !shown.contains("花子"),
        "{shown}"
    );
    let version = hidden(&shown, "version");
    let wish = async |fields: &[(&str, &str)]| mother.post(&page, fields).await;
    let again = wish(&[("wish", "again"), ("version", &version)]).await.expect(303).location().to_owned();
    assert_eq!(again, format!("{page}?said=again"));
    home.db
        .messages_where(&format!("recipient = '{}' AND kind = 'confirmation' AND state = 'sent'", email(1)), 2)
        .await;
    let version = hidden(&mother.get(&page).await.expect(200).text(), "version");
    let often = wish(&[("wish", "again"), ("version", &version)]).await.expect(303).location().to_owned();
    assert_eq!(often, format!("{page}?said=often"));
    let call = wish(&[("wish", "call"), ("version", &version)]).await.expect(303).location().to_owned();
    assert_eq!(call, format!("{page}?said=call"));
    let asked = format!("SELECT COUNT(*) FROM call WHERE booking_id = {id} AND reason = 'asked'");
    assert_eq!(home.db.count(&asked).await, 1);
    let desk = staff(server.client, "uketsuke").await;
    assert!(desk.get("/staff/calls").await.expect(200).text().contains("電話がほしい"));
    // What was typed stands there again, with what is to mend.
    let other = [("wish", "to"), ("version", &version), ("email", "x@mail.kaku.example"), ("phone_last4", "9999")];
    let told = wish(&other).await.expect(422).text();
    assert!(told.contains("下4けたを入れてください") && told.contains("x@mail.kaku.example"), "{told}");
    assert!(wish(&[("wish", "everything")]).await.expect(404).text().contains("<html"));
}

async fn an_outage_is_looked_at_before_it_is_sent_anew(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    for n in [1, 2] {
        booked(&home, &server, n).await;
        report(&home, &format!("back-{n}"), &message_id(&home, n).await, ("failed", "5.2.2"));
    }
    home.db.messages_where("failure = 'recipient' AND state = 'failed'", 2).await;
    let desk = staff(server.client, "uketsuke").await;
    let page = "/staff/mail/again?failure=recipient";
    let shown = desk.get(page).await.expect(200).text();
    assert!(shown.contains("もう一度送るメール(2通)"), "{shown}");
    let turned = format!("{page}&from=2031-06-03T10:00&until=2031-06-02T10:00");
    assert!(!desk.get(&turned).await.expect(200).text().contains("/staff/mail/resend"));
    // What changed meanwhile is shown before anything is sent.
    let stale = [("failure", "recipient"), ("seal", "another")];
    assert!(desk.post("/staff/mail/resend", &stale).await.expect(409).text().contains("まだ何も送っていません"));
    let done = desk.fill(page, "/staff/mail/resend", &[]).await.expect(303).location().to_owned();
    assert!(done.starts_with("/staff/mail?said=resent_all&batch="), "{done}");
    let back = desk.fill(&done, "/staff/mail/undo", &[]).await.expect(303).location().to_owned();
    assert_eq!(back, "/staff/mail?said=undone");
    assert!(desk.get(page).await.expect(200).text().contains("もう一度送るメール(2通)"));
    desk.fill(page, "/staff/mail/resend", &[]).await.expect(303);
    for n in [1, 2] {
        home.db
            .messages_where(&format!("recipient = '{}' AND kind = 'confirmation' AND state = 'sent'", email(n)), 1)
            .await;
        assert_eq!(home.mails_to(&email(n)).len(), 2, "the first, and the one sent anew");
    }
}
