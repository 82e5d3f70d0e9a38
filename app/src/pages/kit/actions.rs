//! What staff do with a booking or a time, each as a form: the same by mouse, by keyboard and without JavaScript.

use leptos::prelude::*;
use mendan_domain::booking::Status;
use mendan_domain::booking::mark::Mark;
use mendan_domain::ids::NurseSlotId;
use mendan_domain::staff::Permission;
use mendan_service::booking::mark::marks;
use mendan_service::model::Booking;

use crate::components::version::version_field;
use crate::context::Request;
use crate::i18n::{around, staff_words};
use crate::pages::kit::choice::mode;
use crate::pages::kit::frame::fault;
use crate::pages::kit::half_filled::{autosave, restored};
use crate::pages::kit::words::mark_word;

/// Small buttons for every wanted state that can come now, and for the interview's beginning where all are wanted, for whoever may set
/// it. The name is said with each, for those who do not see the row.
pub(crate) fn mark_form(
    request: &Request,
    booking: &Booking,
    wanted: &[Status],
    back: &str,
    whose: &str,
) -> Option<AnyView> {
    if !request.books() {
        return None;
    }
    let (city, whose) = (&request.catalogue().municipality, staff_words().kit.of_which(whose));
    let meant = |mark: &Mark| match mark {
        Mark::To(status) => wanted.contains(status),
        Mark::Started | Mark::NotStarted => wanted.len() == Status::ALL.len(),
    };
    let offered: Vec<Mark> = marks(city, booking, request.services.now()).filter(meant).collect();
    let buttons = offered.iter().map(|mark| {
        let word = mark_word(booking, *mark);
        view! {
            <button class="button button--quiet button--small" type="submit" name="status" value=mark.as_str()>
                {word}<span class="said">{whose.clone()}</span>
            </button>
        }
    });
    let buttons = buttons.collect_view();
    (!offered.is_empty()).then(|| {
        view! {
            <form class="buttons" method="post" action=format!("/staff/bookings/{}/mark", booking.id)>
                <input type="hidden" name="back" value=back.to_owned()/>
                {version_field(booking.version)}
                {buttons}
            </form>
        }
        .into_any()
    })
}

/// A button for each other mode; the key M goes from one to the next.
pub(crate) fn mode_form(request: &Request, booking: &Booking, back: &str) -> Option<AnyView> {
    let kind = request.catalogue().kind(booking.kind)?;
    if !request.books() || booking.status != Status::Booked {
        return None;
    }
    let others: Vec<_> = kind.modes.iter().filter(|other| *other != booking.mode).collect();
    if others.is_empty() {
        return None;
    }
    let buttons = others.into_iter().enumerate().map(|(index, other)| {
        let (before, after) = around(|mark| staff_words().calendar.change_mode(mark));
        view! {
            <button class="button button--quiet button--small" type="submit" name="mode" value=other.as_str() data-key="m" data-key-focus="">
                {(index == 0).then(|| view! { <kbd>"M"</kbd> })}{before}{mode(other)}{after}
            </button>
        }
    });
    Some(
        view! {
            <form class="buttons" method="post" action=format!("/staff/bookings/{}/mode", booking.id)>
                <input type="hidden" name="back" value=back.to_owned()/>
                {version_field(booking.version)}
                {buttons.collect_view()}
            </form>
        }
        .into_any(),
    )
}

/// The question before a booking is cancelled; the focus stands in the reason, Enter cancels. What was typed before a
/// refusal stands there again.
pub(crate) fn cancel_form(request: &Request, booking: &Booking, back: &str, stay: String) -> AnyView {
    let state = match request.desk_state() {
        Ok(state) => state,
        Err(refusal) => return fault(&refusal),
    };
    let t = staff_words();
    let typed = state.reason.filter(|(id, _)| *id == booking.id).map(|(_, reason)| reason);
    let action = format!("/staff/bookings/{}/cancel", booking.id);
    let half = request.half_filled(&action).filter(|_| typed.is_none());
    let again = half.as_ref().map(|(draft, _)| restored(request, draft));
    let typed = typed.or_else(|| half.map(|(_, fields)| fields.owned("reason")));
    view! {
        {again}
        <form class="form" method="post" action=action aria-labelledby="ask" data-autosave=autosave()>
            <h2 id="ask">{t.calendar.cancel_ask}</h2>
            <p>{t.calendar.cancel_hint}</p>
            <input type="hidden" name="back" value=back.to_owned()/>
            {version_field(booking.version)}
            <div class="field">
                <label for="reason">{t.calendar.cancel_reason}<span class="optional">{t.kit.optional}</span></label>
                <input class="input" id="reason" name="reason" value=typed autocomplete="off" autofocus=true/>
            </div>
            <p class="buttons">
                <button class="button" type="submit">{t.calendar.cancel_do}</button>
                <a class="button button--quiet" href=stay data-key="escape">{t.kit.stop}</a>
            </p>
        </form>
    }
    .into_any()
}

/// Opens or closes one nurse's time, for whoever may.
pub(crate) fn open_form(request: &Request, slot: NurseSlotId, open: bool, back: &str, which: &str) -> Option<AnyView> {
    if !request.context.may(Permission::OpenTimes) {
        return None;
    }
    let t = staff_words();
    let word = if open { t.calendar.open_time } else { t.calendar.close_time };
    let form = view! {
        <form method="post" action=format!("/staff/slots/{slot}")>
            <input type="hidden" name="back" value=back.to_owned()/>
            <input type="hidden" name="was" value=if open { "closed" } else { "open" }/>
            <button class="button button--quiet button--small" type="submit" name="open" value=if open { "true" } else { "false" }>
                {word}<span class="said">{t.kit.of_which(which)}</span>
            </button>
        </form>
    };
    Some(form.into_any())
}
