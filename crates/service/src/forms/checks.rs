//! From typed fields to values we can rely on. Everything is checked, so that the form tells all there is to mend at once.

use chrono::NaiveDate;
use mendan_domain::date::parse_date;
use mendan_domain::fault::Fault;
use mendan_domain::text::{self, Limits, TextError};

use crate::error::{FieldError, Refusal};

/// Longest address of a page, in octets.
const LONGEST_URL: usize = 500;

/// What is to mend so far.
#[derive(Debug, Default)]
pub struct Checks(Vec<FieldError>);

impl Checks {
    /// Notes an error, of each field the first.
    pub fn fail(&mut self, field: &'static str, code: Fault) {
        if self.0.iter().all(|error| error.field != field) {
            self.0.push(FieldError::new(field, code));
        }
    }

    /// Notes an error if that is so.
    pub fn fail_if(&mut self, wrong: bool, field: &'static str, code: Fault) {
        self.require(!wrong, field, code);
    }

    /// Notes an error unless `fine`.
    pub fn require(&mut self, fine: bool, field: &'static str, code: Fault) {
        if !fine {
            self.fail(field, code);
        }
    }

    /// A value, or its error.
    pub fn value<T: Default>(&mut self, field: &'static str, read: Result<T, Fault>) -> T {
        read.unwrap_or_else(|code| {
            self.fail(field, code);
            T::default()
        })
    }

    /// One line that must be there.
    pub fn line(&mut self, field: &'static str, typed: &str) -> String {
        self.value(field, text::single_line(typed, &Limits::LINE).map_err(TextError::fault))
    }

    /// One line that may be empty.
    pub fn maybe_line(&mut self, field: &'static str, typed: &str) -> String {
        if typed.trim().is_empty() { String::new() } else { self.line(field, typed) }
    }

    /// A text of several lines that may be empty.
    pub fn maybe_text(&mut self, field: &'static str, typed: &str) -> String {
        if typed.trim().is_empty() {
            return String::new();
        }
        self.value(field, text::free_text(typed, &Limits::NOTE).map_err(TextError::fault))
    }

    /// A number that must be there, within `[least, most]`.
    pub fn number(&mut self, field: &'static str, typed: &str, (least, most): (i64, i64)) -> i64 {
        match self.maybe_number(field, typed, (least, most)) {
            None if typed.trim().is_empty() => {
                self.fail(field, Fault::Required);
                least
            }
            read => read.unwrap_or(least),
        }
    }

    /// A number that may be left out, within `[least, most]`.
    pub fn maybe_number(&mut self, field: &'static str, typed: &str, (least, most): (i64, i64)) -> Option<i64> {
        if typed.trim().is_empty() {
            return None;
        }
        let read = number(typed);
        let fine = read.filter(|number| (least..=most).contains(number));
        self.require(fine.is_some(), field, if read.is_some() { Fault::OutOfRange } else { Fault::Invalid });
        fine
    }

    /// The `https://` address of a page.
    pub fn https(&mut self, field: &'static str, typed: &str) -> String {
        let typed = typed.trim();
        let url = url::Url::parse(typed).ok().filter(|url| {
            url.scheme() == "https" && url.host_str().is_some() && url.username().is_empty() && url.password().is_none()
        });
        self.require(typed.len() <= LONGEST_URL, field, Fault::TooLong);
        self.require(url.is_some(), field, Fault::NotHttps);
        url.map(String::from).unwrap_or_default()
    }

    /// The value; without one the field is invalid.
    pub fn valid<T>(&mut self, field: &'static str, value: Option<T>) -> Option<T> {
        self.require(value.is_some(), field, Fault::Invalid);
        value
    }

    /// What is read out of a text that must be there.
    pub fn required<'a, T>(
        &mut self,
        field: &'static str,
        typed: Option<&'a str>,
        read: impl FnOnce(&'a str) -> Option<T>,
    ) -> Option<T> {
        self.require(typed.is_some(), field, Fault::Required);
        self.optional(field, typed, read)
    }

    /// What is read out of a text that may be left out.
    pub fn optional<'a, T>(
        &mut self,
        field: &'static str,
        typed: Option<&'a str>,
        read: impl FnOnce(&'a str) -> Option<T>,
    ) -> Option<T> {
        typed.and_then(|typed| self.valid(field, read(typed)))
    }

    /// The local day that was typed.
    pub fn date(&mut self, field: &'static str, typed: &str) -> Option<NaiveDate> {
        let date = parse_date(typed);
        self.require(date.is_some(), field, Fault::NotADate);
        date
    }

    /// Everything was fine, or all there is to mend, one thing for each field.
    pub fn done(self) -> Result<(), Refusal> {
        if self.0.is_empty() { Ok(()) } else { Err(Refusal::Invalid(self.0)) }
    }

    /// What was read, if everything was fine and all of it is there.
    pub fn read<T>(self, value: Option<T>) -> Result<T, Refusal> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(Refusal::Invalid(self.0)),
        }
    }
}

/// Digits, full width too.
fn number(typed: &str) -> Option<i64> {
    let plain: String = typed.trim().chars().map(half_width).collect();
    let digits = (1..=6).contains(&plain.len()) && plain.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| plain.parse().ok()).flatten()
}

fn half_width(c: char) -> char {
    if ('０'..='９').contains(&c) {
        u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c)
    } else {
        c
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_any_width_and_kept_within_their_limits() {
        let mut checks = Checks::default();
        assert_eq!(checks.number("minutes", "４０", (5, 480)), 40);
        assert_eq!(checks.maybe_number("capacity", " ", (1, 9)), None);
        checks.done().expect("nothing to mend");
        for (typed, code) in
            [("", Fault::Required), ("four", Fault::Invalid), ("4", Fault::OutOfRange), ("-5", Fault::Invalid)]
        {
            let mut checks = Checks::default();
            checks.number("minutes", typed, (5, 480));
            let Err(Refusal::Invalid(errors)) = checks.done() else { panic!("{typed} was accepted") };
            assert_eq!(errors, [FieldError::new("minutes", code)], "{typed}");
        }
    }

    #[test]
    fn links_lead_to_https_and_hold_no_password() {
        for bad in ["http://a.example/", "javascript:alert(1)", "https://", "https://a:b@c.example/", "a.example"] {
            let mut checks = Checks::default();
            checks.https("links", bad);
            assert!(checks.done().is_err(), "{bad}");
        }
        let mut checks = Checks::default();
        assert_eq!(
            checks.https("links", " https://a.example/しおり "),
            "https://a.example/%E3%81%97%E3%81%8A%E3%82%8A"
        );
        checks.done().expect("fine");
    }
}
