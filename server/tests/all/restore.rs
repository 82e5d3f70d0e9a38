//! Restoring a backup resends nothing: what it knew as unsent waits for an operator; links follow the public address.

use std::fs;

use crate::on_both_engines;
use crate::outbox::mails_to;
use crate::support::Engine;
use crate::support::client::Browser;
use crate::support::clock::now;
use crate::support::database::Database;
use crate::support::people::email;
use crate::support::server::{Home, Setup};
use crate::support::smtp_server::{Manners, SmtpServer};

on_both_engines!(what_is_held_by_command_leaves_only_when_it_is_released, links_in_mails_follow_the_public_address,);

#[test]
fn a_first_start_on_a_backup_sends_nothing_that_the_backup_knew_as_unsent() {
    crate::support::run(async {
        let home = Home::new(Engine::Sqlite).await;
        let smtp = SmtpServer::start(Manners::Accept).await;
        let server = home.serve_with(Setup::default().mail(smtp.url())).await;
        let slots = server.client.slots("video").await;
        let day =
            |days: i64| slots.iter().find(|slot| slot.starts_at.timestamp() > now() + days * 86_400).expect("a slot");
        let (soon, later) = (day(3), day(9));
        // One whose reminder waits, one whose confirmation could not leave.
        let cancelled = server.client.booked(1, soon, "video").await;
        home.db.message(&email(1), "confirmation", 0, "sent").await;
        smtp.behave(Manners::Recipient("450 4.2.1 later"));
        server.client.booked(2, later, "video").await;
        home.db.messages_where("kind = 'confirmation' AND state = 'pending' AND attempts = 1", 1).await;
        let file = home.folder.join("copy.db");
        assert!(home.run(&["backup", file.to_str().expect("UTF-8")]).status.success());
        // After the backup the first is cancelled, and the second has her mail.
        smtp.behave(Manners::Accept);
        server.client.cancel(&cancelled.token).await.expect(200);
        home.db.message(&email(1), "cancellation", 1, "sent").await;
        server.kill();
        let server = home.serve_with(Setup::ahead(150).mail(smtp.url())).await;
        home.db.message(&email(2), "confirmation", 0, "sent").await;
        server.kill();
        let before = smtp.mails().len();

        // The copy is served: at once, and nothing leaves, not at the time of the reminders either.
        let copy = format!("sqlite://{}", file.display());
        let db = Database::open(Engine::Sqlite, &copy);
        let on_copy = |ahead: i64| {
            let more = vec![("MENDAN_DATABASE_URL", copy.clone())];
            Setup { more, ..Setup::ahead(ahead).mail(smtp.url()) }
        };
        let restored = home.serve_with(on_copy(200)).await;
        let pending = db.count("SELECT COUNT(*) FROM outbox WHERE state = 'pending'").await;
        assert!(pending >= 3, "two reminders and a confirmation");
        db.messages_where("state = 'pending' AND held_at IS NOT NULL", pending).await;
        assert!(restored.client.get("/readyz").await.expect(200).text().contains("mail_held"));
        let booked = restored.client.booked(3, &slots[slots.len() - 1], "video").await;
        db.message(&email(3), "confirmation", 0, "sent").await;
        assert_eq!(smtp.mails().len(), before + 1, "the new one as always: {}", booked.reference);
        restored.kill();
        let noon = soon.starts_at.timestamp() - now() - 20 * 3600;
        let restored = home.serve_with(on_copy(noon)).await;
        db.quiet(now() + noon).await;
        assert_eq!(smtp.mails().len(), before + 1);

        // An administrator looks, lets one go and drops the rest.
        let browser = Browser::new(restored.client);
        browser.sign_in("kanri").await;
        assert!(browser.get("/staff").await.expect(200).text().contains("バックアップから戻した"));
        let page = browser.get("/staff/mail/held").await.expect(200).text();
        assert!(page.contains(&cancelled.reference) && page.contains("事前の知らせ"), "{page}");
        assert!(!page.contains("haha") && !page.contains("花子"));
        let hers = "b.email = 'haha2@mail.kaku.example' AND o.kind = 'confirmation'";
        let id = db
            .count(&format!("SELECT o.id FROM outbox AS o JOIN booking AS b ON b.id = o.booking_id WHERE {hers}"))
            .await;
        browser.post("/staff/mail/held/release", &[("id", &id.to_string())]).await.expect(303);
        db.message(&email(2), "confirmation", 0, "sent").await;
        assert_eq!(mails_to(&smtp, 2).len(), 2, "because somebody said so");
        browser.post("/staff/mail/held/drop", &[("id", "all")]).await.expect(303);
        db.messages_where("held_at IS NOT NULL AND state = 'pending'", 0).await;
        assert!(!restored.client.get("/readyz").await.expect(200).text().contains("mail_held"));
        assert_eq!(mails_to(&smtp, 1).len(), 2, "confirmation and cancellation, no reminder");
        restored.kill();
        // The next start holds nothing.
        let restored = home.serve_with(on_copy(noon + 60)).await;
        db.messages_where("held_at IS NOT NULL AND state = 'pending'", 0).await;
        assert!(!restored.client.get("/readyz").await.expect(200).text().contains("mail_held"));
        db.check().await;
        restored.kill();
        drop(fs::remove_file(&file));
    });
}

/// For PostgreSQL, whose copies bear no mark.
async fn what_is_held_by_command_leaves_only_when_it_is_released(engine: Engine) {
    let home = Home::new(engine).await;
    let smtp = SmtpServer::start(Manners::Recipient("450 4.2.1 later")).await;
    let server = home.serve_with(Setup::default().mail(smtp.url())).await;
    let slots = server.client.slots("video").await;
    for n in [1, 2] {
        server.client.booked(n, &slots[slots.len() - n * 9], "video").await;
    }
    home.db.messages_where("kind = 'confirmation' AND state = 'pending' AND attempts = 1", 2).await;
    server.kill();
    smtp.behave(Manners::Accept);
    let said = |arguments: &[&str]| {
        let output = home.run(arguments);
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        (output.status.success(), said)
    };
    let (done, held) = said(&["mail", "hold"]);
    assert!(done && held.contains("held: "), "{held}");

    let server = home.serve_with(Setup::ahead(200).mail(smtp.url())).await;
    server.client.booked(3, &slots[slots.len() - 3], "video").await;
    home.db.message(&email(3), "confirmation", 0, "sent").await;
    assert_eq!(smtp.mails().len(), 1);
    let (done, list) = said(&["mail", "held"]);
    assert!(done && !list.contains("haha") && list.matches("still_so=yes").count() >= 2, "{list}");
    let line = list.lines().find(|line| line.contains("kind=confirmation")).expect("a line");
    let id = line.trim_start_matches("id=").split(' ').next().expect("its id").to_owned();
    assert!(said(&["mail", "release", &id]).0);
    home.db.messages_where("kind = 'confirmation' AND state = 'sent'", 2).await;
    assert!(!said(&["mail", "release", &id]).0, "it is gone");
    assert!(!said(&["mail", "drop"]).0, "all of them must be said");
    assert!(said(&["mail", "drop", "--all"]).0);
    assert!(!server.client.get("/readyz").await.expect(200).text().contains("mail_held"));
    assert_eq!(smtp.mails().len(), 2);
    home.db.check().await;
}

/// Also on an instance that has read the city before.
async fn links_in_mails_follow_the_public_address(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slots = server.client.slots("video").await;
    let slot = |n: usize| &slots[slots.len() - n * 9];
    let booked = server.client.booked(1, slot(1), "video").await;
    assert!(booked.manage_url.starts_with(&home.public_url()));
    home.db.message(&email(1), "confirmation", 0, "sent").await;
    server.kill();
    let setup =
        Setup { more: vec![("MENDAN_PUBLIC_URL", "http://yoyaku.kaku.example".to_owned())], ..Setup::default() };
    let server = home.serve_with(setup).await;
    let booked = server.client.booked(2, slot(2), "video").await;
    assert!(booked.manage_url.starts_with("http://yoyaku.kaku.example/b/"), "{}", booked.manage_url);
    home.db.message(&email(2), "confirmation", 0, "sent").await;
    let mail = home.mails_to(&email(2)).remove(0);
    assert!(
        mail.text.contains("http://yoyaku.kaku.example/b/") && !mail.text.contains(&home.public_url()),
        "{}",
        mail.text
    );
    assert_eq!(home.db.count("SELECT COUNT(*) FROM audit WHERE action = 'public_url'").await, 1);
}
