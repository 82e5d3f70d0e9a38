//! Texts by their names, for the templates of mails.

use super::line;
use super::method::Arguments;

/// Two methods: one for texts without arguments, one for those with.
pub(super) fn by_name<'a>(
    out: &mut String,
    fields: impl Iterator<Item = &'a str>,
    methods: impl Iterator<Item = (&'a str, Arguments)>,
) {
    line!(out, "/// The text of that name that takes no arguments.");
    line!(out, "pub fn text(&self, key: &str) -> Option<&'static str> {{\nSome(match key {{");
    for key in fields {
        line!(out, "{key:?} => self.{key},");
    }
    line!(out, "_ => return None,\n}})\n}}");
    line!(
        out,
        "/// The text of that name with its arguments; `None` as well where one of them is not given, or is no number."
    );
    line!(out, "pub fn say(&self, key: &str, given: &dyn Fn(&str) -> Option<String>) -> Option<String> {{");
    line!(out, "Some(match key {{");
    for (key, arguments) in methods {
        let one = |(name, number): (&String, &bool)| {
            let parsed = if *number { ".parse::<i64>().ok()?" } else { "" };
            format!("given({name:?})?{parsed}")
        };
        line!(out, "{key:?} => self.{key}({}),", arguments.iter().map(one).collect::<Vec<_>>().join(", "));
    }
    line!(out, "_ => return None,\n}})\n}}");
}
