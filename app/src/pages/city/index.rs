//! `/staff/setup`: where everything is, one sentence each, and what the city should look at.

use leptos::prelude::*;
use mendan_domain::staff::Permission;
use mendan_service::Refusal;
use mendan_words::Words;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::kinds::warnings;
use crate::pages::city::page::setup_page;
use crate::pages::city::settings::PLACE;

/// Where the mail server is set.
const MAIL_SERVER: &str = "/staff/setup/mailbox";

/// Path, name and sentence.
const fn places(words: &'static Words) -> [(&'static str, &'static str, &'static str); 16] {
    let (t, settings) = (&words.city, &words.settings);
    [
        (PLACE, settings.city, settings.city_about),
        ("/staff/setup/offices", t.offices, t.offices_about),
        ("/staff/setup/staff", t.people, t.people_about),
        ("/staff/setup/roles", t.roles, t.roles_about),
        ("/staff/setup/kinds", t.kinds, t.kinds_about),
        ("/staff/setup/templates", t.templates, t.templates_about),
        ("/staff/setup/publish", t.publish, t.publish_about),
        ("/staff/setup/closures", t.closures, t.closures_about),
        ("/staff/setup/holidays", t.holidays, t.holidays_about),
        ("/staff/setup/keys", t.keys, t.keys_about),
        ("/staff/setup/import", words.import.title, words.import.about),
        ("/staff/setup/networks", t.networks, t.networks_about),
        (MAIL_SERVER, words.mail_server.title, words.mail_server.about),
        ("/staff/setup/openid", words.openid.title, words.openid.about),
        ("/staff/mail", t.mails, t.mails_about),
        ("/staff/audit", words.audit.title, words.audit.about),
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
    let places =
        places(staff_words()).into_iter().filter(|(path, ..)| request.opens(path)).map(|(path, name, sentence)| {
            view! { <li><a href=path><strong>{name}</strong><span>{sentence}</span></a></li> }
        });
    let places = places.collect_view();
    let warnings = if request.context.may(Permission::ManageSetup) { warnings(&request).await? } else { ().into_any() };
    let left = left(&request).await?;
    let unset = if request.opens(MAIL_SERVER) { mail_server_unset(&request).await? } else { None };
    Ok(view! { {unset}{left}{warnings}<nav aria-label=t.setup><ul class="setup-list">{places}</ul></nav> }.into_any())
}

/// What a new city still needs, in one quiet line; nothing once somebody has booked.
async fn left(request: &Request) -> Result<Option<AnyView>, Refusal> {
    let t = &staff_words().founding;
    let Ok(permit) = request.context.permit() else { return Ok(None) };
    let left = request.services.steps_left(&permit).await?.len();
    let line =
        || view! { <p class="soft">{t.left_line(left)}" "<a href="/staff/setup/begin">{t.left_line_open}</a></p> };
    Ok((left > 0).then(|| line().into_any()))
}

/// Nobody gets a mail yet: said here before the first booking waits for it.
async fn mail_server_unset(request: &Request) -> Result<Option<AnyView>, Refusal> {
    if request.services.can_mail(&request.context).await? {
        return Ok(None);
    }
    let t = &staff_words().mail_server;
    let view = view! {
        <section class="notice notice--error" aria-label=t.title>
            <p>{t.now_none}</p>
            <p class="links"><a href=MAIL_SERVER>{staff_words().mail.alarm_unset_place}</a></p>
        </section>
    };
    Ok(Some(view.into_any()))
}
