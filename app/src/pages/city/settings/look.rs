//! The colour, with the nearest one that can be read where it cannot; and the logo, which comes by a form of its own.

use leptos::prelude::*;
use mendan_domain::city::colour::Colour;
use mendan_domain::city::theme::Theme;
use mendan_domain::fault::Fault;
use mendan_service::city::settings::section::Section;
use mendan_service::model::SetupRow;

use super::PLACE;
use super::fields::Page;
use crate::components::look::Logo;
use crate::components::version::version_field;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Form, hints};

/// Its field.
pub(super) fn colour(page: &Page<'_>) -> AnyView {
    let t = &staff_words().settings;
    let typed = page.form.value("colour", "");
    let offered = Colour::parse(&typed).filter(|typed| Theme::of(*typed).is_none()).map(Theme::nearest);
    let offered = offered.filter(|_| page.form.has_error("colour", Fault::Pale)).map(|near| {
        view! {
            <p class="buttons"><button class="button button--quiet" type="submit" name="take" value=near.to_string()>
                {t.colour_take(near)}
            </button></p>
        }
    });
    view! { {page.line("colour", Some(t.colour_hint)).optional().view(page.form)}{offered} }.into_any()
}

/// The logo as it is, another one, none.
pub(super) fn logo(request: &Request) -> AnyView {
    let t = &staff_words().settings;
    let version = request.catalogue().versions.of(SetupRow::Section(Section::Look));
    let form = Form::of(request);
    let place = format!("{PLACE}/{}/logo", Section::Look.as_str());
    let now = if request.catalogue().municipality.settings.look.logo.is_some() {
        let gone = format!("{place}/delete");
        view! {
            <h3>{t.logo_now}</h3>
            <p><Logo alt=true/></p>
            <form class="buttons" method="post" action=gone>
                {version_field(version)}
                <button class="button button--quiet button--small" type="submit">{t.logo_take_away}</button>
            </form>
        }
        .into_any()
    } else {
        view! { <p class="soft">{t.logo_none}</p> }.into_any()
    };
    let error = form.error("logo");
    let described = if error.is_some() { "logo-hint logo-error" } else { "logo-hint" };
    view! {
        <section aria-labelledby="logo-title">
            <h2 id="logo-title">{t.logo}</h2>
            {now}
            <form class="form" method="post" action=place enctype="multipart/form-data">
                {version_field(version)}
                <div class="field">
                    <label for="logo">{t.logo_file}</label>
                    {hints("logo", Some(t.logo_hint.to_owned()), error)}
                    <input class="input" id="logo" name="logo" type="file" accept="image/png,image/jpeg" aria-describedby=described/>
                </div>
                <p class="buttons"><button class="button button--quiet" type="submit">{t.logo_add}</button></p>
            </form>
        </section>
    }
    .into_any()
}
