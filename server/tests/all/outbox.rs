//! Messages: none is lost, none is sent twice without need, none is sent that is no longer true.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use mendan::commands::open;
use mendan::config::{Config, StaffDoor, VideoSettings};
use mendan::jobs::kinds::kinds;
use mendan::mail::{Post, Transport};
use mendan_service::Keep;
use mendan_service::job::worker::Worker;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::clock::{instant, now};
use crate::support::mail::{Mail, property};
use crate::support::people::email;
use crate::support::server::{Home, SECRET, Server, Setup, free_port};
use crate::support::smtp_server::{Manners, SmtpServer};
use crate::support::wait::{until, until_true};

on_both_engines!(
    three_workers_send_a_thousand_messages_once_each,
    a_cancel_overtakes_a_confirmation_that_has_not_left,
    of_three_fast_moves_the_last_one_is_told,
    a_mail_server_that_fails_does_not_slow_down_booking_and_gets_its_mails_later,
    a_refusal_for_now_is_tried_again_and_one_for_good_is_not,
    who_lost_its_lease_while_sending_changes_nothing,
);

/// What a mail server got for a mother, in the order it came.
pub fn mails_to(smtp: &SmtpServer, n: usize) -> Vec<Mail> {
    let mails = smtp.mails().into_iter().map(|raw| Mail::parse(&raw));
    mails.filter(|mail| mail.to.contains(&email(n))).collect()
}

/// T8. Three servers on one PostgreSQL; on SQLite, where only one may serve, three workers of the library.
async fn three_workers_send_a_thousand_messages_once_each(engine: Engine) {
    const ROWS: usize = 1000;
    let home = Home::new(engine).await;
    let smtp = SmtpServer::start(Manners::Accept).await;
    home.serve().await.kill();
    write_messages(&home, ROWS).await;
    let _servers: Vec<Server> = match engine {
        Engine::Sqlite => {
            let config = config(&home, &smtp);
            let services = open::services(&config).await.expect("the database opens");
            let post = || Arc::new(Post::new(Transport::from_url(&smtp.url()).unwrap()).unwrap());
            let workers: Vec<_> = (0..3).map(|_| Worker::new(services.clone(), kinds(post(), 8))).collect();
            until_true("all to be sent", async || {
                for worker in &workers {
                    worker.beat().await.expect("the outbox is reached");
                }
                smtp.mails().len() >= ROWS
            })
            .await;
            for worker in &workers {
                worker.idle().await;
            }
            services.close().await;
            Vec::new()
        }
        Engine::Postgres => {
            let setup = Setup::default().mail(smtp.url());
            vec![home.serve_with(setup.clone()).await, home.serve_beside(&setup).await, home.serve_beside(&setup).await]
        }
    };
    until("all to be sent", async || {
        let sent = home.db.count("SELECT COUNT(*) FROM outbox WHERE state = 'sent' AND attempts = 1").await;
        (sent == i64::try_from(ROWS).unwrap()).then_some(())
    })
    .await;
    let sent: Vec<String> = smtp.mails().iter().map(|raw| Mail::parse(raw).id).collect();
    let different: BTreeSet<&String> = sent.iter().collect();
    let wanted: BTreeSet<String> = (0..ROWS).map(|n| format!("row-{n}@kaku.example")).collect();
    assert_eq!(sent.len(), ROWS, "each once");
    assert!(smtp.sessions() < ROWS / 2, "sessions are kept between letters: {}", smtp.sessions());
    assert_eq!(different, wanted.iter().collect());
    assert_eq!(home.db.count("SELECT COUNT(*) FROM outbox").await, i64::try_from(ROWS).unwrap());
}

/// Messages about the demo's own bookings.
async fn write_messages(home: &Home, rows: usize) {
    let now = now();
    let sql = format!(
        "SELECT id, municipality_id, sequence, email FROM booking WHERE status = 'booked' AND email IS NOT NULL AND starts_at > {now} LIMIT 20"
    );
    let bookings = home.db.rows::<(i64, i64, i64, String)>(&sql).await;
    let row = |n: usize| {
        let (id, city, sequence, email) = &bookings[n % bookings.len()];
        format!(
            "({n}, {city}, {id}, 'confirmation', {sequence}, '{email}', 'test {n}', {now}, {}, 'pending', 0, 'row-{n}@kaku.example', '{{\"hers\":true}}', {now})",
            now + 86_400,
        )
    };
    let values = (0..rows).map(row).collect::<Vec<_>>().join(",");
    let columns = "id, municipality_id, booking_id, kind, version, recipient, dedupe_key, due_at, useful_until, state, attempts, message_id, detail, created_at";
    home.db.execute(&format!("INSERT INTO outbox ({columns}) VALUES {values}")).await;
}

fn config(home: &Home, smtp: &SmtpServer) -> Config {
    Config {
        database_url: home.url.clone(),
        connections: 4096,
        large_networks: Vec::new(),
        openid_networks: Vec::new(),
        calendar_networks: Vec::new(),
        listen: ([127, 0, 0, 1], 0).into(),
        staff: StaffDoor::default(),
        secret: SECRET.to_owned(),
        trusted_proxies: Vec::new(),
        follows: true,
        public_url: home.public_url().parse().expect("an address"),
        mail_url: Some(smtp.url()),
        mail_helo: None,
        mail_bounces: None,
        bounces: None,
        backup_folder: None,
        dkim_selector: None,
        resolver: None,
        shield: false,
        demo: true,
        clock_offset: mendan::config::clock_offset(&instant(0)).expect("an instant"),
        log: "info".to_owned(),
        log_json: false,
        site_root: PathBuf::new(),
        keep: Keep::default(),
        jobs: true,
        jobs_poll: Duration::from_secs(1),
        video: VideoSettings::default(),
        views_file: None,
    }
}

/// T10. First the confirmation is stuck before its text, then after it: at most that one arrives, and the cancellation does.
async fn a_cancel_overtakes_a_confirmation_that_has_not_left(engine: Engine) {
    let home = Home::new(engine).await;
    let smtp = SmtpServer::start(Manners::Accept).await;
    let server = home.serve_with(Setup::default().mail(smtp.url())).await;
    for (n, manners) in [Manners::Silent, Manners::SilentAfterText].into_iter().enumerate() {
        smtp.behave(manners);
        let (sessions, taken) = (smtp.sessions(), smtp.mails().len());
        // Far enough ahead for a reminder of the day before.
        let slots = server.client.slots("video").await;
        let mut far = slots.iter().filter(|slot| slot.starts_at.timestamp() > now() + 3 * 86_400);
        let slot = far.nth(n * 9).expect("a free time");
        let booked = server.client.booked(n, slot, "video").await;
        until_true("the confirmation to be under way", async || {
            if manners == Manners::Silent { smtp.sessions() > sessions } else { smtp.mails().len() > taken }
        })
        .await;
        smtp.behave(Manners::Accept);
        assert_eq!(server.client.cancel(&booked.token).await.expect(200).booking().status, "cancelled");
        home.db.message(&email(n), "cancellation", 1, "sent").await;
        home.db.message(&email(n), "confirmation", 0, "superseded").await;
        home.db.message(&email(n), "reminder_1d", 0, "superseded").await;
    }
    server.kill();
    // Hours later nothing else has left.
    let _server = home.serve_with(Setup::ahead(4 * 3600).mail(smtp.url())).await;
    home.db.quiet(now() + 4 * 3600).await;
    for (n, before) in [(0, 0), (1, 1)] {
        let mails = mails_to(&smtp, n);
        assert_eq!(mails.len(), before + 1, "{:?}", mails.iter().map(|mail| &mail.subject).collect::<Vec<_>>());
        let last = &mails[before].calendars[0].file;
        assert_eq!(property(last, "METHOD").as_deref(), Some("CANCEL"));
        assert_eq!(property(last, "SEQUENCE").as_deref(), Some("1"));
        if let [confirmation, _] = mails.as_slice() {
            assert_eq!(property(&confirmation.calendars[0].file, "UID"), property(last, "UID"));
        }
    }
    home.db.check().await;
}

/// T11. With a mail server that answers, and with one that does not until the moves are over.
async fn of_three_fast_moves_the_last_one_is_told(engine: Engine) {
    let home = Home::new(engine).await;
    let smtp = SmtpServer::start(Manners::Accept).await;
    let server = home.serve_with(Setup::default().mail(smtp.url())).await;
    for (n, manners) in [Manners::Accept, Manners::Silent].into_iter().enumerate() {
        smtp.behave(manners);
        let slots = server.client.slots("video").await;
        let booked = server.client.booked(n, &slots[n], "video").await;
        for step in 1..=3_u8 {
            let moved =
                server.client.move_to(&booked.token, &slots[n + 11 * usize::from(step)]).await.expect(200).booking();
            assert_eq!(moved.sequence, i64::from(step));
        }
        if manners == Manners::Accept {
            home.db.message(&email(n), "change", 3, "sent").await;
            home.db.quiet(now() + 60).await;
        }
    }
    server.kill();
    smtp.behave(Manners::Accept);
    let _server = home.serve_with(Setup::ahead(150).mail(smtp.url())).await;
    home.db.message(&email(1), "change", 3, "sent").await;
    home.db.quiet(now() + 150).await;

    let versions = |n: usize| -> Vec<i64> {
        let files = mails_to(&smtp, n).into_iter().map(|mail| mail.calendars[0].file.clone());
        files.map(|file| property(&file, "SEQUENCE").unwrap().parse().unwrap()).collect()
    };
    let told = versions(0);
    assert!(told.iter().filter(|version| **version == 3).count() == 1, "{told:?}");
    assert_eq!(told.len(), told.iter().collect::<BTreeSet<_>>().len(), "each version at most once: {told:?}");
    assert_eq!(versions(1), [3], "what could not leave in time never leaves");
    let uids: BTreeSet<_> = mails_to(&smtp, 0).iter().map(|mail| property(&mail.calendars[0].file, "UID")).collect();
    assert_eq!(uids.len(), 1);
    home.db.check().await;
}

/// Books so many times; the median of the answers' times.
async fn median(server: &Server, people: std::ops::Range<usize>) -> Duration {
    let slots = server.client.slots("video").await;
    let mut times = Vec::new();
    for n in people {
        let begun = Instant::now();
        server.client.booked(n, &slots[n], "video").await;
        times.push(begun.elapsed());
    }
    times.sort();
    times[times.len() / 2]
}

/// T9. Refused, silent, an octet a second.
async fn a_mail_server_that_fails_does_not_slow_down_booking_and_gets_its_mails_later(engine: Engine) {
    const EACH: usize = 15;
    let home = Home::new(engine).await;
    let smtp = SmtpServer::start(Manners::Accept).await;
    let server = home.serve_with(Setup::default().mail(smtp.url())).await;
    let usual = median(&server, 0..EACH).await;
    home.db.quiet(now() + 60).await;
    server.kill();
    let nobody = format!("smtp://127.0.0.1:{}", free_port());
    let ways = [(Manners::Silent, smtp.url()), (Manners::Drip, smtp.url()), (Manners::Accept, nobody)];
    for (turn, (manners, url)) in (1..).zip(ways) {
        smtp.behave(manners);
        let server = home.serve_with(Setup::default().mail(url)).await;
        let slow = median(&server, turn * EACH..(turn + 1) * EACH).await;
        println!("usually {usual:?}, {manners:?} {slow:?}");
        assert!(
            slow < Duration::from_secs(1) && slow < usual * 5 + Duration::from_millis(50),
            "{manners:?}: {slow:?} instead of {usual:?}"
        );
        server.kill();
    }
    let waiting = home.db.count("SELECT COUNT(*) FROM outbox WHERE kind = 'confirmation' AND state <> 'sent'").await;
    assert!(waiting >= i64::try_from(3 * EACH).unwrap());

    // The server is well again, and the back-off of a minute or two is over.
    smtp.behave(Manners::Accept);
    let _server = home.serve_with(Setup::ahead(600).mail(smtp.url())).await;
    home.db.quiet(now() + 600).await;
    for n in 0..4 * EACH {
        home.db.message(&email(n), "confirmation", 0, "sent").await;
        assert_eq!(mails_to(&smtp, n).len(), 1, "mother {n}");
    }
    home.db.check().await;
}

/// T9. Temporary refusals come again with the same Message-ID; a refusal for good waits for a call.
async fn a_refusal_for_now_is_tried_again_and_one_for_good_is_not(engine: Engine) {
    let home = Home::new(engine).await;
    let smtp = SmtpServer::start(Manners::Accept).await;
    let server = home.serve_with(Setup::default().mail(smtp.url())).await;
    let slots = server.client.slots("video").await;
    // What is refused of us comes last: the others would wait behind it.
    let refusals = [
        (0, Manners::Recipient("450 4.2.1 <haha0@mail.kaku.example> try later")),
        (1, Manners::AfterText("451 disk full")),
        (2, Manners::DropAfterText),
        (3, Manners::Recipient("550 5.1.1 haha3@mail.kaku.example unknown")),
        (4, Manners::Greet("421 too busy")),
    ];
    for (n, manners) in refusals {
        smtp.behave(manners);
        server.client.booked(n, &slots[n], "video").await;
        if n == 3 {
            let failed = home.db.message(&email(n), "confirmation", 0, "failed").await;
            assert!(failed.error.starts_with("550") && !failed.error.contains("haha"), "{}", failed.error);
            continue;
        }
        let tried = until("a first attempt", async || {
            let message = home.db.message(&email(n), "confirmation", 0, "pending").await;
            (message.attempts == 1).then_some(message)
        })
        .await;
        assert!(!tried.error.is_empty() && !tried.error.contains("haha"), "{}", tried.error);
        assert!(tried.due_at >= now() + 50, "a minute of back-off");
    }
    server.kill();

    smtp.behave(Manners::Accept);
    let _server = home.serve_with(Setup::ahead(150).mail(smtp.url())).await;
    for (n, copies) in [(0, 1), (1, 2), (2, 2), (4, 1)] {
        let sent = home.db.message(&email(n), "confirmation", 0, "sent").await;
        let mails = mails_to(&smtp, n);
        assert_eq!((mails.len(), sent.attempts), (copies, 2), "mother {n}");
        assert!(mails.iter().all(|mail| mail.id == sent.id && mail.raw == mails[0].raw));
    }
    assert_eq!(mails_to(&smtp, 3), [], "nobody tries a wrong address again");
    home.db.message(&email(3), "confirmation", 0, "failed").await;
    home.db.check().await;
}

/// T14. The first worker is held up until another one has sent the same message.
async fn who_lost_its_lease_while_sending_changes_nothing(engine: Engine) {
    let home = Home::new(engine).await;
    let smtp = SmtpServer::start(Manners::SlowRecipients(3)).await;
    home.serve().await.kill();
    write_messages(&home, 1).await;
    let services = open::services(&config(&home, &smtp)).await.expect("the database opens");
    let post = || Arc::new(Post::new(Transport::from_url(&smtp.url()).unwrap()).unwrap());
    let [first, second] = [0, 1].map(|_| Worker::new(services.clone(), kinds(post(), 8)));
    assert_eq!(first.beat().await.expect("the outbox is reached"), 1);
    until_true("the first to be sending", async || smtp.commands().iter().any(|line| line.starts_with("RCPT"))).await;
    home.db.execute("UPDATE outbox SET lease_until = 0").await;
    smtp.behave(Manners::Accept);
    until_true("the second to send", async || {
        second.beat().await.expect("the outbox is reached");
        home.db.count("SELECT COUNT(*) FROM outbox WHERE state = 'sent' AND attempts = 2").await == 1
    })
    .await;
    let ended = home.db.rows::<(i64, String)>("SELECT finished_at, state FROM outbox").await;
    first.idle().await;
    second.idle().await;
    assert_eq!(home.db.rows::<(i64, String)>("SELECT finished_at, state FROM outbox").await, ended);
    let mails = smtp.mails();
    assert!((1..=2).contains(&mails.len()), "{}", mails.len());
    assert!(mails.iter().all(|raw| Mail::parse(raw).id == "row-0@kaku.example"), "the same mail, if it is there twice");
    services.close().await;
}
