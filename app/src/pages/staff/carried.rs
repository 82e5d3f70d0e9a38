//! What goes along through the entrance and the steps behind it: the name as typed, the page that was asked for, a form that waits,
//! an app that was offered.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::context::{Request, Threshold};

/// Its fields.
const ALONG: [&str; 5] = ["login", "next", "kept", "left", "offered"];

/// Hidden fields for all of it, but for what stands in the form by itself.
pub(super) fn carried(request: &Request, beside: &[&str]) -> AnyView {
    let form = request.form.clone().unwrap_or_default();
    let elsewhere = |name: &str| match name {
        "next" => use_query_map().get_untracked().get("next"),
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
