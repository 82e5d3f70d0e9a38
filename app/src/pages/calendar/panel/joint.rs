//! A second colleague: added from those who are free then, or taken out again.

use leptos::prelude::*;
use mendan_service::booking::joint::may_leave;
use mendan_service::calendar::day::Opened;
use mendan_service::model::Booking;

use crate::components::version::version_field;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::calendar::day::address::Address;
use crate::pages::desk::reassign::nurse_name;
use crate::pages::kit::frame::fault;

/// Who could hold it, too: one button each.
pub(super) async fn adding(request: &Request, address: &Address, opened: &Opened) -> AnyView {
    let (t, booking) = (staff_words(), &opened.booking);
    let found = async { request.services.joint_colleagues(&request.context.permit()?, booking.id).await }.await;
    let colleagues = match found {
        Ok(colleagues) => colleagues,
        Err(refusal) => return fault(&refusal),
    };
    let none = colleagues.is_empty();
    let buttons = colleagues.iter().map(|colleague| {
        let hint = if colleague.offers { t.desk.offers } else { t.desk.is_free };
        view! {
            <li><button class="free" type="submit" name="second" value=colleague.staff.to_string()>
                <span><strong>{nurse_name(request, colleague.staff)}</strong>{hint}<span class="said">{t.calendar.joint_with}</span></span>
            </button></li>
        }
    });
    let form = if none {
        view! { <p>{t.calendar.joint_none}</p> }.into_any()
    } else {
        view! {
            <form method="post" action=action(booking)>
                <p>{t.calendar.joint_ask}</p>
                <input type="hidden" name="back" value=address.back()/>
                {version_field(booking.version)}
                <ol class="frees">{buttons.collect_view()}</ol>
            </form>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="joint">
            <h3 id="joint">{t.calendar.joint_add}</h3>
            {form}
            <p class="links"><a href=address.asking(None).href() data-key="escape">{t.kit.stop}</a></p>
        </section>
    }
    .into_any()
}

/// The button that takes the second out, or why there is none; nothing where there is no second.
pub(super) fn leaving(request: &Request, address: &Address, booking: &Booking) -> Option<AnyView> {
    let second = booking.claim.joint.filter(|_| request.books())?;
    let t = &staff_words().calendar;
    if !may_leave(request.catalogue(), booking) {
        let wants_two = request.catalogue().kind(booking.kind).is_some_and(|kind| kind.rules.joint);
        return wants_two.then(|| view! { <p class="soft">{t.joint_two_wanted}</p> }.into_any());
    }
    Some(
        view! {
            <form class="buttons" method="post" action=action(booking)>
                <input type="hidden" name="back" value=address.back()/>
                <input type="hidden" name="second" value=""/>
                <input type="hidden" name="out" value=second.to_string()/>
                {version_field(booking.version)}
                <button class="button button--quiet button--small" type="submit">{t.joint_remove(nurse_name(request, second))}</button>
            </form>
        }
        .into_any(),
    )
}

fn action(booking: &Booking) -> String {
    format!("/staff/bookings/{}/joint", booking.id)
}
