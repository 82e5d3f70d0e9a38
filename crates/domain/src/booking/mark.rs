//! What staff say of an appointment with one button.

use super::Status;

/// A mark: a state, or that the interview itself begins. Each can be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// That state.
    To(Status),
    /// The interview begins: of whoever is here, or of whoever is reached where she is, in one.
    Started,
    /// It has not begun after all.
    NotStarted,
}

impl Mark {
    /// The word of forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::To(status) => status.as_str(),
            Self::Started => "started",
            Self::NotStarted => "not_started",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        let moment = [Self::Started, Self::NotStarted].into_iter().find(|mark| mark.as_str() == word);
        moment.or_else(|| Status::parse(word).map(Self::To))
    }
}

impl From<Status> for Mark {
    fn from(status: Status) -> Self {
        Self::To(status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_as_it_was_written() {
        for mark in [Mark::Started, Mark::NotStarted].into_iter().chain(Status::ALL.map(Mark::To)) {
            assert_eq!(Mark::parse(mark.as_str()), Some(mark));
        }
        assert_eq!(Mark::parse("begun"), None);
    }
}
