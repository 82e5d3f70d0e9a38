//! From typed fields to values we can rely on. Everything is checked, so that the form tells all there is to mend at once.

use mendan_domain::text::{self, Limits, TextError};

use crate::error::{FieldError, Refusal};

/// Longest slug, in characters.
const LONGEST_SLUG: usize = 40;
/// Longest address of a page, in octets.
const LONGEST_URL: usize = 500;

/// What is to mend so far.
#[derive(Debug, Default)]
pub(crate) struct Checks(Vec<FieldError>);

impl Checks {
    /// Notes an error.
    pub(crate) fn fail(&mut self, field: &'static str, code: &'static str) {
        self.0.push(FieldError::new(field, code));
    }

    /// Notes an error unless `fine`.
    pub(crate) fn require(&mut self, fine: bool, field: &'static str, code: &'static str) {
        if !fine {
            self.fail(field, code);
        }
    }

    /// A value, or its error.
    pub(crate) fn value<T: Default>(&mut self, field: &'static str, read: Result<T, &'static str>) -> T {
        read.unwrap_or_else(|code| {
            self.fail(field, code);
            T::default()
        })
    }

    /// One line that must be there.
    pub(crate) fn line(&mut self, field: &'static str, typed: &str) -> String {
        self.value(field, text::single_line(typed, &Limits::LINE).map_err(TextError::code))
    }

    /// One line that may be empty.
    pub(crate) fn maybe_line(&mut self, field: &'static str, typed: &str) -> String {
        if typed.trim().is_empty() { String::new() } else { self.line(field, typed) }
    }

    /// A text of several lines that may be empty.
    pub(crate) fn maybe_text(&mut self, field: &'static str, typed: &str) -> String {
        if typed.trim().is_empty() {
            return String::new();
        }
        self.value(field, text::free_text(typed, &Limits::NOTE).map_err(TextError::code))
    }

    /// A number that must be there, within `[least, most]`.
    pub(crate) fn number(&mut self, field: &'static str, typed: &str, (least, most): (i64, i64)) -> i64 {
        match self.maybe_number(field, typed, (least, most)) {
            None if typed.trim().is_empty() => {
                self.fail(field, "required");
                least
            }
            read => read.unwrap_or(least),
        }
    }

    /// A number that may be left out, within `[least, most]`.
    pub(crate) fn maybe_number(&mut self, field: &'static str, typed: &str, (least, most): (i64, i64)) -> Option<i64> {
        if typed.trim().is_empty() {
            return None;
        }
        let read = number(typed);
        let fine = read.filter(|number| (least..=most).contains(number));
        self.require(fine.is_some(), field, if read.is_some() { "out_of_range" } else { "invalid" });
        fine
    }

    /// The `https://` address of a page.
    pub(crate) fn https(&mut self, field: &'static str, typed: &str) -> String {
        let typed = typed.trim();
        let url = url::Url::parse(typed).ok().filter(|url| {
            url.scheme() == "https" && url.host_str().is_some() && url.username().is_empty() && url.password().is_none()
        });
        self.require(typed.len() <= LONGEST_URL, field, "too_long");
        self.require(url.is_some(), field, "not_https");
        url.map(String::from).unwrap_or_default()
    }

    /// Everything was fine, or all there is to mend, one thing for each field.
    pub(crate) fn done(mut self) -> Result<(), Refusal> {
        let mut seen = std::collections::HashSet::new();
        self.0.retain(|error| seen.insert(error.field));
        if self.0.is_empty() { Ok(()) } else { Err(Refusal::Invalid(self.0)) }
    }
}

/// Whether two names read the same: without spaces, letters of either case.
pub(crate) fn same_name(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.split_whitespace().collect::<String>().to_lowercase();
    plain(one) == plain(other)
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

/// Whether it can stand in addresses: small letters, digits and hyphens inside.
pub(crate) fn is_slug(text: &str) -> bool {
    let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=LONGEST_SLUG).contains(&text.len())
        && text.bytes().all(inner)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// A slug for something new: as typed, made of its English name, or the number of its sort (`office-2`).
pub(crate) fn slug(
    typed: &str,
    english: &str,
    what: &str,
    known: impl Fn(&str) -> bool,
) -> Result<String, &'static str> {
    let typed = typed.trim();
    if !typed.is_empty() {
        return match (is_slug(typed), known(typed)) {
            (true, false) => Ok(typed.to_owned()),
            (true, true) => Err("taken"),
            (false, _) => Err("invalid"),
        };
    }
    let words: Vec<String> = english
        .to_ascii_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let base: String = words.join("-").chars().take(LONGEST_SLUG - 3).collect();
    // A name without a letter of the alphabet gives none: then it is numbered.
    let base = if base.is_empty() { what } else { base.trim_end_matches('-') };
    let named = (1..100).map(|n| if n == 1 { base.to_owned() } else { format!("{base}-{n}") });
    named.into_iter().find(|slug| is_slug(slug) && !known(slug)).ok_or("required")
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
        for (typed, code) in [("", "required"), ("four", "invalid"), ("4", "out_of_range"), ("-5", "invalid")] {
            let mut checks = Checks::default();
            checks.number("minutes", typed, (5, 480));
            let Err(Refusal::Invalid(errors)) = checks.done() else { panic!("{typed} was accepted") };
            assert_eq!(errors, [FieldError::new("minutes", code)], "{typed}");
        }
    }

    #[test]
    fn slugs_come_from_the_english_name_and_never_twice() {
        let known = |slug: &str| slug == "central-health-centre";
        assert_eq!(slug("", "North Health Centre", "office", known).as_deref(), Ok("north-health-centre"));
        assert_eq!(slug("", "Central Health Centre", "office", known).as_deref(), Ok("central-health-centre-2"));
        assert_eq!(slug("", "中央", "office", known).as_deref(), Ok("office"));
        assert_eq!(slug("", "", "office", |slug| slug == "office").as_deref(), Ok("office-2"));
        assert_eq!(slug("central-health-centre", "", "office", known), Err("taken"));
        assert_eq!(slug("North", "", "office", known), Err("invalid"));
        assert_eq!(slug("north", "", "office", known).as_deref(), Ok("north"));
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
