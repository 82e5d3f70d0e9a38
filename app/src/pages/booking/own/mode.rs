//! `/b/:token/mode`: the same time, another way of talking.

use leptos::prelude::*;
use mendan_domain::booking::mode::Mode;
use mendan_words::words;

use crate::components::appointment::{Appointment, Look};
use crate::components::mode_icon::{ModeIcon, mode_word};
use crate::components::page::{OtherLanguages, Page};
use crate::components::phone::Phone;
use crate::pages::booking::own::found::{Asked, Found};
use crate::pages::{asked, refused};

/// The page.
#[component]
pub fn ChangeMode() -> impl IntoView {
    let here = Asked::here();
    asked(async move {
        match here.find().await {
            Ok(found) if found.may_change() => page(found).await,
            Ok(found) => found.closed(),
            Err(instead) => instead,
        }
    })
}

async fn page(found: Found) -> AnyView {
    let request = found.request.clone();
    match request.services.possible_modes(&request.context, &found.handle).await {
        Ok(modes) if modes.len() > 1 => choose(found, modes),
        Ok(_) => none(found),
        Err(refusal) => refused(found.language, &refusal),
    }
}

fn choose(found: Found, modes: Vec<Mode>) -> AnyView {
    let (language, t, now) = (found.language, &words(found.language).booking, found.booking.mode);
    let office = found.request.catalogue().office(found.booking.office).map(|office| office.words(language));
    let office = office.map(|words| [words.name, words.floor, words.address].join(" ")).unwrap_or_default();
    let choice = move |mode: Mode| {
        let word = mode_word(language, mode);
        let word = if mode == now { t.mode_current(word) } else { word.to_owned() };
        // Where she would have to come is said before she decides.
        let place =
            (mode == Mode::InPerson).then(|| view! { <br/><small class="soft">{office.trim().to_owned()}</small> });
        view! {
            <label class="check">
                <input type="radio" name="mode" value=mode.as_str() checked=mode == now/>
                <span><ModeIcon mode/>{word}{place}</span>
            </label>
        }
    };
    view! {
        <Page language title=t.mode_title discreet=found.booking.discreet others=OtherLanguages::Query>
            {found.changed()}
            <h1>{t.mode_title}</h1>
            <Appointment language facts=found.facts() look=Look::Held/>
            <form class="form" method="post" action=format!("{}/mode", found.base)>
                {found.lang_field()}
                {found.version_field()}
                <fieldset class="field"><legend>{t.mode_same_time}</legend>{modes.into_iter().map(choice).collect_view()}</fieldset>
                <p class="buttons buttons--wide">
                    <button class="button" type="submit">{t.mode_change}</button>
                    <a class="button button--quiet" href=found.link("")>{t.back_unchanged}</a>
                </p>
            </form>
        </Page>
    }
    .into_any()
}

fn none(found: Found) -> AnyView {
    let (language, t) = (found.language, &words(found.language).booking);
    view! {
        <Page language title=t.mode_title discreet=found.booking.discreet others=OtherLanguages::Query>
            {found.changed()}
            <div class="plain">
                <h1>{t.mode_title}</h1>
                <p>{t.mode_none_text}</p>
                <p class="buttons">
                    <a class="button" href=found.link("/move")>{t.manage_move}</a>
                    <a class="button button--quiet" href=found.link("")>{t.back_unchanged}</a>
                </p>
            </div>
            <Phone language booked=true told=found.told()/>
        </Page>
    }
    .into_any()
}
