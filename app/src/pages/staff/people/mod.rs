//! `/staff/setup/staff`: everybody; one member with what she does.

mod edit;
mod hand_on;

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_service::Refusal;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::model::{Listed, StaffMember};

use crate::context::Request;
use crate::pages::city::listed;
use crate::pages::city::page::setup_page;
use crate::pages::kit::words::role_word;

pub use edit::PersonEdit;

/// The list.
#[component]
pub fn People() -> impl IntoView {
    setup_page("職員", page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let catalogue = request.catalogue();
    let above = std::iter::once(None).chain(catalogue.staff.iter().map(|member| Some(member.id.0)));
    let rows = above.zip(&catalogue.staff).map(|(above, member)| row(catalogue, above, member)).collect_view();
    Ok(view! {
        <p class="buttons"><a class="button" href="/staff/setup/staff/new">"職員を加える"</a></p>
        <ul class="setup-list">{rows}</ul>
    }
    .into_any())
}

fn row(catalogue: &Catalogue, above: Option<i64>, member: &StaffMember) -> AnyView {
    let here = catalogue.offices.iter().filter(|office| member.offices.contains(&office.id));
    let places: Vec<String> = here.map(|office| office.words(Language::Ja).short).collect();
    let mut about = vec![role_word(member.role).to_owned(), member.profession.ja().to_owned(), places.join("、")];
    about.extend(member.disabled.then(|| "止めています".to_owned()));
    about.retain(|part| !part.is_empty());
    listed::row(above, Listed::Staff(member.id), &member.display_name, about.join(" ・ "))
}
