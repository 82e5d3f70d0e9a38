//! What the columns of a file mean, what its words mean, and what else was decided about it.

use std::collections::{BTreeMap, BTreeSet};

use mendan_domain::fault::Fault;
use mendan_domain::import::cell::content;
use mendan_domain::import::field::{Field, Sort};
use mendan_domain::import::guess::word_key;
use mendan_domain::import::table::{Row, Table};
use mendan_domain::import::words;
use serde::{Deserialize, Serialize};

use crate::city::catalogue::Catalogue;
use crate::error::FieldError;
use crate::forms::Fields;
use crate::import::meaning::meaning;

/// Longest name of another system, in characters.
const LONGEST_SOURCE: usize = 50;

/// All of it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "four boxes of a form, each by itself")]
pub struct Mapping {
    /// Which column is which field, from 0.
    pub columns: BTreeMap<Field, usize>,
    /// What holds where a cell says nothing.
    pub fixed: BTreeMap<Field, String>,
    /// What words mean, by [`word_key`]; where nothing stands the word is matched with the names of the city.
    pub words: BTreeMap<Field, BTreeMap<String, String>>,
    /// Lines that are not brought in.
    pub left_out: BTreeSet<usize>,
    /// What the other system is called: its numbers are its own.
    pub source: String,
    /// Confirmations are sent.
    pub tell: bool,
    /// Reminders are written.
    pub remind: bool,
    /// First passwords are made.
    pub passwords: bool,
    /// What is doubtful was looked at, and is brought in as it is.
    pub doubts_seen: bool,
}

crate::masked_debug!(Mapping { columns, tell, remind, passwords, doubts_seen });

impl Mapping {
    /// Of guessed columns. Nobody is written to unless somebody says so, but everybody is reminded.
    pub fn guessed(columns: BTreeMap<Field, usize>) -> Self {
        Self { columns, remind: true, ..Self::default() }
    }

    /// With the columns and fixed words of a form: `column_<field>` (a number, or nothing), `fixed_<field>`, `source`.
    #[must_use]
    pub fn with_columns(mut self, sort: Sort, columns: usize, fields: &Fields) -> Self {
        let column = |field: &Field| fields.text(&format!("column_{}", field.as_str())).parse().ok();
        let chosen = sort.fields().iter().filter_map(|field| Some((*field, column(field)?)));
        self.columns = chosen.filter(|(_, column)| *column < columns).collect();
        let fixed = |field: &Field| fields.some(&format!("fixed_{}", field.as_str())).map(str::to_owned);
        self.fixed = sort.fields().iter().filter_map(|field| Some((*field, fixed(field)?))).collect();
        self.source = fields.text("source").trim().chars().take(LONGEST_SOURCE).collect();
        self.doubts_seen = false;
        self
    }

    /// What has neither a column nor a word for all rows, though rows are of no use without it; named as [`Field::as_str`].
    pub fn lacking(&self, sort: Sort) -> Vec<FieldError> {
        let lacks =
            |field: &Field| sort.needs(*field) && !self.columns.contains_key(field) && !self.fixed.contains_key(field);
        let fields = sort.fields().iter().copied().filter(lacks);
        fields.map(|field| FieldError::new(field.as_str(), Fault::Required)).collect()
    }

    /// With what words mean: of each field its words `from_<field>` and, in the same order, `to_<field>`.
    #[must_use]
    pub fn with_words(mut self, sort: Sort, fields: &Fields) -> Self {
        for field in sort.fields().iter().filter(|field| field.is_word()) {
            let from = fields.all_owned(&format!("from_{}", field.as_str()));
            let to = fields.all_owned(&format!("to_{}", field.as_str()));
            let pairs = from.iter().zip(to);
            let words = self.words.entry(*field).or_default();
            for (from, to) in pairs {
                // Not every word stood on the page: what was said of others stays.
                if to.is_empty() {
                    words.remove(&word_key(from));
                } else {
                    words.insert(word_key(from), to);
                }
            }
        }
        self.doubts_seen = false;
        self
    }

    /// With what was decided beside the preview: of the lines that were `shown` those that are `out`, and the boxes.
    #[must_use]
    pub fn with_choices(mut self, fields: &Fields) -> Self {
        let shown: BTreeSet<usize> = fields.text("shown").split(',').filter_map(|line| line.parse().ok()).collect();
        self.left_out.retain(|line| !shown.contains(line));
        self.left_out.extend(fields.all("out").filter_map(|line| line.parse::<usize>().ok()));
        self.tell = fields.ticked("tell");
        self.remind = fields.ticked("remind");
        self.passwords = fields.ticked("passwords");
        self.doubts_seen = fields.ticked("doubts");
        self
    }

    /// What the row says of a field; nothing where it has no column, or nothing stands there.
    pub(crate) fn cell(&self, row: &Row, field: Field) -> String {
        let cell = self.columns.get(&field).and_then(|column| row.cells.get(*column));
        cell.map(|cell| content(cell)).unwrap_or_default()
    }

    /// What a word of the row means; `Err` with the word that means nothing to us, `Ok(None)` where nothing stands.
    pub(crate) fn meant(
        &self,
        (catalogue, sort): (&Catalogue, Sort),
        row: &Row,
        field: Field,
    ) -> Result<Option<String>, String> {
        let word = self.cell(row, field);
        if word.is_empty() {
            return Ok(self.fixed.get(&field).cloned());
        }
        self.of_word((catalogue, sort), field, &word).map(Some).ok_or(word)
    }

    /// What a word means: as somebody said, or by the names of the city.
    pub fn of_word(&self, (catalogue, sort): (&Catalogue, Sort), field: Field, word: &str) -> Option<String> {
        let said = self.words.get(&field).and_then(|words| words.get(&word_key(word)));
        said.cloned().or_else(|| meaning((catalogue, sort), field, word))
    }
}

/// A word of the file.
#[derive(Clone, PartialEq, Eq)]
pub struct Word {
    /// As it is written there first.
    pub word: String,
    /// In how many rows.
    pub rows: usize,
    /// What it means, if that is known.
    pub meant: Option<String>,
}

/// Every word of the fields whose words are names of what the city has, in the order of the file; those that mean nothing to us first.
pub fn words(catalogue: &Catalogue, sort: Sort, table: &Table, mapping: &Mapping) -> Vec<(Field, Vec<Word>)> {
    let fields = sort.fields().iter().filter(|field| field.is_word() && mapping.columns.contains_key(field));
    let words = fields.map(|field| {
        let mut found: Vec<Word> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for row in &table.rows {
            for word in parts((sort, *field), &mapping.cell(row, *field)) {
                let place = *places.entry(word_key(&word)).or_insert_with(|| {
                    let meant = mapping.of_word((catalogue, sort), *field, &word);
                    found.push(Word { word, rows: 0, meant });
                    found.len() - 1
                });
                found[place].rows += 1;
            }
        }
        found.sort_by_key(|word| word.meant.is_some());
        (*field, found)
    });
    words.filter(|(_, words)| !words.is_empty()).collect()
}

/// The words of a cell: a member of staff may work at several places.
pub(crate) fn parts((sort, field): (Sort, Field), cell: &str) -> Vec<String> {
    if (sort, field) != (Sort::Staff, Field::Office) {
        return (!cell.is_empty()).then(|| cell.to_owned()).into_iter().collect();
    }
    words::listed(cell).map(str::to_owned).collect()
}
