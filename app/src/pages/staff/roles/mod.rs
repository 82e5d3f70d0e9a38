//! `/staff/setup/roles`: what each role gives, how many have it, and the roles that the city makes itself.

mod edit;

use leptos::prelude::*;
use mendan_domain::staff::{Rights, Role};
use mendan_service::Refusal;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::page::setup_page;
use crate::pages::kit::words::role_name;

pub use edit::RoleEdit;

/// The list.
#[component]
pub fn Roles() -> impl IntoView {
    setup_page(staff_words().city.roles, page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let t = &staff_words().staff;
    let catalogue = request.catalogue();
    let own = catalogue.roles.iter().map(|role| {
        let about = about(&request, role.role());
        view! {
            <li><a href=format!("/staff/setup/roles/{}", role.id)><strong>{role.name.clone()}</strong><span>{about}</span></a></li>
        }
    });
    let own = own.collect_view();
    let ready = Role::ALL.into_iter().map(|role| ready(&request, role)).collect_view();
    let none = catalogue.roles.is_empty().then(|| view! { <p>{t.roles_none}</p> });
    Ok(view! {
        <p>{t.roles_intro}</p>
        <p class="buttons"><a class="button" href="/staff/setup/roles/new">{t.role_add}</a></p>
        <section aria-labelledby="own">
            <h2 id="own">{t.roles_own}</h2>
            {none}
            <ul class="setup-list">{own}</ul>
        </section>
        <section aria-labelledby="ready">
            <h2 id="ready">{t.roles_ready}</h2>
            <ul class="stack">{ready}</ul>
        </section>
    }
    .into_any())
}

/// A ready role cannot be changed; one of the city's own may begin as it is, for whoever may give that.
fn ready(request: &Request, role: Role) -> AnyView {
    let t = &staff_words().staff;
    let name = role_name(request.catalogue(), role);
    let copy = request.context.may_give(role.rights()).then(|| {
        let said = staff_words().city.of_which(&name);
        view! {
            <p class="links"><a href=format!("/staff/setup/roles/new?from={}", role.word())>{t.role_copy}<span class="said">{said}</span></a></p>
        }
    });
    view! { <li><p><strong>{name.clone()}</strong>" "<span class="soft">{about(request, role)}</span></p>{copy}</li> }
        .into_any()
}

/// How many have it, and what it gives.
fn about(request: &Request, role: Role) -> String {
    let t = staff_words();
    let members = request.catalogue().staff.iter().filter(|member| member.role == role).count();
    [t.staff.role_members(members), names(role.rights())].join(t.city.dot)
}

fn names(rights: Rights) -> String {
    let t = staff_words();
    rights.all().map(|permission| t.staff.permission_of(permission).0).collect::<Vec<_>>().join(t.city.comma)
}
