//! What a word of a file means in this city: a slug, an id, a stable word.

use mendan_domain::import::field::{Field, Sort};
use mendan_domain::import::guess::word_key;
use mendan_domain::import::words;
use mendan_domain::language::Language;
use mendan_domain::staff::Role;

use crate::city::catalogue::Catalogue;

/// Somebody who has time, whoever it is.
pub const ANYBODY: &str = "any";

/// What the word means, by the names that the city gave.
pub(super) fn meaning((catalogue, sort): (&Catalogue, Sort), field: Field, word: &str) -> Option<String> {
    let key = word_key(word);
    let named = |names: &[&str]| names.iter().any(|name| !name.is_empty() && word_key(name) == key);
    match (sort, field) {
        (_, Field::Kind) => {
            let mut kinds = catalogue.kinds.iter();
            let found =
                kinds.find(|kind| named(&[&kind.slug, &kind.words(Language::Ja).name, &kind.words(Language::En).name]));
            found.map(|kind| kind.slug.clone())
        }
        (_, Field::Office) => {
            let mut offices = catalogue.offices.iter();
            let found = offices.find(|office| {
                let (ja, en) = (office.words(Language::Ja), office.words(Language::En));
                named(&[&office.slug, &ja.name, &ja.short, &en.name, &en.short])
            });
            found.map(|office| office.slug.clone())
        }
        (_, Field::Nurse) => nurse(catalogue, &key),
        (_, Field::Mode) => words::mode(word).map(|mode| mode.as_str().to_owned()),
        (_, Field::State) => words::state(word).map(|state| state.as_str().to_owned()),
        (_, Field::Language) => words::language(word).map(|language| language.tag().to_owned()),
        (_, Field::Role) => {
            // What the city itself calls so comes first.
            let ready = || words::role(word);
            catalogue.role_named(word).or_else(ready).map(Role::word)
        }
        (_, Field::Profession) => words::profession(word).map(|profession| profession.as_str().to_owned()),
        (_, Field::House) => words::house(word).map(str::to_owned),
        _ => None,
    }
}

/// The member of that name; of a family name alone, if only one has it.
fn nurse(catalogue: &Catalogue, key: &str) -> Option<String> {
    let id = |at: usize| catalogue.staff.get(at).map(|member| member.id.to_string());
    let names: Vec<String> = catalogue.staff.iter().map(|member| word_key(&member.display_name)).collect();
    if let Some(whole) = names.iter().position(|name| name == key) {
        return id(whole);
    }
    let key = words::without_honorific(key);
    let mut begin = names.iter().enumerate().filter(|(_, name)| !key.is_empty() && name.starts_with(key));
    match (begin.next(), begin.next()) {
        (Some((only, _)), None) => id(only),
        _ => None,
    }
}
