//! Which language a program wants sentences in.

use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use mendan_domain::language::Language;

/// The language of `Accept-Language` that we speak and it likes best; without one what the staff read. Of a tag only the
/// language counts: `en-GB` is `en`.
pub fn wanted(headers: &HeaderMap) -> Language {
    let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let liked = header.split(',').filter_map(liked);
    // Of several liked as much the first.
    let best = liked.fold(None, |best: Option<(Language, f32)>, one| match best {
        Some(best) if best.1 >= one.1 => Some(best),
        _ => Some(one),
    });
    best.map(|(language, _)| language).unwrap_or_default()
}

/// A language and how much it is liked: `en-GB;q=0.8`.
fn liked(range: &str) -> Option<(Language, f32)> {
    let (tag, rest) = range.split_once(';').unwrap_or((range, ""));
    let primary = tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
    let quality = rest.trim().strip_prefix("q=").map_or(Some(1.0), |quality| quality.trim().parse().ok())?;
    (quality > 0.0).then_some((Language::parse(&primary)?, quality))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_answered_in_the_language_it_likes_best() {
        let asked = |header: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, header.parse().unwrap());
            wanted(&headers)
        };
        assert_eq!(wanted(&HeaderMap::new()), Language::Ja);
        for header in ["en", "en-GB", "fr, en;q=0.8, ja;q=0.3", "EN;q=0.5"] {
            assert_eq!(asked(header), Language::En, "{header}");
        }
        for header in ["ja, en", "ja;q=0.9, en;q=0.2", "fr", "*", "en;q=0", "en;q=much"] {
            assert_eq!(asked(header), Language::Ja, "{header}");
        }
    }
}
