//! All that is to mend, on top of the page, each a link to its field.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_words::words;

/// One thing to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// Id of the input to go to.
    pub id: String,
    /// What to do.
    pub sentence: String,
    /// A question: it may be right as it is.
    pub asks: bool,
}

/// The summary; nothing when there is nothing to mend. The server leads to `#errors`, so it has the focus.
#[component]
pub fn ErrorSummary(
    /// The page's language.
    language: Language,
    /// What to mend, in the order of the fields.
    errors: Vec<Mend>,
) -> impl IntoView {
    let t = &words(language).kit;
    let title = match errors.len() {
        1 if errors[0].asks => t.errors_title_asks.to_owned(),
        n => t.errors_title(n),
    };
    (!errors.is_empty()).then(move || {
        let list = errors
            .into_iter()
            .map(|Mend { id, sentence, .. }| view! { <li><a href=format!("#{id}")>{sentence}</a></li> });
        view! {
            <section class="notice notice--error" id="errors" tabindex="-1" aria-labelledby="errors-title">
                <h2 id="errors-title">{title}</h2>
                <ul>{list.collect_view()}</ul>
            </section>
        }
    })
}
