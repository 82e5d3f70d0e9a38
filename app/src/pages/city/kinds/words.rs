//! What people read about a kind, in both languages.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_service::city::catalogue::{Kind, KindTexts, Link};
use mendan_service::city::kind_form::{LINKS, NOTES};

use crate::components::mode_icon::mode_word;
use crate::i18n::{staff_language, staff_words};
use crate::pages::city::form::{Form, Line, both, hints};

/// The fields.
pub(super) fn fields(form: Form<'_>, kind: &Kind, new: bool) -> AnyView {
    let t = &staff_words().city;
    let (ja, en) = (kind.words(Language::Ja), english(kind));
    let said_of_modes = notes(form, &ja, &en);
    view! {
        <section aria-labelledby="words">
            <h3 id="words">{t.words}</h3>
            {both(form, "name", (t.name, None), (ja.name.clone(), en.name), false)}
            {slug(form, kind, new)}
            {both(form, "audience", (t.audience, Some(t.audience_hint)), (ja.audience.clone(), en.audience), true)}
            {both(form, "purpose", (t.purpose, Some(t.purpose_hint)), (ja.purpose.clone(), en.purpose), true)}
            {both(form, "bring", (t.bring_in_person, Some(t.bring_hint)), (ja.bring.join("\n"), en.bring.join("\n")), true)}
            {both(form, "ready", (t.ready, Some(t.ready_hint)), (ja.ready.join("\n"), en.ready.join("\n")), true)}
            {said_of_modes}
            {links(form, &ja.links, &en.links)}
        </section>
    }
    .into_any()
}

/// What is said of each mode.
fn notes(form: Form<'_>, ja: &KindTexts, en: &KindTexts) -> AnyView {
    let t = &staff_words().city;
    let note = |(mode, field)| {
        let label = t.note(mode_word(staff_language(), mode));
        let text = |words: &KindTexts| words.note(mode).unwrap_or_default().to_owned();
        both(form, field, (&label, Some(t.note_hint)), (text(ja), text(en)), false)
    };
    NOTES.map(note).into_iter().collect_view().into_any()
}

/// English that only repeats the Japanese is shown as empty.
fn english(kind: &Kind) -> KindTexts {
    let (ja, mut en) = (kind.words(Language::Ja), kind.words(Language::En));
    if en.name == ja.name {
        en.name.clear();
    }
    if en.purpose == ja.purpose {
        en.purpose.clear();
    }
    if en.audience == ja.audience {
        en.audience.clear();
    }
    if en.bring == ja.bring {
        en.bring.clear();
    }
    if en.ready == ja.ready {
        en.ready.clear();
    }
    en.notes.retain(|mode, note| ja.notes.get(mode) != Some(note));
    for (english, _) in en.links.iter_mut().zip(&ja.links).filter(|(en, ja)| en.label == ja.label) {
        english.label.clear();
    }
    en
}

/// Addresses hold the slug: it stays once it is made.
fn slug(form: Form<'_>, kind: &Kind, new: bool) -> AnyView {
    let t = &staff_words().city;
    if !new {
        return view! { <p class="soft">{t.slug}" "{kind.slug.clone()}</p> }.into_any();
    }
    Line::text("slug", t.slug, "").optional().hint(t.slug_hint).view(form)
}

fn links(form: Form<'_>, ja: &[Link], en: &[Link]) -> AnyView {
    let t = &staff_words().city;
    let rows = (0..LINKS).map(|row| {
        let (stored, english) = (ja.get(row).cloned().unwrap_or_default(), en.get(row).cloned().unwrap_or_default());
        let of = t.link_number(row + 1);
        let label = Line::text("link_ja", t.link_ja, stored.label).of(of.clone()).in_row(row).part(form);
        let english = Line::text("link_en", t.link_en, english.label).of(of.clone()).in_row(row).part(form);
        let url = Line::text("link_url", t.link_url, stored.url).of(of.clone()).in_row(row).part(form);
        view! { <fieldset class="field"><legend>{of}</legend><div class="pair">{label}{english}</div>{url}</fieldset> }
    });
    let rows = rows.collect_view();
    view! {
        <p class="hint">{t.links_hint}</p>
        {hints("links", None, form.error("links"))}
        {rows}
    }
    .into_any()
}
