//! Where one is on the way from a file to what it becomes.

use leptos::prelude::*;
use mendan_domain::import::field::Sort;

use super::labels::name;
use crate::i18n::staff_words;

/// A step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    File,
    Columns,
    Words,
    Preview,
    Result,
}

impl Step {
    const ALL: [Self; 5] = [Self::File, Self::Columns, Self::Words, Self::Preview, Self::Result];

    fn word(self) -> &'static str {
        let t = &staff_words().import;
        match self {
            Self::File => t.step_file,
            Self::Columns => t.step_columns,
            Self::Words => t.step_words,
            Self::Preview => t.step_preview,
            Self::Result => t.step_result,
        }
    }

    /// The page of the step.
    pub(super) fn path(self, sort: Sort) -> String {
        let end = match self {
            Self::File => "",
            Self::Columns => "/columns",
            Self::Words => "/words",
            Self::Preview => "/preview",
            Self::Result => "/result",
        };
        format!("/staff/setup/import/{}{end}", sort.as_str())
    }
}

/// The way back, what is brought in, and the steps with where one is; those behind are links.
pub(super) fn steps(sort: Sort, here: Step) -> AnyView {
    let t = &staff_words().import;
    let items = Step::ALL.map(|step| {
        let behind = step < here && here != Step::Result;
        if behind {
            return view! { <li><a href=step.path(sort)>{step.word()}</a></li> }.into_any();
        }
        let current = (step == here).then_some("step");
        view! { <li><span aria-current=current>{step.word()}</span></li> }.into_any()
    });
    view! {
        <p class="links"><a href="/staff/setup/import">{t.back}</a></p>
        <h2>{name(sort)}</h2>
        <nav class="choices" aria-label=t.steps><span class="choices-name" aria-hidden="true">{t.steps}</span><ul>{items.into_iter().collect_view()}</ul></nav>
    }
    .into_any()
}
