//! A key: what it is doing, what is published of it, and what can be done with it.

use leptos::prelude::*;
use mendan_service::message::dkim::{DkimKey, DkimKeys, KeyState};

use super::PAGE;
use crate::components::live::CopyButton;
use crate::components::version::version_field;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::words::when;

/// Octets in one string of a record (RFC 1035, 3.3).
const STRING: usize = 255;

/// All of it.
pub(super) fn key(request: &Request, known: &DkimKeys, key: &DkimKey) -> AnyView {
    let t = &staff_words().dkim;
    let state = match key.state {
        KeyState::New => t.state_new,
        KeyState::Signs => t.state_signs,
        KeyState::Old => t.state_old,
    };
    let elsewhere = (!known.domains.contains(&key.domain)).then(|| view! { <p>{t.elsewhere(&key.domain)}</p> });
    let id = format!("key-{}", key.id);
    let heading = id.clone();
    view! {
        <section class="stack" aria-labelledby=heading>
            <h3 id=id>{key.selector.clone()}" "<small class="soft">{key.algorithm.as_str()}</small></h3>
            <p><strong>{state}</strong>" "<span class="soft">{t.made_at(when(request.catalogue(), key.made_at))}</span></p>
            {elsewhere}
            {record(key)}
            {acts(known, key)}
        </section>
    }
    .into_any()
}

/// What stands in the DNS.
fn record(key: &DkimKey) -> AnyView {
    let t = &staff_words().dkim;
    let (name, text) = (key.record_name(), key.record());
    let parts = (text.len() > STRING).then(|| {
        view! {
            <details class="more">
                <summary>{t.in_parts}</summary>
                <p>{t.in_parts_text}</p>
                <p><code>{in_parts(&text)}</code></p>
            </details>
        }
    });
    view! {
        <dl class="facts">
            <dt>{t.record_name}</dt>
            <dd><code>{name.clone()}</code></dd>
            <dt>{t.record_text}</dt>
            <dd><code>{text.clone()}</code></dd>
        </dl>
        <p class="buttons">
            <CopyButton text=name label=t.copy_name.to_owned() done=t.copied.to_owned()/>
            <CopyButton text=text.clone() label=t.copy_text.to_owned() done=t.copied.to_owned()/>
        </p>
        {parts}
    }
    .into_any()
}

/// A text in strings of a record: `"v=DKIM1; …" "…"`. It is ASCII.
fn in_parts(text: &str) -> String {
    let parts = text.as_bytes().chunks(STRING).filter_map(|part| std::str::from_utf8(part).ok());
    parts.map(|part| format!("\"{part}\"")).collect::<Vec<_>>().join(" ")
}

fn acts(known: &DkimKeys, key: &DkimKey) -> AnyView {
    let t = &staff_words().dkim;
    let begin = || act(key, "begin", t.begin_text, t.begin);
    let end = act(key, "end", t.end_text, t.end);
    let delete = || act(key, "delete", t.delete_text, t.delete);
    match key.state {
        KeyState::Signs => end,
        _ if known.settable => view! { {begin()}{delete()} }.into_any(),
        _ => delete(),
    }
}

/// A button with what it does beside it.
fn act(key: &DkimKey, act: &str, text: &'static str, word: &'static str) -> AnyView {
    view! {
        <form class="buttons" method="post" action=format!("{PAGE}/{}/{act}", key.id)>
            {version_field(key.version)}
            <p class="soft">{text}</p>
            <button class="button button--quiet button--small" type="submit">
                {word}<span class="said">{staff_words().city.of_which(&key.selector)}</span>
            </button>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_record_is_said_in_strings_that_fit() {
        let text = format!("v=DKIM1; p={}", "a".repeat(392));
        let said = in_parts(&text);
        let parts: Vec<&str> = said.split("\" \"").map(|part| part.trim_matches('"')).collect();
        assert!(parts.len() == 2 && parts.iter().all(|part| part.len() <= STRING), "{said}");
        assert_eq!(parts.concat(), text);
    }
}
