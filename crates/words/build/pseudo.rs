//! A language that nobody speaks: every text in brackets and longer. What is not in brackets on a page was forgotten.

use super::model::{Area, Language, Message, Pattern, Piece};

/// The same texts, each marked from its beginning to its end.
pub fn of(language: &Language) -> Language {
    let areas = language.areas.iter().map(|(name, area)| (name.clone(), area_of(area))).collect();
    Language { tag: "pseudo".to_owned(), areas }
}

fn area_of(area: &Area) -> Area {
    area.iter()
        .map(|(key, message)| (key.clone(), Message { pattern: marked(&message.pattern), ..message.clone() }))
        .collect()
}

fn marked(pattern: &Pattern) -> Pattern {
    let longer = "～".repeat(letters(pattern) / 3 + 1);
    let mut all = vec![Piece::Text("［".to_owned())];
    all.extend(pattern.iter().cloned());
    all.push(Piece::Text(format!("{longer}］")));
    all
}

fn letters(pattern: &Pattern) -> usize {
    let of = |piece: &Piece| if let Piece::Text(text) = piece { text.chars().count() } else { 2 };
    pattern.iter().map(of).sum()
}
