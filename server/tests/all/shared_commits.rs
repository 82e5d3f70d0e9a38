//! Many write at once, and some of them fail: whoever shares a commit with them does not notice.

use futures::future::join_all;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Client, Slot};
use crate::support::http;
use crate::support::http::Answer;
use crate::support::people::{email, wish};
use crate::support::server::Home;
use crate::support::wait::rounds;

on_both_engines!(a_crowd_of_which_some_fail_takes_nobody_with_it);

/// What somebody does in a crowd.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Does {
    Books,
    /// The same request twice at once: one booking, one answer.
    BooksTwice,
    WantsWhatIsTaken,
    HangsUp,
}

const CROWD: [Does; 8] = [
    Does::Books,
    Does::WantsWhatIsTaken,
    Does::HangsUp,
    Does::Books,
    Does::BooksTwice,
    Does::Books,
    Does::HangsUp,
    Does::Books,
];

async fn a_crowd_of_which_some_fail_takes_nobody_with_it(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slots = client.slots("video").await;
    let (taken, rest) = slots.split_first().expect("slots");
    for n in 0..taken.free {
        client.booked(9_000 + n, taken, "video").await;
    }
    let (mut booked, before) = (0, commits(client).await);
    let mut places = rest.iter().flat_map(|slot| std::iter::repeat_n(slot, slot.free));
    for round in 0..rounds(2, 10) {
        let crowd: Vec<(usize, Does, &Slot)> = (0..40)
            .map(|n| {
                let does = CROWD[n % CROWD.len()];
                let slot = if does == Does::WantsWhatIsTaken { taken } else { places.next().expect("a place") };
                (round * 40 + n, does, slot)
            })
            .collect();
        let answers = join_all(crowd.iter().map(|(n, does, slot)| act(client, *n, *does, slot))).await;
        for ((n, does, slot), answers) in crowd.iter().zip(answers) {
            match does {
                Does::WantsWhatIsTaken => {
                    let refused = answers[0].clone().expect(409);
                    assert!(!refused.text().contains(&slot.id), "what is taken is no alternative: {}", refused.text());
                }
                Does::HangsUp => {
                    // Asked again under the key it is answered, and there is one booking.
                    assert!(client.book(*n, slot, "video").await.expect(201).booking().is_at(slot));
                }
                Does::Books | Does::BooksTwice => {
                    for answer in &answers {
                        assert!(answer.clone().expect(201).booking().is_at(slot), "{does:?}");
                        assert_eq!(answer.body, answers[0].body, "the first answer");
                    }
                }
            }
            let bookings = i64::from(*does != Does::WantsWhatIsTaken);
            assert_eq!(home.db.bookings_of(&email(*n)).await, bookings, "client {n}, who {does:?}");
            booked += bookings;
        }
        home.db.check().await;
    }
    // Or nobody would have been in danger. Each booking's mail is three more units of work.
    let commits = commits(client).await - before;
    assert!(engine == Engine::Postgres || commits < booked * 4, "{commits} commits for {booked} bookings");
}

/// Commits of SQLite's writer so far.
async fn commits(client: Client) -> i64 {
    let metrics = client.get("/metrics").await.text();
    let line = metrics.lines().find_map(|line| line.strip_prefix("mendan_commits_total "));
    line.and_then(|count| count.trim().parse().ok()).unwrap_or(0)
}

async fn act(client: Client, n: usize, does: Does, slot: &Slot) -> Vec<Answer> {
    match does {
        Does::HangsUp => {
            let (key, body) = (format!("key-of-{n}"), wish(n, &slot.id, "video").to_string());
            let headers = [("content-type", "application/json"), ("idempotency-key", key.as_str())];
            let octets = http::request(client.address, "POST", "/api/v1/bookings", &headers, body.as_bytes());
            let mut stream = TcpStream::connect(client.address).await.expect("a connection");
            stream.write_all(&octets).await.expect("a listener");
            Vec::new()
        }
        Does::BooksTwice => join_all([client.book(n, slot, "video"), client.book(n, slot, "video")]).await,
        Does::Books | Does::WantsWhatIsTaken => vec![client.book(n, slot, "video").await],
    }
}
