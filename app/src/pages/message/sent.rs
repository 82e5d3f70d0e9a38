//! What became of the messages of a booking.

use leptos::prelude::*;
use mendan_domain::date::format_short_ja;
use mendan_domain::language::Language;
use mendan_service::model::{Booking, Failure, MessageKind, OutboxRow, OutboxState};
use mendan_words::words;

use crate::components::dates;
use crate::context::Request;
use crate::pages::call::met::mark;

/// The state of her mail in one sentence.
pub(crate) fn mail_state(booking: &Booking, rows: &[OutboxRow]) -> &'static str {
    if booking.contact.email.is_none() {
        return "メールなし(電話で知らせます)";
    }
    let last = rows.iter().rev().filter(|row| row.kind.is_news()).find(|row| row.state != OutboxState::Superseded);
    // Taken by the relay is all that is known: whether it arrived is not.
    match last.map(|row| (row.state, row)) {
        Some((OutboxState::Sent, _)) => "メールは送信済みです",
        Some((OutboxState::Failed, row)) => failed(row.failure),
        Some((OutboxState::Expired, _)) => "メールは間に合いませんでした。電話してください",
        Some((_, row)) if row.held_at.is_some() => "メールは止めています(バックアップから戻したため)",
        Some((_, row)) if row.failure == Some(Failure::Relay) => "メールは、メールサーバーが直るのを待っています",
        Some((OutboxState::Pending | OutboxState::Leased | OutboxState::Superseded, _)) => "メールはまだ送っていません",
        None => "メールはありません",
    }
}

const fn failed(failure: Option<Failure>) -> &'static str {
    match failure {
        Some(Failure::Internal) => "メールは、このシステムの不具合で送れませんでした。電話してください",
        Some(Failure::Letter) => "メールは、中身を断られて送れませんでした。電話してください",
        _ => "メールは断られました。電話してください",
    }
}

/// What an answer means, for somebody who knows nothing of mail servers.
pub(crate) fn plainly(row: &OutboxRow) -> &'static str {
    let error = row.last_error.as_deref().unwrap_or_default();
    let says = |codes: &[&str]| error.split_whitespace().any(|word| codes.contains(&word));
    match row.failure {
        Some(Failure::Relay) if error.starts_with("TLS") => {
            "メールサーバーの証明書を確かめられないため、送っていません。"
        }
        Some(Failure::Relay) if error.starts_with("connection") || error.starts_with("time-out") => {
            "メールサーバーにつながりません。"
        }
        Some(Failure::Relay) => "メールサーバーが、このシステムからのメールを断りました。",
        Some(Failure::Recipient) if says(&["5.2.2", "552"]) => "相手のメールボックスがいっぱいです。",
        Some(Failure::Recipient) if says(&["5.1.2", "5.1.10", "556"]) => "アドレスの@より後ろが違うようです。",
        Some(Failure::Recipient) => "このメールアドレスは使えない、との答えです。",
        Some(Failure::Letter) => "このメールは受け取らない、との答えです。",
        Some(Failure::Internal) => "このシステムの不具合で送れませんでした。",
        None if row.state == OutboxState::Failed => "断られました。",
        None if row.state == OutboxState::Expired => "送れないうちに、間に合わなくなりました。",
        None => "いまは受け取れない、との答えです。自動で送り直します。",
    }
}

/// What staff call a kind of messages: `<kind>_name` of `message.ftl`.
pub(crate) fn kind(kind: MessageKind) -> &'static str {
    words(Language::Ja).message.text(&format!("{}_name", kind.as_str())).unwrap_or(kind.as_str())
}

const fn state(state: OutboxState) -> &'static str {
    match state {
        OutboxState::Pending => "に送ります",
        OutboxState::Leased => "いま送っています",
        OutboxState::Sent => "メールサーバーへ渡しました",
        OutboxState::Failed => "送れませんでした",
        OutboxState::Expired => "間に合いませんでした",
        OutboxState::Superseded => "送らないことにしました",
    }
}

/// Every message in the order of time.
pub(crate) fn timeline(request: &Request, booking: &Booking, rows: &[OutboxRow]) -> Option<AnyView> {
    let catalogue = request.catalogue();
    let held = mark(request, booking).is_some();
    let lines = rows.iter().map(|row| {
        let at = dates::local(catalogue, row.finished_at.or(row.stamped_at).unwrap_or(row.due_at));
        let when = format!("{} {}", format_short_ja(at.date_naive()), dates::time(at));
        let gap = if row.state == OutboxState::Pending { "" } else { " " };
        let waits = held && row.kind.rule().waits_while_closed && row.state == OutboxState::Pending;
        if waits {
            let line = "休みになったので、止めています";
            return view! { <li><strong>{kind(row.kind)}</strong><br/>{line}</li> }.into_any();
        }
        let told = if row.held_at.is_some() && row.state == OutboxState::Pending {
            "に送るはずでしたが、止めています"
        } else {
            state(row.state)
        };
        view! { <li><strong>{kind(row.kind)}</strong><br/>{format!("{when}{gap}{told}")}{answer(row)}</li> }.into_any()
    });
    let lines = lines.collect_view();
    (!rows.is_empty()).then(|| {
        view! { <section aria-labelledby="messages"><h3 id="messages">"知らせ"</h3><ol>{lines}</ol></section> }
            .into_any()
    })
}

/// What a server said about a message that has not left: in plain words, and as it came.
fn answer(row: &OutboxRow) -> Option<AnyView> {
    let open = matches!(row.state, OutboxState::Failed | OutboxState::Pending | OutboxState::Expired);
    // Only an attempt has an answer; other reasons (quiet hours) stand there, too.
    let error = row.last_error.clone().filter(|_| open && (row.attempts > 0 || row.failure.is_some()))?;
    let again = row.settled_at.map(|_| view! { <br/>"片づけたか、もう一度送りました" });
    Some(view! { <br/>{plainly(row)}<br/><span class="soft">{format!("答え: {error}")}</span>{again} }.into_any())
}

#[cfg(test)]
mod tests {
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
