//! Closes a single time with a reason, for whoever may write that nurse's absences, and opens one that such an absence closes.

use leptos::prelude::*;
use mendan_domain::ids::{NurseSlotId, StaffId};
use mendan_domain::staff::Permission;
use mendan_service::model::NurseSlot;
use mendan_service::range::one::opens;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Form, Line};
use crate::pages::kit::actions::open_form;

/// The form; without the field where she may close but give no reason.
pub(crate) fn close_form(
    request: &Request,
    (slot, nurse): (NurseSlotId, StaffId),
    back: &str,
    which: &str,
) -> Option<AnyView> {
    let writes = request.context.shapes(Some(nurse))
        && (request.context.actor().staff() == Some(nurse) || request.context.reaches_member(nurse));
    if !writes || !request.context.may(Permission::OpenTimes) {
        return open_form(request, slot, false, back, which);
    }
    let t = &staff_words().range;
    let reason = Line::text("reason", t.close_reason, "").optional().view(Form::of(request));
    Some(
        view! {
            <form class="form" method="post" action=format!("/staff/slots/{slot}")>
                <input type="hidden" name="back" value=back.to_owned()/>
                <input type="hidden" name="was" value="open"/>
                {reason}
                <button class="button button--quiet button--small" type="submit" name="open" value="false">
                    {t.close_time}<span class="said">{staff_words().kit.of_which(which)}</span>
                </button>
            </form>
        }
        .into_any(),
    )
}

/// Of a time that something bars: where her absence is what closes it and may be taken away, it is opened in these hours; else it can be
/// closed besides, for when the rule is changed.
pub(crate) fn barred_form(request: &Request, slots: &[NurseSlot], back: &str, which: &str) -> Option<AnyView> {
    let slot = slots.first()?;
    if !request.context.may(Permission::OpenTimes) || !opens(&request.context, request.catalogue(), slots) {
        return close_form(request, (slot.id, slot.staff), back, which);
    }
    let t = staff_words();
    Some(
        view! {
            <form method="post" action=format!("/staff/slots/{}", slot.id)>
                <input type="hidden" name="back" value=back.to_owned()/>
                <input type="hidden" name="was" value="barred"/>
                <button class="button button--quiet button--small" type="submit" name="open" value="true">
                    {t.calendar.open_time}<span class="said">{t.kit.of_which(which)}</span>
                </button>
            </form>
        }
        .into_any(),
    )
}
