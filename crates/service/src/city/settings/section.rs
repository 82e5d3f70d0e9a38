//! The sections, in the order of the page that lists them. Of each there is one line here.

use serde_json::Value;

use super::part::{Handling, Shown, Typed};
use crate::city::catalogue::Municipality;
use crate::forms::Checks;
use crate::ports::StoreResult;

macro_rules! sections {
    ($($(#[$doc:meta])+ $variant:ident = $file:ident::$part:ident),+ $(,)?) => {
        /// A section of a city's settings.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Section {
            $($(#[$doc])+ $variant,)+
        }

        impl Section {
            /// All of them.
            pub const ALL: [Self; [$(stringify!($file)),+].len()] = [$(Self::$variant),+];

            /// The word stored, and the last part of its page's address.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($file),)+
                }
            }

            const fn handling(self) -> Handling {
                match self {
                    $(Self::$variant => Handling::of::<super::$file::$part>(),)+
                }
            }
        }
    };
}

sections! {
    /// Its name, its department, its telephone and when it is answered.
    Names = names::Names,
    /// Why personal data is collected, with all versions of that statement.
    Consent = consent::Consent,
    /// Whom its mails come from, and where answers go.
    Sender = sender::Sending,
    /// In which languages it speaks.
    Languages = languages::Offered,
    /// Its colour and its logo.
    Look = look::Look,
    /// Links at the foot of its public pages.
    Links = links::Links,
    /// Its own Jitsi server.
    Video = video::Video,
    /// What leaves around an interview, and when.
    Reminder = reminder::Reminder,
    /// How long it keeps what is over.
    Keep = keep::Periods,
    /// Whether everybody of its staff needs a second factor.
    Factor = factor::Factor,
    /// How long its staff stay signed in.
    Sessions = sessions::Limits,
}

impl Section {
    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.as_str() == word)
    }

    /// As it stands in the city, for the history.
    pub(crate) fn read(self, city: &Municipality) -> StoreResult<Value> {
        (self.handling().read)(city)
    }

    /// As its form shows it.
    pub fn stands(self, city: &Municipality) -> StoreResult<Shown> {
        self.shown(&self.read(city)?)
    }

    /// A value of the history, as its form would show it.
    pub fn shown(self, value: &Value) -> StoreResult<Shown> {
        (self.handling().shown)(value)
    }

    /// Whether that value of the history is what stands in the city.
    pub(crate) fn is(self, city: &Municipality, value: &Value) -> StoreResult<bool> {
        (self.handling().is)(city, value)
    }

    /// Puts a value of the history into the city.
    pub(crate) fn apply(self, value: &Value, city: &mut Municipality) -> StoreResult<()> {
        (self.handling().apply)(value, city)
    }

    /// Puts what was typed into the city, and notes what is to mend.
    pub(crate) fn typed(self, form: &Typed<'_>, city: &mut Municipality, checks: &mut Checks) {
        (self.handling().typed)(form, city, checks);
    }
}
