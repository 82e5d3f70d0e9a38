//! One kind: its words, how it is held, its rules with what comes of them.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::KindId;
use mendan_domain::staff::Profession;
use mendan_service::Refusal;
use mendan_service::city::catalogue::Kind;
use mendan_service::city::kind_form::KindForm;
use mendan_service::city::listed::Entry;
use mendan_service::model::{Listed, SetupRow};

use super::{leaflets, outcome, rules, words};
use crate::components::mode_icon::mode_word;
use crate::context::Request;
use crate::i18n::{staff_language, staff_words};
use crate::pages::city::form::{Form, Line, checks, tick, version_of};
use crate::pages::city::listed;
use crate::pages::city::page::setup_page;
use crate::pages::kit::half_filled::autosave;

/// A new kind, or one that exists.
#[component]
pub fn KindEdit() -> impl IntoView {
    let t = &staff_words().city;
    let id = use_params_map().get_untracked().get("id");
    setup_page(t.kinds, |request| async move { page(&request, id.as_deref().unwrap_or("new")).await })
}

async fn page(request: &Request, id: &str) -> Result<AnyView, Refusal> {
    let t = &staff_words().city;
    let (form, new) = (Form::of(request), id == "new");
    // A refused deletion must not empty the fields.
    let form = if form.is_of("name_ja") { form } else { Form::fresh() };
    let kind = if new {
        request.services.new_kind()
    } else {
        let id = id.parse().map(KindId).map_err(|_| Refusal::NotFound)?;
        request.catalogue().kind(id).ok_or(Refusal::NotFound)?.clone()
    };
    let beside = if new { ().into_any() } else { beside(request, &kind).await? };
    let in_use = if new { ().into_any() } else { in_use(request, &kind).await? };
    let end = if new { ().into_any() } else { listed::end(request, Listed::Kind(kind.id)).await? };
    let files = (!new).then(|| leaflets::leaflets(request, &kind));
    // Where 「保存しました。」 stands: whoever has just saved must see it.
    let warning = match request.form {
        None if !new => outcome::warning_of(request, &kind).await?,
        _ => None,
    };
    let title = if new { t.kind_new.to_owned() } else { kind.words(staff_language()).name };
    Ok(view! {
        {warning}
        <p class="links"><a href="/staff/setup/kinds">{t.kinds_back}</a></p>
        <h2>{title}</h2>
        <form class="form form--beside" method="post" action=format!("/staff/setup/kinds/{id}") novalidate=true data-autosave=autosave()>
            {(!new).then(|| version_of(request, SetupRow::Kind(kind.id)))}
            {words::fields(form, &kind, new)}
            {held(form, &kind)}
            <section aria-labelledby="rules">
                <h3 id="rules">{t.rules}</h3>
                <div class="setup-beside"><div class="form">{rules::fields(form, &kind.rules)}</div>{beside}</div>
            </section>
            <p class="buttons"><button class="button" type="submit">{t.save}</button></p>
        </form>
        {files}
        {in_use}
        {end}
    }
    .into_any())
}

/// How it is held.
fn held(form: Form<'_>, kind: &Kind) -> AnyView {
    let t = &staff_words().city;
    let modes = Mode::ALL
        .map(|mode| (mode.as_str().to_owned(), mode_word(staff_language(), mode).to_owned(), kind.modes.has(mode)));
    let professions = Profession::ALL.map(|one| {
        (one.as_str().to_owned(), staff_words().staff.profession_of(one).to_owned(), kind.professions.contains(&one))
    });
    view! {
        <section aria-labelledby="held">
            <h3 id="held">{t.held}</h3>
            {Line::number("minutes", t.minutes, Some(kind.minutes)).hint(t.minutes_hint).view(form)}
            {Line::number("before", t.before, Some(kind.buffers.before)).view(form)}
            {Line::number("after", t.after, Some(kind.buffers.after)).view(form)}
            {checks(form, "modes", (t.modes, None), modes.to_vec())}
            {checks(form, "professions", (t.professions, None), professions.to_vec())}
            {tick(form, "joint", t.joint, kind.rules.joint)}
        </section>
    }
    .into_any()
}

/// What comes of the rules: as typed if they were only to be counted, else as stored.
async fn beside(request: &Request, kind: &Kind) -> Result<AnyView, Refusal> {
    let t = &staff_words().city;
    let typed = request.form.as_deref().filter(|form| form.errors.is_empty());
    let kind = match typed {
        Some(form) => {
            // A form that nobody has checked yet may hold anything: then the stored rules are counted.
            let typed = KindForm(&form.values);
            request
                .services
                .kind_as_typed(&request.context.permit()?, Some(kind.id), typed)
                .unwrap_or_else(|_| kind.clone())
        }
        None => kind.clone(),
    };
    let consequence = request.services.consequence(&request.context.permit()?, &kind).await?;
    let note = typed.map(|_| view! { <p>{t.not_saved}</p> });
    Ok(view! {
        <div class="setup-outcome">
            <div class="notice" role="status">{outcome::sentence(request, &kind, &consequence, typed.is_some())}{note}</div>
            <p class="buttons"><button class="button button--quiet" type="submit" name="step" value="count" formaction=format!("/staff/setup/kinds/{}#rules", kind.id)>{t.count_times}</button></p>
        </div>
    }
    .into_any())
}

/// Offered or not, with what becomes of the bookings.
async fn in_use(request: &Request, kind: &Kind) -> Result<AnyView, Refusal> {
    let t = &staff_words().city;
    let id = kind.id;
    let ahead = request.services.bookings_ahead(&Entry::of(&request.context, Listed::Kind(id))?).await?;
    let (title, consequence, button) = if kind.active {
        let bookings = match ahead {
            0 => t.no_bookings_ahead.to_owned(),
            n => t.kind_bookings(n),
        };
        (t.kind_end_title, t.two_sentences(t.kind_end_text, bookings), t.kind_end)
    } else {
        (t.kind_begin_title, t.kind_begin_text.to_owned(), t.kind_begin)
    };
    Ok(view! {
        <section aria-labelledby="in-use">
            <h2 id="in-use">{title}</h2>
            <p>{consequence}</p>
            <form method="post" action=format!("/staff/setup/kinds/{id}/active")>
                {version_of(request, SetupRow::Kind(id))}
                <input type="hidden" name="active" value=(!kind.active).to_string()/>
                <button class="button button--quiet" type="submit">{button}</button>
            </form>
        </section>
    }
    .into_any())
}
