//! Bookings over HTTP with 1, 8 and 32 clients, next to bare rows and a bare "hello".

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::process::Process;
use crate::table::Table;
use crate::{Failure, bare, city};

/// Bookings per round.
const ROUND: usize = 1_500;

/// Milliseconds of CPU for a booking with 32 clients.
const CPU: f64 = 1.0;
/// Commits for a booking with 32 clients.
const COMMITS: f64 = 0.3;
/// Milliseconds in which 99 of 100 are answered with 8 clients.
const P99: f64 = 50.0;
/// On a disk that makes no more than so many commits a second, bookings over HTTP are no slower than bare ones.
const SLOW_DISK: f64 = 900.0;

/// The bare "hello" this is compared with.
pub async fn hello_server() -> Result<(), Failure> {
    let port: u16 = std::env::var("PORT")?.parse()?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    axum::serve(listener, axum::Router::new().route("/", axum::routing::get(|| async { "hello" }))).await?;
    Ok(())
}

/// Measures and adds to the table.
pub async fn bookings(folder: &Path, table: &mut Table) -> Result<(), Failure> {
    let count = u32::try_from(ROUND)?;
    let bare = bare::rate(folder, i64::from(count)).await?;
    table.row(
        "bare durable transactions of the same rows, per s",
        format!("{bare:.0}"),
        "one connection, synchronous=FULL",
    );
    let hello = Process::hello().await?;
    let (rate, cpu) = hellos(&hello, 32).await?;
    table.row("bare axum hello, 32 clients, requests/s", format!("{rate:.0}"), format!("{cpu:.3} ms CPU each"));
    drop(hello);
    let address =
        city::write(&folder.join("load.db"), city::Plan { offices: 5, nurses: 30, days: 28, history: 0, live: 0 })
            .await?;
    let server = Process::mendan(folder, &address).await?;
    let slots = Arc::new(slots(&server.base).await?);
    let next = Arc::new(AtomicUsize::new(0));
    for clients in [1, 8, 32] {
        let (cpu, commits, begun) = (server.cpu()?, server.commits().await?, Instant::now());
        let took = book(&server.base, clients, &slots, &next).await?;
        let rate = f64::from(count) / begun.elapsed().as_secs_f64();
        let cpu = (server.cpu()? - cpu) * 1000.0 / f64::from(count);
        let commits = (server.commits().await? - commits) / f64::from(count);
        let figures = Round { clients, rate, cpu, commits, p50: quantile(&took, 50), p99: quantile(&took, 99) };
        figures.tell(bare, table);
    }
    table.row("memory after that, MiB", format!("{:.0}", server.memory()?), "resident");
    Ok(())
}

/// What a round of bookings came to.
struct Round {
    clients: usize,
    rate: f64,
    /// Milliseconds each, with what it takes to send the confirmation.
    cpu: f64,
    /// Each, those of the messages among them.
    commits: f64,
    p50: f64,
    p99: f64,
}

impl Round {
    fn tell(&self, bare: f64, table: &mut Table) {
        let Self { clients, rate, cpu, commits, p50, p99 } = self;
        table.row(
            format!("bookings over HTTP, {clients} clients, per s"),
            format!("{rate:.0}"),
            format!(
                "{:.2} of bare; p50 {p50:.1} ms, p99 {p99:.1} ms; {cpu:.2} ms CPU and {commits:.2} commits each",
                rate / bare
            ),
        );
        if *clients == 8 {
            table.goal("  p99 with 8 clients, ms", (*p99, P99), "");
        }
        if *clients == 32 {
            table.goal("  ms CPU of a booking, 32 clients", (*cpu, CPU), "with the sending of its confirmation");
            table.goal("  commits of a booking, 32 clients", (*commits, COMMITS), "each is one fsync of the journal");
            if bare <= SLOW_DISK {
                table.goal("  bare rate, of the rate with 32 clients", (bare / rate, 1.0), "");
            }
        }
    }
}

/// Milliseconds below which that many of a hundred stay.
fn quantile(sorted: &[Duration], of_hundred: usize) -> f64 {
    let index = (sorted.len() * of_hundred / 100).min(sorted.len().saturating_sub(1));
    sorted.get(index).map_or(0.0, |took| took.as_secs_f64() * 1000.0)
}

async fn hellos(server: &Process, clients: usize) -> Result<(f64, f64), Failure> {
    let (cpu, begun) = (server.cpu()?, Instant::now());
    let tasks: Vec<_> = (0..clients)
        .map(|_| {
            let url = format!("{}/", server.base);
            tokio::spawn(async move {
                let client = reqwest::Client::new();
                for _ in 0..500 {
                    client.get(&url).send().await?.bytes().await?;
                }
                Ok::<(), Failure>(())
            })
        })
        .collect();
    for task in tasks {
        task.await??;
    }
    let count = f64::from(u32::try_from(clients * 500)?);
    Ok((count / begun.elapsed().as_secs_f64(), (server.cpu()? - cpu) * 1000.0 / count))
}

/// Slot ids, each as often as it can be booked by video.
async fn slots(base: &str) -> Result<Vec<String>, Failure> {
    let list: Value = reqwest::get(format!("{base}/api/v1/slots?kind=k&mode=video&days=28")).await?.json().await?;
    let mut ids = Vec::new();
    for slot in list["slots"].as_array().into_iter().flatten() {
        let free = slot["free"].as_u64().unwrap_or(0);
        // Leave some free, so that no round measures refusals.
        for _ in 0..free.saturating_sub(5) {
            ids.push(slot["id"].as_str().unwrap_or_default().to_owned());
        }
    }
    // Neighbours in time compete for one start; a stride spreads them as real people do.
    let stride = 997;
    Ok((0..ids.len()).map(|index| ids[index * stride % ids.len()].clone()).collect())
}

/// A round of bookings; how long each took, the quickest first.
async fn book(
    base: &str,
    clients: usize,
    slots: &Arc<Vec<String>>,
    next: &Arc<AtomicUsize>,
) -> Result<Vec<Duration>, Failure> {
    let until = next.load(Ordering::Relaxed) + ROUND;
    let tasks: Vec<_> = (0..clients).map(|_| {
        let (url, slots, next) = (format!("{base}/api/v1/bookings"), Arc::clone(slots), Arc::clone(next));
        tokio::spawn(async move {
            let (client, mut took) = (reqwest::Client::new(), Vec::new());
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= until {
                    return Ok::<_, Failure>(took);
                }
                let slot = slots.get(number).ok_or("not enough slots")?;
                let body = json!({
                    "slot_id": slot, "kind": "k", "mode": "video", "family_name": "架空", "given_name": "花子", "family_name_kana": "カクウ",
                    "given_name_kana": "ハナコ", "birth_date": "1995-04-03", "phone": format!("090{number:08}"),
                    "email": format!("sample{number}@mail.example"), "consent": true,
                });
                let begun = Instant::now();
                let answer = client.post(&url).header("Idempotency-Key", format!("bench-{number}")).json(&body).send().await?;
                let status = answer.status();
                let text = answer.text().await?;
                took.push(begun.elapsed());
                if status != 201 {
                    return Err(format!("booking {number}: {status} {text}").into());
                }
            }
        })
    }).collect();
    let mut took = Vec::new();
    for task in tasks {
        took.extend(task.await??);
    }
    next.store(until, Ordering::Relaxed);
    took.sort_unstable();
    Ok(took)
}
