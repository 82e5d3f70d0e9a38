//! Absences that somebody is still looking after, each with the way on: on the list of what is begun, and on the call list.

use leptos::prelude::*;
use mendan_service::rescue::going::GoingOn;

use super::list::days;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::frame::fault;

/// Nothing for whoever may not look at bookings.
pub(crate) async fn going(request: &Request) -> Option<AnyView> {
    let permit = request.context.permit().ok()?;
    let going = match request.services.rescues_open(&permit).await {
        Ok(going) => going,
        Err(refusal) => return Some(fault(&refusal)),
    };
    let t = &staff_words().rescue;
    let lines = going.iter().map(|one| line(request, one)).collect_view();
    (!going.is_empty()).then(|| {
        view! {
            <section aria-labelledby="going"><h2 id="going">{t.going_on}</h2><ul class="setup-list">{lines}</ul></section>
        }
        .into_any()
    })
}

fn line(request: &Request, one: &GoingOn) -> AnyView {
    let t = &staff_words().rescue;
    let nurse = request.catalogue().staff(one.nurse);
    let name = nurse.map(|member| member.display_name.clone()).unwrap_or_default();
    view! {
        <li>
            <a href=format!("/staff/rescue/{}", one.closure.id)>
                <strong>{t.title(days(&one.closure), name)}</strong><span>{t.progress(one.done, one.all)}</span>
            </a>
        </li>
    }
    .into_any()
}
