//! 「gmail.com ではありませんか」: a question about a mail address that looks like a slip, asked once, answered by one tap.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_domain::person::email::Email;
use mendan_words::words;

/// The button that takes what was probably meant, and the note that the question was asked. Stands behind the field.
#[component]
pub fn MailQuestion(
    /// The page's language.
    language: Language,
    /// What stands in the field.
    email: String,
    /// The address she was asked about before.
    asked: Option<String>,
    /// The question is being asked.
    asking: bool,
) -> impl IntoView {
    let meant = Email::parse(&email).ok().filter(|_| asking).and_then(|email| email.suggestion());
    let noted = if asking { email } else { asked.unwrap_or_default() };
    let take = meant.map(|meant| {
        let meant = meant.as_str().to_owned();
        let words = words(language).booking.email_take(&meant);
        view! { <p class="buttons"><button class="button button--quiet" type="submit" name="email_meant" value=meant>{words}</button></p> }
    });
    view! { <input type="hidden" name="email_asked" value=noted/>{take} }
}

/// What Enter in a field presses: the form as it is. Without it, Enter would press the first button of the form, which may be one
/// that changes something. First in a form that has such buttons.
#[component]
pub fn EnterSubmits() -> impl IntoView {
    view! { <button class="skip" type="submit" tabindex="-1" aria-hidden="true"></button> }
}
