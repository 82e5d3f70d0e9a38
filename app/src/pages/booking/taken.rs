//! 409: somebody was faster. The nearest times, and what she typed goes with her.

use leptos::prelude::*;
use mendan_domain::booking::mode::Mode;
use mendan_domain::language::Language;
use mendan_domain::offer::PublicSlot;
use mendan_service::booking::hold::Draft;
use mendan_words::words;

use crate::components::dates;
use crate::components::page::{OtherLanguages, Page, TYPED};
use crate::components::phone::Phone;
use crate::components::slot_list::{SlotRow, SlotRows};
use crate::context::request;
use crate::i18n::href;

/// The page.
#[component]
pub fn Taken(
    /// The page's language.
    language: Language,
    /// The nearest free times.
    alternatives: Vec<PublicSlot>,
    /// The mode she wanted.
    mode: String,
    /// What she typed.
    draft: Option<Draft>,
    /// Where an alternative is posted to.
    action: String,
    /// The version of the booking her page showed; empty where there is none yet.
    version: String,
) -> impl IntoView {
    let t = &words(language).booking;
    let sentence = match (alternatives.is_empty(), draft.is_some()) {
        (true, _) => t.taken_none,
        (false, true) => t.taken_kept,
        (false, false) => t.taken_text,
    };
    let others =
        if draft.is_some() && !alternatives.is_empty() { OtherLanguages::Typed } else { OtherLanguages::Start };
    view! {
        <Page language title=t.taken_title others>
            <h1>{t.taken_title}</h1>
            <p>{sentence}</p>
            <Nearby language alternatives mode draft action version/>
            <Phone language/>
        </Page>
    }
}

#[component]
fn Nearby(
    language: Language,
    alternatives: Vec<PublicSlot>,
    mode: String,
    draft: Option<Draft>,
    action: String,
    version: String,
) -> impl IntoView {
    let t = &words(language).booking;
    let asked = request();
    let catalogue = asked.catalogue();
    let Some(first) = alternatives.first() else {
        return view! { <p class="buttons"><a class="button" href=again(&action, language)>{t.details_choose_again}</a></p> }.into_any();
    };
    let wanted = Mode::parse(&mode);
    let day = catalogue.municipality.local_date(first.starts_at);
    let all_day = if action.ends_with("/hold") {
        catalogue.kind(first.id.kind).map(|kind| href(language, &format!("/book/{}?mode={mode}&day={day}", kind.slug)))
    } else {
        action.starts_with("/b/").then(|| format!("{action}?day={day}"))
    };
    let typed = draft.is_some();
    let see_day = all_day.map(|address| {
        let words = t.taken_see_day(dates::day(language, day));
        if typed {
            let action = href(language, "/hold/choose");
            view! { <p><button class="button button--link" type="submit" form=TYPED formaction=action>{words}</button></p> }.into_any()
        } else {
            view! { <a class="slots-next" href=address>{words}</a> }.into_any()
        }
    });
    let near = typed.then(|| view! { <input type="hidden" name="near" value=first.id.to_string()/> });
    let rows = SlotRow::all(catalogue, language, &alternatives, wanted);
    view! {
        <section aria-labelledby="nearby">
            <h2 id="nearby">{t.taken_nearby}</h2>
            <form id=typed.then_some(TYPED) method="post" action=action>
                {near}
                <input type="hidden" name="mode" value=mode/>
                {(!version.is_empty()).then(|| view! { <input type="hidden" name="version" value=version/> })}
                {draft.map(|draft| view! { <Typed draft/> })}
                <ul class="slots slots--plain"><SlotRows language rows dated=true/></ul>
            </form>
            {see_day}
        </section>
    }
    .into_any()
}

/// Where she can choose anew.
fn again(action: &str, language: Language) -> String {
    if action.starts_with("/b/") { action.to_owned() } else { href(language, "/") }
}

/// All she typed, unseen: personal data goes by POST only, never into an address.
#[component]
fn Typed(draft: Draft) -> impl IntoView {
    let Draft { person, birth, due, .. } = draft;
    let [birth_year, birth_month, birth_day] = birth;
    let [due_year, due_month, due_day] = due;
    // Tells the server that there is a draft in this form.
    let mut fields = vec![
        ("draft", "true".to_owned()),
        ("family_name", person.family_name),
        ("given_name", person.given_name),
        ("family_name_kana", person.family_name_kana),
        ("given_name_kana", person.given_name_kana),
        ("birth_year", birth_year),
        ("birth_month", birth_month),
        ("birth_day", birth_day),
        ("phone", person.phone),
        ("email", person.email),
        ("email_asked", person.email_asked.unwrap_or_default()),
        ("due_year", due_year),
        ("due_month", due_month),
        ("due_day", due_day),
        ("note", person.note),
        ("contact_window", person.contact_window),
        ("consent_seen", person.consent_seen),
    ];
    fields.extend(person.needs.into_iter().map(|need| ("needs", need)));
    fields.extend(
        [("discreet", person.discreet), ("consent", person.consent)]
            .into_iter()
            .filter(|(_, ticked)| *ticked)
            .map(|(name, _)| (name, "true".to_owned())),
    );
    let hidden = |(name, value): (&'static str, String)| view! { <input type="hidden" name=name value=value/> };
    fields.into_iter().filter(|(_, value)| !value.is_empty()).map(hidden).collect_view()
}
