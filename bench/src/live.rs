//! What it costs that a hundred pages are open: memory, and CPU for each thing that all of them are told of.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::task::JoinHandle;
use tokio::time::sleep;

use crate::Failure;
use crate::staff::{Desk, USUAL};
use crate::table::Table;

/// Pages.
const PAGES: usize = 100;
/// Pages of one session.
const OF_SESSION: usize = 8;
/// Bookings that they are told of.
const EVENTS: usize = 100;
/// Between two, so that each is told by itself.
const APART: Duration = Duration::from_millis(150);
/// Until the last has been told.
const PATIENCE: Duration = Duration::from_secs(10);

/// Milliseconds of CPU for telling a hundred pages of one booking.
const CPU: f64 = 5.0;
/// MiB for a hundred pages.
const MEMORY: f64 = 16.0;

/// Adds the rows.
pub async fn pages(folder: &Path, table: &mut Table) -> Result<(), Failure> {
    let desk = Desk::open(folder, "live", USUAL).await?;
    let slots = slots(&desk.server.base).await?;
    let (quiet, rest) = slots.split_at_checked(EVENTS).ok_or("not enough slots")?;
    // Signing in takes memory of its own, which stays with the process.
    let mut sessions = Vec::new();
    while sessions.len() * OF_SESSION < PAGES {
        sessions.push(desk.sign_in().await?);
    }
    let alone = cost(&desk, quiet, 0).await?;
    let before = desk.server.memory()?;
    let told = Arc::new(AtomicUsize::new(0));
    let listening = listen(&desk, &sessions, &told).await?;
    let memory = desk.server.memory()? - before;
    let with = cost(&desk, rest.get(..EVENTS).ok_or("not enough slots")?, EVENTS).await?;
    let begun = Instant::now();
    while told.load(Ordering::Relaxed) < EVENTS * PAGES && begun.elapsed() < PATIENCE {
        sleep(Duration::from_millis(20)).await;
    }
    let heard = told.load(Ordering::Relaxed);
    if heard < EVENTS * PAGES {
        return Err(format!("{PAGES} pages were told {heard} times of {EVENTS} bookings").into());
    }
    listening.iter().for_each(JoinHandle::abort);
    table.goal("100 open pages, MiB", (memory, MEMORY), "resident, beside the server's own");
    table.goal(
        "  ms CPU to tell all of them of a booking",
        ((with - alone).max(0.0), CPU),
        format!("{alone:.2} ms for the booking alone; each page then costs what the staff's day costs"),
    );
    Ok(())
}

/// Opens the pages; each counts what it is told.
async fn listen(desk: &Desk, sessions: &[String], told: &Arc<AtomicUsize>) -> Result<Vec<JoinHandle<()>>, Failure> {
    let (client, mut listening) = (reqwest::Client::new(), Vec::new());
    for session in sessions.iter().flat_map(|session| std::iter::repeat_n(session, OF_SESSION)).take(PAGES) {
        let asked = client.get(format!("{}/staff/events", desk.server.base)).header("cookie", session);
        let mut answer = asked.send().await?;
        if answer.status() != 200 {
            return Err(format!("listening: {}", answer.status()).into());
        }
        let told = Arc::clone(told);
        listening.push(tokio::spawn(async move {
            while let Ok(Some(piece)) = answer.chunk().await {
                let changes = String::from_utf8_lossy(&piece).matches("\"what\":\"booking\"").count();
                told.fetch_add(changes, Ordering::Relaxed);
            }
        }));
    }
    Ok(listening)
}

/// CPU milliseconds of a booking, and of whoever is told of it.
async fn cost(desk: &Desk, slots: &[String], first: usize) -> Result<f64, Failure> {
    let (client, cpu) = (reqwest::Client::new(), desk.server.cpu()?);
    for (number, slot) in slots.iter().enumerate() {
        let number = first + number;
        let body = json!({
            "slot_id": slot, "kind": "k", "mode": "video", "family_name": "架空", "given_name": "花子", "family_name_kana": "カクウ",
            "given_name_kana": "ハナコ", "birth_date": "1996-04-03", "phone": format!("070{number:08}"), "consent": true,
        });
        let answer = client.post(format!("{}/api/v1/bookings", desk.server.base));
        let answer = answer.header("Idempotency-Key", format!("live-{number}")).json(&body).send().await?;
        let status = answer.status();
        if status != 201 {
            return Err(format!("booking {number}: {status} {}", answer.text().await?).into());
        }
        sleep(APART).await;
    }
    Ok((desk.server.cpu()? - cpu) * 1000.0 / f64::from(u32::try_from(slots.len())?))
}

/// Slots that can be booked, each once.
async fn slots(base: &str) -> Result<Vec<String>, Failure> {
    let list: Value = reqwest::get(format!("{base}/api/v1/slots?kind=k&mode=video&days=28")).await?.json().await?;
    let all = list["slots"].as_array().into_iter().flatten();
    let ids = all.filter(|slot| slot["free"].as_u64() > Some(2)).filter_map(|slot| slot["id"].as_str());
    Ok(ids.map(str::to_owned).collect())
}
