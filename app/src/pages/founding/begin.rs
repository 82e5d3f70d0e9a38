//! `/staff/setup/begin`: what a new city still needs, read from what there is. Each step can be left and taken up again.

use leptos::prelude::*;
use mendan_domain::staff::Permission;
use mendan_service::Refusal;
use mendan_service::founding::steps::Step;
use mendan_words::Founding;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::page::setup_page;

/// The page.
#[component]
pub fn Begin() -> impl IntoView {
    let t = &staff_words().founding;
    setup_page(t.title, |request| async move { page(&request).await })
}

/// Where a step is taken, its name and its sentence.
const fn step(t: &'static Founding, step: Step) -> (&'static str, &'static str, &'static str) {
    match step {
        Step::Mailbox => ("/staff/setup/mailbox", t.step_mailbox, t.step_mailbox_about),
        Step::Place => ("/staff/setup/begin/place", t.step_place, t.step_place_about),
        Step::Kinds => ("/staff/setup/begin/kinds", t.step_kinds, t.step_kinds_about),
        Step::Times => ("/staff/setup/begin/times", t.step_times, t.step_times_about),
        Step::Booking => ("/staff/setup/begin/trial", t.step_booking, t.step_booking_about),
    }
}

/// Whether she may take it: a first place comes with who works there, times are everybody's.
fn takes(request: &Request, step: Step) -> bool {
    let may = |permission| request.context.may(permission);
    match step {
        Step::Place => may(Permission::ManageStaff),
        Step::Times => may(Permission::ShapeTimes) && may(Permission::ShapeOwnTimes),
        Step::Mailbox | Step::Kinds | Step::Booking => true,
    }
}

async fn page(request: &Request) -> Result<AnyView, Refusal> {
    let t = &staff_words().founding;
    let left = request.services.steps_left(&request.context.permit()?).await?;
    let lead = if left.is_empty() { t.all_done.to_owned() } else { t.left(left.len()) };
    let steps = Step::ALL.into_iter().map(|one| {
        let (path, name, about) = step(t, one);
        let done = !left.contains(&one);
        let (mark, word) = if done { ("○", t.done) } else { ("－", t.to_do) };
        // The first that is left is the one to take.
        let next = (left.first() == Some(&one)).then_some("step");
        let state =
            view! { <span class="founding-state"><span class="mark" aria-hidden="true">{mark}</span>{word}</span> };
        let said = view! { <strong>{name}</strong><span>{about}</span> };
        let said = if takes(request, one) {
            view! { <a href=path aria-current=next>{said}</a> }.into_any()
        } else {
            said.into_any()
        };
        view! { <li>{said}{state}</li> }
    });
    let steps = steps.collect_view();
    Ok(view! { <p class="lead">{lead}</p><nav aria-label=t.title><ol class="setup-list founding-steps">{steps}</ol></nav> }
        .into_any())
}
