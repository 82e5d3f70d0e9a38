//! `/staff/setup`: where everything is, one sentence each, and what the city should look at.

use leptos::prelude::*;
use mendan_domain::staff::Permission;
use mendan_service::Refusal;
use mendan_words::City;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::kinds::warnings;
use crate::pages::city::page::setup_page;

/// Path, name and sentence.
const fn places(t: &'static City) -> [(&'static str, &'static str, &'static str); 10] {
    [
        ("/staff/setup/offices", t.offices, t.offices_about),
        ("/staff/setup/staff", t.people, t.people_about),
        ("/staff/setup/kinds", t.kinds, t.kinds_about),
        ("/staff/setup/templates", t.templates, t.templates_about),
        ("/staff/setup/publish", t.publish, t.publish_about),
        ("/staff/setup/closures", t.closures, t.closures_about),
        ("/staff/setup/holidays", t.holidays, t.holidays_about),
        ("/staff/setup/keys", t.keys, t.keys_about),
        ("/staff/setup/networks", t.networks, t.networks_about),
        ("/staff/mail", t.mails, t.mails_about),
    ]
}

/// The page.
#[component]
pub fn SetupIndex() -> impl IntoView {
    let t = &staff_words().city;
    setup_page(t.setup, page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let t = &staff_words().city;
    let places = places(t).into_iter().filter(|(path, ..)| request.opens(path)).map(|(path, name, sentence)| {
        view! { <li><a href=path><strong>{name}</strong><span>{sentence}</span></a></li> }
    });
    let places = places.collect_view();
    let warnings = if request.context.may(Permission::ManageSetup) { warnings(&request).await? } else { ().into_any() };
    Ok(view! { {warnings}<nav aria-label=t.setup><ul class="setup-list">{places}</ul></nav> }.into_any())
}
