//! What a language says, as the build script sees it.

use std::collections::{BTreeMap, BTreeSet};

/// Sentences for whoever wrote the texts: file, key, what to do.
pub type Complaints = Vec<String>;

/// One folder of `locales/`.
#[derive(Debug, Clone)]
pub struct Language {
    /// The folder's name, a BCP 47 tag.
    pub tag: String,
    /// Its files, by their names without the ending.
    pub areas: BTreeMap<String, Area>,
}

/// The messages of one file. An attribute is a message of its own: `birth.hint` is `birth_hint`.
pub type Area = BTreeMap<String, Message>;

/// One text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What is said.
    pub pattern: Pattern,
    /// Arguments that this language does without: `# omits $era`.
    pub omits: BTreeSet<String>,
}

/// What is said, in order.
pub type Pattern = Vec<Piece>;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// As it stands.
    Text(String),
    /// An argument, as its caller writes it.
    Value(String),
    /// An argument that is a number.
    Number(String),
    /// One of several, by a number.
    Select {
        /// The argument.
        by: String,
        /// Each with what it is for.
        cases: Vec<(Case, Pattern)>,
        /// For every other number.
        other: Pattern,
    },
}

/// For which numbers a variant is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Case {
    /// That one.
    Exactly(i64),
    /// Those of a plural category: `zero`, `one`, `two`, `few`, `many`.
    Category(String),
}

impl Message {
    /// Every argument, with whether it is a number.
    pub fn arguments(&self) -> BTreeMap<String, bool> {
        let mut all = self.omits.iter().map(|name| (name.clone(), false)).collect();
        gather(&self.pattern, &mut all);
        all
    }
}

fn gather(pattern: &[Piece], all: &mut BTreeMap<String, bool>) {
    for piece in pattern {
        match piece {
            Piece::Text(_) => {}
            Piece::Value(name) => {
                all.entry(name.clone()).or_insert(false);
            }
            Piece::Number(name) => {
                all.insert(name.clone(), true);
            }
            Piece::Select { by, cases, other } => {
                all.insert(by.clone(), true);
                for (_, pattern) in cases {
                    gather(pattern, all);
                }
                gather(other, all);
            }
        }
    }
}
