//! Finding a booking by what a caller says: her names in any order and script, part of a number, her birth date, half a
//! reference, her mail address.
//!
//! Everything is compared by terms: short folded texts with a letter in front that says what they are. A booking has the terms of
//! [`terms`]; what is typed becomes the ranges of [`wanted`]. Both fold by the same rules, here and nowhere else.

mod latin;
mod phone;
mod wanted;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::person::name::search_key;

pub use wanted::{Wanted, wanted};

/// What the desk finds a booking by.
#[derive(Clone, Copy)]
pub struct Findable<'a> {
    /// As written; empty for people with one name.
    pub family: &'a str,
    /// As written; empty for people with one name.
    pub given: &'a str,
    /// The reading; may be empty.
    pub family_kana: &'a str,
    /// The reading; may be empty.
    pub given_kana: &'a str,
    /// E.164.
    pub phone: &'a str,
    /// May be missing.
    pub email: Option<&'a str>,
    /// Her birth date.
    pub birth: NaiveDate,
    /// Of the booking, ungrouped.
    pub reference: &'a str,
}

/// The kinds of terms, each by its letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A name or reading, folded; family first and given first.
    Name,
    /// The same in one spelling of the alphabet.
    Latin,
    /// The digits of a number from some digit to its end.
    Phone,
    /// A mail address in lower case.
    Mail,
    /// A reference, and its second half.
    Reference,
    /// A birth date.
    Birth,
}

impl Kind {
    fn term(self, text: &str) -> String {
        let letter = match self {
            Self::Name => 'n',
            Self::Latin => 'l',
            Self::Phone => 'p',
            Self::Mail => 'm',
            Self::Reference => 'r',
            Self::Birth => 'b',
        };
        format!("{letter}{text}")
    }
}

/// The terms of a booking. Sorted, none twice: the same booking always has the same.
pub fn terms(of: &Findable<'_>) -> BTreeSet<String> {
    let mut terms = BTreeSet::new();
    for (family, given) in [(of.family, of.given), (of.family_kana, of.given_kana)] {
        for name in [format!("{family}{given}"), format!("{given}{family}")] {
            let key = search_key(&name);
            terms.extend(latin::key(&name).map(|latin| Kind::Latin.term(&latin)));
            if !key.is_empty() {
                terms.insert(Kind::Name.term(&key));
            }
        }
    }
    terms.extend(phone::endings(of.phone).map(|digits| Kind::Phone.term(&digits)));
    terms.extend(of.email.map(|email| Kind::Mail.term(&email.to_lowercase())));
    terms.insert(Kind::Reference.term(of.reference));
    terms.extend(of.reference.get(4..).map(|half| Kind::Reference.term(half)));
    terms.insert(Kind::Birth.term(&of.birth.to_string()));
    terms
}
