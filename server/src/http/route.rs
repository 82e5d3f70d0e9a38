//! Whose route a request has come to. The pattern that matched tells, never the path as somebody wrote it: a new spelling
//! of a path can miss a route, but it cannot turn one into another.

use axum::extract::MatchedPath;
use http::{Extensions, Uri};
use mendan_domain::language::Language;

/// For whom a route is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// Anybody: residents' pages, and what has no route.
    Public,
    /// Programs: answers are JSON.
    Programs,
    /// The staff entrance, the way out, and from one to the next at the same computer.
    Entrance,
    /// Whoever is signed in.
    Staff,
}

/// The route of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// For whom.
    pub area: Area,
    /// The language of its addresses.
    pub language: Language,
    /// The path without the language's prefix, always beginning with `/`.
    pub path: String,
    pattern: Option<String>,
}

impl Route {
    /// The route that matched; where none did, what the (plain) path would have belonged to.
    pub fn of(uri: &Uri, extensions: &Extensions) -> Self {
        let matched = extensions.get::<MatchedPath>().map(MatchedPath::as_str);
        let whole = matched.unwrap_or(uri.path());
        let ((language, pattern), path) = (split_language(whole), split_language(uri.path()).1);
        Self { area: area(whole), language, path: path.to_owned(), pattern: matched.map(|_| pattern.to_owned()) }
    }

    /// A path that is not plain, and so belongs to nobody.
    pub fn none(path: &str) -> Self {
        let language = split_language(path).0;
        Self { area: Area::Public, language, path: "/outcome".to_owned(), pattern: None }
    }

    /// The pattern that matched, without the language's prefix; empty: none did.
    pub fn pattern(&self) -> &str {
        self.pattern.as_deref().unwrap_or_default()
    }

    /// Whether it is found by the secret of a link.
    pub fn is_guessable(&self) -> bool {
        self.pattern().split('/').any(|segment| segment == "{token}")
    }
}

/// For whom a pattern is, or a plain path.
pub fn area(pattern: &str) -> Area {
    let mut segments = pattern.split('/').skip(1);
    match (segments.next(), segments.next()) {
        (Some("staff"), Some("sign-in" | "sign-out" | "hand-over" | "link" | "forgotten")) => Area::Entrance,
        (Some("staff"), _) => Area::Staff,
        (Some("api"), _) => Area::Programs,
        _ => Area::Public,
    }
}

/// The language of a path, and the path without its prefix.
pub fn split_language(path: &str) -> (Language, &str) {
    for language in Language::ALL {
        let prefix = language.prefix();
        if let Some(rest) = path.strip_prefix(prefix)
            && !prefix.is_empty()
            && (rest.is_empty() || rest.starts_with('/'))
        {
            return (language, if rest.is_empty() { "/" } else { rest });
        }
    }
    (Language::Ja, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_a_whole_segment() {
        assert_eq!(split_language("/en"), (Language::En, "/"));
        assert_eq!(split_language("/en/book/{kind}"), (Language::En, "/book/{kind}"));
        assert_eq!(split_language("/enough"), (Language::Ja, "/enough"));
        assert_eq!(split_language("/staff"), (Language::Ja, "/staff"));
    }

    #[test]
    fn an_area_is_a_whole_segment() {
        assert_eq!(area("/staff"), Area::Staff);
        assert_eq!(area("/staff/bookings/{id}/slip"), Area::Staff);
        assert_eq!(area("/staff/sign-in"), Area::Entrance);
        assert_eq!(area("/staff/sign-out"), Area::Entrance);
        assert_eq!(area("/staff/hand-over"), Area::Entrance);
        assert_eq!(area("/staff/link/{word}"), Area::Entrance);
        assert_eq!(area("/staff/forgotten"), Area::Entrance);
        assert_eq!(area("/staffing"), Area::Public);
        assert_eq!(area("/api"), Area::Programs);
        assert_eq!(area("/apis"), Area::Public);
        assert_eq!(area("/en/staff"), Area::Public, "the staff's pages are in one language");
        assert_eq!(area("/"), Area::Public);
    }
}
