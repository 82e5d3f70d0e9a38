//! `mendan audit verify`: whether the log of who saw and did what is as it was written. It changes nothing, and needs the secret.

use std::fmt::Write as _;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use mendan_domain::language::Language;
use mendan_service::audit::verify::{Finding, Head, Outcome, Verified, What};
use mendan_words::{Audit, words};
use serde_json::json;

use super::CommandError;
use super::doctor::Spoken;
use super::open;
use crate::config::Config;

/// What to do with the log.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Say which lines were changed, removed or inserted
    Verify(How),
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
    let Action::Verify(how) = action;
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
    let config = Config::look()?;
    open::logging(&config);
    let services = open::services(&config).await?;
    if !services.database_ready().await? {
        return Err("the database is not migrated by this release: start the server once".into());
    }
    let found = services.verify_audit(heads).await?;
    services.close().await;
    Ok(found)
}

fn state_of(found: &[Verified]) -> ExitCode {
    match worst(found) {
        Outcome::AsWritten => ExitCode::SUCCESS,
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
        for finding in &city.findings {
            let _ = writeln!(text, "  [{}] {}", word(t, finding.what), place(t, finding));
        }
        if city.more > 0 {
            let _ = writeln!(text, "  {}", t.verify_more(city.more));
        }
        if let Some((seq, mac)) = &city.head {
            let _ = writeln!(text, "  {}", t.verify_head(format!("{}:{seq}:{mac}", city.city)));
        }
    }
    let good = worst(found) == Outcome::AsWritten;
    let _ = writeln!(text, "{}", if good { t.verify_good } else { t.verify_wrong });
    text
}

/// Line, time, place in the chain: what is known of it.
fn place(t: &Audit, finding: &Finding) -> String {
    let line = finding.line.map(|line| t.verify_line(line));
    let links = finding.links.map(
        |(first, last)| {
            if first == last { t.verify_link(first) } else { t.verify_links(first, last) }
        },
    );
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
        })
    };
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
                "more": city.more,
            })
        })
        .collect();
    format!("{}\n", json!({ "cities": cities }))
}
