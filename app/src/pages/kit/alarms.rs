//! The strip on every page of an administrator: what is wrong, since when, and what to do.

use leptos::prelude::*;
use mendan_domain::ids::StaffId;
use mendan_service::audit::alarm::Wrong;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::message::alarm::SERVER_CHANGED;
use mendan_service::message::relay::NoRoute;
use mendan_service::model::{Alarm, AlarmCode};

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::words::when;

/// Where the mail server is set.
const SERVER: &str = "/staff/setup/mailbox";

/// What is wrong, what to do, where.
struct Words {
    wrong: String,
    mend: &'static str,
    place: Option<(&'static str, &'static str)>,
}

/// The strip; nothing while nothing is wrong.
pub(crate) fn strip(request: &Request) -> Option<AnyView> {
    if request.alarms.is_empty() {
        return None;
    }
    let alarms = request.alarms.iter().map(|alarm| one(request, alarm)).collect_view();
    let title = staff_words().mail.alarms;
    Some(view! { <section class="alarms" aria-label=title><ul>{alarms}</ul></section> }.into_any())
}

fn one(request: &Request, alarm: &Alarm) -> AnyView {
    let catalogue = request.catalogue();
    let Words { wrong, mend, place } = words(catalogue, alarm);
    let since = staff_words().mail.alarm_since(when(catalogue, alarm.raised_at));
    let place = place.filter(|(href, _)| request.opens(href)).map(|(href, word)| view! { " "<a href=href>{word}</a> });
    view! { <li class="notice notice--error"><p><strong>{wrong}</strong>" "<span>{since}</span></p><p>{mend}{place}</p></li> }
        .into_any()
}

/// To add an alarm: its words here.
fn words(catalogue: &Catalogue, alarm: &Alarm) -> Words {
    let t = &staff_words().mail;
    match AlarmCode::parse(&alarm.code) {
        Some(AlarmCode::MailUnset) => Words {
            wrong: t.alarm_unset.to_owned(),
            mend: t.alarm_unset_do,
            place: Some((SERVER, t.alarm_unset_place)),
        },
        Some(AlarmCode::MailRelay) if alarm.detail == NoRoute::Unreadable.as_str() => Words {
            wrong: t.alarm_unreadable.to_owned(),
            mend: t.alarm_unreadable_do,
            place: Some((SERVER, t.alarm_unset_place)),
        },
        Some(AlarmCode::MailRelay) => Words {
            wrong: t.alarm_relay(&alarm.detail),
            mend: t.alarm_relay_do,
            place: Some(("/staff/mail", t.alarm_relay_place)),
        },
        Some(AlarmCode::MailInternal) => Words {
            wrong: t.alarm_internal.to_owned(),
            mend: t.alarm_internal_do,
            place: Some(("/staff/mail", t.alarm_internal_place)),
        },
        Some(AlarmCode::MailHeld) => Words {
            wrong: match chrono::DateTime::parse_from_rfc3339(&alarm.detail) {
                Ok(taken) => t.alarm_held_of(when(catalogue, taken.to_utc())),
                Err(_) => t.alarm_held.to_owned(),
            },
            mend: t.alarm_held_do,
            place: Some(("/staff/mail/held", t.alarm_held_place)),
        },
        Some(AlarmCode::NetworkShare) => Words {
            wrong: t.alarm_network(&alarm.subject),
            mend: t.alarm_network_do,
            place: Some(("/staff/setup/networks", t.alarm_network_place)),
        },
        Some(AlarmCode::SignInSpray) => Words {
            wrong: t.alarm_spray.to_owned(),
            mend: t.alarm_spray_do,
            place: Some(("/staff/audit/patterns", t.alarm_spray_place)),
        },
        Some(AlarmCode::Secret) => Words { wrong: t.alarm_secret.to_owned(), mend: t.alarm_secret_do, place: None },
        Some(AlarmCode::BackupFailed) => {
            Words { wrong: t.alarm_backup_failed(&alarm.detail), mend: t.alarm_backup_do, place: None }
        }
        Some(AlarmCode::BackupOld) => Words {
            wrong: match chrono::DateTime::parse_from_rfc3339(&alarm.detail) {
                Ok(last) => t.alarm_backup_old(when(catalogue, last.to_utc())),
                Err(_) => t.alarm_backup_none.to_owned(),
            },
            mend: t.alarm_backup_do,
            place: None,
        },
        Some(AlarmCode::AuditLog) if alarm.subject == Wrong::Waiting.as_str() => {
            Words { wrong: t.alarm_audit_waiting.to_owned(), mend: t.alarm_audit_waiting_do, place: None }
        }
        Some(AlarmCode::AuditLog) => {
            Words { wrong: t.alarm_audit_tampered.to_owned(), mend: t.alarm_audit_tampered_do, place: None }
        }
        None if alarm.code == SERVER_CHANGED => Words {
            wrong: t.alarm_server_changed(who(catalogue, &alarm.subject)),
            mend: t.alarm_server_changed_do,
            place: Some((SERVER, t.alarm_server_changed_place)),
        },
        None => Words { wrong: format!("{} {}", alarm.code, alarm.detail), mend: t.alarm_other_do, place: None },
    }
}

/// The colleague of that id, by name.
fn who(catalogue: &Catalogue, id: &str) -> String {
    let member = id.parse().ok().and_then(|id| catalogue.staff(StaffId(id)));
    member.map(|member| member.display_name.clone()).unwrap_or_default()
}
