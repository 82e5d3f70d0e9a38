//! `/staff/mail/address/:id`: another mail address for one booking. What did not arrive goes there.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mendan_domain::booking::Status;
use mendan_domain::fault::Fault;
use mendan_domain::ids::BookingId;
use mendan_service::Refusal;
use mendan_service::model::Booking;

use super::item::booking_link;
use super::mail_page;
use crate::components::check::Check;
use crate::components::version::version_field;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Form, Line};
use crate::pages::kit::words::{name, phone};
use crate::pages::message::sent::{address_page, mail_state, timeline};

/// The page.
#[component]
pub fn MendAddress() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").and_then(|id| id.parse::<i64>().ok());
    mail_page(staff_words().mail.address_title, move |request| page(request, id))
}

async fn page(request: Request, id: Option<i64>) -> Result<AnyView, Refusal> {
    let id = BookingId(id.ok_or(Refusal::NotFound)?);
    let opened = request.services.open_booking(&request.context.permit()?, id).await?;
    let (t, booking) = (&staff_words().mail, &opened.booking);
    let number = format!("tel:{}", booking.contact.phone_e164);
    let form = (booking.status != Status::Cancelled).then(|| form(&request, booking));
    let gone = (booking.status == Status::Cancelled).then(|| view! { <p>{t.address_cancelled}</p> });
    Ok(view! {
        <p>
            <strong>{staff_words().kit.addressed(name(&booking.contact))}</strong>
            " "<a href=number>{phone(&booking.contact)}</a>
            {booking_link(&request, booking)}
        </p>
        <p>{mail_state(booking, &opened.messages, &opened.receipts)}</p>
        {form}
        {gone}
        {timeline(&request, booking, (&opened.messages, &opened.receipts))}
    }
    .into_any())
}

fn form(request: &Request, booking: &Booking) -> AnyView {
    let t = &staff_words().mail;
    let form = Form::of(request);
    let now = booking.contact.email.clone().unwrap_or_default();
    // She may say that it is right, once she has been told that nothing arrives there.
    let again = form.has_error("email", Fault::Undelivered).then(|| {
        view! { <Check name="again" value="true" label=t.address_again checked=false/> }
    });
    view! {
        {form.summary()}
        <form class="form" method="post" action=address_page(booking.id) novalidate=true>
            {version_field(version_of(request, booking))}
            {Line::email("email", t.address_new).holding(now).hint(t.address_hint).view(form)}
            {again}
            <p class="hint">{t.address_then}</p>
            <p class="buttons"><button class="button" type="submit">{t.address_save}</button></p>
        </form>
    }
    .into_any()
}

/// A form that comes back keeps the version it was made from.
fn version_of(request: &Request, booking: &Booking) -> i64 {
    let back = request.form.as_deref().filter(|form| !form.is_changed()).and_then(|form| form.value("version"));
    back.and_then(|version| version.parse().ok()).unwrap_or(booking.version)
}
