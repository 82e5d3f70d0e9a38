//! `/staff/setup/offices`: all of them; one of them with its hours and rooms.

mod edit;

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_service::Refusal;
use mendan_service::city::catalogue::Office;
use mendan_service::model::Listed;

use crate::context::Request;
use crate::pages::city::listed;
use crate::pages::city::page::setup_page;

pub use edit::OfficeEdit;

/// The list.
#[component]
pub fn Offices() -> impl IntoView {
    setup_page("場所", page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let offices = &request.catalogue().offices;
    let above = std::iter::once(None).chain(offices.iter().map(|office| Some(office.id.0)));
    let rows = above.zip(offices).map(|(above, office)| row(above, office)).collect_view();
    Ok(view! {
        <p class="buttons"><a class="button" href="/staff/setup/offices/new">"場所を加える"</a></p>
        <ul class="setup-list">{rows}</ul>
    }
    .into_any())
}

fn row(above: Option<i64>, office: &Office) -> AnyView {
    let words = office.words(Language::Ja);
    let rooms = office.rooms.iter().filter(|room| room.active).count();
    let state = if office.active { "" } else { " ・ 使っていません" };
    let about = format!("{} ・ 部屋 {rooms}{state}", words.address);
    listed::row(above, Listed::Office(office.id), &words.name, about)
}
