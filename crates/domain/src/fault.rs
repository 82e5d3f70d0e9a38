//! What can be wrong with a field of a form. Programs read the word, people a sentence: pages match on all of them, so that none is
//! without its text.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! faults {
    ($($(#[$about:meta])* $name:ident $word:literal;)*) => {
        /// What is wrong with a field.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Fault {
            $($(#[$about])* $name,)*
        }

        impl Fault {
            /// All of them.
            pub const ALL: [Self; [$($word),*].len()] = [$(Self::$name),*];

            /// The stable word of interfaces.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }
        }
    };
}

faults! {
    /// Nothing stands where something must.
    Required "required";
    /// It cannot be read, or is no such thing.
    Invalid "invalid";
    /// Longer than it may be.
    TooLong "too_long";
    /// It holds a character that nobody sees, or that cannot be used.
    ControlCharacter "control_character";
    /// A name with an address of the web in it.
    Link "link";
    /// Twelve digits that may be a My Number.
    MyNumber "my_number";
    /// A reading with something other than kana.
    NotKana "not_kana";
    /// Of the date the year is missing.
    MissingYear "missing_year";
    /// Of the date the month is missing.
    MissingMonth "missing_month";
    /// Of the date the day is missing.
    MissingDay "missing_day";
    /// Of the date year and month are missing.
    MissingYearMonth "missing_year_month";
    /// Of the date year and day are missing.
    MissingYearDay "missing_year_day";
    /// Of the date month and day are missing.
    MissingMonthDay "missing_month_day";
    /// A year of one or two digits that may be one of several.
    WhichYear "which_year";
    /// The calendar has no such day.
    NoSuchDay "no_such_day";
    /// A date of birth after today.
    InFuture "in_future";
    /// Outside its limits.
    OutOfRange "out_of_range";
    /// A due date before the interview.
    Past "past";
    /// A due date outside the weeks of pregnancy of the kind.
    OutsideWeeks "outside_weeks";
    /// An address that looks like a slip: it is asked for once.
    DidYouMean "did_you_mean";
    /// An address at which a mail did not arrive before.
    Undelivered "undelivered";
    /// She has another booking at that time: it is asked for once.
    Beside "beside";
    /// Somebody else has the time.
    SlotTaken "slot_taken";
    /// It is too late for that time.
    TooLate "too_late";
    /// A rule or a closed day is against that time.
    Refused "refused";
    /// She has a booking of that kind.
    AlreadyBooked "already_booked";
    /// Somebody with her phone number and birth date has a booking of that kind.
    HersToo "hers_too";
    /// There is another of that name.
    Taken "taken";
    /// The two entries differ.
    NotSame "not_same";
    /// No address that begins with `https://`.
    NotHttps "not_https";
    /// No times of day, or the end is not after the beginning.
    NotATime "not_a_time";
    /// No date.
    NotADate "not_a_date";
    /// The last day is before the first.
    BeforeStart "before_start";
    /// A break outside the hours.
    OutsideHours "outside_hours";
    /// No interview fits into the hours.
    NoRoom "no_room";
    /// The same template is there.
    OverlapSame "overlap_same";
    /// The same nurse would be at two places.
    OverlapElsewhere "overlap_elsewhere";
    /// Another template of the same nurse and kind is in the same time.
    OverlapKind "overlap_kind";
    /// Another template is in the same time: it is asked for once.
    OverlapAsked "overlap_asked";
    /// Not in steps of five.
    StepsOfFive "steps_of_five";
    /// One of two fields that belong together.
    BothOrNone "both_or_none";
    /// A deadline without its numbers.
    Deadline "deadline";
    /// Too many professions for an interview that two hold.
    Joint "joint";
    /// Nobody would be administrator any more.
    LastAdministrator "last_administrator";
    /// She gives what she has not herself.
    NotHerOwn "not_her_own";
    /// Somebody has that role.
    HasMembers "has_members";
    /// A password that is easy to guess.
    Guessable "guessable";
    /// A password that is too short.
    TooShort "too_short";
    /// The password she has already.
    Same "same";
    /// Not the password she has.
    Wrong "wrong";
    /// Something speaks of it.
    Used "used";
    /// Nobody deletes herself.
    Oneself "oneself";
    /// A file of another form than leaflets have.
    NotALeaflet "not_a_leaflet";
    /// A line of the file cannot be read.
    Unreadable "unreadable";
    /// A file that is too large.
    TooLarge "too_large";
    /// More files than there may be.
    TooMany "too_many";
    /// A colour that cannot be read on paper.
    Pale "pale";
    /// It has changed since the form was made.
    Changed "changed";
}

impl Fault {
    /// Reads the word. `None` when there is no such fault.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.as_str() == word)
    }

    /// Whether nothing is wrong but that she is asked once more.
    pub const fn asks(self) -> bool {
        matches!(self, Self::DidYouMean | Self::Beside | Self::OverlapAsked)
    }

    /// Whether other templates are in the way.
    pub const fn overlaps(self) -> bool {
        matches!(self, Self::OverlapSame | Self::OverlapElsewhere | Self::OverlapKind | Self::OverlapAsked)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Fault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A word of another release is read as the plainest fault: the draft it stands in must not be lost.
impl<'de> Deserialize<'de> for Fault {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        Ok(Self::parse(&word).unwrap_or(Self::Invalid))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_kept_by_its_word_and_one_nobody_knows_is_still_a_fault() {
        for fault in Fault::ALL {
            let written = serde_json::to_string(&fault).unwrap();
            assert_eq!(written, format!("\"{fault}\""));
            assert_eq!(serde_json::from_str::<Fault>(&written).unwrap(), fault);
        }
        assert_eq!(serde_json::from_str::<Fault>("\"of_tomorrow\"").unwrap(), Fault::Invalid);
    }
}
