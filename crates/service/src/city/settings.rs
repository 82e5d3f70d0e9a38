//! What a city decides about itself: its names, its purpose statement, whom its mails come from, … Each of these sections is a file
//! here, a [`part::Part`]: how it is read from the city, checked as it was typed, written into the city, and shown again. What they
//! have in common (versions, history, the way back) is in [`change`], once.
//!
//! A new section is its file, its line in [`section`], its fields on a page (`app/src/pages/city/settings`) and its words.

pub mod change;
pub mod consent;
pub mod in_language;
pub mod links;
pub mod look;
pub mod part;
pub mod picture;
pub mod reminder;
pub mod section;

mod factor;
mod keep;
mod languages;
mod names;
mod sender;
mod sessions;
mod video;

use serde::{Deserialize, Serialize};

pub use factor::Factor;
pub use keep::{Period, Periods, periods};
pub use languages::Offered;
pub use links::Links;
pub use look::Look;
pub use reminder::Reminder;
pub(crate) use sessions::LONGEST_REST;
pub use sessions::{Limit, Limits, limits};

/// What stands in no column of the city's own. What is missing has its default, so that a city of an earlier release is as it was.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Where answers to its mails go where an office has no mailbox; empty: to the sender.
    pub reply_to: String,
    /// In which languages it speaks.
    pub languages: Offered,
    /// Its colour and its logo.
    pub look: Look,
    /// Links at the foot of its public pages.
    pub links: Links,
    /// What leaves around an interview, and when.
    pub reminder: Reminder,
    /// How long it keeps what is over.
    pub keep: Periods,
    /// Who needs a second factor.
    pub factor: Factor,
    /// How long its staff stay signed in.
    pub sessions: Limits,
}
