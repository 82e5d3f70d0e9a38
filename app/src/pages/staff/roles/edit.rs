//! One role of the city's own: what it gives, whom a change concerns, and its end.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use mendan_domain::staff::{Permission, Rights, Role, RoleId};
use mendan_service::Refusal;
use mendan_service::model::CityRole;
use mendan_service::model::SetupRow;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Form, Line, checks, hints, version_of};
use crate::pages::city::page::setup_page;
use crate::pages::kit::half_filled::autosave;

/// A new role, or one that is there.
#[component]
pub fn RoleEdit() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id");
    let from = use_query_map().get_untracked().get("from");
    setup_page(staff_words().city.roles, |request| async move {
        page(&request, id.as_deref().unwrap_or("new"), from.as_deref())
    })
}

fn page(request: &Request, id: &str, from: Option<&str>) -> Result<AnyView, Refusal> {
    let t = &staff_words().staff;
    let catalogue = request.catalogue();
    let role = match id {
        "new" => None,
        id => {
            let id = id.parse::<RoleId>().map_err(|_| Refusal::NotFound)?;
            Some(catalogue.role(id).ok_or(Refusal::NotFound)?)
        }
    };
    let like = from.and_then(|word| catalogue.role_of_word(word)).map(Role::rights).unwrap_or_default();
    let rights = role.map_or(like, |role| role.rights);
    let name = role.map(|role| role.name.clone()).unwrap_or_default();
    let title = if role.is_some() { name.clone() } else { t.role_new.to_owned() };
    let form = Form::of(request);
    // A refused end must not empty the fields.
    let fields = if form.is_of("name") { form } else { Form::fresh() };
    Ok(view! {
        <p class="links"><a href="/staff/setup/roles">{t.roles_back}</a></p>
        <h2>{title}</h2>
        {role.map(|role| concerned(request, role))}
        <form class="form" method="post" action=format!("/staff/setup/roles/{id}") novalidate=true data-autosave=autosave()>
            {role.map(|role| version_of(request, SetupRow::Role(role.id)))}
            {Line::text("name", staff_words().city.name, name).hint(t.role_name_hint).view(fields)}
            {permissions(request, fields, rights)}
            <p class="buttons"><button class="button" type="submit">{staff_words().city.save}</button></p>
        </form>
        {role.map(|role| end(request, form, role))}
    }
    .into_any())
}

/// Who does something else from then on.
fn concerned(request: &Request, role: &CityRole) -> AnyView {
    let t = staff_words();
    let names: Vec<_> = request.catalogue().members_of(role.id).map(|member| member.display_name.as_str()).collect();
    let said = match names.len() {
        0 => t.staff.role_nobody.to_owned(),
        number => t.staff.role_changes(names.join(t.city.comma), number),
    };
    view! { <p>{said}</p> }.into_any()
}

/// A box for all that she may give, and for what the role has already.
fn permissions(request: &Request, form: Form<'_>, rights: Rights) -> AnyView {
    let t = staff_words();
    let offered = Permission::ALL
        .iter()
        .copied()
        .filter(|permission| rights.has(*permission) || request.context.may_give([*permission].into_iter().collect()));
    let boxes = offered.map(|permission| {
        let (name, about) = t.staff.permission_of(permission);
        (permission.word(), t.staff.permission_line(about, name), rights.has(permission))
    });
    checks(form, "permissions", (t.city.permissions, Some(t.staff.permissions_hint)), boxes.collect())
}

/// It ends while nobody has it.
fn end(request: &Request, form: Form<'_>, role: &CityRole) -> AnyView {
    let t = staff_words();
    let held = request.catalogue().members_of(role.id).next().is_some();
    let error = form.error("delete");
    let body = if held {
        view! { <p id="delete" tabindex="-1">{t.staff.role_held_text}</p> }.into_any()
    } else {
        view! {
            <p>{t.staff.role_end_text}</p>
            <form method="post" action=format!("/staff/setup/roles/{}/delete", role.id)>
                {version_of(request, SetupRow::Role(role.id))}
                <button class="button button--quiet" id="delete" type="submit">{t.city.delete}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="end"><h2 id="end">{t.city.delete}</h2>{hints("delete", None, error)}{body}</section>
    }
    .into_any()
}
