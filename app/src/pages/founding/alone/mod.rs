//! Pages that are shown before there is a city whose routes could be asked: the quiet one for strangers, the one-time link, and the
//! two forms behind it. The server says which.

mod administrator;
mod city;
mod link;

use std::sync::Arc;

use leptos::prelude::*;
use mendan_domain::language::Language;

use crate::components::head::Head;
use crate::context::RefusedForm;
use crate::i18n::{staff_language, staff_words};
use crate::pages::city::form::Form;
use mendan_words::words;

/// One of these pages.
#[derive(Debug, Clone)]
pub enum Alone {
    /// There is no city: for strangers.
    Preparing(Language),
    /// A link that nobody has begun with, posted to that path.
    Open(String),
    /// A link that another browser has begun with.
    Elsewhere,
    /// A link whose hour or work is over.
    Ended,
    /// No link.
    Unknown,
    /// No link was begun with in this browser, or not for an hour.
    Lost,
    /// The city, at the address that the installation has.
    City(String, Option<Arc<RefusedForm>>),
    /// The first administrator of the city of that name.
    Administrator(String, Option<Arc<RefusedForm>>),
}

impl Alone {
    /// Renders it.
    pub(crate) fn view(self) -> AnyView {
        match self {
            Self::Preparing(language) => preparing(language),
            Self::Open(action) => link::open(action),
            Self::Elsewhere => link::elsewhere(),
            Self::Ended => link::ended(),
            Self::Unknown => link::unknown(),
            Self::Lost => link::lost(),
            Self::City(address, form) => city::page(address, form.as_deref()),
            Self::Administrator(name, form) => administrator::page(&name, form.as_deref()),
        }
    }
}

fn preparing(language: Language) -> AnyView {
    let t = &words(language).founding;
    view! {
        <Head language title=t.preparing_title.to_owned()/>
        <div class="page">
            <main id="main" class="main" tabindex="-1">
                <div class="plain"><h1>{t.preparing_title}</h1><p>{t.preparing_text}</p></div>
            </main>
        </div>
    }
    .into_any()
}

/// A page of whoever founds: its name, and what it is about.
fn framed(title: &'static str, main: AnyView) -> AnyView {
    let t = &staff_words().founding;
    let begins = title == t.title;
    let window = if begins { title.to_owned() } else { t.window_title(title) };
    let top = (!begins).then(|| view! { <header class="top"><span class="top-name">{t.title}</span></header> });
    view! {
        <Head language=staff_language() title=window/>
        <div class="page">
            {top}
            <main id="main" class="main stack setup" tabindex="-1">{main}</main>
        </div>
    }
    .into_any()
}

/// A form of one of the two steps, with what is to mend above it.
fn form(
    (title, part, lead): (&'static str, i64, String),
    (action, button): (&'static str, &'static str),
    typed: Form<'_>,
    fields: AnyView,
) -> AnyView {
    let t = &staff_words().founding;
    let main = view! {
        {typed.summary()}
        <p class="soft">{t.part(part, 2)}</p>
        <h1>{title}</h1>
        <p class="lead">{lead}</p>
        <form class="form" method="post" action=action novalidate=true>
            {fields}
            <p class="buttons buttons--wide"><button class="button" type="submit">{button}</button></p>
        </form>
    };
    framed(title, main.into_any())
}
