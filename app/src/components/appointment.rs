//! The appointment: the biggest thing on any page that has one.

use chrono::{DateTime, FixedOffset};
use leptos::prelude::*;
use mendan_domain::booking::mode::Mode;
use mendan_domain::language::Language;

use super::dates;
use super::mode_icon::ModeWord;

/// How the block looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// Hers.
    #[default]
    Firm,
    /// About to be booked, or spoken about on another page.
    Held,
    /// Moved away or cancelled.
    Gone,
}

impl Look {
    const fn class(self) -> &'static str {
        match self {
            Self::Firm => "appointment",
            Self::Held => "appointment appointment--held",
            Self::Gone => "appointment appointment--gone",
        }
    }
}

/// What is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Start, on the city's clocks.
    pub from: DateTime<FixedOffset>,
    /// End, on the city's clocks.
    pub until: DateTime<FixedOffset>,
    /// How.
    pub mode: Mode,
    /// Where, for in person; lines.
    pub place: Vec<String>,
}

/// The block.
#[component]
pub fn Appointment(
    /// The page's language.
    language: Language,
    /// What is shown.
    facts: Facts,
    /// How it looks.
    #[prop(optional)]
    look: Look,
    /// The line above the date.
    #[prop(optional, into)]
    label: Option<String>,
    /// What belongs to it: the hold line, the door of the video room.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let Facts { from, until, mode, place } = facts;
    let date = from.date_naive();
    let shown = dates::day(language, date);
    let shown = if look == Look::Gone { view! { <del>{shown}</del> }.into_any() } else { shown.into_any() };
    let lines = place.into_iter().enumerate().map(|(index, line)| {
        view! { {if index == 0 { view! { " " }.into_any() } else { view! { <br/> }.into_any() }}{line} }
    });
    view! {
        <div class=look.class()>
            {label.map(|label| view! { <p class="appointment-label">{label}</p> })}
            <p class="appointment-date"><time datetime=date.to_string()>{shown}</time></p>
            <p class="appointment-time">{dates::range(language, from, until)}</p>
            <p class="appointment-place"><ModeWord language mode/>{lines.collect_view()}</p>
            {children.map(|children| children())}
        </div>
    }
}
