//! What rules lead to, in a sentence, and the warning when they leave nothing.

use chrono::Datelike as _;
use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_service::Refusal;
use mendan_service::city::catalogue::Kind;
use mendan_service::offer::consequence::Consequence;
use mendan_service::offer::why::WhyReason;

use crate::context::Request;

/// 「この規則では 12月に 84枠が予約できます。」 for this month and the next; with `warned` the warning if there is one.
pub(super) fn sentence(kind: &Kind, consequence: &Consequence, warned: bool) -> AnyView {
    let who = if consequence.by_staff { "職員が予約できます" } else { "予約できます" };
    let months = consequence.months.iter().enumerate().map(|(index, (month, count))| {
        let when = if index == 0 { "月の残りに" } else { "月に" };
        view! { <p><strong>{format!("この規則では {}{when} {count}枠が{who}。", month.month())}</strong></p> }
    });
    let limited = kind.rules.quota.any().then(|| {
        view! { <p>"1日の受付数の規則があるので、入る予約の数はこれより少なくなります。"</p> }
    });
    view! { {months.collect_view()}{limited}{consequence.nothing.as_ref().filter(|_| warned).map(warning)} }.into_any()
}

fn warning(reason: &WhyReason) -> AnyView {
    let rule = (!reason.rule.is_empty()).then(|| view! { <p class="soft">"規則 "{reason.rule.clone()}</p> });
    view! {
        <div class="notice notice--error">
            <p><strong>"公開中の枠がありますが、規則により予約できる時刻がありません。"</strong></p>
            <p>{reason.text.clone()}</p>
            {rule}
        </div>
    }
    .into_any()
}

/// The warning of a kind as it is stored, if there is one.
pub(super) async fn warning_of(request: &Request, kind: &Kind) -> Result<Option<AnyView>, Refusal> {
    Ok(request.services.consequence(&request.context, kind).await?.nothing.as_ref().map(warning))
}

/// Every kind whose rules leave nothing of what is published.
pub(crate) async fn warnings(request: &Request) -> Result<AnyView, Refusal> {
    let mut found = Vec::new();
    for kind in request.catalogue().offered_kinds() {
        if let Some(reason) = request.services.consequence(&request.context, kind).await?.nothing {
            found.push(of_kind(kind, &reason));
        }
    }
    Ok(found.into_any())
}

fn of_kind(kind: &Kind, reason: &WhyReason) -> AnyView {
    let name = kind.words(Language::Ja).name;
    let (link, href) = (format!("「{name}」の規則を見る"), format!("/staff/setup/kinds/{}", kind.id));
    view! { <section aria-label=name>{warning(reason)}<p class="links"><a href=href>{link}</a></p></section> }
        .into_any()
}
