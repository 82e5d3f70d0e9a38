//! `make bench`: what a booking costs, next to the same rows written bare and next to a bare axum "hello", in one run.
//!
//! Absolute figures depend on the machine; the ratios are what counts. Everything runs on loopback and ends by itself.
//! `make bench ARGS=bookings` measures bookings alone, `make bench ARGS=staff` the staff's pages,
//! `make bench ARGS=live` a hundred pages that are open, `make bench ARGS=crowd` five hundred sign-ins beside a sprayer,
//! `make bench ARGS=mail` ten thousand letters that are due, `make bench ARGS=mail-many` a hundred thousand.

mod bare;
mod city;
mod crowd;
mod listing;
mod live;
mod load;
mod mail;
mod process;
mod publish;
mod sink;
mod size;
mod staff;
mod table;

use std::path::Path;

/// Any failure ends the run.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    if std::env::args().nth(1).as_deref() == Some("hello") {
        return load::hello_server().await;
    }
    let folder = std::env::temp_dir().join(format!("mendan-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let result = run(&folder).await;
    std::fs::remove_dir_all(&folder)?;
    result
}

async fn run(folder: &Path) -> Result<(), Failure> {
    let mut table = table::Table::default();
    match std::env::args().nth(1).as_deref() {
        Some("bookings") => load::bookings(folder, &mut table).await?,
        Some("crowd") => crowd::sign_ins(folder, &mut table).await?,
        Some("mail") => mail::sent(folder, &mut table, mail::USUAL).await?,
        Some("mail-many") => mail::sent(folder, &mut table, mail::MANY).await?,
        Some("live") => live::pages(folder, &mut table).await?,
        Some("staff") => staff::pages(folder, &mut table).await?,
        _ => {
            load::bookings(folder, &mut table).await?;
            listing::listings(folder, &mut table).await?;
            listing::start_with_history(folder, &mut table).await?;
            staff::pages(folder, &mut table).await?;
            live::pages(folder, &mut table).await?;
            crowd::sign_ins(folder, &mut table).await?;
            mail::sent(folder, &mut table, mail::USUAL).await?;
            publish::month(folder, &mut table).await?;
            size::sizes(&mut table)?;
        }
    }
    table.print();
    table.verdict()
}
