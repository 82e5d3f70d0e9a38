//! Texts with arguments: a method each, the same for all languages.

use std::collections::{BTreeMap, BTreeSet};

use super::{capitalised, line, only_in_tests, variant};
use crate::compile::model::{Case, Language, Pattern, Piece};

/// Arguments by name, each with whether it is a number.
pub(super) type Arguments = BTreeMap<String, bool>;

/// The arguments of a text in any language.
pub(super) fn with_arguments(area: &str, key: &str, languages: &[&Language]) -> Arguments {
    let mut all = BTreeMap::new();
    for message in languages.iter().filter_map(|language| language.areas.get(area)?.get(key)) {
        for (name, number) in message.arguments() {
            *all.entry(name).or_insert(false) |= number;
        }
    }
    all
}

/// The method of a text with arguments. What it does is compiled once, however many types it is called with.
pub(super) fn method(
    out: &mut String,
    (area, key): (&str, &str),
    shown: &str,
    arguments: &Arguments,
    languages: &[&Language],
) {
    let each = |number: &str, other: &str| -> String {
        let one = |(name, is_number): (&String, &bool)| {
            [", ", if *is_number { number } else { other }].concat().replace('$', name)
        };
        arguments.iter().map(one).collect()
    };
    line!(out, "/// {shown}\npub fn {key}(&self{}) -> String {{", each("$: impl Count", "$: impl Display"));
    line!(out, "fn said(tongue: Tongue{}) -> String {{", each("$: i64", "$: &dyn Display"));
    line!(out, "let mut out = String::new();\nmatch tongue {{");
    let mut used = BTreeSet::new();
    for language in languages {
        let Some(message) = language.areas.get(area).and_then(|area| area.get(key)) else { continue };
        let name = variant(&language.tag);
        line!(out, "{}\nTongue::{name} => {{", only_in_tests(&name));
        pattern(out, &message.pattern, arguments, &mut used);
        line!(out, "}}");
    }
    line!(out, "}}");
    for name in arguments.keys().filter(|name| !used.contains(*name)) {
        line!(out, "let _ = {name};");
    }
    line!(out, "out\n}}\nsaid(self.tongue{})\n}}", each("$.count()", "&$"));
}

fn pattern(out: &mut String, pieces: &Pattern, arguments: &Arguments, used: &mut BTreeSet<String>) {
    for piece in pieces {
        match piece {
            Piece::Text(text) => line!(out, "out.push_str({text:?});"),
            Piece::Value(name) | Piece::Number(name) => {
                used.insert(name.clone());
                let number = arguments.get(name).copied().unwrap_or_default();
                line!(out, "put(&mut out, {}{name});", if number { "&" } else { "" });
            }
            Piece::Select { by, cases, other } => {
                used.insert(by.clone());
                line!(out, "match ({by}, category(tongue, {by})) {{");
                for (case, chosen) in cases {
                    match case {
                        Case::Exactly(number) => line!(out, "({number}, _) => {{"),
                        Case::Category(name) => line!(out, "(_, PluralCategory::{}) => {{", capitalised(name)),
                    }
                    pattern(out, chosen, arguments, used);
                    line!(out, "}}");
                }
                line!(out, "_ => {{");
                pattern(out, other, arguments, used);
                line!(out, "}}\n}}");
            }
        }
    }
}
