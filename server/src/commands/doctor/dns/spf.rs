//! SPF (RFC 7208), as far as a receiver would fail on it: one record, everything it includes is there, ten questions at most, and not
//! everybody allowed.

use super::ask::{Resolver, Silence};

/// Questions a receiver asks before it gives up.
const QUESTIONS: usize = 10;

/// What was found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A record that receivers can use.
    Good,
    /// No record.
    None,
    /// More than one, which is as if there were none.
    Several,
    /// Something included has no record.
    Missing(String),
    /// More questions than receivers ask.
    TooLong,
    /// Everybody may send for the domain.
    Everybody,
}

/// Looks at the record of a domain and at what it includes.
pub(super) async fn look(resolver: &Resolver, domain: &str) -> Result<Found, Silence> {
    let first = match record(resolver, domain).await? {
        Ok(record) => record,
        Err(found) => return Ok(found),
    };
    let (mut waiting, mut asked) = (terms(&first), 0);
    if allows_everybody(&first) {
        return Ok(Found::Everybody);
    }
    while let Some(term) = waiting.pop() {
        asked += 1;
        if asked > QUESTIONS {
            return Ok(Found::TooLong);
        }
        // Names with macros are made of each mail's own words.
        let Some(name) = term.filter(|name| !name.contains('%')) else { continue };
        match record(resolver, &name).await? {
            Ok(record) => waiting.extend(terms(&record)),
            Err(_) => return Ok(Found::Missing(name)),
        }
    }
    Ok(Found::Good)
}

/// The one record of a name.
async fn record(resolver: &Resolver, name: &str) -> Result<Result<String, Found>, Silence> {
    let texts = resolver.texts(name).await?;
    let is_spf = |text: &String| {
        let text = text.to_lowercase();
        text == "v=spf1" || text.starts_with("v=spf1 ")
    };
    let mut records = texts.into_iter().filter(is_spf);
    Ok(match (records.next(), records.next()) {
        (None, _) => Err(Found::None),
        (Some(record), None) => Ok(record),
        (Some(_), Some(_)) => Err(Found::Several),
    })
}

/// What costs a question: the domain of an `include` or a `redirect`, nothing for `a`, `mx`, `ptr`, `exists`.
fn terms(record: &str) -> Vec<Option<String>> {
    let words = record.split_whitespace().skip(1).map(str::to_lowercase);
    words
        .filter_map(|word| {
            let term = word.trim_start_matches(['+', '-', '~', '?']);
            let named = term.strip_prefix("include:").or_else(|| term.strip_prefix("redirect="));
            let counted = ["a", "mx", "ptr"].iter().any(|kind| {
                term.strip_prefix(kind).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
            });
            named.map(|name| Some(name.to_owned())).or_else(|| (counted || term.starts_with("exists:")).then_some(None))
        })
        .collect()
}

/// `all` without a sign before it, or with `+`.
fn allows_everybody(record: &str) -> bool {
    record.split_whitespace().skip(1).any(|word| matches!(word.to_lowercase().as_str(), "all" | "+all"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_record_asks_for_is_counted() {
        let found = terms("v=spf1 ip4:192.0.2.0/24 a mx:mail.example include:_spf.example ~all redirect=other.example");
        assert_eq!(found, [None, None, Some("_spf.example".to_owned()), Some("other.example".to_owned())]);
        assert!(terms("v=spf1 ip6:2001:db8::/32 -all").is_empty());
    }

    #[test]
    fn a_record_that_allows_everybody_is_seen() {
        assert!(allows_everybody("v=spf1 +all") && allows_everybody("v=spf1 mx all"));
        assert!(!allows_everybody("v=spf1 mx ~all") && !allows_everybody("v=spf1 include:all.example -all"));
    }
}
