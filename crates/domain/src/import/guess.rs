//! Which column means what, by its heading.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::field::{Field, Sort};

/// Headings as they are compared: one width, no marks of required fields, no brackets, small letters.
fn plain(heading: &str) -> String {
    let text: String = heading.nfkc().collect::<String>().to_lowercase();
    let text = text.split(['(', '[', '【', '<']).next().unwrap_or_default().to_owned();
    text.chars().filter(|c| !c.is_whitespace() && !"*※_-・:".contains(*c)).collect()
}

/// For each field the column that is most probably it: a heading that is the field's word goes before one that holds it. No column
/// is guessed twice.
pub fn columns(sort: Sort, header: &[String]) -> BTreeMap<Field, usize> {
    let header: Vec<String> = header.iter().map(|heading| plain(heading)).collect();
    let mut found = BTreeMap::new();
    let mut taken = vec![false; header.len()];
    for exact in [true, false] {
        for field in sort.fields() {
            if found.contains_key(field) {
                continue;
            }
            let fits = |heading: &str, word: &str| {
                if exact { heading == word } else { word.chars().count() > 1 && heading.contains(word) }
            };
            let column = field.synonyms().iter().find_map(|word| {
                let word = plain(word);
                header.iter().enumerate().position(|(at, heading)| !taken[at] && fits(heading, &word))
            });
            if let Some(column) = column {
                taken[column] = true;
                found.insert(*field, column);
            }
        }
    }
    found
}

/// Words as they are compared with names of the city: one width, no spaces, small letters.
pub fn word_key(word: &str) -> String {
    word.nfkc().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase()
}
