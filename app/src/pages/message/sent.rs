//! What became of messages, in words: the one place where that is said, for the panel, the desk and the list of mails.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use mendan_domain::booking::Status;
use mendan_domain::ids::BookingId;
use mendan_service::message::became::Became;
use mendan_service::message::receipt::code_in;
use mendan_service::message::relay::NoRoute;
use mendan_service::model::{Booking, Failure, MessageKind, OutboxRow, OutboxState, Receipt};

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::call::met::mark;
use crate::pages::kit::words::when;

/// The state of her mail in one sentence: at the desk, and on top of the panel.
pub(crate) fn mail_state(booking: &Booking, rows: &[OutboxRow], receipts: &[Receipt]) -> &'static str {
    let t = &staff_words().mail;
    if booking.contact.email.is_none() {
        return t.none;
    }
    let last = rows.iter().rev().filter(|row| row.kind.is_news()).find(|row| row.state != OutboxState::Superseded);
    last.map_or(t.no_mails, |row| sentence(Became::of(row, receipts)))
}

/// What became of a message, as a sentence.
fn sentence(became: Became) -> &'static str {
    let t = &staff_words().mail;
    match became {
        Became::Waiting | Became::BeingSent | Became::Superseded | Became::AtNight | Became::OutOfHerHours => t.not_yet,
        Became::Held => t.held,
        Became::NoServer => t.waits_for_server,
        Became::ServerRefuses => t.waits_for_relay,
        Became::Accepted => t.sent,
        Became::Delayed => t.delayed,
        Became::Delivered => t.delivered,
        Became::Returned => t.returned,
        Became::ReturnedForNow => t.returned_for_now,
        Became::Unwanted => t.unwanted,
        Became::NotTried => t.not_tried,
        Became::Refused => t.failed,
        Became::LetterRefused => t.failed_letter,
        Became::Defect => t.failed_internal,
        Became::Expired => t.late,
        Became::Dropped => t.dropped,
    }
}

/// The same with its time, for the timeline and the list of mails.
fn state(became: Became, when: &str) -> String {
    let t = &staff_words().mail;
    match became {
        Became::Waiting | Became::NoServer | Became::ServerRefuses => t.will_be_sent(when),
        Became::Held => t.would_be_sent(when),
        Became::BeingSent => t.is_being_sent(when),
        Became::Accepted => t.is_sent(when),
        Became::Delayed => t.is_delayed(when),
        Became::Delivered => t.is_delivered(when),
        Became::Returned => t.is_returned(when),
        Became::ReturnedForNow => t.is_returned_for_now(when),
        Became::Unwanted => t.is_unwanted(when),
        Became::NotTried => t.is_not_tried(when),
        Became::Refused | Became::LetterRefused | Became::Defect => t.is_failed(when),
        Became::Expired => t.is_late(when),
        Became::Superseded => t.is_superseded(when),
        Became::Dropped => t.is_dropped(when),
        Became::AtNight => t.is_dropped_at_night(when),
        Became::OutOfHerHours => t.is_dropped_for_her(when),
    }
}

/// When, and what became of it.
pub(crate) fn what_became(row: &OutboxRow, receipts: &[Receipt], when: &str) -> String {
    state(Became::of(row, receipts), when)
}

/// Whether it waits for somebody to set the mail server.
pub(crate) fn has_no_way(row: &OutboxRow) -> bool {
    matches!(Became::of(row, &[]), Became::NoServer)
}

/// What an answer means, for somebody who knows nothing of mail servers.
pub(crate) fn plainly(row: &OutboxRow) -> &'static str {
    let t = &staff_words().mail;
    let error = row.last_error.as_deref().unwrap_or_default();
    match row.failure {
        Some(Failure::Relay) if error == NoRoute::Unset.as_str() => t.means_unset,
        Some(Failure::Relay) if error == NoRoute::Unreadable.as_str() => t.means_unreadable,
        Some(Failure::Relay) if error.starts_with("TLS") || error.contains("peer certificate") => t.means_certificate,
        Some(Failure::Relay) if error.starts_with("connection") || error.starts_with("time-out") => {
            t.means_no_connection
        }
        Some(Failure::Relay) => t.means_relay,
        Some(Failure::Recipient) => of_address(error),
        Some(Failure::Letter) => t.means_letter,
        Some(Failure::Internal) => t.means_internal,
        None if row.state == OutboxState::Failed => t.means_failed,
        None if row.state == OutboxState::Expired => t.means_late,
        None => t.means_later,
    }
}

/// Why nothing reached her address, by the code (RFC 3463) in what was answered.
fn of_address(error: &str) -> &'static str {
    let t = &staff_words().mail;
    let says = |code: &str| error.split_whitespace().any(|word| word == code);
    match code_in(error) {
        "5.2.2" | "4.2.2" => t.means_full,
        "5.2.1" | "5.1.6" => t.means_closed,
        "5.1.2" | "5.1.10" | "5.4.4" => t.means_domain,
        "5.3.4" | "5.2.3" => t.means_large,
        code if code.starts_with("5.7.") => t.means_blocked,
        code if code.starts_with("4.4.") || code.starts_with("5.4.") => t.means_unreachable,
        _ if says("552") => t.means_full,
        _ if says("556") => t.means_domain,
        code if code.starts_with("4.") => t.means_not_now,
        _ => t.means_recipient,
    }
}

/// What staff call a kind of messages: `<kind>_name` of `message.ftl`.
pub(crate) fn kind(kind: MessageKind) -> &'static str {
    staff_words().message.text(&format!("{}_name", kind.as_str())).unwrap_or(kind.as_str())
}

/// When it left, came back or ended, or is to leave: what is not sent stands at the time at which it was due.
fn instant(row: &OutboxRow, receipts: &[Receipt]) -> DateTime<Utc> {
    if row.state == OutboxState::Dropped {
        return row.due_at;
    }
    let heard = receipts.iter().find(|receipt| receipt.outbox == row.id).map(|receipt| receipt.told_at);
    heard.or(row.finished_at).or(row.stamped_at).unwrap_or(row.due_at)
}

/// Every message in the order of time.
pub(crate) fn timeline(
    request: &Request,
    booking: &Booking,
    (rows, receipts): (&[OutboxRow], &[Receipt]),
) -> Option<AnyView> {
    let t = &staff_words().mail;
    let catalogue = request.catalogue();
    let held = mark(request, booking).is_some();
    let mut sorted: Vec<&OutboxRow> = rows.iter().collect();
    sorted.sort_by_key(|row| instant(row, receipts));
    let lines = sorted.into_iter().map(|row| {
        let waits = held && row.kind.rule().waits_while_closed && row.state == OutboxState::Pending;
        if waits {
            return view! { <li><strong>{kind(row.kind)}</strong><br/>{t.closed}</li> }.into_any();
        }
        if row.state == OutboxState::Pending
            && !row.kind.is_sent_by(&catalogue.municipality, booking.kind, booking.mode)
        {
            return view! { <li><strong>{kind(row.kind)}</strong><br/>{t.city_does_without}</li> }.into_any();
        }
        let told = what_became(row, receipts, &when(catalogue, instant(row, receipts)));
        view! { <li><strong>{kind(row.kind)}</strong><br/>{told}{answer(row)}</li> }.into_any()
    });
    let lines = lines.collect_view();
    let mend = mend(request, booking, rows);
    (!rows.is_empty()).then(|| {
        view! { <section aria-labelledby="messages"><h3 id="messages">{t.messages}</h3><ol>{lines}</ol>{mend}</section> }
            .into_any()
    })
}

/// The way to another address, where something did not reach the one there is.
fn mend(request: &Request, booking: &Booking, rows: &[OutboxRow]) -> Option<AnyView> {
    let asks = |row: &OutboxRow| row.failure == Some(Failure::Recipient) && row.settled_at.is_none();
    if !rows.iter().any(asks) {
        return None;
    }
    way_to_mend(request, booking).map(|href| {
        view! { <p class="buttons"><a class="button button--quiet button--small" href=href>{staff_words().mail.mend_address}</a></p> }
            .into_any()
    })
}

/// Where she corrects the address of a booking; none: it is not hers to do, or too late.
pub(crate) fn way_to_mend(request: &Request, booking: &Booking) -> Option<String> {
    let hers = request.books() && request.opens("/staff") && booking.status != Status::Cancelled;
    hers.then(|| address_page(booking.id))
}

/// Where the address of a booking is corrected.
pub(crate) fn address_page(booking: BookingId) -> String {
    format!("/staff/mail/address/{booking}")
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
