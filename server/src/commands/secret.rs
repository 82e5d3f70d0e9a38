//! `mendan secret rotate`.

use clap::Subcommand;
use mendan_service::secret::listed;

use super::{CommandError, open};
use crate::config::Config;

/// What to do with the secrets.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Seal everything anew that is not sealed under the first listed secret, also while serving; may be interrupted and run again
    Rotate,
}

/// Does it.
pub async fn secret(config: &Config, action: Action) -> Result<(), CommandError> {
    let Action::Rotate = action;
    let services = open::services(config).await?;
    services.migrate().await?;
    let rotation = services.rotate_secret().await?;
    for (purpose, number) in &rotation.resealed {
        println!("{purpose}: {number}");
    }
    for (place, why) in &rotation.unreadable {
        println!("unreadable: {place}: {why}");
    }
    // The alarm of a wrong secret ends as soon as everything opens.
    services.check_secret().await?;
    services.close().await;
    if !rotation.unreadable.is_empty() {
        let number = rotation.unreadable.len();
        return Err(format!(
            "{number} values cannot be opened by the listed secrets; list the one that sealed them, too, and run this again"
        )
        .into());
    }
    if !rotation.complete {
        return Err(
            "a server goes on sealing under another secret: restart every server with this list, then run this again"
                .into(),
        );
    }
    match listed(&config.secret).len() {
        1 => println!("everything is sealed under the secret"),
        _ => println!("everything is sealed under the first secret; the others can be taken off the list"),
    }
    Ok(())
}
