//! Who could take a booking at its time: one button each.

use leptos::prelude::*;
use mendan_domain::ids::StaffId;
use mendan_service::booking::reassign::Colleague;
use mendan_service::model::Booking;

use crate::components::version::version_field;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::frame::fault;

/// A form for each nurse who has it: one, or the two of a joint interview.
pub(crate) async fn reassign_forms(request: &Request, booking: &Booking, back: &str) -> AnyView {
    let mut forms = Vec::new();
    for from in [Some(booking.claim.staff), booking.claim.joint].into_iter().flatten() {
        forms.push(
            match async { request.services.colleagues(&request.context.permit()?, booking.id, from).await }.await {
                Ok(colleagues) => form(request, booking, (from, &colleagues), back),
                Err(refusal) => fault(&refusal),
            },
        );
    }
    forms.collect_view().into_any()
}

/// Her name; a member who is gone has none.
pub(crate) fn nurse_name(request: &Request, id: StaffId) -> String {
    request.catalogue().staff(id).map(|member| member.display_name.clone()).unwrap_or_default()
}

fn form(request: &Request, booking: &Booking, (from, all): (StaffId, &[Colleague]), back: &str) -> AnyView {
    let t = &staff_words().desk;
    let who = nurse_name(request, from);
    if all.is_empty() {
        return view! { <p>{t.nobody_instead(who)}</p> }.into_any();
    }
    let buttons = all.iter().map(|colleague| {
        let name = nurse_name(request, colleague.staff);
        let hint = if colleague.offers { t.offers } else { t.is_free };
        view! {
            <li><button class="free" type="submit" name="to" value=colleague.staff.to_string()>
                <span><strong>{name}</strong>{hint}<span class="said">{t.reassign_to}</span></span>
            </button></li>
        }
    });
    view! {
        <form method="post" action=format!("/staff/bookings/{}/reassign", booking.id)>
            <p>{t.reassign_ask(who)}</p>
            <input type="hidden" name="back" value=back.to_owned()/>
            <input type="hidden" name="from" value=from.to_string()/>
            {version_field(booking.version)}
            <ol class="frees">{buttons.collect_view()}</ol>
        </form>
    }
    .into_any()
}
