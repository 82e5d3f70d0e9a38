//! Readings above words: `｜予約《よやく》の控え`, as electronic texts in Japanese write them. A language without has none.

use leptos::prelude::*;

/// The text, and above its words their readings.
pub fn ruby(text: &'static str) -> AnyView {
    parts(text)
        .into_iter()
        .map(|(word, reading)| match reading {
            Some(reading) => view! { <ruby>{word}<rt>{reading}</rt></ruby> }.into_any(),
            None => word.into_any(),
        })
        .collect_view()
        .into_any()
}

/// Word by word, each with its reading, if it has one.
fn parts(text: &str) -> Vec<(&str, Option<&str>)> {
    let mut pieces = text.split('｜');
    let mut parts: Vec<(&str, Option<&str>)> = pieces.next().map(|plain| (plain, None)).into_iter().collect();
    for piece in pieces {
        let read = piece.split_once('《').and_then(|(word, rest)| Some((word, rest.split_once('》')?)));
        match read {
            Some((word, (reading, plain))) => parts.extend([(word, Some(reading)), (plain, None)]),
            None => parts.push((piece, None)),
        }
    }
    parts.retain(|(word, _)| !word.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_reading_belongs_to_the_word_before_it() {
        assert_eq!(
            parts("｜予約《よやく》の｜控《ひか》え"),
            [("予約", Some("よやく")), ("の", None), ("控", Some("ひか")), ("え", None)]
        );
        assert_eq!(parts("Your booking"), [("Your booking", None)]);
    }
}
