//! `mendan audit verify`: whether the log of who saw and did what is as it was written. It changes nothing, and needs the secret.
//! `mendan audit release`: a break that was looked into is acknowledged, with a reason, so that pruning goes on behind it.

use std::fmt::Write as _;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use mendan_domain::ids::MunicipalityId;
use mendan_domain::language::Language;
use mendan_service::audit::release::{Broken, Released};
use mendan_service::audit::verify::{Finding, Head, Outcome, Verified, What};
use mendan_service::{Refusal, Services};
use mendan_words::{Audit, words};
use serde_json::json;

use super::CommandError;
use super::doctor::Spoken;
use super::open;
use super::staff::context;
use crate::config::Config;

/// What to do with the log.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Say which lines were changed, removed or inserted
    Verify(How),
    /// Acknowledge what is broken, so that what is old goes again; all of it stays reported as acknowledged
    Release(Why),
}

/// What is acknowledged.
#[derive(Debug, Args)]
pub struct Why {
    /// What was looked into, and who decided; it stands in the log
    #[arg(long)]
    reason: String,
    /// Slug of the municipality, when there are several
    #[arg(long)]
    municipality: Option<String>,
    /// In which language
    #[arg(long, value_enum, default_value = "ja")]
    language: Spoken,
}

/// How to tell it.
#[derive(Debug, Args)]
pub struct How {
    /// For programs
    #[arg(long)]
    json: bool,
    /// In which language
    #[arg(long, value_enum, default_value = "ja")]
    language: Spoken,
    /// An end that an earlier run printed: it must be in the chain still; may be said several times
    #[arg(long = "head", value_name = "CITY:PLACE:MAC")]
    heads: Vec<Head>,
}

/// Does it.
pub async fn audit(action: &Action) -> ExitCode {
    match action {
        Action::Verify(how) => verify(how).await,
        Action::Release(why) => release(why).await,
    }
}

async fn release(why: &Why) -> ExitCode {
    let t = &words(Language::from(why.language)).audit;
    match released(why).await {
        Ok((_, broken)) if broken.is_empty() => {
            println!("{}", t.release_nothing);
            ExitCode::SUCCESS
        }
        Ok((city, broken)) => {
            println!("{}", t.release_done(city, places(t, &broken.places)));
            ExitCode::SUCCESS
        }
        Err(error) => {
            let refusal = error.downcast_ref::<Refusal>();
            let said = match refusal {
                Some(Refusal::Invalid(_)) => t.release_why.to_owned(),
                Some(Refusal::NotPossible) => t.release_secret.to_owned(),
                Some(_) | None => t.verify_failed(error),
            };
            eprintln!("{said}");
            ExitCode::from(2)
        }
    }
}

async fn released(why: &Why) -> Result<(MunicipalityId, Broken), CommandError> {
    // Nothing is signed without a secret of ours.
    let services = opened(&Config::read()?).await?;
    let context = context(&services, why.municipality.as_deref()).await?;
    let broken = services.audit_release(&context, &why.reason).await?;
    services.close().await;
    Ok((context.municipality(), broken))
}

async fn verify(how: &How) -> ExitCode {
    let t = &words(Language::from(how.language)).audit;
    match look(&how.heads).await {
        Ok(found) => {
            print!("{}", if how.json { as_json(&found) } else { as_text(t, &found) });
            state_of(&found)
        }
        Err(error) => {
            eprintln!("{}", t.verify_failed(error));
            ExitCode::from(2)
        }
    }
}

async fn look(heads: &[Head]) -> Result<Vec<Verified>, CommandError> {
    let services = opened(&Config::look()?).await?;
    let found = services.verify_audit(heads).await?;
    services.close().await;
    Ok(found)
}

async fn opened(config: &Config) -> Result<Services, CommandError> {
    open::logging(config);
    let services = open::services(config).await?;
    if !services.database_ready().await? {
        return Err("the database is not migrated by this release: start the server once".into());
    }
    Ok(services)
}

fn state_of(found: &[Verified]) -> ExitCode {
    match worst(found) {
        Outcome::AsWritten | Outcome::Acknowledged => ExitCode::SUCCESS,
        Outcome::Tampered => ExitCode::from(1),
        Outcome::Unknown => ExitCode::from(2),
    }
}

fn worst(found: &[Verified]) -> Outcome {
    found.iter().map(|city| city.outcome).max().unwrap_or_default()
}

fn as_text(t: &Audit, found: &[Verified]) -> String {
    let mut text = String::new();
    for city in found {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", t.verify_city(city.city, city.erased, city.proven, city.waiting));
        if let Some(begun) = city.begun_at {
            let _ = writeln!(text, "  {}", t.verify_begun(at(begun)));
        }
        if let Some(before) = city.pruned_before {
            let _ = writeln!(text, "  {}", t.verify_pruned(at(before)));
        }
        for Released { at: when, places: broken } in &city.released {
            let _ = writeln!(text, "  {}", t.verify_released(at(*when), places(t, broken)));
        }
        for finding in &city.findings {
            let said = finding.acknowledged.map(|when| format!("[{}] ", t.verify_acknowledged_at(at(when))));
            let said = said.unwrap_or_default();
            let _ = writeln!(text, "  {said}[{}] {}", word(t, finding.what), place(t, finding));
        }
        if city.more > 0 {
            let _ = writeln!(text, "  {}", t.verify_more(city.more));
        }
        if let Some((seq, mac)) = &city.head {
            let _ = writeln!(text, "  {}", t.verify_head(format!("{}:{seq}:{mac}", city.city)));
        }
    }
    let end = match worst(found) {
        Outcome::AsWritten => t.verify_good,
        Outcome::Acknowledged => t.verify_acknowledged,
        Outcome::Unknown | Outcome::Tampered => t.verify_wrong,
    };
    let _ = writeln!(text, "{end}");
    text
}

/// Stretches of the chain; none: its ends.
fn places(t: &Audit, places: &[(i64, i64)]) -> String {
    if places.is_empty() {
        return t.verify_ends.to_owned();
    }
    places.iter().map(|places| links(t, *places)).collect::<Vec<_>>().join(", ")
}

fn links(t: &Audit, (first, last): (i64, i64)) -> String {
    if first == last { t.verify_link(first) } else { t.verify_links(first, last) }
}

/// Line, time, place in the chain: what is known of it.
fn place(t: &Audit, finding: &Finding) -> String {
    let line = finding.line.map(|line| t.verify_line(line));
    let links = finding.links.map(|places| links(t, places));
    let parts = [line, finding.at.map(at), links];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn at(at: DateTime<Utc>) -> String {
    at.to_rfc3339()
}

const fn word(t: &Audit, what: What) -> &'static str {
    match what {
        What::Changed => t.verify_changed,
        What::DetailChanged => t.verify_detail_changed,
        What::Removed => t.verify_removed,
        What::LinksRemoved => t.verify_links_removed,
        What::Inserted => t.verify_inserted,
        What::Unproven => t.verify_unproven,
        What::EndsRemoved => t.verify_ends_removed,
        What::EndsChanged => t.verify_ends_changed,
        What::Everything => t.verify_everything,
        What::NotThatHead => t.verify_not_that_head,
        What::UnknownKey => t.verify_unknown_key,
        What::NotBegun => t.verify_not_begun,
        What::HeadPruned => t.verify_head_pruned,
    }
}

/// What a finding is called in JSON.
const fn name(what: What) -> &'static str {
    match what {
        What::Changed => "changed",
        What::DetailChanged => "detail_changed",
        What::Removed => "removed",
        What::LinksRemoved => "links_removed",
        What::Inserted => "inserted",
        What::Unproven => "unproven",
        What::EndsRemoved => "ends_removed",
        What::EndsChanged => "ends_changed",
        What::Everything => "everything_removed",
        What::NotThatHead => "not_that_head",
        What::UnknownKey => "unknown_key",
        What::NotBegun => "not_begun",
        What::HeadPruned => "head_pruned",
    }
}

fn as_json(found: &[Verified]) -> String {
    let finding = |finding: &Finding| {
        json!({
            "what": name(finding.what),
            "line": finding.line.map(|line| line.0.to_string()),
            "at": finding.at.map(at),
            "links": finding.links,
            "acknowledged_at": finding.acknowledged.map(at),
        })
    };
    let released = |released: &Released| json!({ "at": at(released.at), "links": released.places });
    let cities: Vec<_> = found
        .iter()
        .map(|city| {
            json!({
                "city": city.city.0.to_string(),
                "proven": city.proven,
                "erased": city.erased,
                "waiting": city.waiting,
                "begun_at": city.begun_at.map(at),
                "pruned_before": city.pruned_before.map(at),
                "head": city.head.as_ref().map(|(seq, mac)| format!("{}:{seq}:{mac}", city.city)),
                "findings": city.findings.iter().map(finding).collect::<Vec<_>>(),
                "released": city.released.iter().map(released).collect::<Vec<_>>(),
                "more": city.more,
            })
        })
        .collect();
    format!("{}\n", json!({ "cities": cities }))
}
