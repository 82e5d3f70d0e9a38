//! What became of the messages of a booking.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use mendan_domain::message::when::Dropped;
use mendan_service::message::relay::NoRoute;
use mendan_service::model::{Booking, Failure, MessageKind, OutboxRow, OutboxState};

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::call::met::mark;
use crate::pages::kit::words::when;

/// The state of her mail in one sentence.
pub(crate) fn mail_state(booking: &Booking, rows: &[OutboxRow]) -> &'static str {
    let t = &staff_words().mail;
    if booking.contact.email.is_none() {
        return t.none;
    }
    let last = rows.iter().rev().filter(|row| row.kind.is_news()).find(|row| row.state != OutboxState::Superseded);
    // Taken by the relay is all that is known: whether it arrived is not.
    match last.map(|row| (row.state, row)) {
        Some((OutboxState::Sent, _)) => t.sent,
        Some((OutboxState::Failed, row)) => failed(row.failure),
        Some((OutboxState::Expired, _)) => t.late,
        Some((_, row)) if row.held_at.is_some() => t.held,
        Some((_, row)) if has_no_way(row) => t.waits_for_server,
        Some((_, row)) if row.failure == Some(Failure::Relay) => t.waits_for_relay,
        Some((OutboxState::Pending | OutboxState::Leased | OutboxState::Superseded | OutboxState::Dropped, _)) => {
            t.not_yet
        }
        None => t.no_mails,
    }
}

/// Whether it waits for somebody to set the mail server.
pub(crate) fn has_no_way(row: &OutboxRow) -> bool {
    let ways = [NoRoute::Unset, NoRoute::Unreadable].map(NoRoute::as_str);
    row.failure == Some(Failure::Relay) && row.last_error.as_deref().is_some_and(|error| ways.contains(&error))
}

fn failed(failure: Option<Failure>) -> &'static str {
    let t = &staff_words().mail;
    match failure {
        Some(Failure::Internal) => t.failed_internal,
        Some(Failure::Letter) => t.failed_letter,
        _ => t.failed,
    }
}

/// What an answer means, for somebody who knows nothing of mail servers.
pub(crate) fn plainly(row: &OutboxRow) -> &'static str {
    let t = &staff_words().mail;
    let error = row.last_error.as_deref().unwrap_or_default();
    let says = |codes: &[&str]| error.split_whitespace().any(|word| codes.contains(&word));
    match row.failure {
        Some(Failure::Relay) if error == NoRoute::Unset.as_str() => t.means_unset,
        Some(Failure::Relay) if error == NoRoute::Unreadable.as_str() => t.means_unreadable,
        Some(Failure::Relay) if error.starts_with("TLS") || error.contains("peer certificate") => t.means_certificate,
        Some(Failure::Relay) if error.starts_with("connection") || error.starts_with("time-out") => {
            t.means_no_connection
        }
        Some(Failure::Relay) => t.means_relay,
        Some(Failure::Recipient) if says(&["5.2.2", "552"]) => t.means_full,
        Some(Failure::Recipient) if says(&["5.1.2", "5.1.10", "556"]) => t.means_domain,
        Some(Failure::Recipient) => t.means_recipient,
        Some(Failure::Letter) => t.means_letter,
        Some(Failure::Internal) => t.means_internal,
        None if row.state == OutboxState::Failed => t.means_failed,
        None if row.state == OutboxState::Expired => t.means_late,
        None => t.means_later,
    }
}

/// What staff call a kind of messages: `<kind>_name` of `message.ftl`.
pub(crate) fn kind(kind: MessageKind) -> &'static str {
    staff_words().message.text(&format!("{}_name", kind.as_str())).unwrap_or(kind.as_str())
}

/// When, and what became of it.
fn state(row: &OutboxRow, when: &str) -> String {
    let t = &staff_words().mail;
    match row.state {
        OutboxState::Pending if row.held_at.is_some() => t.would_be_sent(when),
        OutboxState::Pending => t.will_be_sent(when),
        OutboxState::Leased => t.is_being_sent(when),
        OutboxState::Sent => t.is_sent(when),
        OutboxState::Failed => t.is_failed(when),
        OutboxState::Expired => t.is_late(when),
        OutboxState::Superseded => t.is_superseded(when),
        OutboxState::Dropped => {
            let why = row.last_error.as_deref().and_then(Dropped::parse).unwrap_or(Dropped::QuietHours);
            dropped(why, when)
        }
    }
}

/// Why one that was due then is not sent.
fn dropped(why: Dropped, when: &str) -> String {
    let t = &staff_words().mail;
    match why {
        Dropped::QuietHours => t.is_dropped_at_night(when),
        Dropped::ContactWindow => t.is_dropped_for_her(when),
    }
}

/// When it left or ended, or is to leave: what did not leave stands at the time at which it was due.
fn instant(row: &OutboxRow) -> DateTime<Utc> {
    if row.state == OutboxState::Dropped {
        return row.due_at;
    }
    row.finished_at.or(row.stamped_at).unwrap_or(row.due_at)
}

/// Every message in the order of time.
pub(crate) fn timeline(request: &Request, booking: &Booking, rows: &[OutboxRow]) -> Option<AnyView> {
    let t = &staff_words().mail;
    let catalogue = request.catalogue();
    let held = mark(request, booking).is_some();
    let mut rows: Vec<&OutboxRow> = rows.iter().collect();
    rows.sort_by_key(|row| instant(row));
    let lines = rows.iter().map(|row| {
        let waits = held && row.kind.rule().waits_while_closed && row.state == OutboxState::Pending;
        if waits {
            return view! { <li><strong>{kind(row.kind)}</strong><br/>{t.closed}</li> }.into_any();
        }
        if row.state == OutboxState::Pending
            && !row.kind.is_sent_by(&catalogue.municipality, booking.kind, booking.mode)
        {
            return view! { <li><strong>{kind(row.kind)}</strong><br/>{t.city_does_without}</li> }.into_any();
        }
        let told = state(row, &when(catalogue, instant(row)));
        view! { <li><strong>{kind(row.kind)}</strong><br/>{told}{answer(row)}</li> }.into_any()
    });
    let lines = lines.collect_view();
    (!rows.is_empty()).then(|| {
        view! { <section aria-labelledby="messages"><h3 id="messages">{t.messages}</h3><ol>{lines}</ol></section> }
            .into_any()
    })
}

/// What a server said about a message that has not left: in plain words, and as it came.
fn answer(row: &OutboxRow) -> Option<AnyView> {
    let t = &staff_words().mail;
    let open = matches!(row.state, OutboxState::Failed | OutboxState::Pending | OutboxState::Expired);
    // Only an attempt has an answer; other reasons (quiet hours) stand there, too.
    let error = row.last_error.clone().filter(|_| open && (row.attempts > 0 || row.failure.is_some()))?;
    let again = row.settled_at.map(|_| view! { <br/>{t.settled} });
    let came = (!has_no_way(row)).then(|| view! { <br/><span class="soft">{t.answer(error)}</span> });
    Some(view! { <br/>{plainly(row)}{came}{again} }.into_any())
}

#[cfg(test)]
mod tests {
    use mendan_domain::language::Language;
    use mendan_words::words;

    use super::*;

    #[test]
    fn every_kind_of_messages_has_a_name_in_every_language() {
        for kind in MessageKind::ALL {
            let key = format!("{}_name", kind.as_str());
            for language in Language::ALL {
                let name = words(language).message.text(&key);
                assert!(name.is_some_and(|name| !name.is_empty()), "{key} is missing in message.ftl of {language:?}");
            }
        }
    }
}
