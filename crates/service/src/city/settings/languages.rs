//! In which of the product's languages the city speaks. Japanese is always there.

use mendan_domain::language::Language;
use serde::{Deserialize, Serialize};

use super::part::{Part, Shown, Typed};
use crate::city::catalogue::Municipality;
use crate::forms::Checks;

/// The languages beside Japanese, by their tags; none: all that the product has.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Offered(Option<Vec<String>>);

impl Offered {
    /// Whether it is offered.
    fn has(&self, language: Language) -> bool {
        let chosen = |tags: &Vec<String>| tags.iter().any(|tag| tag == language.tag());
        language == Language::Ja || self.0.as_ref().is_none_or(chosen)
    }
}

impl Municipality {
    /// The languages it offers, in the order of the language switch.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        Language::ALL.into_iter().filter(|language| self.settings.languages.has(*language))
    }

    /// The language it speaks with somebody who reads that one: Japanese, where it is not offered (any more).
    pub fn spoken(&self, language: Language) -> Language {
        if self.settings.languages.has(language) { language } else { Language::Ja }
    }
}

impl Part for Offered {
    fn read(city: &Municipality) -> Self {
        city.settings.languages.clone()
    }

    fn typed(form: &Typed<'_>, _: Self, _: &mut Checks) -> Self {
        let others = Language::ALL.into_iter().filter(|language| *language != Language::Ja);
        let (all, chosen): (Vec<_>, Vec<_>) =
            others.map(|language| (language, form.fields.all("languages").any(|tag| tag == language.tag()))).unzip();
        if chosen.iter().all(|chosen| *chosen) {
            return Self(None);
        }
        let chosen = all.into_iter().zip(chosen).filter(|(_, chosen)| *chosen);
        Self(Some(chosen.map(|(language, _)| language.tag().to_owned()).collect()))
    }

    fn apply(self, city: &mut Municipality) {
        city.settings.languages = self;
    }

    fn shown(&self) -> Shown {
        let offered = Language::ALL.into_iter().filter(|language| self.has(*language));
        offered.map(|language| ("languages", language.tag().to_owned())).collect()
    }
}
