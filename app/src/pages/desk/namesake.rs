//! 「この人ですか」: somebody of the same name and birth date has a booking under another phone.

use leptos::prelude::*;
use mendan_domain::date::format_short_ja;
use mendan_domain::ids::BookingId;
use mendan_service::booking::answer::local;

use super::address::open;
use crate::context::Request;
use crate::pages::kit::words::{kind_name, name, span};

/// The question, inside the form of the new booking: its button books all the same.
pub(super) async fn question(request: &Request, id: BookingId) -> Option<AnyView> {
    let opened = request.services.open_booking(&request.context, id).await.ok()?;
    let (catalogue, booking) = (request.catalogue(), &opened.booking);
    let day = format_short_ja(local(catalogue, booking.starts_at).date_naive());
    let what = format!(
        "{day} {} {} ・ 電話の下4けた {}",
        span(catalogue, booking.starts_at, booking.ends_at),
        kind_name(catalogue.kind(booking.kind)),
        booking.contact.phone_last4
    );
    Some(
        view! {
            <div class="notice" role="status" tabindex="-1" autofocus=true>
                <h2>"この人ですか"</h2>
                <p>{format!("名前と生年月日が同じ{}さんに、予約があります。電話番号だけがちがいます。", name(&booking.contact))}</p>
                <p><strong>{what}</strong></p>
                <div class="buttons">
                    <a class="button" href=open(id)>"同じ人です(その予約をひらく)"</a>
                    <button class="button button--quiet" type="submit" name="other_person" value="true">"別の人です(このまま予約する)"</button>
                </div>
            </div>
        }
        .into_any(),
    )
}
