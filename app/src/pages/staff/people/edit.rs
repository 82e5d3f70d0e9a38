//! One member of staff: what she may do, where she works, how she interviews; her password; whether she may sign in.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::StaffId;
use mendan_domain::staff::{Profession, Role};
use mendan_service::Refusal;
use mendan_service::city::listed::Entry;
use mendan_service::model::{Listed, SetupRow, StaffMember, Work};

use super::hand_on::hand_on;
use super::invitation;
use crate::components::mode_icon::mode_word;
use crate::context::Request;
use crate::i18n::{staff_language, staff_words};
use crate::pages::audit::log::link_of_member;
use crate::pages::city::form::{Choice, Form, Line, checks, tick, version_of};
use crate::pages::city::listed;
use crate::pages::city::page::setup_page;
use crate::pages::kit::half_filled::autosave;
use crate::pages::kit::words::role_name;
use crate::pages::staff::openid;

/// A new member, or one who is there.
#[component]
pub fn PersonEdit() -> impl IntoView {
    let setup = &staff_words().city;
    let id = use_params_map().get_untracked().get("id");
    setup_page(setup.people, |request| async move { page(&request, id.as_deref().unwrap_or("new")).await })
}

async fn page(request: &Request, id: &str) -> Result<AnyView, Refusal> {
    let t = &staff_words().staff;
    let setup = &staff_words().city;
    let (catalogue, form) = (request.catalogue(), Form::of(request));
    let member = match id {
        "new" => None,
        id => {
            let id = id.parse().map(StaffId).map_err(|_| Refusal::NotFound)?;
            Some(catalogue.staff(id).ok_or(Refusal::NotFound)?)
        }
    };
    let more = match member {
        // Whoever may more than she is not hers to stop, nor to let in another way.
        Some(member) if !request.context.may_give(member.rights()) => hand_on(request, member).await?.into_any(),
        Some(member) => {
            let ahead =
                request.services.bookings_ahead(&Entry::of(&request.context, Listed::Staff(member.id))?).await?;
            let hand_on = hand_on(request, member).await?;
            let end = listed::end(request, Listed::Staff(member.id)).await?;
            let factors = factors(request, member).await?;
            let invitation = invitation::section(request, form, member).await?;
            let sessions = sessions(request, member);
            let openid = openid::own::of_member(request, member).await?;
            view! {
                {hand_on}{invitation}{password(request, form, member)}{factors}{openid}{sessions}
                {may_sign_in(request, form, member, ahead)}{end}
            }
            .into_any()
        }
        None => ().into_any(),
    };
    let title = member.map_or_else(|| t.person_new.to_owned(), |member| member.display_name.clone());
    // A refused password must not empty the fields above it.
    let of_member = if form.is_of("display_name") { form } else { Form::fresh() };
    Ok(view! {
        <p class="links">
            <a href="/staff/setup/staff">{t.people_back}</a>
            {member.and_then(|member| link_of_member(request, member.id))}
        </p>
        <h2>{title}</h2>
        <form class="form" method="post" action=format!("/staff/setup/staff/{id}") novalidate=true data-autosave=autosave()>
            {member.map(|member| version_of(request, SetupRow::Staff(member.id)))}
            {fields(request, of_member, member)}
            <p class="buttons"><button class="button" type="submit">{setup.save}</button></p>
        </form>
        {more}
    }
    .into_any())
}

fn fields(request: &Request, form: Form<'_>, member: Option<&StaffMember>) -> AnyView {
    let catalogue = request.catalogue();
    let t = &staff_words().staff;
    let setup = &staff_words().city;
    let name = member.map(|member| member.display_name.clone()).unwrap_or_default();
    let (role, profession) = member.map_or((Role::Nurse, Profession::PublicHealthNurse), |m| (m.role, m.profession));
    // Nobody gives what she has not herself; who has it keeps it.
    let roles = catalogue.all_roles().into_iter();
    let roles = roles.filter(|other| *other == role || request.context.may_give(other.rights()));
    let roles = roles.map(|role| (role.word(), role_name(catalogue, role))).collect();
    let professions = Profession::ALL.map(|word| (word.as_str().to_owned(), t.profession_of(word).to_owned())).to_vec();
    let work = member.map_or_else(Work::default, |member| member.work);
    let modes = Mode::ALL
        .map(|mode| (mode.as_str().to_owned(), mode_word(staff_language(), mode).to_owned(), work.modes.has(mode)));
    let offices = catalogue.offices.iter().map(|office| {
        let here = member.is_some_and(|member| member.offices.contains(&office.id));
        (office.slug.clone(), office.words(staff_language()).name, here)
    });
    let video = member.and_then(|member| member.video_url.clone()).unwrap_or_default();
    view! {
        {Line::text("display_name", setup.name, name).hint(t.name_hint).view(form)}
        {login(form, member)}
        {Choice { name: "role", label: setup.role, options: roles, stored: &role.word(),
            hint: Some(t.role_hint) }.radios(form)}
        {Choice { name: "profession", label: setup.profession, options: professions, stored: profession.as_str(), hint: None }.radios(form)}
        {checks(form, "offices", (setup.works_at, None), offices.collect())}
        {tick(form, "here_only", t.here_only, member.is_some_and(|member| member.here_only))}
        {checks(form, "modes", (t.modes, None), modes.to_vec())}
        {tick(form, "joint", t.joint, work.joint)}
        {Line::number("daily_max", setup.daily_max, work.daily_max).optional().hint(t.daily_max_hint).view(form)}
        {Line::text("video_url", setup.video_url, video).optional().hint(t.video_hint).view(form)}
    }
    .into_any()
}

/// The sign-in name stays; a new member gets it with an invitation or a first password.
fn login(form: Form<'_>, member: Option<&StaffMember>) -> AnyView {
    let t = &staff_words().staff;
    let setup = &staff_words().city;
    match member {
        Some(member) => view! { <p class="soft">{setup.login}" "{member.login.clone()}</p> }.into_any(),
        None => view! {
            {Line::text("login", t.login, "").hint(t.login_hint).view(form)}
            {Line::email("email", staff_words().ways_in.email).optional().hint(staff_words().ways_in.email_hint).view(form)}
            {typed_twice(form)}
        }
        .into_any(),
    }
}

fn typed_twice(form: Form<'_>) -> AnyView {
    let t = &staff_words().staff;
    let setup = &staff_words().city;
    view! {
        {Line::password("password", t.password).hint(t.password_hint).view(form)}
        {Line::password("password_again", setup.password_again).view(form)}
    }
    .into_any()
}

fn password(request: &Request, form: Form<'_>, member: &StaffMember) -> AnyView {
    let t = &staff_words().staff;
    view! {
        <section aria-labelledby="new-password">
            <h2 id="new-password">{t.change_password}</h2>
            <p>{t.closes_all}</p>
            <form class="form" method="post" action=format!("/staff/setup/staff/{}/password", member.id) novalidate=true>
                {version_of(request, SetupRow::Staff(member.id))}
                {typed_twice(form)}
                <p class="buttons"><button class="button button--quiet" type="submit">{t.change_password}</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// Her factors, where she has some: whoever has lost everything registers anew.
async fn factors(request: &Request, member: &StaffMember) -> Result<Option<AnyView>, Refusal> {
    let t = &staff_words().factor;
    if !request.services.has_factor(&request.context.permit()?, member.id).await? {
        return Ok(None);
    }
    let section = view! {
        <section aria-labelledby="factors">
            <h2 id="factors">{t.take_title}</h2>
            <p>{t.take_text}</p>
            <form method="post" action=format!("/staff/setup/staff/{}/factors", member.id)>
                {version_of(request, SetupRow::Staff(member.id))}
                <button class="button button--quiet" type="submit">{t.take}</button>
            </form>
        </section>
    };
    Ok(Some(section.into_any()))
}

/// Wherever she is signed in: it ends.
fn sessions(request: &Request, member: &StaffMember) -> AnyView {
    let t = &staff_words().session;
    view! {
        <section aria-labelledby="sessions">
            <h2 id="sessions">{t.member_title}</h2>
            <p>{t.member_text}</p>
            <form method="post" action=format!("/staff/setup/staff/{}/sessions", member.id)>
                {version_of(request, SetupRow::Staff(member.id))}
                <button class="button button--quiet" type="submit">{t.member_end}</button>
            </form>
        </section>
    }
    .into_any()
}

/// Whether she may sign in, with what becomes of her bookings.
fn may_sign_in(request: &Request, form: Form<'_>, member: &StaffMember, ahead: i64) -> AnyView {
    let t = &staff_words().staff;
    let setup = &staff_words().city;
    let (title, consequence, button) = if member.disabled {
        (t.person_is_stopped, t.person_begin_text.to_owned(), t.person_begin)
    } else {
        let bookings = match ahead {
            0 => setup.no_bookings_ahead.to_owned(),
            n => t.person_bookings(n),
        };
        (t.person_end_title, setup.two_sentences(t.person_end_text, bookings), t.person_end)
    };
    let error = crate::pages::city::form::hints("disabled", None, form.error("disabled"));
    view! {
        <section aria-labelledby="sign-in">
            <h2 id="sign-in">{title}</h2>
            <p>{consequence}</p>
            {error}
            <form method="post" action=format!("/staff/setup/staff/{}/disabled", member.id)>
                {version_of(request, SetupRow::Staff(member.id))}
                <input type="hidden" name="disabled" value=(!member.disabled).to_string()/>
                <button class="button button--quiet" id="disabled" type="submit">{button}</button>
            </form>
        </section>
    }
    .into_any()
}
