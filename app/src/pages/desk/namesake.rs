//! 「この人ですか」: somebody of the same name and birth date has a booking under another phone.

use leptos::prelude::*;
use mendan_domain::ids::BookingId;
use mendan_service::booking::answer::local;

use super::address::open;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::words::{day, kind_name, name, span};

/// The question, inside the form of the new booking: its button books all the same.
pub(super) async fn question(request: &Request, id: BookingId) -> Option<AnyView> {
    let opened = request.services.open_booking(&request.context.permit().ok()?, id).await.ok()?;
    let (catalogue, booking) = (request.catalogue(), &opened.booking);
    let all = staff_words();
    let t = &all.desk;
    let day = day(local(catalogue, booking.starts_at).date_naive());
    let when = all.dates.day_time(day, span(catalogue, booking.starts_at, booking.ends_at));
    let what = t.same_line(&booking.contact.phone_last4, kind_name(catalogue.kind(booking.kind)), when);
    Some(
        view! {
            <div class="notice" role="status" tabindex="-1" autofocus=true>
                <h2>{t.same_ask}</h2>
                <p>{t.same_text(name(&booking.contact))}</p>
                <p><strong>{what}</strong></p>
                <div class="buttons">
                    <a class="button" href=open(id)>{t.same_yes}</a>
                    <button class="button button--quiet" type="submit" name="other_person" value="true">{t.same_no}</button>
                </div>
            </div>
        }
        .into_any(),
    )
}
