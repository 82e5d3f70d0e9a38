//! What rules lead to, in a sentence, and the warning when they leave nothing.

use chrono::Datelike as _;
use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::city::catalogue::Kind;
use mendan_service::offer::consequence::Consequence;
use mendan_service::offer::why::WhyReason;

use crate::context::Request;
use crate::i18n::{staff_language, staff_words};
use crate::pages::kit::why::{Said, Speaker};

/// 「この規則では 12月に 84枠が予約できます。」 for this month and the next; with `warned` the warning if there is one.
pub(super) fn sentence(request: &Request, kind: &Kind, consequence: &Consequence, warned: bool) -> AnyView {
    let t = &staff_words().city;
    let months = consequence.months.iter().enumerate().map(|(index, (month, count))| {
        let month = staff_words().dates.month(month.month());
        let when = if index == 0 { t.rest_of_month(month) } else { month };
        let sentence =
            if consequence.by_staff { t.months_by_staff(when, *count) } else { t.months_by_residents(when, *count) };
        view! { <p><strong>{sentence}</strong></p> }
    });
    let limited = kind.rules.quota.any().then(|| {
        view! { <p>{t.limited}</p> }
    });
    view! { {months.collect_view()}{limited}{consequence.nothing.as_ref().filter(|_| warned).map(|reason| warning(request, kind, reason))} }.into_any()
}

fn warning(request: &Request, kind: &Kind, reason: &WhyReason) -> AnyView {
    let t = &staff_words().city;
    let Said { text, rule } = Speaker::new(staff_language(), request.catalogue(), kind).say(reason);
    let rule = (!rule.is_empty()).then(|| view! { <p class="soft">{t.rule}" "{rule}</p> });
    view! {
        <div class="notice notice--error">
            <p><strong>{t.nothing_left}</strong></p>
            <p>{text}</p>
            {rule}
        </div>
    }
    .into_any()
}

/// The warning of a kind as it is stored, if there is one.
pub(super) async fn warning_of(request: &Request, kind: &Kind) -> Result<Option<AnyView>, Refusal> {
    Ok(request
        .services
        .consequence(&request.context.permit()?, kind)
        .await?
        .nothing
        .as_ref()
        .map(|reason| warning(request, kind, reason)))
}

/// Every kind whose rules leave nothing of what is published.
pub(crate) async fn warnings(request: &Request) -> Result<AnyView, Refusal> {
    let mut found = Vec::new();
    for kind in request.catalogue().offered_kinds() {
        if let Some(reason) = request.services.consequence(&request.context.permit()?, kind).await?.nothing {
            found.push(of_kind(request, kind, &reason));
        }
    }
    Ok(found.into_any())
}

fn of_kind(request: &Request, kind: &Kind, reason: &WhyReason) -> AnyView {
    let name = kind.words(staff_language()).name;
    let (link, href) = (staff_words().city.see_rules(&name), format!("/staff/setup/kinds/{}", kind.id));
    view! { <section aria-label=name>{warning(request, kind, reason)}<p class="links"><a href=href>{link}</a></p></section> }
        .into_any()
}
