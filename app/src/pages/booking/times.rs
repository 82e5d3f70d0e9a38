//! `/book/:kind?mode=&office=&day=`: the times of a kind. Opens on the first day that has one.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use mendan_domain::booking::mode::Mode;
use mendan_words::words;

use crate::components::page::Page;
use crate::components::phone::Phone;
use crate::components::plain::NotFound;
use crate::components::right_address::RightAddress;
use crate::context::{Request, request};
use crate::cookie_check::expecting;
use crate::i18n::href;
use crate::pages::offer::timetable::{Links, TimetableView, Wish, load};
use crate::pages::{asked, refused};

/// The page.
#[component]
pub fn Times() -> impl IntoView {
    let (params, query) = (use_params_map().get_untracked(), use_query_map().get_untracked());
    asked(page(
        request(),
        params.get("kind").unwrap_or_default(),
        Query { mode: query.get("mode"), office: query.get("office"), day: query.get("day") },
    ))
}

struct Query {
    mode: Option<String>,
    office: Option<String>,
    day: Option<String>,
}

async fn page(request: Request, kind: String, query: Query) -> AnyView {
    let (language, catalogue) = (request.language, request.catalogue());
    let t = words(language);
    let Some(kind) = catalogue.public_kinds().find(|known| known.slug == kind) else {
        return view! { <NotFound language/> }.into_any();
    };
    // What the address asks for and we do not have is as if it had not asked.
    let wish = Wish {
        kind,
        mode: query.mode.as_deref().and_then(Mode::parse),
        office: query.office.as_deref().and_then(|slug| catalogue.open_offices().find(|office| office.slug == slug)),
        day: query.day.and_then(|day| day.parse().ok()),
    };
    let table = match load(&request.services, catalogue, wish).await {
        Ok(table) => table,
        Err(refusal) => return refused(language, &refusal),
    };
    let links = Links {
        page: href(language, &format!("/book/{}", kind.slug)),
        action: expecting(&href(language, "/hold")),
        modes: true,
        lang: None,
        version: None,
    };
    let kind = kind.clone();
    let (name, minutes) = (kind.words(language).name, t.kit.about_minutes(kind.minutes));
    view! {
        <Page language title=t.booking.times_title>
            <RightAddress language/>
            <div class="about">
                <h1>{name}" "<small class="soft">{minutes}</small></h1>
                <a href=href(language, "/")>{t.booking.times_change_kind}</a>
            </div>
            <TimetableView language kind table links/>
            <Phone language/>
        </Page>
    }
    .into_any()
}
