//! A new booking at the desk: what is looked for, free times by letter, the person in speaking order. One form: what is
//! typed stays, whatever is looked for.

use leptos::prelude::*;
use mendan_domain::booking::mode::Mode;
use mendan_domain::fault::Fault;
use mendan_domain::offer::PublicSlot;
use mendan_domain::offer::rules::Group;
use mendan_service::booking::hold::Draft;
use mendan_service::booking::person::PersonForm;
use mendan_service::draft::repository::WorkDraft;
use mendan_service::model::{Contact, PrivateNotes};

use super::address::DeskAddress;
use super::field_errors::{is_code, to_mend};
use super::flash::Flash;
use super::namesake::question;
use super::person_fields::{consent, person_fields};
use super::times::times;
use crate::components::error_summary::ErrorSummary;
use crate::components::live::Stopwatch;
use crate::components::mail_question::EnterSubmits;
use crate::context::{DeskState, Request};
use crate::i18n::{around, staff_language, staff_words};
use crate::pages::desk::free_times::free_times;
use crate::pages::desk::seek::Seek;
use crate::pages::kit::frame::fault;
use crate::pages::kit::half_filled::{autosave, restored};

/// Where a control beside the fields posts them to.
const CHOOSE: &str = "/staff/desk/choose";
/// What half-filled forms of new bookings are called, each with its number behind it.
const HALF_FILLED: &str = "/staff/desk/book#";

/// What is to be booked, and the first free times of it.
pub(super) struct Choice<'a> {
    /// For what, how, where, from when on.
    pub seek: Seek<'a>,
    /// The first free times.
    pub slots: Vec<PublicSlot>,
    /// There are later ones.
    pub later: bool,
    /// Why the time that was chosen before cannot be had.
    pub why: Option<String>,
}

/// The page.
pub(super) async fn new(request: &Request, address: &DeskAddress, state: DeskState, flash: &Flash) -> AnyView {
    let catalogue = request.catalogue();
    let wanted = |slug: &str| catalogue.offered_kinds().find(|kind| kind.slug == slug);
    let kind = address.kind.as_deref().and_then(wanted).or_else(|| catalogue.offered_kinds().next());
    let Some(kind) = kind else {
        return view! { <div class="plain"><h2>{staff_words().desk.nothing_offered}</h2></div> }.into_any();
    };
    let wanted = address.mode.as_deref().and_then(Mode::parse).filter(|mode| kind.modes.has(*mode));
    let mode = wanted.or_else(|| kind.modes.iter().next()).unwrap_or(Mode::InPerson);
    let office = address.office.as_deref().and_then(|slug| catalogue.office_by_slug(slug));
    let after = address
        .after
        .and_then(|after| chrono::DateTime::from_timestamp(after, 0))
        .or(address.slot.map(|slot| slot.starts_at));
    let group = if address.channel.as_deref() == Some("counter") { Group::Staff } else { Group::Phone };
    let nurse = address.nurse.and_then(|id| catalogue.staff(id));
    let only = nurse.map(|nurse| nurse.id);
    let found = free_times(request, (kind, mode), group, (office, only), after).await;
    let (slots, later) = match found {
        Ok(found) => found,
        Err(refusal) => return fault(&refusal),
    };
    let seek = Seek { action: CHOOSE.to_owned(), kind, kinds: true, mode, office, nurse, after };
    let why = state.why.clone();
    let choice = Choice { seek, slots, later, why };
    let number = address.draft.clone().unwrap_or_else(|| request.services.new_id().to_string());
    let half = request.half_filled(&format!("{HALF_FILLED}{number}")).filter(|_| state.draft.is_none());
    let waiting = waiting(request, half.as_ref().map(|(draft, _)| *draft));
    let half = half.map(|(_, fields)| Draft::typed(&fields, "ja"));
    let draft = match (state.draft.or(half), address.person) {
        (Some(draft), _) => draft,
        (None, Some(id)) => match async { request.services.open_booking(&request.context.permit()?, id).await }.await {
            Ok(opened) => Draft { person: known(&opened.booking.contact, &opened.private), ..Draft::default() },
            Err(refusal) => return fault(&refusal),
        },
        (None, None) => Draft::default(),
    };
    let notice = flash.view(request, "desk").await;
    let form_key = state.form_key.unwrap_or_else(|| request.services.new_token());
    let asked = match address.namesake.filter(|_| address.again) {
        Some(id) => question(request, id).await,
        None => None,
    };
    let keys = Keys { form_key, number };
    view! { {notice}{waiting}{form(request, address, &choice, (&draft, keys, asked))} }.into_any()
}

/// What the form is known by: so that it books once, and so that what is typed into it is found again.
struct Keys {
    form_key: String,
    number: String,
}

/// What was typed into this form before, or that there are others which were never sent.
fn waiting(request: &Request, this: Option<&WorkDraft>) -> Option<AnyView> {
    if let Some(draft) = this {
        return Some(restored(request, draft));
    }
    let others = request.drafts.iter().filter(|draft| draft.form.starts_with(HALF_FILLED)).count();
    let t = &staff_words().draft;
    (others > 0)
        .then(|| view! { <p class="notice">{t.others(others)}" "<a href="/staff/drafts">{t.see}</a></p> }.into_any())
}

fn form(
    request: &Request,
    address: &DeskAddress,
    choice: &Choice<'_>,
    (draft, Keys { form_key, number }, asked): (&Draft, Keys, Option<AnyView>),
) -> AnyView {
    let all = staff_words();
    let (t, kit) = (&all.desk, &all.kit);
    let errors = to_mend(draft);
    // Asked about that very time: sending it again is the answer.
    let beside = address.slot.filter(|_| is_code(&draft.errors, "slot_id", Fault::Beside));
    let counter = address.channel.as_deref() == Some("counter");
    let (before, after) = around(|mark| t.keys_fields(mark));
    let channels = [("phone", t.by_phone, !counter), ("counter", t.at_counter, counter)].map(|(value, word, checked)| {
        view! { <label class="check"><input type="radio" name="channel" value=value checked=checked/><span>{word}</span></label> }
    });
    view! {
        <ErrorSummary language=staff_language() errors/>
        <div class="desk-search"><h2>{t.new_booking}</h2><Stopwatch fresh=false/></div>
        <form class="form" method="post" action="/staff/desk/book" novalidate=true data-autosave=autosave()>
            // Enter in a field presses the first button of the form: this one, not what comes above the fields.
            <EnterSubmits/>
            <div class="inline">{choice.seek.rows(request)}</div>
            <input type="hidden" name="back" value="desk"/>
            <input type="hidden" name="form_key" value=form_key/>
            <input type="hidden" name="draft" value=number/>
            {address.again.then(|| view! { <input type="hidden" name="again" value="1"/> })}
            {beside.map(|slot| view! { <input type="hidden" name="beside" value=slot.to_string()/> })}
            {choice.seek.fields()}
            {asked}
            <div class="beside">
                <div>{times(request, address, choice, draft)}</div>
                <div class="form">
                    {person_fields(draft, choice.seek.kind.rules.due_date)}
                    {consent(draft)}
                    <fieldset class="field"><legend>{t.channel}</legend>{channels.into_iter().collect_view()}</fieldset>
                    <div class="buttons">
                        <button class="button" type="submit">{t.book}</button>
                        <a class="button button--quiet" href="/staff/desk" data-key="escape"><kbd>"Esc"</kbd>{kit.stop}</a>
                    </div>
                </div>
            </div>
        </form>
        <p class="hint">
            <kbd>"a"</kbd>"〜"<kbd>"i"</kbd>" "{t.key_choose}" ・ "<kbd>"M"</kbd>" "{kit.way}" ・ "<kbd>"O"</kbd>" "{kit.place}" ・ "
            <kbd>"1"</kbd>"〜 "{kit.interview}" ・ "<kbd>"N"</kbd>" "{kit.nurse}" ・ "<kbd>"J"</kbd>" "{t.day}" ・ "<kbd>"Enter"</kbd>" "{t.key_book}" ・ "
            {before}<kbd>"Esc"</kbd>{after}
        </p>
    }
    .into_any()
}

/// A person we know already, as if she had been typed.
pub(super) fn known(contact: &Contact, notes: &PrivateNotes) -> PersonForm {
    PersonForm {
        family_name: contact.family_name.clone(),
        given_name: contact.given_name.clone(),
        family_name_kana: contact.family_kana.clone(),
        given_name_kana: contact.given_kana.clone(),
        birth_date: contact.birth_date.format("%Y.%-m.%-d").to_string(),
        phone: contact.phone_typed.clone(),
        email: contact.email.clone().unwrap_or_default(),
        due_date: notes.due_date.map(|due| due.format("%Y.%-m.%-d").to_string()).unwrap_or_default(),
        needs: notes.needs.clone(),
        contact_window: notes.contact_window.as_str().to_owned(),
        ..PersonForm::default()
    }
}
