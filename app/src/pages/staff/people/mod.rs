//! `/staff/setup/staff`: everybody; one member with what she does.

mod edit;
mod hand_on;
mod invitation;

use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::model::{Listed, StaffMember};

use crate::context::Request;
use crate::i18n::{staff_language, staff_words};
use crate::pages::city::listed;
use crate::pages::city::page::setup_page;
use crate::pages::kit::words::role_name;

pub use edit::PersonEdit;

/// The list.
#[component]
pub fn People() -> impl IntoView {
    let setup = &staff_words().city;
    setup_page(setup.people, page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let t = &staff_words().staff;
    let catalogue = request.catalogue();
    let invited = request.services.invitations(&request.context.permit()?).await?;
    let about =
        |member: &StaffMember| Some(invitation::short(catalogue, invited.iter().find(|one| one.staff == member.id)?));
    let above = std::iter::once(None).chain(catalogue.staff.iter().map(|member| Some(member.id.0)));
    let rows =
        above.zip(&catalogue.staff).map(|(above, member)| row(catalogue, above, member, about(member))).collect_view();
    Ok(view! {
        <p class="buttons"><a class="button" href="/staff/setup/staff/new">{t.person_add}</a></p>
        <ul class="setup-list">{rows}</ul>
    }
    .into_any())
}

fn row(catalogue: &Catalogue, above: Option<i64>, member: &StaffMember, invited: Option<String>) -> AnyView {
    let t = &staff_words().staff;
    let here = catalogue.offices.iter().filter(|office| member.offices.contains(&office.id));
    let places: Vec<String> = here.map(|office| office.words(staff_language()).short).collect();
    let mut about = vec![
        role_name(catalogue, member.role),
        t.profession_of(member.profession).to_owned(),
        places.join(staff_words().city.comma),
    ];
    about.extend(member.here_only.then(|| t.here_only_short.to_owned()));
    about.extend(invited);
    about.extend(member.disabled.then(|| t.stopped.to_owned()));
    about.retain(|part| !part.is_empty());
    listed::row(above, Listed::Staff(member.id), &member.display_name, about.join(staff_words().city.dot))
}
