//! Codes for her paper, shown once: on the page that answers her form, and on none that could be opened again.

use leptos::prelude::*;

use crate::components::dates::local;
use crate::components::live::PrintButton;
use crate::context::{Request, Threshold, request};
use crate::i18n::{staff_language, staff_words};
use crate::pages::kit::frame::Frame;
use crate::pages::staff::carried::carried;

/// The codes as they are printed, and the way on.
pub(super) fn paper(request: &Request, codes: &[String]) -> AnyView {
    let t = &staff_words().factor;
    let catalogue = request.catalogue();
    let today = staff_words().dates.date_of(local(catalogue, request.services.now()).date_naive());
    let city = catalogue.municipality.words(staff_language()).name;
    let list = codes.iter().map(|code| view! { <li><code>{code.clone()}</code></li> }).collect_view();
    view! {
        <p class="codes-text">{t.codes_text}</p>
        <section class="paper" aria-labelledby="paper">
            <h2 id="paper">{t.codes_title}" "{city}</h2>
            <ol class="codes">{list}</ol>
            <p class="soft">{t.codes_date(today)}</p>
        </section>
        <div class="screen-only"><PrintButton label=t.print.to_owned() hint=t.print_hint.to_owned()/></div>
        <form method="post" action="/staff/account/go-on">
            {carried(request, &["login", "offered"])}
            <p class="buttons buttons--wide"><button class="button" type="submit">{t.codes_kept}</button></p>
        </form>
    }
    .into_any()
}

/// `/staff/account/codes`.
#[component]
pub fn RecoveryCodes() -> impl IntoView {
    let t = &staff_words().factor;
    let (request, threshold) = (request(), use_context::<Threshold>().unwrap_or_default());
    let main = if threshold.codes.is_empty() {
        view! { <p>{t.codes_none}</p><p class="links"><a href="/staff/account">{t.back}</a></p> }.into_any()
    } else {
        paper(&request, &threshold.codes)
    };
    Frame { title: t.codes_title.to_owned(), bar: ().into_any(), class: "setup", main }.view()
}
