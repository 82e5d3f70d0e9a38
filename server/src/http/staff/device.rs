//! A browser in which somebody has signed in before: a random word, and for each name a digest that only we can make. It says
//! nothing else, and opens nothing; with it a name has limits of its own, whatever strangers do with that name elsewhere.

use axum::response::Response;
use mendan_domain::ids::MunicipalityId;
use mendan_service::Services;
use mendan_service::staff::factor::kind::ProvenBy;

use crate::http::cookies::{self, Name};
use crate::http::pages::Visit;

/// Names kept for one browser: a reception where several sign in by turns.
const NAMES: usize = 4;
/// Characters of the random word.
const WORD: usize = 16;

/// What a name has shown in a browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Its password.
    Password,
    /// Its second factor, too: whoever has stolen the password alone gets no browser that counts for codes.
    Factor,
}

impl Shown {
    /// What she has shown who came in by that: a code from her paper is no factor, and whoever found the paper has none.
    pub const fn of(by: ProvenBy) -> Self {
        if by.is_factor() { Self::Factor } else { Self::Password }
    }

    const fn purpose(self) -> &'static str {
        match self {
            Self::Password => "device",
            Self::Factor => "device of a factor",
        }
    }
}

/// A browser that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its word.
    pub word: String,
    /// What that name has shown in it.
    pub shown: Shown,
}

fn digest_of(city: MunicipalityId, word: &str, name: &str) -> String {
    format!("{city} {word} {name}")
}

/// The browser, if that name has signed in from it before.
pub fn known(services: &Services, city: MunicipalityId, name: &str, cookie: &str) -> Option<Device> {
    let mut parts = cookie.split('.');
    let word = parts.next().filter(|word| word.len() == WORD)?;
    let (text, digests) = (digest_of(city, word, name), parts.take(NAMES).collect::<Vec<_>>());
    let is = |shown: &Shown| digests.iter().any(|digest| services.secret().is_tag(shown.purpose(), &text, digest));
    let shown = [Shown::Factor, Shown::Password].into_iter().find(is)?;
    Some(Device { word: word.to_owned(), shown })
}

/// Gives the browser the cookie with that name and what it has shown.
pub fn remember(
    services: &Services,
    visit: &Visit,
    (name, shown): (&str, Shown),
    (cookie, response): (Option<&str>, &mut Response),
) {
    let device = with(services, visit.city.0.municipality.id, (name, shown), cookie);
    cookies::write(visit, response.headers_mut(), Name::Device, Some(&device));
}

/// The cookie with that name in front of those it has.
fn with(services: &Services, city: MunicipalityId, (name, shown): (&str, Shown), cookie: Option<&str>) -> String {
    let mut parts = cookie.unwrap_or_default().split('.');
    let word = parts
        .next()
        .filter(|word| word.len() == WORD && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
    let word = word.map_or_else(|| services.new_token().chars().take(WORD).collect(), str::to_owned);
    let digest = services.secret().tag(shown.purpose(), &digest_of(city, &word, name));
    let ours =
        |other: &&str| *other != digest && other.len() == digest.len() && other.bytes().all(|b| b.is_ascii_hexdigit());
    let others: Vec<&str> = parts.filter(ours).take(NAMES - 1).collect();
    [&[word.as_str(), digest.as_str()], others.as_slice()].concat().join(".")
}

#[cfg(test)]
mod tests {
    use mendan_service::staff::factor::kind::FactorKind;

    use super::*;

    #[test]
    fn only_a_factor_makes_a_browser_one_that_counts_for_codes() {
        assert!(FactorKind::ALL.into_iter().all(|kind| Shown::of(ProvenBy::Factor(kind)) == Shown::Factor));
        assert_eq!([ProvenBy::Recovery, ProvenBy::Password].map(Shown::of), [Shown::Password; 2]);
    }
}
