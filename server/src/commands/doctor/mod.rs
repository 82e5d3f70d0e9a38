//! `mendan doctor`: whether this machine can serve a city, a line for each thing that is looked at, and what to do where something is
//! wrong. It sends nothing, and writes nothing but the row that proves that writing works (`write_probe`).

mod address;
mod alarms;
mod around;
mod backup;
mod bounces;
mod check;
mod clock;
mod database;
mod demo;
mod disk;
mod dns;
mod files;
mod mail;
mod openid;
mod outside;
mod proxy;
mod records;
mod report;
mod secret;
mod server;
mod staff_door;

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use mendan_domain::language::Language;
use mendan_words::words;

use super::open;
use crate::config::Config;
use around::Around;
use check::{Check, Finding, State};
use report::{Line, Report};

/// How to tell it.
#[derive(Debug, Args)]
pub struct How {
    /// For programs
    #[arg(long)]
    json: bool,
    /// In which language
    #[arg(long, value_enum, default_value = "ja")]
    language: Spoken,
}

/// Languages of the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Spoken {
    /// 日本語
    Ja,
    /// English
    En,
}

impl From<Spoken> for Language {
    fn from(spoken: Spoken) -> Self {
        match spoken {
            Spoken::Ja => Self::Ja,
            Spoken::En => Self::En,
        }
    }
}

/// Everything that is looked at, in the order in which it is told.
const CHECKS: [&dyn Check; 17] = [
    &database::Database,
    &records::Records,
    &secret::Secret,
    &server::Server,
    &address::Address,
    &proxy::Proxy,
    &staff_door::StaffDoor,
    &mail::Mail,
    &bounces::Bounces,
    &dns::Dns,
    &openid::OpenId,
    &clock::Clock,
    &disk::Disk,
    &files::Files,
    &backup::Backup,
    &demo::Demo,
    &alarms::Alarms,
];

/// Looks at all of it: 0 all is well, 1 something is to be done, 2 something could not be looked at.
pub async fn doctor(how: &How) -> ExitCode {
    let t = &words(how.language.into()).doctor;
    let mut report = Report::default();
    match Config::look() {
        Err(error) => {
            let found = Finding::mend(t.config_wrong(error), t.config_do);
            report.lines.push(Line { name: "configuration", title: t.config, found });
        }
        Ok(config) => {
            open::logging(&Config { log: "off".to_owned(), ..config.clone() });
            let file = Config::file().map_or_else(|| t.config_none.to_owned(), |file| file.display().to_string());
            let found = Finding::good(t.config_good(file));
            report.lines.push(Line { name: "configuration", title: t.config, found });
            let around = Around::new(config, t).await;
            for check in CHECKS {
                let found = check.look(&around).await;
                report.lines.push(Line { name: check.name(), title: check.title(t), found });
            }
            around.close().await;
        }
    }
    print!("{}", if how.json { report.json() } else { report.text(t) });
    match report.state() {
        State::Good => ExitCode::SUCCESS,
        State::Mend => ExitCode::from(1),
        State::Unknown => ExitCode::from(2),
    }
}
