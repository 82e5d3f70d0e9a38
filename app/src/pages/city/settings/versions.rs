//! Every text of the purpose statement there has been: a booking names its version.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_service::city::settings::change::Change;
use mendan_service::city::settings::consent::{Statement, statements};

use super::when;
use crate::context::Request;
use crate::i18n::staff_words;

/// The section of the page.
pub(super) fn view(request: &Request, changes: &[Change]) -> AnyView {
    let t = &staff_words().settings;
    let all = statements(&request.catalogue().municipality, changes);
    let rows = all.iter().map(|statement| row(request, statement)).collect_view();
    view! { <section aria-labelledby="versions"><h2 id="versions">{t.versions}</h2>{rows}</section> }.into_any()
}

fn row(request: &Request, statement: &Statement) -> AnyView {
    let t = &staff_words().settings;
    let in_force = statement.until.is_none();
    let title = if in_force { t.version_in_force(&statement.version) } else { statement.version.clone() };
    let at = |at: DateTime<Utc>| when(request.catalogue(), at);
    let period = match (statement.since.map(at), statement.until.map(at)) {
        (Some(since), Some(until)) => t.version_period(since, until),
        (Some(since), None) => t.version_since(since),
        (None, Some(until)) => t.version_until(until),
        (None, None) => t.version_first.to_owned(),
    };
    let texts = Language::ALL.into_iter().filter_map(|language| {
        let text = statement.purpose.0.get(language.tag())?.clone();
        Some(view! { <p class="written" lang=language.tag()>{text}</p> })
    });
    let id = format!("version-{}", statement.version);
    view! {
        <details class="more" id=id open=in_force>
            <summary>{title}" "<span class="soft">{period}</span></summary>
            {texts.collect_view()}
        </details>
    }
    .into_any()
}
