//! What listing costs, with and without a history, and how fast a city with a history starts.

use std::path::Path;

use crate::process::Process;
use crate::table::Table;
use crate::{Failure, city};

/// Requests per measurement: the kernel counts CPU in hundredths of a second.
const REQUESTS: u32 = 300;
/// Measurements, taken in turn so that a slow minute of the machine meets both sides; the smallest counts.
const ROUNDS: usize = 5;
/// Bookings to come in the listed eight weeks.
const LIVE: i64 = 1_000;
/// Past bookings.
const HISTORY: i64 = 1_000_000;

/// Milliseconds of CPU for the whole offer.
const LISTING: f64 = 10.0;
/// What the past may cost, of the same without.
const HISTORY_COSTS: f64 = 1.1;

const ONE: (&str, &str) = ("4 weeks x 30 nurses x 1 office", "office=o0&days=28");
const ALL: (&str, &str) = ("8 weeks x 30 nurses x 5 offices", "days=57");

/// The same offer with no past bookings and with a million.
pub async fn listings(folder: &Path, table: &mut Table) -> Result<(), Failure> {
    let plan = city::Plan { offices: 5, nurses: 30, days: 56, history: 0, live: LIVE };
    let fresh = Process::mendan(folder, &city::write(&folder.join("fresh.db"), plan).await?).await?;
    let address = city::write(&folder.join("old.db"), city::Plan { history: HISTORY, ..plan }).await?;
    let old = Process::mendan(folder, &address).await?;
    for (name, query) in [ONE, ALL] {
        let (mut without, mut with) = (f64::MAX, f64::MAX);
        let mut octets = 0;
        for _ in 0..ROUNDS {
            let (cpu, length) = cost(&fresh, query).await?;
            (without, octets) = (without.min(cpu), length);
            with = with.min(cost(&old, query).await?.0);
        }
        table.goal(format!("listing {name}, ms CPU"), (without, LISTING), format!("{octets} octets of JSON"));
        table.goal(
            "  with 1,000,000 past bookings, of the same without",
            (with / without, HISTORY_COSTS),
            format!("{with:.2} ms CPU"),
        );
    }
    Ok(())
}

/// CPU milliseconds of one request, and the length of its answer.
async fn cost(server: &Process, query: &str) -> Result<(f64, usize), Failure> {
    let url = format!("{}/api/v1/slots?kind=k&{query}", server.base);
    let client = reqwest::Client::new();
    let mut octets = client.get(&url).send().await?.bytes().await?.len();
    let cpu = server.cpu()?;
    for _ in 0..REQUESTS {
        octets = client.get(&url).send().await?.bytes().await?.len();
    }
    Ok(((server.cpu()? - cpu) * 1000.0 / f64::from(REQUESTS), octets))
}

/// Start-up and memory with 100,000 bookings.
pub async fn start_with_history(folder: &Path, table: &mut Table) -> Result<(), Failure> {
    let plan = city::Plan { offices: 5, nurses: 30, days: 56, history: 100_000, live: LIVE };
    let server = Process::mendan(folder, &city::write(&folder.join("history.db"), plan).await?).await?;
    cost(&server, ONE.1).await?;
    table.row(
        "start with 100,000 bookings, ms",
        format!("{:.0}", server.started_in.as_secs_f64() * 1000.0),
        "from exec until ready",
    );
    table.row("memory with 100,000 bookings, MiB", format!("{:.0}", server.memory()?), "resident");
    Ok(())
}
