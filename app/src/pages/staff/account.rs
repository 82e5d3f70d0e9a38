//! `/staff/account`: what is her own, section by section.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use mendan_service::Refusal;
use mendan_service::staff::factor::kind::FactorKind;
use mendan_service::staff::factor::own::{OwnFactor, OwnFactors, Passkeys};

use crate::components::dates::local;
use crate::components::notice::Notice;
use crate::context::{Request, request};
use crate::i18n::staff_words;
use crate::pages::asked;
use crate::pages::city::form::Form;
use crate::pages::kit::absent::absent_link;
use crate::pages::kit::frame::{Frame, again, fault};
use crate::pages::staff::carried::{by, going, going_field};
use crate::pages::staff::{address, openid, sessions};

/// The page.
#[component]
pub fn Account() -> impl IntoView {
    let word = use_query_map().get_untracked().get("said").unwrap_or_default();
    let going = going(&request());
    asked(async move {
        // What of it cannot be read says so, and the rest is there.
        let request = request();
        let going = going.as_deref();
        let factors = factors(&request, going).await.unwrap_or_else(|refusal| fault(&refusal));
        let address = address::section(&request).await.unwrap_or_else(|refusal| fault(&refusal));
        let sessions = sessions::sections(&request).await.unwrap_or_else(|refusal| fault(&refusal));
        let openid = openid::own::section(&request, going).await.unwrap_or_else(|refusal| Some(fault(&refusal)));
        let summary = Form::of(&request).summary();
        let main = view! {
            {summary}
            {said(&word, going)}
            {factors}
            {openid}
            {password()}
            {address}
            {calendar(&request)}
            {absence(&request)}
            {sessions}
        }
        .into_any();
        Frame { title: staff_words().factor.account.to_owned(), bar: ().into_any(), class: "setup", main }.view()
    })
}

/// What was just done, and the way to where she was going.
fn said(word: &str, going: Option<&str>) -> Option<AnyView> {
    let t = &staff_words().factor;
    let on = going.map(|next| view! { <p class="links"><a href=next.to_owned()>{t.go_on}</a></p> }.into_any());
    if let Some(sentence) = openid::failed(word) {
        return Some(view! { <div class="notice notice--error" role="alert"><p>{sentence}</p>{on}</div> }.into_any());
    }
    let Some(sentence) = sentence(word) else { return on };
    Some(view! { <Notice><p><strong>{sentence}</strong></p>{on}</Notice> }.into_any())
}

fn sentence(word: &str) -> Option<&'static str> {
    let t = &staff_words().factor;
    Some(match word {
        "factor" => t.said_registered,
        "passkey" => t.said_passkey,
        "removed" => t.said_removed,
        "recovered" => t.said_recovered,
        "unseen" => t.said_unseen,
        "address" => staff_words().ways_in.said_address,
        "address_asked" => staff_words().ways_in.said_asked,
        "news" => staff_words().ways_in.said_news,
        "openid_linked" => staff_words().openid.said_linked,
        "openid_unlinked" => staff_words().openid.said_unlinked,
        word => return sessions::said(word).or_else(|| again(word)),
    })
}

async fn factors(request: &Request, going: Option<&str>) -> Result<AnyView, Refusal> {
    let t = &staff_words().factor;
    let own = request.services.own_factors(&request.context.signed_in()?).await?;
    let none = own.factors.is_empty();
    let rows = own.factors.iter().map(|factor| row(request, &own, factor, going)).collect_view();
    let codes = (!none).then(|| codes(own.codes, going));
    let app = own.factors.iter().any(|factor| factor.kind == FactorKind::Totp);
    let register = if app { t.register_other } else { t.register_first };
    Ok(view! {
        <section class="own" aria-labelledby="factors">
            <h2 id="factors">{t.my_factors}</h2>
            {none.then(|| view! { <p>{t.no_factors}</p> })}
            {(!none).then(|| view! { <ul>{rows}</ul> })}
            <p class="buttons"><a class="button button--quiet" href=by("/staff/account/factor", going)>{register}</a></p>
            {passkeys(own.passkeys, going)}
            {codes}
        </section>
    }
    .into_any())
}

/// The way to another one, or why there is none.
fn passkeys(state: Passkeys, going: Option<&str>) -> AnyView {
    let t = &staff_words().factor;
    match state {
        Passkeys::Possible => {
            let place = by("/staff/account/passkey", going);
            view! { <p class="buttons"><a class="button button--quiet" href=place>{t.passkey_add}</a></p> }.into_any()
        }
        Passkeys::NotHere => view! { <p class="soft">{t.passkey_not_here}</p> }.into_any(),
        Passkeys::Enough => view! { <p class="soft">{t.passkey_enough}</p> }.into_any(),
    }
}

fn row(request: &Request, own: &OwnFactors, factor: &OwnFactor, going: Option<&str>) -> AnyView {
    let t = &staff_words().factor;
    let kind = match factor.kind {
        FactorKind::Totp => t.totp,
        FactorKind::Passkey => t.passkey,
    };
    let name = factor.name.clone().map(|name| view! { " "{name} });
    let day = |at| staff_words().dates.date_of(local(request.catalogue(), at).date_naive());
    let (last, action) = (own.factors.len() == 1, format!("/staff/account/factor/{}/remove", factor.id));
    let end = if last && own.required {
        view! { <p class="soft">{t.required}</p> }.into_any()
    } else {
        view! {
            {last.then(|| view! { <p class="soft">{t.remove_last}</p> })}
            <form method="post" action=action>
                {going_field(going)}
                <button class="button button--quiet" type="submit">{t.remove}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <li>
            <p><strong>{kind}{name}</strong>" "{t.since(day(factor.made_at))}</p>
            {factor.elsewhere.then(|| view! { <p class="soft">{t.passkey_elsewhere}</p> })}
            {factor.used_at.map(|at| view! { <p class="soft">{t.used(day(at))}</p> })}
            {end}
        </li>
    }
    .into_any()
}

fn codes(left: usize, going: Option<&str>) -> AnyView {
    let t = &staff_words().factor;
    view! {
        <p>{t.codes_left(left)}</p>
        <form method="post" action="/staff/account/codes">
            {going_field(going)}
            <p class="soft">{t.renew_text}</p>
            <p class="buttons"><button class="button button--quiet" type="submit">{t.renew}</button></p>
        </form>
    }
    .into_any()
}

/// The way to her calendars, for whoever has interviews to see there.
fn calendar(request: &Request) -> Option<AnyView> {
    const PLACE: &str = "/staff/own-calendar";
    let t = &staff_words().feed;
    request.opens(PLACE).then(|| {
        view! {
            <section aria-labelledby="calendar">
                <h2 id="calendar">{t.account_title}</h2>
                <p>{t.account_text}</p>
                <p class="buttons"><a class="button button--quiet" href=PLACE>{t.account_link}</a></p>
            </section>
        }
        .into_any()
    })
}

/// Where she says that she cannot come.
fn absence(request: &Request) -> Option<AnyView> {
    let t = &staff_words().rescue;
    absent_link(request, None, None).map(|link| {
        view! {
            <section aria-labelledby="absence">
                <h2 id="absence">{t.account_title}</h2>
                <p>{t.account_text}</p>
                <p class="buttons">{link}</p>
            </section>
        }
        .into_any()
    })
}

fn password() -> AnyView {
    let t = &staff_words().factor;
    view! {
        <section aria-labelledby="password">
            <h2 id="password">{t.my_password}</h2>
            <p class="buttons"><a class="button button--quiet" href="/staff/password">{staff_words().staff.change_password}</a></p>
        </section>
    }
    .into_any()
}
