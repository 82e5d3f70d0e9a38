//! The one form with personal data. What was typed stays, whatever was wrong with it.

use leptos::prelude::*;
use mendan_domain::booking::mode::Mode;
use mendan_domain::fault::Fault;
use mendan_domain::language::Language;
use mendan_domain::message::window::ContactWindow;
use mendan_domain::offer::rules::DueDate;
use mendan_domain::offer::slot::SlotId;
use mendan_service::booking::hold::Draft;
use mendan_service::booking::person::NEEDS;
use mendan_service::model::Hold;
use mendan_words::{Booking, words};

use crate::components::check::Check;
use crate::components::date_field::{BIRTH, DUE, DateField};
use crate::components::field::{Field, Half, Hints, Input, Optional, field_class};
use crate::components::mail_question::{EnterSubmits, MailQuestion};
use crate::components::page::TYPED;
use crate::components::textarea::TextArea;
use crate::context::{Request, request};
use crate::i18n::href;
use crate::pages::booking::field_errors;

/// What the form is of: with its key the server knows the hold it was rendered from.
#[derive(Clone)]
pub struct FormOf {
    /// The hold's key.
    pub key: String,
    /// What is to be booked.
    pub slot: SlotId,
    /// How.
    pub mode: Mode,
}

mendan_service::masked_debug!(FormOf { slot, mode });

impl FormOf {
    /// The form of a hold.
    pub fn hold(hold: &Hold) -> Self {
        let slot = SlotId { office: hold.office, kind: hold.kind, starts_at: hold.starts_at };
        Self { key: hold.form_key.clone(), slot, mode: hold.mode }
    }

    /// From posted fields; none when the city has no such kind or office.
    pub fn of(request: &Request, key: &str, slot_id: &str, mode: &str) -> Option<Self> {
        let (slot, mode, catalogue) = (SlotId::parse(slot_id)?, Mode::parse(mode)?, request.catalogue());
        catalogue.kind(slot.kind)?;
        catalogue.office(slot.office)?;
        Some(Self { key: key.to_owned(), slot, mode })
    }
}

/// The form.
#[component]
pub fn DetailsForm(
    /// The page's language.
    language: Language,
    /// The kind's slug.
    kind: String,
    /// Whether it asks for the due date.
    due_date: DueDate,
    /// What it is of.
    of: FormOf,
    /// What was typed, and what was wrong with it.
    draft: Draft,
) -> impl IntoView {
    let t = &words(language).booking;
    let error = |field| field_errors::of(language, &draft, field);
    let (phone, email, birth, due) = (error("phone"), error("email"), error("birth_date"), error("due_date"));
    let asking = draft.errors.iter().any(|(field, fault)| field == "email" && *fault == Fault::DidYouMean);
    let person = draft.person.clone();
    let asked = due_date != DueDate::Hidden;
    let due_hint = if due_date == DueDate::Required { t.details_due_hint_required } else { t.details_due_hint };
    let [birth_typed, due_typed] = [draft.birth.clone(), draft.due.clone()];
    view! {
        <form class="form" id=TYPED method="post" action=href(language, "/confirm") novalidate>
            <EnterSubmits/>
            <input type="hidden" name="form_key" value=of.key/>
            <input type="hidden" name="slot_id" value=of.slot.to_string()/>
            <input type="hidden" name="kind" value=kind.clone()/>
            <input type="hidden" name="mode" value=of.mode.as_str()/>
            <p class="soft">{t.details_all_required}</p>
            <Names language draft=draft.clone()/>
            <DateField language input=BIRTH legend=t.details_birth typed=birth_typed hint=t.details_birth_hint.to_owned() error=birth/>
            <Field language input=Input::phone("phone") label=t.details_phone value=person.phone hint=t.details_phone_hint.to_owned() error=phone/>
            <Field language input=Input::email("email") label=t.details_email value=person.email.clone() hint=t.details_email_hint.to_owned() error=email optional=true/>
            <MailQuestion language email=person.email asked=person.email_asked asking/>
            {asked.then(|| view! {
                <DateField language input=DUE legend=t.details_due typed=due_typed hint=due_hint.to_owned() error=due optional=due_date != DueDate::Required/>
            })}
            <More language draft=draft.clone() asked/>
            <Consent language kind draft/>
            <div class="buttons buttons--wide"><button class="button" type="submit">{t.details_book}</button></div>
        </form>
    }
}

/// Name and reading, each a pair.
#[component]
fn Names(language: Language, draft: Draft) -> impl IntoView {
    let t = &words(language).booking;
    let [family, given, family_kana, given_kana] = ["family_name", "given_name", "family_name_kana", "given_name_kana"]
        .map(|field| field_errors::of(language, &draft, field));
    let invalid = [family.is_some(), given.is_some(), family_kana.is_some(), given_kana.is_some()];
    let person = draft.person;
    view! {
        <fieldset class=field_class(invalid[0] || invalid[1])>
            <legend>{t.details_name}</legend>
            <Hints name="name" hint=Some(t.details_name_hint.to_owned()) error=None/>
            <Hints name="family_name" hint=None error=family/>
            <Hints name="given_name" hint=None error=given/>
            <div class="pair">
                <Half input=Input::text("family_name", "family-name") label=t.details_family_name value=person.family_name invalid=invalid[0] hint="name-hint"/>
                <Half input=Input::text("given_name", "given-name") label=t.details_given_name value=person.given_name invalid=invalid[1] hint="name-hint"/>
            </div>
        </fieldset>
        <fieldset class=field_class(invalid[2] || invalid[3])>
            <legend>{t.details_kana}</legend>
            <Hints name="name_kana" hint=Some(t.details_kana_hint.to_owned()) error=None/>
            <Hints name="family_name_kana" hint=None error=family_kana/>
            <Hints name="given_name_kana" hint=None error=given_kana/>
            <div class="pair">
                <Half input=Input::text("family_name_kana", "off") label=t.details_family_kana value=person.family_name_kana invalid=invalid[2] hint="name_kana-hint"/>
                <Half input=Input::text("given_name_kana", "off") label=t.details_given_kana value=person.given_name_kana invalid=invalid[3] hint="name_kana-hint"/>
            </div>
        </fieldset>
    }
}

/// The word of a need. Where nobody was asked for a due date, no child is taken for the elder of two.
pub fn need_word(t: &'static Booking, need: &str, asked: bool) -> &'static str {
    match need {
        "older_child" if !asked => t.need_child,
        "interpreter" => t.need_interpreter,
        "sign_language" => t.need_sign_language,
        "older_child" => t.need_older_child,
        "wheelchair" => t.need_wheelchair,
        _ => t.need_quiet_contact,
    }
}

/// When mails may come, in her words.
fn window_word(t: &'static Booking, window: ContactWindow) -> &'static str {
    match window {
        ContactWindow::Any => t.window_any,
        ContactWindow::Weekdays => t.window_weekdays,
        ContactWindow::Evenings => t.window_evenings,
        ContactWindow::Weekends => t.window_weekends,
    }
}

/// 配慮, behind one disclosure; open when it holds something.
#[component]
fn More(language: Language, draft: Draft, asked: bool) -> impl IntoView {
    let t = &words(language).booking;
    let (needs_error, note_error) =
        (field_errors::of(language, &draft, "needs"), field_errors::of(language, &draft, "note"));
    let window_error = field_errors::of(language, &draft, "contact_window");
    let person = draft.person;
    let hers = ContactWindow::parse(&person.contact_window).unwrap_or_default();
    let holds = !person.needs.is_empty()
        || person.discreet
        || hers != ContactWindow::Any
        || window_error.is_some()
        || !person.note.is_empty()
        || needs_error.is_some()
        || note_error.is_some();
    let described = if note_error.is_some() { "note-hint note-error" } else { "note-hint" };
    let (needs_invalid, note_invalid) = (needs_error.is_some(), note_error.is_some());
    let needs = NEEDS.into_iter().map(|need| {
        let id = (need == "interpreter").then_some("need_interpreter");
        let checked = person.needs.iter().any(|ticked| ticked == need);
        view! { <Check name="needs" value=need label=need_word(t, need, asked) checked id=id.unwrap_or(need)/> }
    });
    let windows = ContactWindow::ALL.map(|window| {
        view! { <option value=window.as_str() selected=window == hers>{window_word(t, window)}</option> }
    });
    view! {
        <details class="more" open=holds>
            <summary>{t.details_more}</summary>
            <fieldset class=field_class(needs_invalid)>
                <legend>{t.details_needs}<Optional language/></legend>
                <Hints name="needs" hint=None error=needs_error/>
                {needs.collect_view()}
                <Check name="discreet" value="true" label=t.details_discreet checked=person.discreet id="discreet"/>
            </fieldset>
            <div class=field_class(window_error.is_some())>
                <label for="contact_window">{t.details_window}<Optional language/></label>
                <Hints name="contact_window" hint=Some(t.details_window_hint.to_owned()) error=window_error.clone()/>
                <select class="input" id="contact_window" name="contact_window" aria-describedby="contact_window-hint">
                    {windows.into_iter().collect_view()}
                </select>
            </div>
            <div class=field_class(note_invalid)>
                <label for="note">{t.details_note}<Optional language/></label>
                <Hints name="note" hint=Some(t.details_note_hint.to_owned()) error=note_error/>
                <TextArea name="note" rows=3 value=person.note described=Some(described.to_owned()) invalid=note_invalid/>
            </div>
        </details>
    }
}

/// The purpose statement and her agreement, side by side (個人情報保護法 21条).
#[component]
fn Consent(language: Language, kind: String, draft: Draft) -> impl IntoView {
    let t = &words(language).booking;
    let request = request();
    let city = &request.catalogue().municipality;
    let of_city = city.words(language).purpose;
    // She has not agreed to words that are new to her.
    let seen = &draft.person.consent_seen;
    let checked = draft.person.consent && (seen.is_empty() || *seen == city.consent_version);
    let of_kind = request.catalogue().kind_by_slug(&kind).map(|kind| kind.words(language).purpose).unwrap_or_default();
    let purpose = if of_kind.is_empty() { of_city } else { of_kind };
    let error = field_errors::of(language, &draft, "consent");
    let invalid = error.is_some();
    let check = if invalid {
        view! { <Check name="consent" value="true" label=t.details_consent checked=checked id="consent" error="consent-error"/> }.into_any()
    } else {
        view! { <Check name="consent" value="true" label=t.details_consent checked=checked id="consent"/> }.into_any()
    };
    view! {
        <fieldset class=field_class(invalid)>
            <legend>{t.details_consent_title}</legend>
            <p>{purpose}</p>
            <input type="hidden" name="consent_seen" value=city.consent_version.clone()/>
            <Hints name="consent" hint=None error/>
            {check}
        </fieldset>
    }
}
