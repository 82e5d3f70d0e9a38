//! Free times of a new booking as radio buttons, each with its letter.

use leptos::prelude::*;
use mendan_service::booking::hold::Draft;

use super::address::DeskAddress;
use super::field_errors::sentence_of;
use super::new::Choice;
use crate::components::field::{Hints, field_class};
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::desk::free_times::{LETTERS, label, sentence};

/// The times; the next key belongs to them unless there is something to mend.
pub(super) fn times(request: &Request, address: &DeskAddress, choice: &Choice<'_>, draft: &Draft) -> AnyView {
    let t = staff_words();
    let (catalogue, focus) = (request.catalogue(), draft.errors.is_empty());
    let error = ["slot_id", "mode", "kind"].into_iter().find_map(|field| sentence_of(&draft.errors, field));
    let chosen = address.slot.filter(|slot| choice.slots.iter().any(|free| free.id == *slot));
    let radios = choice.slots.iter().zip(LETTERS).enumerate().map(|(index, (slot, letter))| {
        let (time, place) = label(catalogue, slot, choice.seek.mode);
        let say = sentence(catalogue, slot, choice.seek.mode);
        let checked = chosen == Some(slot.id);
        view! {
            <li>
                <label class="free">
                    <input type="radio" name="slot_id" id=(index == 0).then_some("slot_id") value=slot.id.to_string() checked=checked required=true
                        autofocus=focus && index == 0 data-key=letter data-key-focus="" data-say=say.clone()/>
                    <kbd>{letter}</kbd>
                    <span><strong>{time}</strong>{place}</span>
                </label>
                <noscript><p class="hint">{say}</p></noscript>
            </li>
        }
    });
    let none = choice.slots.is_empty().then(|| match choice.seek.nurse {
        Some(_) => view! { <p>{t.desk.none_free_nurse}</p> }.into_any(),
        None => view! { <p>{t.desk.none_free_way}</p> }.into_any(),
    });
    view! {
        <fieldset class=field_class(error.is_some())>
            <legend>{t.desk.time}</legend>
            {whose(address, choice)}
            <Hints name="slot_id" hint=None error=error.clone()/>
            {choice.why.clone().map(|why| view! { <p class="field-error">{why}</p> })}
            {none}
            <ol class="frees">{radios.collect_view()}</ol>
            {choice.seek.steps(request, &choice.slots, choice.later)}
        </fieldset>
        <p class="say" aria-live="polite"><span class="say-name">{t.kit.read_aloud}</span><span data-readback="">{t.desk.nothing_said}</span></p>
    }
    .into_any()
}

/// Whose times these are, where a nurse was chosen.
fn whose(address: &DeskAddress, choice: &Choice<'_>) -> Option<AnyView> {
    let t = &staff_words().desk;
    let nurse = choice.seek.nurse?;
    let missed = address.slot.is_some_and(|slot| choice.slots.iter().all(|free| free.id != slot));
    let missed = missed.then(|| {
        view! { <p class="field-error">{t.nurse_cannot(&nurse.display_name)}</p> }
    });
    Some(
        view! {
            <p>{t.nurse_only(&nurse.display_name)}</p>
            {missed}
        }
        .into_any(),
    )
}
