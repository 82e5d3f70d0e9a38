//! `mendan mail hold|held|release|drop`: what does not leave by itself after a restore.

use clap::{Args, Subcommand};
use mendan_domain::ids::OutboxId;
use mendan_service::Refusal;
use mendan_service::message::held::Held;

use super::staff::context;
use super::{CommandError, open};
use crate::config::Config;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Hold every message that has not left: after `pg_restore`, before the first start
    Hold,
    /// List the messages that are held
    Held {
        /// Slug of the municipality, when there are several
        #[arg(long)]
        municipality: Option<String>,
    },
    /// Let held messages leave
    Release(Which),
    /// End held messages without sending them
    Drop(Which),
}

/// Which of the held messages.
#[derive(Debug, Args)]
pub struct Which {
    /// Its id, as the list has it
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    id: Option<i64>,
    /// All of them
    #[arg(long)]
    all: bool,
    /// Slug of the municipality, when there are several
    #[arg(long)]
    municipality: Option<String>,
}

/// Does it.
pub async fn mail(config: &Config, action: Action) -> Result<(), CommandError> {
    let services = open::services(config).await?;
    services.migrate().await?;
    match action {
        Action::Hold => println!("held: {}", services.hold_mails().await?),
        Action::Held { municipality } => {
            let context = context(&services, municipality.as_deref()).await?;
            for held in services.held_mails(&context.permit()?).await? {
                println!("{}", line(&held));
            }
        }
        Action::Release(which) => {
            let context = context(&services, which.municipality.as_deref()).await?;
            let done = services.mails_release(&context.permit()?, which.id.map(OutboxId)).await?;
            println!("released: {}", some(done, &which)?);
        }
        Action::Drop(which) => {
            let context = context(&services, which.municipality.as_deref()).await?;
            let done = services.mails_drop(&context.permit()?, which.id.map(OutboxId)).await?;
            println!("dropped: {}", some(done, &which)?);
        }
    }
    services.close().await;
    Ok(())
}

/// A message that was named must be there.
fn some(done: usize, which: &Which) -> Result<usize, Refusal> {
    if done == 0 && which.id.is_some() { Err(Refusal::NotFound) } else { Ok(done) }
}

/// Instants in UTC, RFC 3339. Names nobody.
fn line(held: &Held) -> String {
    let Held { row, booking, still_so } = held;
    let booking = booking.as_ref().map(|booking| {
        format!(
            " booking={} at={} status={}",
            booking.reference,
            booking.starts_at.to_rfc3339(),
            booking.status.as_str()
        )
    });
    let (due, so) = (row.due_at.to_rfc3339(), if *still_so { "yes" } else { "no" });
    format!("id={} kind={} due={due} still_so={so}{}", row.id, row.kind.as_str(), booking.unwrap_or_default())
}
