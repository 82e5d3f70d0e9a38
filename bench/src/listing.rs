//! What listing costs, and how fast a city with a history starts.

use std::path::Path;

use crate::process::Process;
use crate::table::Table;
use crate::{Failure, city};

/// Requests per measurement: the kernel counts CPU in hundredths of a second.
const REQUESTS: u32 = 200;

/// 4 weeks × 30 nurses × 1 office, and 8 weeks × 30 nurses × 5 offices.
pub async fn listings(folder: &Path, table: &mut Table) -> Result<(), Failure> {
    let address =
        city::write(&folder.join("listing.db"), city::Plan { offices: 5, nurses: 30, days: 56, history: 0 }).await?;
    let server = Process::mendan(folder, &address).await?;
    for (name, query) in
        [("4 weeks x 30 nurses x 1 office", "office=o0&days=28"), ("8 weeks x 30 nurses x 5 offices", "days=57")]
    {
        let url = format!("{}/api/v1/slots?kind=k&{query}", server.base);
        let client = reqwest::Client::new();
        client.get(&url).send().await?.bytes().await?;
        let cpu = server.cpu()?;
        let mut octets = 0;
        for _ in 0..REQUESTS {
            octets = client.get(&url).send().await?.bytes().await?.len();
        }
        let millis = (server.cpu()? - cpu) * 1000.0 / f64::from(REQUESTS);
        table.row(format!("listing {name}, ms CPU"), format!("{millis:.2}"), format!("{octets} octets"));
    }
    Ok(())
}

/// Start-up and memory with 100,000 bookings.
pub async fn start_with_history(folder: &Path, table: &mut Table) -> Result<(), Failure> {
    let address =
        city::write(&folder.join("history.db"), city::Plan { offices: 5, nurses: 30, days: 56, history: 100_000 })
            .await?;
    let server = Process::mendan(folder, &address).await?;
    let url = format!("{}/api/v1/slots?kind=k&office=o0&days=28", server.base);
    let client = reqwest::Client::new();
    client.get(&url).send().await?.bytes().await?;
    let cpu = server.cpu()?;
    for _ in 0..REQUESTS {
        client.get(&url).send().await?.bytes().await?;
    }
    let millis = (server.cpu()? - cpu) * 1000.0 / f64::from(REQUESTS);
    table.row("the same one-office listing with 100,000 past bookings", format!("{millis:.2}"), "ms CPU");
    table.row(
        "start with 100,000 bookings, ms",
        format!("{:.0}", server.started_in.as_secs_f64() * 1000.0),
        "from exec until ready",
    );
    table.row("memory with 100,000 bookings, MiB", format!("{:.0}", server.memory()?), "resident");
    Ok(())
}
