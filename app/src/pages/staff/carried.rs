//! What goes along through the entrance and the steps behind it: the name as typed, the page that was asked for, a form that waits,
//! an app that was offered.

use leptos::prelude::*;
use leptos_router::hooks::use_url;

use crate::context::{Request, Threshold};
use crate::ways::{leading_on, ours};

/// Its fields.
const ALONG: [&str; 5] = ["login", "next", "kept", "left", "offered"];

/// Where she was going when something on her own pages stood in her way; none where that is no page of ours.
pub(super) fn going(request: &Request) -> Option<String> {
    let posted = request.form.as_ref().and_then(|form| form.some("next")).map(str::to_owned);
    posted.or_else(asked_for).filter(|next| ours(next).is_some())
}

/// What the address leads on to. The router's own map undoes escapes twice, and a place may have one that leads on in its turn.
fn asked_for() -> Option<String> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(use_url().get_untracked().search()).ok()?;
    pairs.into_iter().find_map(|(name, value)| (name == "next").then_some(value))
}

/// That page of hers, by which she comes to where she was going.
pub(super) fn by(page: &str, going: Option<&str>) -> String {
    leading_on(page, going.unwrap_or_default())
}

/// The same for a form on it.
pub(super) fn going_field(going: Option<&str>) -> Option<AnyView> {
    going.map(|next| view! { <input type="hidden" name="next" value=next.to_owned()/> }.into_any())
}

/// Hidden fields for all of it, but for what stands in the form by itself.
pub(super) fn carried(request: &Request, beside: &[&str]) -> AnyView {
    let form = request.form.clone().unwrap_or_default();
    let elsewhere = |name: &str| match name {
        "next" => asked_for(),
        "login" => use_context::<Threshold>().and_then(|at| Some(at.half_way?.member.login.clone())),
        _ => None,
    };
    let field = |name: &'static str| {
        let value = form.value(name).map(str::to_owned).or_else(|| elsewhere(name));
        let value = value.filter(|value| !value.is_empty())?;
        Some(view! { <input type="hidden" name=name value=value/> })
    };
    ALONG.into_iter().filter(|name| !beside.contains(name)).map(field).collect_view().into_any()
}
