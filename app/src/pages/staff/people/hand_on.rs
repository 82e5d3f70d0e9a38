//! 引きつぎ: the coming bookings of a member, each with who could take it at the same time.

use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::booking::answer::local;
use mendan_service::booking::reassign::ToHandOn;
use mendan_service::model::StaffMember;

use crate::context::Request;
use crate::i18n::{around, staff_words};
use crate::pages::desk::reassign::nurse_name;
use crate::pages::kit::linked::linked;
use crate::pages::kit::words::{kind_name, mode_word, name, office_name, span};

/// Bookings of one form: whoever has more hands them on in several steps.
const MOST: usize = 100;

/// The section; nothing when she has no booking to come.
pub(super) async fn hand_on(request: &Request, member: &StaffMember) -> Result<Option<AnyView>, Refusal> {
    let t = &staff_words().staff;
    // They are bookings, whoever else may manage staff.
    if !request.opens("/staff") || !request.books() {
        return Ok(None);
    }
    let all = request.services.to_hand_on(&request.context.permit()?, member.id).await?;
    if all.is_empty() {
        return Ok(None);
    }
    // Who is called already and cannot be handed on needs no decision.
    let (waiting, called): (Vec<_>, Vec<_>) = all.iter().partition(|one| !one.called || !one.colleagues.is_empty());
    let rows = waiting.iter().take(MOST).map(|one| row(request, one)).collect_view();
    let more = (waiting.len() > MOST).then(|| {
        view! { <p class="hint">{t.hand_on_first(MOST)}</p> }
    });
    let called = (!called.is_empty()).then(|| {
        let (before, after) = around(|calls| t.hand_on_called(calls, called.len()));
        view! { <p>{before}{linked(request, "/staff/calls".to_owned(), t.calls)}{after}</p> }
    });
    let form = (!waiting.is_empty()).then(|| {
        view! {
            <form class="form" method="post" action=format!("/staff/setup/staff/{}/hand-on", member.id)>
                <ul class="hand-on">{rows}</ul>
                {more}
                <p class="buttons"><button class="button" type="submit">{t.hand_on_save}</button></p>
            </form>
        }
    });
    Ok(Some(
        view! {
            <section aria-labelledby="hand-on">
                <h2 id="hand-on">{t.hand_on_title}</h2>
                <p>{t.hand_on_text(all.len())}</p>
                {called}
                {form}
            </section>
        }
        .into_any(),
    ))
}

fn row(request: &Request, one: &ToHandOn) -> AnyView {
    let t = &staff_words().staff;
    let (catalogue, booking) = (request.catalogue(), &one.booking);
    let day = staff_words().dates.day_of(local(catalogue, booking.starts_at).date_naive());
    let what = t.hand_on_row(
        day,
        span(catalogue, booking.starts_at, booking.ends_at),
        mode_word(booking.mode),
        name(&booking.contact),
        office_name(catalogue.office(booking.office)),
    );
    let field = format!("to_{}", booking.id);
    let options = one.colleagues.iter().enumerate().map(|(index, colleague)| {
        let who = nurse_name(request, colleague.staff);
        let word = if colleague.offers { who } else { t.without_time(who) };
        view! { <option value=colleague.staff.to_string() selected=index == 0>{word}</option> }
    });
    view! {
        <li class="field">
            <input type="hidden" name="b" value=booking.id.to_string()/>
            <input type="hidden" name=format!("version_{}", booking.id) value=booking.version.to_string()/>
            <label for=field.clone()>{what}" "<small class="soft">{kind_name(catalogue.kind(booking.kind))}</small></label>
            <select class="input" id=field.clone() name=field>
                {options.collect_view()}
                <option value="" selected=one.colleagues.is_empty()>{t.hand_on_call}</option>
            </select>
        </li>
    }
    .into_any()
}
