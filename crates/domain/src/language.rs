//! The languages the product speaks.

use serde::{Deserialize, Serialize};

/// A language of pages and messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Japanese, without a prefix in addresses.
    #[default]
    Ja,
    /// English, under `/en`.
    En,
}

impl Language {
    /// All of them, in the order of the language switch.
    pub const ALL: [Self; 2] = [Self::Ja, Self::En];

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// Its own name.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Ja => "日本語",
            Self::En => "English",
        }
    }

    /// The address prefix of its pages: empty for Japanese.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Ja => "",
            Self::En => "/en",
        }
    }

    /// Reads a tag. `None` when we do not speak it.
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }
}
