//! `/b/:token/move?office=&day=`: another time. Her time stays hers until she presses one.

use leptos::prelude::*;
use mendan_service::city::catalogue::Kind;
use mendan_words::words;

use crate::components::dates;
use crate::components::page::{OtherLanguages, Page};
use crate::components::phone::Phone;
use crate::pages::booking::own::found::{Asked, Found};
use crate::pages::offer::timetable::{Links, TimetableView, Wish, load};
use crate::pages::{asked, refused};

/// The page.
#[component]
pub fn Move() -> impl IntoView {
    let here = Asked::here();
    asked(async move {
        match here.find().await {
            Ok(found) if found.may_change() => page(found).await,
            Ok(found) => found.closed(),
            Err(instead) => instead,
        }
    })
}

async fn page(found: Found) -> AnyView {
    let request = found.request.clone();
    let catalogue = request.catalogue();
    let Some(kind) = catalogue.kind(found.booking.kind) else { return found.closed() };
    let wish = Wish {
        kind,
        mode: Some(found.booking.mode),
        office: found.query.get("office").and_then(|slug| catalogue.office_by_slug(&slug)),
        day: found.query.get("day").and_then(|day| day.parse().ok()),
    };
    match load(&request.services, catalogue, wish).await {
        Ok(table) => choose(found, kind.clone(), table),
        Err(refusal) => refused(found.language, &refusal),
    }
}

fn choose(found: Found, kind: Kind, table: crate::pages::offer::timetable::Timetable) -> AnyView {
    let (language, t) = (found.language, &words(found.language).booking);
    let facts = found.facts();
    let now = format!("{} {}", dates::day(language, facts.from.date_naive()), dates::clock(language, facts.from));
    let lang = found.other_language();
    let version = Some(found.booking.version);
    let links = Links {
        page: format!("{}/move", found.base),
        action: format!("{}/move", found.base),
        modes: false,
        lang,
        version,
    };
    view! {
        <Page language title=t.move_title discreet=found.booking.discreet others=OtherLanguages::Query>
            {found.changed()}
            <h1>{t.move_title}</h1>
            <div class="notice">
                <p>{t.move_now}" "<strong>{now}</strong>" "{facts.place.join(" ")}</p>
                <p class="soft">{t.move_keep}</p>
            </div>
            <TimetableView language kind table links/>
            <p class="links"><a href=found.link("")>{t.back_unchanged}</a></p>
            <Phone language booked=true told=found.told()/>
        </Page>
    }
    .into_any()
}
