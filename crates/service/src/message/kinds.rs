//! The kinds of messages. Of each there is one line here and one folder below, with its rule and how its mail is made up; the
//! folder's name is the word stored and stands in front of the kind's sentences in `locales/<language>/message.ftl`, where
//! `<kind>_name` is what staff call it.

use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::KindId;

use crate::city::catalogue::Municipality;
use crate::message::rule::{Carries, Kind, Mail, Occasion, Rule};

macro_rules! kinds {
    ($($(#[$doc:meta])+ $variant:ident = $folder:ident),+ $(,)?) => {
        $(mod $folder;)+

        /// Kinds of messages.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum MessageKind {
            $($(#[$doc])+ $variant,)+
        }

        impl MessageKind {
            /// All kinds.
            pub const ALL: [Self; [$(stringify!($folder)),+].len()] = [$(Self::$variant),+];

            /// The word stored.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($folder),)+
                }
            }

            const fn kind(self) -> &'static Kind {
                match self {
                    $(Self::$variant => &$folder::KIND,)+
                }
            }
        }
    };
}

kinds! {
    /// ご予約の確認.
    Confirmation = confirmation,
    /// 変更.
    Change = change,
    /// 取消.
    Cancellation = cancellation,
    /// A week before.
    ReminderSevenDays = reminder_7d,
    /// The day before.
    ReminderOneDay = reminder_1d,
    /// Two hours before, with the link.
    ReminderTwoHours = reminder_2h,
    /// Somebody tried to book a second time: the link to the first.
    AlreadyBooked = already_booked,
    /// Her nurse is absent: other times to choose from.
    Offer = offer,
}

impl MessageKind {
    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// What it is written for.
    pub const fn written(self) -> Occasion {
        self.kind().written
    }

    /// Whether it tells what was done to the booking.
    pub const fn is_news(self) -> bool {
        matches!(self.written(), Occasion::Booked | Occasion::Changed | Occasion::Cancelled)
    }

    /// Its rule, where a city has none of its own.
    pub const fn rule(self) -> Rule {
        self.kind().rule
    }

    /// Its rule for interviews of that kind and mode in that city, which decides when it reminds of which. `None` where it does without.
    pub fn rule_in(self, city: &Municipality, interview: KindId, mode: Mode) -> Option<Rule> {
        let rule = self.rule();
        if !rule.is_scheduled() {
            return Some(rule);
        }
        let row = city.settings.reminder.row_of(self, interview, mode).filter(|row| row.on)?;
        Some(rule.at(row.before, row.latest))
    }

    /// Whether that city sends it about such interviews: it may do without reminders, or without some.
    pub fn is_sent_by(self, city: &Municipality, interview: KindId, mode: Mode) -> bool {
        let silent = self.rule().is_scheduled() && city.settings.reminder.silent;
        !silent && self.rule_in(city, interview, mode).is_some()
    }

    /// Those that a city's schedule says when to send, in the order of its page.
    pub fn scheduled() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|kind| kind.rule().is_scheduled())
    }

    /// What its mail carries.
    pub const fn carries(self) -> Carries {
        self.kind().carries
    }

    /// How its mail is made up.
    pub const fn mail(self) -> Mail {
        self.kind().mail
    }
}

#[cfg(test)]
mod tests;
