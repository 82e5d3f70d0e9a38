//! The fields of a form, as posted: one bag for all forms, from the request through the use case to the page that shows them again.

use serde::{Deserialize, Serialize};

use crate::expected::Expected;

/// Names and values in their order.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fields {
    pairs: Vec<(String, String)>,
}

crate::masked_debug!(Fields {});

impl Fields {
    /// Of names and values as they came.
    pub const fn new(pairs: Vec<(String, String)>) -> Self {
        Self { pairs }
    }

    /// Of names we know.
    pub fn of<const N: usize>(pairs: [(&str, String); N]) -> Self {
        Self { pairs: pairs.map(|(name, value)| (name.to_owned(), value)).into() }
    }

    /// The first value of that name; none: it was not posted.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The first value of that name, or an empty text.
    pub fn text(&self, name: &str) -> &str {
        self.value(name).unwrap_or_default()
    }

    /// The same, to keep.
    pub fn owned(&self, name: &str) -> String {
        self.text(name).to_owned()
    }

    /// The first value of that name, if it is not empty.
    pub fn some(&self, name: &str) -> Option<&str> {
        self.value(name).filter(|text| !text.is_empty())
    }

    /// Whether there is a field of that name, empty or not.
    pub fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// Every value of that name: ticked boxes, rows.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.pairs.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The same, to keep.
    pub fn all_owned(&self, name: &str) -> Vec<String> {
        self.all(name).map(str::to_owned).collect()
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        matches!(self.text(name), "true" | "on" | "1")
    }

    /// The version its page was rendered from.
    pub fn expected(&self) -> Expected {
        Expected::of_form(self.text("version"))
    }

    /// Everything but what nobody shows again.
    #[must_use]
    pub fn without_passwords(&self) -> Self {
        Self { pairs: self.pairs.iter().filter(|(name, _)| !is_password(name)).cloned().collect() }
    }

    /// Whether a password was typed.
    pub fn has_passwords(&self) -> bool {
        self.pairs.iter().any(|(name, value)| is_password(name) && !value.is_empty())
    }

    /// All of them, in their order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Everything but the fields of those names.
    #[must_use]
    pub fn without(&self, names: &[&str]) -> Self {
        let others = self.pairs.iter().filter(|(name, _)| !names.contains(&name.as_str()));
        Self { pairs: others.cloned().collect() }
    }

    /// With another one.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.pairs.push((name.to_owned(), value.into()));
        self
    }
}

fn is_password(name: &str) -> bool {
    name.contains("password")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields() -> Fields {
        Fields::of([("name", String::new()), ("name", "b".into()), ("open", "on".into()), ("password", "x".into())])
    }

    #[test]
    fn the_first_of_a_name_counts_and_an_empty_one_is_there() {
        let fields = fields();
        assert_eq!((fields.text("name"), fields.some("name"), fields.has("name")), ("", None, true));
        assert_eq!((fields.value("other"), fields.has("other")), (None, false));
        assert_eq!(fields.all_owned("name"), ["", "b"]);
    }

    #[test]
    fn a_box_is_ticked_by_any_of_the_words_that_forms_and_programs_send() {
        assert!(fields().ticked("open") && !fields().ticked("name") && !fields().ticked("other"));
        for word in ["true", "on", "1"] {
            assert!(Fields::of([("box", word.into())]).ticked("box"), "{word}");
        }
        assert!(!Fields::of([("box", "false".into())]).ticked("box"));
    }

    #[test]
    fn passwords_are_not_shown_again() {
        assert!(!fields().without_passwords().has("password") && fields().without_passwords().has("open"));
    }
}
