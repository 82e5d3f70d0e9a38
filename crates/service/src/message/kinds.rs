//! The kinds of messages. Of each there is one line here and one folder below, with its rule and how its mail is made up; the
//! folder's name is the word stored and stands in front of the kind's sentences in `locales/<language>/message.ftl`, where
//! `<kind>_name` is what staff call it.

use crate::city::catalogue::Municipality;
use crate::message::rule::{Carries, Due, Kind, Mail, Occasion, Rule};

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
    /// The day before.
    ReminderOneDay = reminder_1d,
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

    /// Its rule in that city, which decides how long before the interview it reminds.
    pub fn rule_in(self, city: &Municipality) -> Rule {
        let rule = self.rule();
        match (rule.due, city.settings.reminder.hours) {
            (Due::HoursBeforeStart(_), Some(hours)) => Rule { due: Due::HoursBeforeStart(hours), ..rule },
            _ => rule,
        }
    }

    /// Whether that city sends it: one may do without reminders.
    pub const fn is_sent_by(self, city: &Municipality) -> bool {
        !(city.settings.reminder.silent && matches!(self.rule().due, Due::HoursBeforeStart(_)))
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
