//! The purpose statement (個人情報保護法 21条). Every text of it has a version, which bookings keep: what somebody agreed to can
//! be read as long as the booking is there, however often the statement has changed since.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use mendan_domain::fault::Fault;
use mendan_domain::language::Language;
use serde::{Deserialize, Serialize};

use super::change::Change;
use super::in_language::field;
use super::part::{Part, Shown, Typed};
use crate::city::catalogue::{Municipality, MunicipalityTexts, Texts};
use crate::forms::Checks;

/// The section.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Consent {
    version: String,
    purpose: Texts<String>,
}

impl Part for Consent {
    fn read(city: &Municipality) -> Self {
        let purpose = city.texts.map(|texts| texts.purpose.clone()).without_empty();
        Self { version: city.consent_version.clone(), purpose }
    }

    fn typed(form: &Typed<'_>, stands: Self, checks: &mut Checks) -> Self {
        let mut purpose = Texts::default();
        for language in Language::ALL {
            let name = field("purpose", language);
            let text = checks.maybe_text(name, form.fields.text(name));
            checks.fail_if(text.is_empty() && language == Language::Ja, name, Fault::Required);
            purpose.0.insert(language.tag().to_owned(), text);
        }
        let purpose = purpose.without_empty();
        // The same words are the same version.
        let version = if purpose == stands.purpose { stands.version } else { form.mark.clone() };
        Self { version, purpose }
    }

    fn apply(self, city: &mut Municipality) {
        city.consent_version = self.version;
        city.texts.write(&self.purpose, |texts: &mut MunicipalityTexts, purpose| texts.purpose = purpose);
    }

    fn shown(&self) -> Shown {
        let texts = Language::ALL.map(|language| {
            let text = self.purpose.0.get(language.tag()).cloned().unwrap_or_default();
            (field("purpose", language), text)
        });
        [("consent_version", self.version.clone())].into_iter().chain(texts).collect()
    }
}

/// A text of the statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What bookings call it.
    pub version: String,
    /// Since when it was in force; none: since before anybody changed it here.
    pub since: Option<DateTime<Utc>>,
    /// Until when; none: it is in force.
    pub until: Option<DateTime<Utc>>,
    /// Its words.
    pub purpose: Texts<String>,
}

/// All texts there have been, the one in force first: what is written now, and what the history has. A text that came back by an
/// undo is in force since it came back.
pub fn statements(city: &Municipality, history: &[Change]) -> Vec<Statement> {
    let in_force = Consent::read(city);
    let mut known: BTreeMap<String, Statement> = BTreeMap::new();
    for change in history.iter().rev() {
        let read = |value| serde_json::from_value::<Consent>(value).unwrap_or_default();
        let (was, became) = (read(change.was.clone()), read(change.became.clone()));
        let before = known.entry(was.version.clone()).or_insert_with(|| statement(was, None));
        before.until = Some(change.at);
        let after = known.entry(became.version.clone()).or_insert_with(|| statement(became, None));
        (after.since, after.until) = (Some(change.at), None);
    }
    known.entry(in_force.version.clone()).or_insert_with(|| statement(in_force, None));
    let mut all: Vec<Statement> = known.into_values().collect();
    all.sort_by_key(|one| (one.until.is_some(), std::cmp::Reverse(one.until)));
    all
}

fn statement(consent: Consent, since: Option<DateTime<Utc>>) -> Statement {
    Statement { version: consent.version, since, until: None, purpose: consent.purpose }
}
