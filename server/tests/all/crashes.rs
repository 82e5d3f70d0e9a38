//! The power fails, the client goes away, the server is told to stop: what was promised is kept.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures::future::join_all;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::on_both_engines;
use crate::outbox::mails_to;
use crate::support::Engine;
use crate::support::client::{Booked, Client, Slot};
use crate::support::cluster::Cluster;
use crate::support::http;
use crate::support::people::{email, wish};
use crate::support::server::{Home, Setup};
use crate::support::smtp_server::{Manners, SmtpServer};
use crate::support::wait::{Dice, rounds, until, until_true};

on_both_engines!(
    what_was_answered_before_a_crash_is_there_after_it,
    what_thirty_two_clients_were_answered_is_there_after_twenty_crashes,
    a_crash_while_sending_loses_no_mail_and_makes_at_most_two_copies,
    a_client_that_goes_away_leaves_all_or_nothing,
    a_request_in_flight_is_answered_before_the_server_stops,
);

/// Slots in a row, each as often as it can be taken.
fn places(slots: &[Slot]) -> impl Iterator<Item = &Slot> {
    slots.iter().flat_map(|slot| std::iter::repeat_n(slot, slot.free))
}

/// T3, T15. Ten times (fifty, in torture) the server is killed at some moment of eight requests; each is then asked again under its key.
async fn what_was_answered_before_a_crash_is_there_after_it(engine: Engine) {
    const AT_ONCE: usize = 8;
    let home = Home::new(engine).await;
    let mut dice = Dice::new();
    let mut server = home.serve().await;
    let slots = server.client.slots("video").await;
    let mut places = places(&slots);
    let mut acknowledged = 0;
    let rounds = rounds(10, 50);
    for round in 0..rounds {
        let wishes: Vec<(usize, &Slot)> =
            (0..AT_ONCE).map(|n| (round * AT_ONCE + n, places.next().expect("a place"))).collect();
        let client = server.client;
        let tries = wishes.iter().map(|(n, slot)| {
            let (n, slot) = (*n, slot.id.clone());
            tokio::spawn(async move { client.try_book(n, &slot, "video", &format!("key-of-{n}")).await })
        });
        let tries: Vec<_> = tries.collect();
        tokio::time::sleep(Duration::from_millis(dice.below(60))).await; // the random moment itself
        server.kill();
        let answers = join_all(tries).await;

        server = home.serve().await;
        for ((n, slot), before) in wishes.into_iter().zip(answers) {
            let after = server.client.book(n, slot, "video").await.expect(201);
            if let Ok(before) = before.expect("a task") {
                acknowledged += 1;
                assert_eq!(before.expect(201).body, after.body, "the first answer");
            }
            assert!(after.booking().is_at(slot));
            assert_eq!(home.db.bookings_of(&email(n)).await, 1);
        }
        home.db.check().await;
    }
    println!("{acknowledged} of {} were answered before the crash", rounds * AT_ONCE);
}

/// A crowd whose clients book one after the other, each another person, until the server is gone.
struct Crowd {
    places: Vec<Slot>,
    /// Who books next.
    next: AtomicUsize,
}

impl Crowd {
    /// Tells what is answered; back with whoever was not.
    async fn book(self: Arc<Self>, client: Client, answered: UnboundedSender<(usize, Vec<u8>)>) -> usize {
        loop {
            let n = self.next.fetch_add(1, Ordering::Relaxed);
            let slot = self.places.get(n).expect("a place");
            match client.try_book(n, &slot.id, "video", &format!("key-of-{n}")).await {
                Ok(answer) => answered.send((n, answer.expect(201).body)).expect("somebody listens"),
                Err(_) => return n,
            }
        }
    }
}

/// T15. Twenty times (as often as there are places for, in torture) the server is killed while thirty-two clients book, each time after another number of
/// answers, and started again on what is there.
async fn what_thirty_two_clients_were_answered_is_there_after_twenty_crashes(engine: Engine) {
    const CLIENTS: usize = 32;
    /// Places that one round may need: those answered and all who are cut off, and some who are answered while the server dies.
    const MOST: usize = 80;
    let home = Home::new(engine).await;
    let mut dice = Dice::new();
    let mut server = home.serve().await;
    let slots = server.client.slots("video").await;
    let crowd = Arc::new(Crowd { places: places(&slots).cloned().collect(), next: AtomicUsize::new(0) });
    let (mut answers, mut cut) = (Vec::new(), Vec::new());
    for _ in 0..rounds(20, crowd.places.len() / MOST) {
        let (answered, mut listening) = unbounded_channel();
        let clients: Vec<_> =
            (0..CLIENTS).map(|_| tokio::spawn(Arc::clone(&crowd).book(server.client, answered.clone()))).collect();
        for _ in 0..=dice.below(40) {
            answers.push(listening.recv().await.expect("an answer"));
        }
        server.kill();
        for client in join_all(clients).await {
            cut.push(client.expect("a task"));
        }
        while let Ok(answer) = listening.try_recv() {
            answers.push(answer);
        }
        server = home.serve().await;
    }

    let client = server.client;
    let all = crowd.next.load(Ordering::Relaxed);
    assert_eq!(answers.len() + cut.len(), all);
    let stored = "SELECT COUNT(*) FROM booking AS b WHERE b.email LIKE 'haha%' AND b.status = 'booked'";
    assert!(home.db.count(stored).await >= i64::try_from(answers.len()).expect("a number"));
    for (n, before) in &answers {
        assert_eq!(home.db.bookings_of(&email(*n)).await, 1, "person {n} was answered");
        let booked: Booked = serde_json::from_slice(before).expect("a booking");
        assert!(booked.is_at(&crowd.places[*n]));
    }
    home.db.check().await;
    // Whoever asks again under her key has the first answer, or is booked now.
    for some in answers.chunks(CLIENTS) {
        let again = some.iter().map(|(n, _)| client.book(*n, &crowd.places[*n], "video"));
        for ((n, before), after) in some.iter().zip(join_all(again).await) {
            assert_eq!(before, &after.expect(201).body, "the first answer of person {n}");
        }
    }
    for some in cut.chunks(CLIENTS) {
        let again = join_all(some.iter().map(|n| client.book(*n, &crowd.places[*n], "video"))).await;
        assert!(some.iter().zip(again).all(|(n, after)| after.expect(201).booking().is_at(&crowd.places[*n])));
    }
    let all = i64::try_from(all).expect("a number");
    assert_eq!(home.db.count(stored).await, all, "each exactly once");
    // Sent, or waiting for its turn: none is given up or overtaken.
    home.db.messages_where("kind = 'confirmation' AND state IN ('pending', 'leased', 'sent')", all).await;
    home.db.messages_where("kind = 'confirmation'", all).await;
    home.db.check().await;
    println!("{} answered and {} cut off, of {} places", answers.len(), cut.len(), crowd.places.len());
}

/// T7. After the connection, after DATA, after the final dot.
async fn a_crash_while_sending_loses_no_mail_and_makes_at_most_two_copies(engine: Engine) {
    let home = Home::new(engine).await;
    let smtp = SmtpServer::start(Manners::Accept).await;
    let mut ahead = 0;
    for (n, manners) in [Manners::Silent, Manners::SilentAtText, Manners::SilentAfterText].into_iter().enumerate() {
        smtp.behave(manners);
        let server = home.serve_with(Setup::ahead(ahead).mail(smtp.url())).await;
        let (sessions, commands) = (smtp.sessions(), smtp.commands().len());
        let slot = &server.client.slots("video").await[n * 10];
        server.client.booked(n, slot, "video").await;
        until_true("the worker to be stuck", async || match manners {
            Manners::Silent => smtp.sessions() > sessions,
            Manners::SilentAtText => smtp.commands()[commands..].iter().any(|command| command == "DATA"),
            _ => mails_to(&smtp, n).len() == 1,
        })
        .await;
        server.kill();

        smtp.behave(Manners::Accept);
        // A lone SQLite server frees every lease at once; on PostgreSQL the lease must run out.
        ahead += if engine == Engine::Sqlite { 0 } else { 60 };
        let server = home.serve_with(Setup::ahead(ahead).mail(smtp.url())).await;
        let sent = home.db.message(&email(n), "confirmation", 0, "sent").await;
        let copies = mails_to(&smtp, n);
        assert_eq!(copies.len(), if manners == Manners::SilentAfterText { 2 } else { 1 });
        assert!(copies.iter().all(|copy| copy.id == sent.id && copy.raw == copies[0].raw), "copies of one mail");
        server.kill();
    }
    home.db.check().await;
}

/// T21. Two hundred hang up: after the head, in the middle of the body, after the body, or after some time.
async fn a_client_that_goes_away_leaves_all_or_nothing(engine: Engine) {
    const CLIENTS: usize = 200;
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slots = client.slots("video").await;
    let wishes: Vec<(usize, &Slot)> = places(&slots).take(CLIENTS).enumerate().collect();
    assert_eq!(wishes.len(), CLIENTS);
    let mut dice = Dice::new();
    for crowd in wishes.chunks(25) {
        let leaving = crowd.iter().map(|(n, slot)| {
            let (key, body) = (format!("key-of-{n}"), wish(*n, &slot.id, "video").to_string());
            let headers = [("content-type", "application/json"), ("idempotency-key", key.as_str())];
            let octets = http::request(client.address, "POST", "/api/v1/bookings", &headers, body.as_bytes());
            let (kept, patience) = match n % 4 {
                0 => (octets.len() - body.len(), 0),
                1 => (octets.len() - body.len() / 2, 0),
                2 => (octets.len(), 0),
                _ => (octets.len(), dice.below(30)),
            };
            async move {
                let mut stream = TcpStream::connect(client.address).await.expect("a connection");
                stream.write_all(&octets[..kept]).await.expect("a listener");
                tokio::time::sleep(Duration::from_millis(patience)).await; // the random moment itself
            }
        });
        join_all(leaving).await;
    }
    // Whoever sent all of it asks again and is answered once; of the others nothing is known.
    for (n, slot) in &wishes {
        let kept = n % 4 >= 2;
        if kept {
            assert!(client.book(*n, slot, "video").await.expect(201).booking().is_at(slot));
        }
        assert_eq!(home.db.bookings_of(&email(*n)).await, i64::from(kept), "client {n}");
    }
    assert_eq!(home.db.count("SELECT COUNT(*) FROM idempotency").await, 100);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM idempotency WHERE answer_sealed IS NULL").await, 0);
    home.db.check().await;
}

/// T17. The body of a request is on its way when the server is told to stop.
async fn a_request_in_flight_is_answered_before_the_server_stops(engine: Engine) {
    let home = Home::new(engine).await;
    let mut server = home.serve().await;
    let client = server.client;
    let slot = &client.slots("video").await[5];
    let body = wish(1, &slot.id, "video").to_string();
    let headers = [("content-type", "application/json"), ("idempotency-key", "one key"), ("expect", "100-continue")];
    let octets = http::request(client.address, "POST", "/api/v1/bookings", &headers, body.as_bytes());
    let head = octets.len() - body.len();
    let mut stream = TcpStream::connect(client.address).await.unwrap();
    stream.write_all(&octets[..head]).await.unwrap();
    // The handler asks for the body: the request is in its hands.
    let mut go_on = [0_u8; 25];
    stream.read_exact(&mut go_on).await.unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");

    server.terminate();
    until_true("the door to be closed", async || TcpStream::connect(client.address).await.is_err()).await;
    stream.write_all(&octets[head..]).await.unwrap();
    let booked: Booked = http::read(&mut stream, false).await.unwrap().expect(201).booking();
    assert!(server.ended().await.success());

    let server = home.serve().await;
    assert_eq!(server.client.read(&booked.token).await.expect(200).booking(), booked);
    home.db.message(&email(1), "confirmation", 0, "sent").await;
    home.db.check().await;
}

/// T16. The database stops at once in the middle of eight requests, and comes back: what was answered is there, what was not
/// is told as 503 and soon, and the server goes on by itself.
#[test]
fn a_database_that_stops_at_once_loses_nothing_that_was_answered() {
    crate::support::run(database_stops());
}

async fn database_stops() {
    const AT_ONCE: usize = 8;
    let mut cluster = Cluster::start().await;
    let home = Home::on(Engine::Postgres, &cluster.url());
    let mut dice = Dice::new();
    let server = home.serve().await;
    let client = server.client;
    let slots = client.slots("video").await;
    let mut places = places(&slots);
    let mut acknowledged = 0;
    for round in 0..rounds(3, 20) {
        let wishes: Vec<(usize, &Slot)> =
            (0..AT_ONCE).map(|n| (round * AT_ONCE + n, places.next().expect("a place"))).collect();
        let tries: Vec<_> = wishes
            .iter()
            .map(|(n, slot)| {
                let (n, slot) = (*n, slot.id.clone());
                tokio::spawn(async move { client.try_book(n, &slot, "video", &format!("key-of-{n}")).await })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(dice.below(60))).await; // the random moment itself
        cluster.cut();
        let begun = Instant::now();
        let answers = join_all(tries).await;
        let asked = client.try_book(9_000 + round, &slots[0].id, "video", "nobody").await.expect("an answer");
        asked.expect(503);
        assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
        cluster.resume().await;
        until("the server to be ready by itself", async || (client.get("/readyz").await.status == 200).then_some(()))
            .await;
        for ((n, slot), before) in wishes.into_iter().zip(answers) {
            let before = before.expect("a task").expect("an answer");
            let after = until("a booking", async || {
                let after = client.book(n, slot, "video").await;
                (after.status != 503).then_some(after)
            })
            .await
            .expect(201);
            match before.status {
                201 => {
                    acknowledged += 1;
                    assert_eq!(before.body, after.body, "the first answer");
                }
                status => assert_eq!(status, 503, "{}", before.text()),
            }
            assert_eq!(home.db.bookings_of(&email(n)).await, 1);
        }
        home.db.check().await;
    }
    println!("{acknowledged} were answered before the database stopped");
}
