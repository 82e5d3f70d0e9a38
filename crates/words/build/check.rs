//! Whether all languages say the same.

use std::collections::BTreeSet;

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};

use super::model::{Area, Case, Complaints, Language, Message, Pattern, Piece};
use super::{REFERENCE, reference};

/// Words of Rust that cannot name a field.
const RUST: [&str; 40] = [
    "as", "async", "await", "box", "break", "const", "continue", "crate", "do", "dyn", "else", "enum", "extern",
    "false", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "type", "use", "where", "while", "yield",
];

/// Compares every language with Japanese.
pub fn languages(languages: &[Language]) -> Result<(), Complaints> {
    let mut complaints = Vec::new();
    if !languages.iter().any(|language| language.tag == REFERENCE) {
        return Err(vec![format!("locales/{REFERENCE} is missing: all others are compared with it")]);
    }
    let ja = reference(languages);
    for language in languages {
        let categories = categories(&language.tag);
        if categories.is_empty() {
            complaints.push(format!("locales/{}: no plural rules are known of that language", language.tag));
        }
        files(ja, language, &mut complaints);
        for (area, messages) in &language.areas {
            let file = format!("locales/{}/{area}.ftl", language.tag);
            names(&file, messages, &mut complaints);
            if let Some(known) = ja.areas.get(area) {
                compare(&file, known, messages, &mut complaints);
            }
            for (key, message) in messages {
                plurals(&message.pattern, &categories, &mut |why| complaints.push(format!("{file}: {key}: {why}")));
            }
        }
    }
    if complaints.is_empty() { Ok(()) } else { Err(complaints) }
}

fn files(ja: &Language, language: &Language, complaints: &mut Complaints) {
    let of = |one: &Language| -> BTreeSet<String> { one.areas.keys().cloned().collect() };
    let (known, own) = (of(ja), of(language));
    let tag = &language.tag;
    complaints.extend(known.difference(&own).map(|area| format!("locales/{tag}/{area}.ftl is missing")));
    complaints
        .extend(own.difference(&known).map(|area| {
            format!("locales/{tag}/{area}.ftl: Japanese has no such file; its texts would never be shown")
        }));
}

fn names(file: &str, messages: &Area, complaints: &mut Complaints) {
    let snake = |key: &str| key.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '_'));
    for key in messages.keys().filter(|key| !snake(key) || RUST.contains(&key.as_str())) {
        complaints.push(format!("{file}: {key}: name it in small letters with _, and by no word of Rust"));
    }
}

fn compare(file: &str, ja: &Area, own: &Area, complaints: &mut Complaints) {
    for key in ja.keys().filter(|key| !own.contains_key(*key)) {
        complaints.push(format!("{file}: {key} is missing"));
    }
    for (key, message) in own {
        match ja.get(key) {
            None => complaints.push(format!("{file}: {key}: Japanese has no such text; it would never be shown")),
            Some(known) => arguments(file, key, known, message, complaints),
        }
    }
}

fn arguments(file: &str, key: &str, ja: &Message, own: &Message, complaints: &mut Complaints) {
    let (known, used) = (ja.arguments(), own.arguments());
    for name in known.keys().filter(|name| !used.contains_key(*name)) {
        complaints.push(format!("{file}: {key}: ${name} is missing; to do without, write `# omits ${name}` above it"));
    }
    for name in used.keys().filter(|name| !known.contains_key(*name)) {
        complaints.push(format!("{file}: {key}: nothing gives it ${name}"));
    }
}

/// The plural categories of a language; none if it is not known.
pub fn categories(tag: &str) -> Vec<&'static str> {
    let Ok(locale) = tag.parse::<Locale>() else { return Vec::new() };
    let rules = PluralRules::try_new_cardinal(locale.into());
    rules.map(|rules| rules.categories().map(name).collect()).unwrap_or_default()
}

const fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

/// Where a text selects by plural it has all that its language tells apart, and nothing else.
fn plurals(pattern: &Pattern, known: &[&str], wrong: &mut impl FnMut(String)) {
    for piece in pattern {
        let Piece::Select { by, cases, other } = piece else { continue };
        let named: Vec<&str> = cases
            .iter()
            .filter_map(|(case, _)| if let Case::Category(name) = case { Some(name.as_str()) } else { None })
            .collect();
        for name in named.iter().filter(|name| !known.contains(*name)) {
            wrong(format!("[{name}] is no plural of this language, which has {}", known.join(", ")));
        }
        if !named.is_empty() {
            for name in known.iter().filter(|name| **name != "other" && !named.contains(*name)) {
                wrong(format!("[{name}] is missing where ${by} selects"));
            }
        }
        for (_, pattern) in cases {
            plurals(pattern, known, wrong);
        }
        plurals(other, known, wrong);
    }
}
