//! Free times of a new booking as radio buttons, each with its letter.

use leptos::prelude::*;
use mendan_service::usecase::hold::Draft;

use super::super::frees::{LETTERS, label, sentence};
use super::address::DeskAddress;
use super::mend::sentence_of;
use super::new::Choice;
use crate::components::field::{Hints, field_class};
use crate::context::Request;

/// The times; the next key belongs to them unless there is something to mend.
pub(super) fn times(request: &Request, address: &DeskAddress, choice: &Choice<'_>, draft: &Draft) -> AnyView {
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
    let none = choice
        .slots
        .is_empty()
        .then(|| view! { <p>"この内容と方法では、空きがありません。方法か場所か日を変えてください。"</p> });
    view! {
        <fieldset class=field_class(error.is_some())>
            <legend>"時間"</legend>
            <Hints name="slot_id" hint=None error=error.clone()/>
            {none}
            <ol class="frees">{radios.collect_view()}</ol>
            {choice.seek.steps(request, &choice.slots, choice.later)}
        </fieldset>
        <p class="say" aria-live="polite"><span class="say-name">"読み上げ"</span><span data-readback="">"「…」"</span></p>
    }
    .into_any()
}
