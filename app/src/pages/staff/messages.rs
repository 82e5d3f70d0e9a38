//! What became of the messages of a booking.

use leptos::prelude::*;
use mendan_domain::date::format_short_ja;
use mendan_service::catalogue::Catalogue;
use mendan_service::model::{Booking, MessageKind, OutboxRow, OutboxState};

use crate::components::dates;

/// The state of her mail in one sentence.
pub(super) fn mail_state(booking: &Booking, rows: &[OutboxRow]) -> &'static str {
    if booking.contact.email.is_none() {
        return "メールなし(電話で知らせます)";
    }
    let told = |row: &&OutboxRow| {
        matches!(row.kind, MessageKind::Confirmation | MessageKind::Change | MessageKind::Cancellation)
    };
    let last = rows.iter().rev().filter(told).find(|row| row.state != OutboxState::Superseded);
    match last.map(|row| row.state) {
        Some(OutboxState::Sent) => "メールは届いています",
        Some(OutboxState::Failed) => "メールは届きませんでした。電話してください",
        Some(OutboxState::Expired) => "メールは間に合いませんでした",
        Some(OutboxState::Pending | OutboxState::Leased | OutboxState::Superseded) => "メールはまだ送っていません",
        None => "メールはありません",
    }
}

const fn kind(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Confirmation => "予約の知らせ",
        MessageKind::Change => "変更の知らせ",
        MessageKind::Cancellation => "取り消しの知らせ",
        MessageKind::ReminderOneDay => "前日の知らせ",
        MessageKind::AlreadyBooked => "2回目の申し込みへの返事",
        MessageKind::VideoLink => "オンラインの部屋の準備",
    }
}

const fn state(state: OutboxState) -> &'static str {
    match state {
        OutboxState::Pending => "に送ります",
        OutboxState::Leased => "いま送っています",
        OutboxState::Sent => "届いています",
        OutboxState::Failed => "届きませんでした",
        OutboxState::Expired => "間に合いませんでした",
        OutboxState::Superseded => "送らないことにしました",
    }
}

/// Every message in the order of time.
pub(super) fn timeline(catalogue: &Catalogue, rows: &[OutboxRow]) -> Option<AnyView> {
    let lines = rows.iter().map(|row| {
        let at = dates::local(catalogue, row.finished_at.or(row.stamped_at).unwrap_or(row.due_at));
        let when = format!("{} {}", format_short_ja(at.date_naive()), dates::time(at));
        let gap = if row.state == OutboxState::Pending { "" } else { " " };
        view! { <li><strong>{kind(row.kind)}</strong><br/>{format!("{when}{gap}{}", state(row.state))}</li> }
    });
    let lines = lines.collect_view();
    (!rows.is_empty()).then(|| {
        view! { <section aria-labelledby="messages"><h3 id="messages">"知らせ"</h3><ol>{lines}</ol></section> }
            .into_any()
    })
}
