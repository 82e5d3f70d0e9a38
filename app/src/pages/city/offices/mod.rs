//! `/staff/setup/offices`: all of them; one of them with its hours and rooms.

mod edit;

use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::city::catalogue::Office;
use mendan_service::model::Listed;

use crate::context::Request;
use crate::i18n::{staff_language, staff_words};
use crate::pages::city::listed;
use crate::pages::city::page::setup_page;

pub use edit::OfficeEdit;

/// The list.
#[component]
pub fn Offices() -> impl IntoView {
    let t = &staff_words().city;
    setup_page(t.offices, page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let t = &staff_words().city;
    let offices = &request.catalogue().offices;
    let above = std::iter::once(None).chain(offices.iter().map(|office| Some(office.id.0)));
    let rows = above.zip(offices).map(|(above, office)| row(above, office)).collect_view();
    Ok(view! {
        <p class="buttons"><a class="button" href="/staff/setup/offices/new">{t.office_add}</a></p>
        <ul class="setup-list">{rows}</ul>
    }
    .into_any())
}

fn row(above: Option<i64>, office: &Office) -> AnyView {
    let words = office.words(staff_language());
    let rooms = office.rooms.iter().filter(|room| room.active).count();
    let t = &staff_words().city;
    let about = t.office_about(&words.address, rooms);
    let about = if office.active { about } else { [about.as_str(), t.office_idle].join(t.dot) };
    listed::row(above, Listed::Office(office.id), &words.name, about)
}
