//! `mendan key add|list|revoke`.

use clap::Subcommand;
use mendan_domain::ids::PartnerKeyId;
use mendan_service::Refusal;
use mendan_service::expected::Expected;
use mendan_service::model::PartnerKey;

use super::staff::context;
use super::{CommandError, open};
use crate::config::Config;

/// What to do with which key.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Make a key for a partner system; it is printed once and cannot be read again
    Add {
        /// Who gets it
        name: String,
        /// Slug of the municipality, when there are several
        #[arg(long)]
        municipality: Option<String>,
    },
    /// List the keys, revoked ones too
    List {
        /// Slug of the municipality, when there are several
        #[arg(long)]
        municipality: Option<String>,
    },
    /// Revoke a key: it opens nothing any more
    Revoke {
        /// Its id, as the list has it
        id: i64,
        /// Slug of the municipality, when there are several
        #[arg(long)]
        municipality: Option<String>,
    },
}

/// Does it.
pub async fn key(config: &Config, action: Action) -> Result<(), CommandError> {
    let services = open::services(config).await?;
    services.migrate().await?;
    match action {
        Action::Add { name, municipality } => {
            let context = context(&services, municipality.as_deref()).await?;
            let (key, text) = services.partner_key_make(&context.permit()?, &name).await.map_err(sentence)?;
            println!("{}", line(&key));
            println!("api_key={text}");
        }
        Action::List { municipality } => {
            let context = context(&services, municipality.as_deref()).await?;
            for key in services.partner_keys(&context.permit()?).await.map_err(sentence)? {
                println!("{}", line(&key));
            }
        }
        Action::Revoke { id, municipality } => {
            let context = context(&services, municipality.as_deref()).await?;
            let key = services
                .partner_key_revoke(&context.permit()?, PartnerKeyId(id), Expected::Any)
                .await
                .map_err(sentence)?;
            println!("{}", line(&key));
        }
    }
    Ok(())
}

/// Instants in UTC, RFC 3339.
fn line(key: &PartnerKey) -> String {
    let revoked = key.revoked_at.map(|at| format!(" revoked={}", at.to_rfc3339())).unwrap_or_default();
    format!("id={} made={}{revoked} name={}", key.id, key.created_at.to_rfc3339(), key.name)
}

fn sentence(refusal: Refusal) -> CommandError {
    match &refusal {
        Refusal::Invalid(fields) => {
            fields.iter().map(|e| format!("{}: {}", e.field, e.code)).collect::<Vec<_>>().join(", ").into()
        }
        Refusal::NotFound => "there is no such key".into(),
        _ => Box::new(refusal),
    }
}
