//! A labelled input with its hint and, if need be, the sentence of its error: in that order, always.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_words::words;

/// What an input is besides its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Input {
    /// Name and id.
    pub name: &'static str,
    /// `type`.
    pub kind: &'static str,
    /// Classes.
    pub class: &'static str,
    /// `autocomplete` token.
    pub autocomplete: &'static str,
    /// `inputmode`, where it helps.
    pub inputmode: Option<&'static str>,
}

impl Input {
    /// A line of text.
    pub const fn text(name: &'static str, autocomplete: &'static str) -> Self {
        Self { name, kind: "text", class: "input", autocomplete, inputmode: None }
    }
    /// A telephone number.
    pub const fn phone(name: &'static str) -> Self {
        Self { name, kind: "tel", class: "input input--phone", autocomplete: "tel", inputmode: Some("tel") }
    }
    /// A mail address.
    pub const fn email(name: &'static str) -> Self {
        Self { name, kind: "email", class: "input", autocomplete: "email", inputmode: Some("email") }
    }
    /// A password that exists already.
    pub const fn password(name: &'static str) -> Self {
        Self { name, kind: "password", class: "input", autocomplete: "current-password", inputmode: None }
    }
}

/// The ids an input is described by, if any.
pub fn described_by(name: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (true, true) => Some(format!("{name}-hint {name}-error")),
        (true, false) => Some(format!("{name}-hint")),
        (false, true) => Some(format!("{name}-error")),
        (false, false) => None,
    }
}

/// `field`, or `field field--error`.
pub const fn field_class(error: bool) -> &'static str {
    if error { "field field--error" } else { "field" }
}

/// 「任意」 behind the label of what may stay empty.
#[component]
pub fn Optional(
    /// The page's language.
    language: Language,
) -> impl IntoView {
    view! { <span class="optional">{words(language).kit.optional}</span> }
}

/// Hint and error of a field or group.
#[component]
pub fn Hints(
    /// Name of the field: its ids begin with it.
    name: &'static str,
    /// The hint.
    hint: Option<String>,
    /// What to do.
    error: Option<String>,
) -> impl IntoView {
    view! {
        {hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
        {error.map(|error| view! { <p class="field-error" id=format!("{name}-error")>{error}</p> })}
    }
}

/// A field of one line.
#[component]
pub fn Field(
    /// The page's language.
    language: Language,
    /// The input.
    input: Input,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What stands in it.
    #[prop(optional, into)]
    value: String,
    /// A hint.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What to mend.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// May stay empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let Input { name, kind, class, autocomplete, inputmode } = input;
    let (invalid, described) = (error.is_some(), described_by(name, hint.is_some(), error.is_some()));
    view! {
        <div class=field_class(invalid)>
            <label for=name>{label}{optional.then(|| view! { <Optional language/> })}</label>
            <Hints name hint error/>
            <input class=class id=name name=name type=kind value=value autocomplete=autocomplete inputmode=inputmode
                aria-describedby=described aria-invalid=invalid.then_some("true")/>
        </div>
    }
}

/// One half of a pair of fields: names. Its error stands above the pair, at `{name}-error`.
#[component]
pub fn Half(
    /// The input.
    input: Input,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What stands in it.
    #[prop(into)]
    value: String,
    /// Whether there is something to mend.
    invalid: bool,
    /// Id of a hint of the pair.
    #[prop(optional)]
    hint: Option<&'static str>,
) -> impl IntoView {
    let Input { name, kind, class, autocomplete, inputmode } = input;
    let described = match (hint, invalid) {
        (Some(hint), true) => Some(format!("{hint} {name}-error")),
        (Some(hint), false) => Some(hint.to_owned()),
        (None, true) => Some(format!("{name}-error")),
        (None, false) => None,
    };
    view! {
        <div>
            <label for=name>{label}</label>
            <input class=class id=name name=name type=kind value=value autocomplete=autocomplete inputmode=inputmode
                aria-describedby=described aria-invalid=invalid.then_some("true")/>
        </div>
    }
}
