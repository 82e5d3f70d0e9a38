//! Fields of a section, each with what stands in it now.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_service::city::catalogue::{Kind, Municipality};
use mendan_service::city::settings::Period;
use mendan_service::city::settings::in_language::field;
use mendan_service::city::settings::part::Shown;

use super::labels::of_text;
use crate::pages::city::form::{Form, Line, group};

/// The page of a section.
pub(super) struct Page<'a> {
    pub(super) form: Form<'a>,
    pub(super) stands: &'a Shown,
    pub(super) city: &'a Municipality,
    /// The kinds of interviews.
    pub(super) kinds: &'a [Kind],
    /// The periods of keeping, with what holds where the city says nothing.
    pub(super) periods: &'a [Period],
}

impl Page<'_> {
    /// What stands in a field.
    pub(super) fn stands(&self, name: &str) -> String {
        self.stands.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// A line that must be there.
    pub(super) fn line(&self, name: &'static str, hint: Option<&'static str>) -> Line {
        let line = Line::text(name, of_text(name).unwrap_or_default(), self.stands(name));
        match hint {
            Some(hint) => line.hint(hint),
            None => line,
        }
    }

    /// A number that may be left out.
    pub(super) fn number(&self, name: &'static str, hint: String) -> AnyView {
        let line = Line::number(name, of_text(name).unwrap_or_default(), None).holding(self.stands(name));
        line.optional().hint(hint).view(self.form)
    }

    /// A line of every language under one legend; only the Japanese one must be there, if `must`.
    pub(super) fn lines(&self, text: &'static str, hint: Option<&str>, must: bool) -> AnyView {
        self.in_languages(text, hint, must, Line::text)
    }

    /// The same with several lines each.
    pub(super) fn texts(&self, text: &'static str, hint: Option<&str>, must: bool) -> AnyView {
        self.in_languages(text, hint, must, Line::lines)
    }

    fn in_languages(
        &self,
        text: &'static str,
        hint: Option<&str>,
        must: bool,
        line: fn(&'static str, &'static str, String) -> Line,
    ) -> AnyView {
        let legend = of_text(text).unwrap_or_default();
        let lines = Language::ALL.map(|language| {
            let name = field(text, language);
            let line = line(name, language.own_name(), self.stands(name)).of(legend);
            let line = if must && language == Language::Ja { line } else { line.optional() };
            line.part(self.form)
        });
        let inside = view! { <div class="pair">{lines.into_iter().collect_view()}</div> }.into_any();
        group(self.form, text, legend, hint, inside)
    }
}
