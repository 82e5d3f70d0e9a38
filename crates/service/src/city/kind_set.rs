//! Sets of kinds to begin with: a counter is made in a minute, and then is the city's own.

use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::KindId;
use mendan_domain::offer::Buffers;
use mendan_domain::offer::rules::Rules;
use mendan_domain::staff::Profession;
use serde::Deserialize;
use serde_json::json;

use crate::city::catalogue::{Catalogue, Kind, KindTexts, Texts};
use crate::city::kind::position;
use crate::error::Refusal;
use crate::ports::StoreError;
use crate::services::Services;
use crate::services::permit::{Permit, asked::ManageSetup};

/// The sets, by the word that names them in addresses.
const SETS: [(&str, &str); 2] = [
    ("mothers", include_str!("../../kind_sets/mothers.json")),
    ("counters", include_str!("../../kind_sets/counters.json")),
];

/// A set of kinds.
#[derive(Debug, Clone, Deserialize)]
pub struct KindSet {
    /// The word that names it.
    #[serde(skip)]
    pub id: &'static str,
    /// Japanese name.
    pub name: String,
    /// What it is for, one Japanese sentence.
    pub about: String,
    /// Its kinds.
    pub kinds: Vec<SetKind>,
}

/// A kind of a set.
#[derive(Debug, Clone, Deserialize)]
pub struct SetKind {
    /// Slug; what has it already stays as it is.
    pub slug: String,
    /// Length, minutes.
    pub minutes: i64,
    /// Minutes of preparation.
    pub before: i64,
    /// Minutes of follow-up.
    pub after: i64,
    /// Modes it comes in.
    pub modes: Vec<Mode>,
    /// Who may hold it.
    pub professions: Vec<Profession>,
    /// Rules.
    pub rules: Rules,
    /// Words.
    pub texts: Texts<KindTexts>,
}

/// All sets.
pub fn kind_sets() -> Result<Vec<KindSet>, Refusal> {
    let read = |(id, json): (&'static str, &str)| {
        let set: KindSet = serde_json::from_str(json)
            .map_err(|error| Refusal::Internal(StoreError::Corrupt(format!("kind set {id}: {error}"))))?;
        Ok(KindSet { id, ..set })
    };
    SETS.into_iter().map(read).collect()
}

impl KindSet {
    /// The kinds the city does not have yet.
    pub fn missing<'a>(&'a self, catalogue: &'a Catalogue) -> impl Iterator<Item = &'a SetKind> {
        self.kinds.iter().filter(|kind| catalogue.kind_by_slug(&kind.slug).is_none())
    }
}

impl SetKind {
    fn kind(&self, id: KindId) -> Kind {
        Kind {
            id,
            slug: self.slug.clone(),
            minutes: self.minutes,
            buffers: Buffers { before: self.before, after: self.after },
            modes: self.modes.iter().copied().collect(),
            professions: self.professions.clone(),
            rules: self.rules.clone(),
            active: true,
            texts: self.texts.clone(),
        }
    }
}

impl Services {
    /// Adds the kinds of a set whose slugs the city does not have; returns how many.
    pub async fn kind_set_add(&self, context: &Permit<ManageSetup>, set: &str) -> Result<usize, Refusal> {
        self.write(|writer| async move {
            let sets = kind_sets()?;
            let set = sets.iter().find(|known| known.id == set).ok_or(Refusal::NotFound)?;
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            let mut added = 0;
            for (further, kind) in set.missing(&catalogue).enumerate() {
                let kind = kind.kind(KindId(writer.new_id()));
                tx.kind_insert(context.municipality(), &kind, position(&catalogue, further)).await?;
                added += 1;
            }
            let detail = json!({ "set": set.id, "added": added });
            let recorded = writer.audit(tx.as_mut(), context, "kind_set_add", ("kind", 0), &detail).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await?;
            Ok(added)
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use mendan_domain::language::Language;
    use mendan_domain::offer::rules::DueDate;

    use super::*;

    #[test]
    fn every_set_is_whole_in_both_languages() {
        for set in kind_sets().expect("sets that can be read") {
            assert!(!set.kinds.is_empty() && !set.name.is_empty() && !set.about.is_empty(), "{}", set.id);
            for kind in &set.kinds {
                assert!(super::super::check::is_slug(&kind.slug), "{}", kind.slug);
                assert!((5..=480).contains(&kind.minutes) && kind.minutes % 5 == 0, "{}", kind.slug);
                assert!(!kind.modes.is_empty() && !kind.professions.is_empty(), "{}", kind.slug);
                for language in Language::ALL {
                    let words = kind.texts.0.get(language.tag()).expect("words in that language");
                    assert!(!words.name.is_empty() && !words.audience.is_empty() && !words.bring.is_empty());
                }
            }
        }
    }

    #[test]
    fn a_counter_without_due_date_does_not_speak_of_births() {
        let words = ["妊娠", "出産", "母子", "助産", "赤ちゃん", "pregnan", "birth", "midwi", "mother"];
        for set in kind_sets().expect("sets") {
            // The set for mothers has kinds after birth, which ask for no due date.
            let hidden = |kind: &&SetKind| kind.rules.due_date == DueDate::Hidden;
            for kind in set.kinds.iter().filter(|_| set.kinds.iter().all(|kind| hidden(&kind))) {
                let texts = serde_json::to_string(&kind.texts).expect("JSON").to_lowercase();
                for word in words {
                    assert!(!texts.contains(word), "{}: {word}", kind.slug);
                }
            }
        }
    }
}
