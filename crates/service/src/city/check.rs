//! Names and slugs of what the set-up makes.

use mendan_domain::fault::Fault;

/// Longest slug, in characters.
const LONGEST_SLUG: usize = 40;

/// Whether two names read the same: without spaces, letters of either case.
pub(crate) fn same_name(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.split_whitespace().collect::<String>().to_lowercase();
    plain(one) == plain(other)
}

/// Whether it can stand in addresses: small letters, digits and hyphens inside.
pub(crate) fn is_slug(text: &str) -> bool {
    let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=LONGEST_SLUG).contains(&text.len())
        && text.bytes().all(inner)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// A slug for something new: as typed, made of its English name, or the number of its sort (`office-2`).
pub(crate) fn slug(typed: &str, english: &str, what: &str, known: impl Fn(&str) -> bool) -> Result<String, Fault> {
    let typed = typed.trim();
    if !typed.is_empty() {
        return match (is_slug(typed), known(typed)) {
            (true, false) => Ok(typed.to_owned()),
            (true, true) => Err(Fault::Taken),
            (false, _) => Err(Fault::Invalid),
        };
    }
    let words: Vec<String> = english
        .to_ascii_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let base: String = words.join("-").chars().take(LONGEST_SLUG - 3).collect();
    // A name without a letter of the alphabet gives none: then it is numbered.
    let base = if base.is_empty() { what } else { base.trim_end_matches('-') };
    let named = (1..100).map(|n| if n == 1 { base.to_owned() } else { format!("{base}-{n}") });
    named.into_iter().find(|slug| is_slug(slug) && !known(slug)).ok_or(Fault::Required)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_come_from_the_english_name_and_never_twice() {
        let known = |slug: &str| slug == "central-health-centre";
        assert_eq!(slug("", "North Health Centre", "office", known).as_deref(), Ok("north-health-centre"));
        assert_eq!(slug("", "Central Health Centre", "office", known).as_deref(), Ok("central-health-centre-2"));
        assert_eq!(slug("", "中央", "office", known).as_deref(), Ok("office"));
        assert_eq!(slug("", "", "office", |slug| slug == "office").as_deref(), Ok("office-2"));
        assert_eq!(slug("central-health-centre", "", "office", known), Err(Fault::Taken));
        assert_eq!(slug("North", "", "office", known), Err(Fault::Invalid));
        assert_eq!(slug("north", "", "office", known).as_deref(), Ok("north"));
    }
}
