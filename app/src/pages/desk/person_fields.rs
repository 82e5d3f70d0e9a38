//! The person, in the order people say it on the phone. Dates are one field here: H7.4.3, 1995.4.3, 19950403.

use leptos::prelude::*;
use mendan_domain::fault::Fault;
use mendan_domain::language::Language;
use mendan_domain::message::window::ContactWindow;
use mendan_domain::offer::rules::DueDate;
use mendan_service::booking::hold::Draft;
use mendan_service::booking::person::NEEDS;

use super::field_errors::{any_of, email_sentence, is_code, sentence_of};
use crate::components::check::Check;
use crate::components::field::{Field, Half, Hints, Input, field_class};
use crate::components::mail_question::MailQuestion;
use crate::components::textarea::TextArea;
use crate::context::request;
use crate::i18n::{staff_language, staff_words};
use crate::pages::kit::person_words::{contact_window, need};

/// Names, birth date, contact, weeks (if the kind asks for them), needs.
pub(super) fn person_fields(draft: &Draft, due_date: DueDate) -> AnyView {
    let t = &staff_words().desk;
    let (person, errors) = (&draft.person, &draft.errors);
    view! {
        {pair(draft, t.names, ["family_name", "given_name"], [t.family_name, t.given_name], [&person.family_name, &person.given_name])}
        {pair(draft, t.readings, ["family_name_kana", "given_name_kana"], [t.family_kana, t.given_kana], [&person.family_name_kana, &person.given_name_kana])}
        <div class="pair">
            <Field language=staff_language() input=Input::text("birth_date", "off") label=t.birth value=person.birth_date.clone()
                hint=t.birth_hint.to_owned() error=sentence_of(errors, "birth_date")/>
            <Field language=staff_language() input=phone() label=t.phone value=person.phone.clone()
                hint=t.phone_hint.to_owned() error=sentence_of(errors, "phone")/>
        </div>
        <div class="pair">
            <Field language=staff_language() input=email() label=t.email value=person.email.clone() optional=true
                hint=t.email_hint.to_owned() error=email_sentence(draft)/>
            {due(draft, due_date)}
        </div>
        <MailQuestion language=staff_language() email=person.email.clone() asked=person.email_asked.clone() asking=is_code(errors, "email", Fault::DidYouMean)/>
        {more(draft)}
    }
    .into_any()
}

/// That she agreed to how it is used.
pub(super) fn consent(draft: &Draft) -> AnyView {
    let t = &staff_words().desk;
    let (person, errors) = (&draft.person, &draft.errors);
    view! {
        <fieldset class=field_class(any_of(errors, &["consent"]))>
            <legend>{t.consent}</legend>
            <Hints name="consent" hint=None error=sentence_of(errors, "consent")/>
            <Check name="consent" id="consent" value="true" label=t.consent_given checked=person.consent/>
        </fieldset>
    }
    .into_any()
}

/// The due date, as the kind's rules want it.
fn due(draft: &Draft, asked: DueDate) -> Option<AnyView> {
    let t = &staff_words().desk;
    let (optional, hint) = match asked {
        DueDate::Hidden => return None,
        DueDate::Optional => (true, t.due_hint),
        DueDate::Required => (false, t.due_hint_required),
    };
    let (value, error) = (draft.person.due_date.clone(), sentence_of(&draft.errors, "due_date"));
    Some(view! { <Field language=staff_language() input=Input::text("due_date", "off") label=t.due value=value optional=optional hint=hint.to_owned() error=error/> }.into_any())
}

/// Staff type somebody else's number and address: the browser must not offer its own.
const fn phone() -> Input {
    Input { autocomplete: "off", ..Input::phone("phone") }
}

const fn email() -> Input {
    Input { autocomplete: "off", ..Input::email("email") }
}

fn pair(
    draft: &Draft,
    legend: &'static str,
    names: [&'static str; 2],
    labels: [&'static str; 2],
    values: [&String; 2],
) -> AnyView {
    let errors = &draft.errors;
    let [first, second] = names;
    let [label_1, label_2] = labels;
    let [value_1, value_2] = values.map(Clone::clone);
    view! {
        <fieldset class=field_class(any_of(errors, &names))>
            <legend>{legend}</legend>
            <Hints name=first hint=None error=sentence_of(errors, first)/>
            <Hints name=second hint=None error=sentence_of(errors, second).filter(|_| !is_code(errors, "family_name", Fault::Required) || second != "given_name")/>
            <div class="pair">
                <Half input=Input::text(first, "off") label=label_1 value=value_1 invalid=any_of(errors, &[first])/>
                <Half input=Input::text(second, "off") label=label_2 value=value_2 invalid=any_of(errors, &[second])/>
            </div>
        </fieldset>
    }
    .into_any()
}

/// What only some need to say.
fn more(draft: &Draft) -> AnyView {
    let t = staff_words();
    let (person, errors) = (&draft.person, &draft.errors);
    let needs = NEEDS.into_iter().map(|word| {
        view! { <Check name="needs" value=word label=need(word) checked=person.needs.iter().any(|other| other == word)/> }
    });
    let used = !person.needs.is_empty()
        || !person.note.is_empty()
        || person.discreet
        || !matches!(person.contact_window.as_str(), "" | "any")
        || !matches!(person.language.as_str(), "" | "ja");
    let open = used || any_of(errors, &["needs", "note", "language", "contact_window"]);
    // The one she chose stays, whatever the city offers by now.
    let city = request();
    let offered = |language: &Language| {
        city.catalogue().municipality.spoken(*language) == *language || person.language == language.tag()
    };
    let languages = Language::ALL.into_iter().filter(offered).map(|language| {
        view! { <option value=language.tag() selected=person.language == language.tag()>{language.own_name()}</option> }
    });
    let windows = ContactWindow::ALL.map(|window| {
        let selected = ContactWindow::parse(&person.contact_window).unwrap_or_default() == window;
        view! { <option value=window.as_str() selected=selected>{contact_window(window)}</option> }
    });
    let window_error = sentence_of(errors, "contact_window");
    let note_error = sentence_of(errors, "note");
    view! {
        <details class="more" open=open>
            <summary>{t.desk.more_about_her}</summary>
            <fieldset class="field"><legend>{t.desk.needs_legend}</legend>{needs.collect_view()}</fieldset>
            <Check name="discreet" value="true" label=t.desk.discreet checked=person.discreet/>
            <div class="field">
                <label for="language">{t.desk.language}</label>
                <select class="input" id="language" name="language">{languages.collect_view()}</select>
            </div>
            <div class=field_class(window_error.is_some())>
                <label for="contact_window">{t.desk.contact_window}</label>
                <Hints name="contact_window" hint=Some(t.desk.contact_window_hint.to_owned()) error=window_error.clone()/>
                <select class="input" id="contact_window" name="contact_window" aria-describedby="contact_window-hint">
                    {windows.into_iter().collect_view()}
                </select>
            </div>
            <div class=field_class(note_error.is_some())>
                <label for="note">{t.desk.note}<span class="optional">{t.kit.optional}</span></label>
                <Hints name="note" hint=None error=note_error.clone()/>
                <TextArea name="note" value=person.note.clone() invalid=note_error.is_some()/>
            </div>
        </details>
    }
    .into_any()
}
