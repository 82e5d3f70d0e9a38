//! What staff decided after somebody did not come.

use serde::{Deserialize, Serialize};

/// What follows. Nothing of it is done by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FollowUp {
    /// She is on the call list.
    Call,
    /// Another day is looked for with her.
    Rebook,
    /// Nothing.
    Nothing,
}

impl FollowUp {
    /// All of them, as they are offered.
    pub const ALL: [Self; 3] = [Self::Call, Self::Rebook, Self::Nothing];

    /// The word of forms and of the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Rebook => "rebook",
            Self::Nothing => "nothing",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_as_it_was_written() {
        for choice in FollowUp::ALL {
            assert_eq!(FollowUp::parse(choice.as_str()), Some(choice));
        }
    }
}
