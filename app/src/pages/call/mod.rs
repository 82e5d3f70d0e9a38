//! `/staff/calls`: whom to telephone, with number, reason and the sentence to read out.

pub(crate) mod met;
mod words;

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::hooks::use_query_map;
use leptos_router::{SsrMode, path};
use mendan_domain::staff::Permission::{self, KeepCalls};
use mendan_service::booking::answer::local;
use mendan_service::call::list::{CallList, Entry, NextTry};
use mendan_service::model::{CallOutcome, CallReason};

use crate::components::dates;
use crate::components::notice::Notice;
use crate::components::version::version_field;
use crate::context::{Request, request, set_status};
use crate::i18n::staff_words;
use crate::pages::asked;
use crate::pages::kit::frame::{Frame, again, fault};
use crate::pages::kit::linked::linked;
use crate::pages::kit::watch::Watched;
use crate::pages::kit::words::{day, kana, kind_name, mode_word, name, office_name, phone, slash, span};
use crate::pages::rescue::going::going;

/// The call list.
#[component]
pub fn Calls() -> impl IntoView {
    let word = use_query_map().get_untracked().get("said").unwrap_or_default();
    asked(async move {
        let request = request();
        // Before anything is read: what changes from here on she is told of.
        let position = request.services.position(request.context.municipality());
        let main = match async { request.services.calls(&request.context.permit()?).await }.await {
            Ok(list) => {
                let going = going(&request).await;
                let list = page(&request, &list);
                let watched = watched(&request, position);
                view! { {said(&word)}<div data-live-part="calls">{going}{list}</div>{watched} }.into_any()
            }
            Err(refusal) => fault(&refusal),
        };
        Frame { title: staff_words().kit.nav_calls.to_owned(), bar: ().into_any(), class: "calls", main }.view()
    })
}

/// Whoever is called by a colleague, or has booked anew, leaves the list; times that nobody has booked are none of it.
fn watched(request: &Request, position: Option<String>) -> Option<AnyView> {
    let page = Watched::page(request, position, "/staff/calls".to_owned());
    Watched { more: format!("what=call,booking,closure&{}", page.more), ..page }.view(request)
}

fn page(request: &Request, list: &CallList) -> AnyView {
    let t = &staff_words().call;
    let open = list.open.iter().map(|entry| card(request, entry)).collect_view();
    let none = list.open.is_empty().then(|| {
        view! { <p>{t.nothing_to_call}</p> }
    });
    let done = list.done.iter().map(|entry| over(request, entry)).collect_view();
    let done = (!list.done.is_empty()).then(|| {
        view! { <details class="more"><summary>{t.done_title(list.done.len())}</summary><ul class="setup-list">{done}</ul></details> }
    });
    view! { {none}<ol class="calls-list">{open}</ol>{done} }.into_any()
}

fn when(request: &Request, entry: &Entry) -> String {
    let (catalogue, booking) = (request.catalogue(), &entry.booking);
    let day = day(local(catalogue, booking.starts_at).date_naive());
    staff_words().dates.day_time(day, span(catalogue, booking.starts_at, booking.ends_at))
}

fn card(request: &Request, entry: &Entry) -> AnyView {
    let t = &staff_words().call;
    let (catalogue, booking, call) = (request.catalogue(), &entry.booking, &entry.call);
    let (who, id) = (name(&booking.contact), format!("call-{}", call.id));
    let place = format!(
        "{} {} ・ {}",
        office_name(catalogue.office(booking.office)),
        mode_word(booking.mode),
        kind_name(catalogue.kind(booking.kind))
    );
    let discreet = booking.discreet.then(|| {
        view! { <p class="hint"><strong>{t.discreet}</strong>{t.discreet_text}</p> }
    });
    // Nobody reached her in time: she is owed a word all the same.
    let missed = call.reason == CallReason::Noshow;
    let past = (booking.starts_at < request.services.now() && !missed).then(|| {
        view! { <p><strong>{t.past}</strong>{t.past_text}</p> }
    });
    view! {
        <li id=format!("c{}", call.id)>
            <article aria-labelledby=id.clone()>
                <h2 id=id.clone()>{staff_words().kit.addressed(&who)}" "<small class="soft">{kana(&booking.contact)}</small></h2>
                <p class="calls-phone"><a href=format!("tel:{}", booking.contact.phone_e164)>{phone(&booking.contact)}</a></p>
                <p><strong>{words::reason(call.reason)}</strong>{tries(request, entry)}</p>
                <p>{when(request, entry)}" "{place}</p>
                {past}
                {discreet}
                <p class="say"><span class="say-name">{staff_words().kit.read_aloud}</span>{words::script(catalogue, booking, call.reason)}</p>
                {form(request, entry, &who)}
            </article>
        </li>
    }
    .into_any()
}

/// How often it was tried, and when it is to be tried again.
fn tries(request: &Request, entry: &Entry) -> Option<String> {
    let t = &staff_words().call;
    let (call, now) = (&entry.call, request.services.now());
    let tried = (call.attempts > 0).then(|| format!(" ・ {}", t.tried(call.attempts)));
    let next = local(request.catalogue(), call.next_at);
    let next = (call.next_at > now).then(|| format!(" ・ {}", t.next_at(slash(next.date_naive()), dates::time(next))));
    let text = [tried, next].into_iter().flatten().collect::<String>();
    (!text.is_empty()).then_some(text)
}

fn form(request: &Request, entry: &Entry, who: &str) -> AnyView {
    let t = &staff_words().call;
    let (call, whose) = (&entry.call, staff_words().kit.of_which(who));
    let next = NextTry::ALL.map(|next| view! { <option value=next.as_str()>{words::next(next)}</option> });
    let open = request.opens("/staff/desk").then(|| {
        let href = format!("/staff/desk?b={}", call.booking);
        view! { <a class="button button--small" href=href>{t.open_booking}<span class="said">{whose.clone()}</span></a> }
    });
    let select = format!("next-{}", call.id);
    let button = |outcome: CallOutcome| {
        view! {
            <button class="button button--quiet button--small" type="submit" name="outcome" value=outcome.as_str()>
                {words::outcome(outcome)}<span class="said">{whose.clone()}</span>
            </button>
        }
    };
    view! {
        <form class="buttons" method="post" action=format!("/staff/calls/{}", call.id)>
            {version_field(call.version)}
            {open}
            {button(CallOutcome::Talked)}
            {button(CallOutcome::Absent)}
            {button(CallOutcome::Later)}
            <label for=select.clone()>{t.next_try}</label>
            <select class="input calls-next" id=select name="next">{next.into_iter().collect_view()}</select>
        </form>
    }
    .into_any()
}

fn over(request: &Request, entry: &Entry) -> AnyView {
    let call = &entry.call;
    let at = local(request.catalogue(), call.done_at.unwrap_or(call.created_at));
    let by = call.staff.and_then(|id| request.catalogue().staff(id)).map(|member| member.display_name.clone());
    let outcome = call.outcome.map(words::outcome).unwrap_or_default();
    let t = staff_words();
    let at = t.dates.day_time(slash(at.date_naive()), dates::time(at));
    let line = t.call.over(at, by.unwrap_or_default(), outcome);
    let href = format!("/staff/desk?b={}", call.booking);
    let what = format!("{} {line}", words::reason(call.reason));
    let said = view! { <strong>{name(&entry.booking.contact)}</strong><span>{what}</span> };
    view! { <li>{linked(request, href, said)}</li> }.into_any()
}

fn said(word: &str) -> Option<AnyView> {
    let t = &staff_words().call;
    let sentence = match word {
        "talked" => t.done_talked,
        "absent" => t.done_absent,
        "later" => t.done_later,
        "changed" => {
            set_status(409);
            t.done_changed
        }
        "choose" => t.done_choose,
        word => again(word)?,
    };
    Some(view! { <Notice><p><strong>{sentence}</strong></p></Notice> }.into_any())
}

/// What its pages ask of whoever opens them, and those below them.
pub(crate) const ASKS: &[(&str, Permission)] = &[("/staff/calls", KeepCalls)];

/// Its pages.
#[component(transparent)]
pub(crate) fn Pages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/staff/calls") view=Calls ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
