//! A browser in which somebody has signed in before: a random word, and for each name a digest that only we can make. It says
//! nothing else, and opens nothing; with it a name has limits of its own, whatever strangers do with that name elsewhere.

use mendan_domain::ids::MunicipalityId;
use mendan_service::Services;

/// Names kept for one browser: a reception where several sign in by turns.
const NAMES: usize = 4;
/// Characters of the random word.
const WORD: usize = 16;

fn digest_of(city: MunicipalityId, word: &str, name: &str) -> String {
    format!("{city} {word} {name}")
}

/// The browser's word, if that name has signed in from it before.
pub fn known(services: &Services, city: MunicipalityId, name: &str, cookie: &str) -> Option<String> {
    let mut parts = cookie.split('.');
    let word = parts.next().filter(|word| word.len() == WORD)?;
    let text = digest_of(city, word, name);
    let found = parts.take(NAMES).any(|digest| services.secret().is_tag("device", &text, digest));
    found.then(|| word.to_owned())
}

/// The cookie with that name in front of those it has.
pub fn with(services: &Services, city: MunicipalityId, name: &str, cookie: Option<&str>) -> String {
    let mut parts = cookie.unwrap_or_default().split('.');
    let word = parts
        .next()
        .filter(|word| word.len() == WORD && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
    let word = word.map_or_else(|| services.new_token().chars().take(WORD).collect(), str::to_owned);
    let digest = services.secret().tag("device", &digest_of(city, &word, name));
    let ours =
        |other: &&str| *other != digest && other.len() == digest.len() && other.bytes().all(|b| b.is_ascii_hexdigit());
    let others: Vec<&str> = parts.filter(ours).take(NAMES - 1).collect();
    [&[word.as_str(), digest.as_str()], others.as_slice()].concat().join(".")
}
