//! The Rust: one struct for each file, one static for each language.

mod by_name;
mod method;

use std::fmt::{Arguments, Write as _};

use super::model::{Area, Language, Pattern, Piece};
use by_name::by_name;
use method::{method, with_arguments};

/// The variant of the language that tests speak, which is no language of the product.
const PSEUDO: &str = "Pseudo";
/// What stands before it: builds without debug assertions have neither it nor its texts.
const ONLY_IN_TESTS: &str = "#[cfg(debug_assertions)]";

/// The file whose texts templates ask for by name.
const BY_NAME: &str = "message";

/// Adds a line.
macro_rules! line {
    ($out:expr, $($text:tt)*) => { crate::compile::generate::put($out, format_args!($($text)*)) };
}
use line;

/// The whole file. `pseudo` is no [`Language`] of the product.
pub fn file(languages: &[Language], reference: &Language, pseudo: &Language) -> String {
    let mut out = String::new();
    tongues(&mut out, languages);
    let all: Vec<&Language> = languages.iter().chain([pseudo]).collect();
    for (area, messages) in &reference.areas {
        structure(&mut out, area, messages, &all);
    }
    whole(&mut out, reference);
    for language in all {
        values(&mut out, language, reference);
    }
    out
}

fn put(out: &mut String, text: Arguments<'_>) {
    // A String takes everything.
    let _ = writeln!(out, "{text}");
}

/// `en` is `En`, `zh-Hant` is `ZhHant`: as `mendan_domain::language::Language` calls it.
fn variant(tag: &str) -> String {
    if tag == "pseudo" { PSEUDO.to_owned() } else { tag.split('-').map(capitalised).collect() }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

/// `field_errors` is `FieldErrors`.
fn type_of(area: &str) -> String {
    area.split('_').map(capitalised).collect()
}

fn only_in_tests(variant: &str) -> &'static str {
    if variant == PSEUDO { ONLY_IN_TESTS } else { "" }
}

fn tongues(out: &mut String, languages: &[Language]) {
    let names: Vec<String> = languages.iter().map(|language| variant(&language.tag)).collect();
    line!(out, "/// A folder of `locales/`, or what tests speak.");
    line!(out, "#[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub(crate) enum Tongue {{");
    names.iter().chain([&PSEUDO.to_owned()]).for_each(|name| line!(out, "{} {name},", only_in_tests(name)));
    line!(
        out,
        "}}\nimpl Tongue {{\n/// By whose rules it counts.\npub(crate) const fn language(self) -> Language {{\nmatch self {{"
    );
    for name in &names {
        line!(out, "Self::{name} => Language::{name},");
    }
    line!(out, "{ONLY_IN_TESTS}\nSelf::{PSEUDO} => Language::Ja,\n}}\n}}\n}}");
    line!(out, "/// Everything that language says.\npub fn words(language: Language) -> &'static Words {{");
    line!(out, "{ONLY_IN_TESTS}\nif crate::pseudo::is_spoken() {{\nreturn &PSEUDO;\n}}\nmatch language {{");
    for name in &names {
        line!(out, "Language::{name} => &{},", name.to_uppercase());
    }
    line!(out, "}}\n}}");
}

fn structure(out: &mut String, area: &str, messages: &Area, languages: &[&Language]) {
    let name = type_of(area);
    line!(out, "/// The texts of `locales/*/{area}.ftl`.\n#[derive(Debug)]\npub struct {name} {{");
    if speaks(messages) {
        line!(out, "tongue: Tongue,");
    }
    let (methods, fields): (Vec<_>, Vec<_>) =
        messages.iter().partition(|(key, _)| !with_arguments(area, key, languages).is_empty());
    for (key, message) in &fields {
        line!(out, "/// {}\npub {key}: &'static str,", shown(&message.pattern));
    }
    line!(out, "}}\nimpl {name} {{");
    for (key, message) in &methods {
        let arguments = with_arguments(area, key, languages);
        method(out, (area, key), &shown(&message.pattern), &arguments, languages);
    }
    if area == BY_NAME {
        let methods = methods.iter().map(|(key, _)| (key.as_str(), with_arguments(area, key, languages)));
        by_name(out, fields.iter().map(|(key, _)| key.as_str()), methods);
    }
    line!(out, "}}");
}

/// Whether a file has texts with arguments: they must know their language.
fn speaks(messages: &Area) -> bool {
    messages.values().any(|message| !message.arguments().is_empty())
}

fn whole(out: &mut String, reference: &Language) {
    line!(out, "/// Everything a language says, file by file.\n#[derive(Debug)]\npub struct Words {{");
    for area in reference.areas.keys() {
        line!(out, "/// `{area}.ftl`.\npub {area}: {},", type_of(area));
    }
    line!(out, "}}");
}

fn values(out: &mut String, language: &Language, reference: &Language) {
    let name = variant(&language.tag);
    line!(out, "{}\nstatic {}: Words = Words {{", only_in_tests(&name), name.to_uppercase());
    for (area, known) in &reference.areas {
        line!(out, "{area}: {} {{", type_of(area));
        if speaks(known) {
            line!(out, "tongue: Tongue::{name},");
        }
        for (key, message) in language.areas.get(area).into_iter().flatten() {
            if known.get(key).is_some_and(|known| known.arguments().is_empty()) {
                line!(out, "{key}: {:?},", plain(&message.pattern));
            }
        }
        line!(out, "}},");
    }
    line!(out, "}};");
}

fn plain(pattern: &Pattern) -> String {
    pattern.iter().map(|piece| if let Piece::Text(text) = piece { text.as_str() } else { "" }).collect()
}

/// The text as a comment: what editors show of a field.
fn shown(pieces: &Pattern) -> String {
    let of = |piece: &Piece| match piece {
        Piece::Text(text) => text.replace('\n', " "),
        Piece::Value(name) | Piece::Number(name) => format!("{{{name}}}"),
        Piece::Select { other, .. } => shown(other).replace('`', ""),
    };
    format!("`{}`", pieces.iter().map(of).collect::<String>().replace('`', "'"))
}
