//! All that was done with a booking, by whom, and why that nurse has it.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::date::format_short_ja;
use mendan_domain::ids::StaffId;
use mendan_domain::language::Language;
use mendan_service::calendar::day::Opened;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::model::{AuditEntry, Booking};
use mendan_words::words;
use serde::Deserialize;

use super::assigned::sentence;
use crate::components::dates;
use crate::pages::kit::words::{mode_word, status_word};

/// What a line of the audit log says of a booking.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Detail {
    was: Option<i64>,
    starts_at: Option<i64>,
    mode: Option<Mode>,
    to: Option<Status>,
}

/// Made, assigned, every change, called off.
pub(super) fn history(catalogue: &Catalogue, opened: &Opened) -> AnyView {
    let booking = &opened.booking;
    let assigned = opened
        .assigned
        .and_then(|assigned| sentence(catalogue, &assigned))
        .map(|sentence| view! { <li>{sentence}</li> });
    let made = opened.history.iter().any(|line| line.action == "book");
    let made = (!made).then(|| line(catalogue, booking.created_at, &who(catalogue, booking.created_by, ""), "受付"));
    let lines = opened
        .history
        .iter()
        .map(|entry| line(catalogue, entry.at, &by(catalogue, opened, entry), &what(catalogue, booking, entry)));
    let reason = opened.cancel_reason.clone().map(|reason| view! { <li>"取り消しの理由: "{reason}</li> });
    view! {
        <section aria-labelledby="history">
            <h3 id="history">"これまで"</h3>
            <ol>{made}{lines.collect_view()}{assigned}{reason}</ol>
        </section>
    }
    .into_any()
}

/// 「日時を変更 12月1日(月) 9:00 → 12月2日(火) 10:40」.
fn what(catalogue: &Catalogue, booking: &Booking, entry: &AuditEntry) -> String {
    let detail: Detail = serde_json::from_str(&entry.detail).unwrap_or_default();
    let at =
        |seconds: Option<i64>| seconds.and_then(|at| DateTime::from_timestamp(at, 0)).map(|at| moment(catalogue, at));
    match entry.action.as_str() {
        "book" => "受付".to_owned(),
        "cancel" => "取り消し".to_owned(),
        "move" => match (at(detail.was), at(detail.starts_at)) {
            (Some(was), Some(now)) if was != now => format!("日時を変更 {was} → {now}"),
            _ => "変更".to_owned(),
        },
        "change_mode" => {
            let mode = detail.mode.map(mode_word).unwrap_or_default();
            format!("方法を変更 {mode}").trim().to_owned()
        }
        "mark" => {
            detail.to.map_or_else(|| "変更".to_owned(), |to| format!("「{}」に変更", status_word(to, booking.mode)))
        }
        "new_link" => "オンラインのリンクを変更".to_owned(),
        _ => "変更".to_owned(),
    }
}

fn who(catalogue: &Catalogue, by: Option<StaffId>, kind: &str) -> String {
    match (by.and_then(|id| catalogue.staff(id)), kind) {
        (Some(member), _) => member.display_name.clone(),
        (None, "api") => words(Language::Ja).staff.partner_system.to_owned(),
        (None, "system") => "自動".to_owned(),
        (None, _) => "本人".to_owned(),
    }
}

/// A partner system by the name of its key.
fn by(catalogue: &Catalogue, opened: &Opened, entry: &AuditEntry) -> String {
    let key = opened.partners.iter().find(|key| Some(key.id) == entry.partner);
    key.map_or_else(
        || who(catalogue, entry.actor, &entry.actor_kind),
        |key| words(Language::Ja).staff.partner_system_named(&key.name),
    )
}

fn moment(catalogue: &Catalogue, at: DateTime<Utc>) -> String {
    let at = dates::local(catalogue, at);
    format!("{} {}", format_short_ja(at.date_naive()), dates::time(at))
}

fn line(catalogue: &Catalogue, at: DateTime<Utc>, who: &str, what: &str) -> AnyView {
    view! { <li>{format!("{} {what}({who})", moment(catalogue, at))}</li> }.into_any()
}
