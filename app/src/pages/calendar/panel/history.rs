//! All that was done with a booking, by whom, and why that nurse has it.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use mendan_domain::booking::Status;
use mendan_domain::booking::follow_up::FollowUp;
use mendan_domain::booking::mark::Mark;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::StaffId;
use mendan_service::calendar::day::Opened;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::model::{AuditEntry, Booking};
use serde::Deserialize;

use super::assigned::sentence;
use crate::i18n::staff_words;
use crate::pages::kit::words::{mode_word, status_word, when};

/// What a line of the audit log says of a booking.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Detail {
    was: Option<i64>,
    starts_at: Option<i64>,
    mode: Option<Mode>,
    to: Option<Status>,
    /// The word of a mark.
    mark: Option<String>,
    choice: Option<FollowUp>,
}

/// Made, assigned, every change, called off.
pub(super) fn history(catalogue: &Catalogue, opened: &Opened) -> AnyView {
    let t = &staff_words().calendar;
    let booking = &opened.booking;
    let assigned = opened
        .assigned
        .and_then(|assigned| sentence(catalogue, &assigned))
        .map(|sentence| view! { <li>{sentence}</li> });
    let made = opened.history.iter().any(|line| line.action == "book");
    let made =
        (!made).then(|| line(catalogue, booking.created_at, &who(catalogue, booking.created_by, ""), t.history_booked));
    let lines = opened
        .history
        .iter()
        .map(|entry| line(catalogue, entry.at, &by(catalogue, opened, entry), &what(catalogue, booking, entry)));
    let reason = opened.cancel_reason.clone().map(|reason| view! { <li>{t.history_reason(reason)}</li> });
    view! {
        <section aria-labelledby="history">
            <h3 id="history">{t.history}</h3>
            <ol>{made}{lines.collect_view()}{assigned}{reason}</ol>
        </section>
    }
    .into_any()
}

/// 「日時を変更 12月1日(月) 9:00 → 12月2日(火) 10:40」.
fn what(catalogue: &Catalogue, booking: &Booking, entry: &AuditEntry) -> String {
    let t = &staff_words().calendar;
    let detail: Detail = serde_json::from_str(&entry.detail).unwrap_or_default();
    let at =
        |seconds: Option<i64>| seconds.and_then(|at| DateTime::from_timestamp(at, 0)).map(|at| when(catalogue, at));
    match entry.action.as_str() {
        "book" => t.history_booked.to_owned(),
        "cancel" => t.history_cancelled.to_owned(),
        "move" => match (at(detail.was), at(detail.starts_at)) {
            (Some(was), Some(now)) if was != now => t.history_moved(now, was),
            _ => t.history_changed.to_owned(),
        },
        "change_mode" => {
            detail.mode.map_or_else(|| t.history_mode_only.to_owned(), |mode| t.history_mode(mode_word(mode)))
        }
        "mark" if detail.mark.as_deref() == Some(Mark::Started.as_str()) => t.history_started.to_owned(),
        "mark" if detail.mark.as_deref() == Some(Mark::NotStarted.as_str()) => t.history_not_started.to_owned(),
        "note" => t.history_note.to_owned(),
        "joint" => t.history_joint.to_owned(),
        "follow_up" => decided(detail.choice).to_owned(),
        "mark" => {
            detail.to.map_or_else(|| t.history_changed.to_owned(), |to| t.history_marked(status_word(to, booking.mode)))
        }
        "new_link" => t.history_link.to_owned(),
        "mail_resend" | "mail_again" => t.history_mail_again.to_owned(),
        "call_asked" => t.history_call_asked.to_owned(),
        "digits_wrong" => t.history_digits_wrong.to_owned(),
        _ => t.history_changed.to_owned(),
    }
}

/// What was decided after she did not come.
fn decided(choice: Option<FollowUp>) -> &'static str {
    let t = &staff_words().calendar;
    match choice {
        Some(FollowUp::Call) => t.history_called,
        Some(FollowUp::Rebook) => t.history_rebooked,
        Some(FollowUp::Nothing) => t.history_nothing,
        None => t.history_changed,
    }
}

fn who(catalogue: &Catalogue, by: Option<StaffId>, kind: &str) -> String {
    let t = staff_words();
    match (by.and_then(|id| catalogue.staff(id)), kind) {
        (Some(member), _) => member.display_name.clone(),
        (None, "api") => t.staff.partner_system.to_owned(),
        (None, "system") => t.calendar.by_itself.to_owned(),
        (None, _) => t.calendar.by_herself.to_owned(),
    }
}

/// A partner system by the name of its key.
fn by(catalogue: &Catalogue, opened: &Opened, entry: &AuditEntry) -> String {
    let key = opened.partners.iter().find(|key| Some(key.id) == entry.partner);
    key.map_or_else(
        || who(catalogue, entry.actor, &entry.actor_kind),
        |key| staff_words().staff.partner_system_named(&key.name),
    )
}

fn line(catalogue: &Catalogue, at: DateTime<Utc>, who: &str, what: &str) -> AnyView {
    view! { <li>{staff_words().calendar.history_line(what, when(catalogue, at), who)}</li> }.into_any()
}
