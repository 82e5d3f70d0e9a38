//! What the city is called, who answers its telephone, and when. Discreet bookings have a department of their own.

use mendan_domain::fault::Fault;
use mendan_domain::language::Language;
use mendan_domain::person::phone::{Phone, PhoneError};
use serde::{Deserialize, Serialize};

use super::in_language::field;
use super::part::{Part, Shown, Typed};
use crate::city::catalogue::{Municipality, MunicipalityTexts, Texts};
use crate::forms::Checks;

/// The section.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Names {
    phone: String,
    words: Texts<Words>,
}

/// Its words in a language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
struct Words {
    name: String,
    department: String,
    phone_hours: String,
    discreet_department: String,
}

/// A text, where it stands, and whether it has one line and must be there in Japanese.
type Line = (&'static str, fn(&mut Words) -> &mut String, bool);

const LINES: [Line; 4] = [
    ("name", |words| &mut words.name, true),
    ("department", |words| &mut words.department, false),
    ("phone_hours", |words| &mut words.phone_hours, false),
    ("discreet_department", |words| &mut words.discreet_department, false),
];

impl Part for Names {
    fn read(city: &Municipality) -> Self {
        let words = city.texts.map(|texts| Words {
            name: texts.name.clone(),
            department: texts.department.clone(),
            phone_hours: texts.phone_hours.clone(),
            discreet_department: texts.discreet_department.clone(),
        });
        Self { phone: city.phone.clone(), words: words.without_empty() }
    }

    fn typed(form: &Typed<'_>, _: Self, checks: &mut Checks) -> Self {
        let mut words = Texts::default();
        for language in Language::ALL {
            let mut here = Words::default();
            for (text, of, must) in LINES {
                let (name, typed) = (field(text, language), form.fields.text(field(text, language)));
                let must = must && language == Language::Ja;
                *of(&mut here) = match text {
                    "phone_hours" => checks.maybe_text(name, typed),
                    _ if must => checks.line(name, typed),
                    _ => checks.maybe_line(name, typed),
                };
            }
            words.0.insert(language.tag().to_owned(), here);
        }
        let typed = form.fields.text("phone");
        let phone = Phone::parse(typed).map(|phone| phone.national().to_owned()).map_err(PhoneError::fault);
        let phone = checks.value("phone", if typed.trim().is_empty() { Err(Fault::Required) } else { phone });
        Self { phone, words: words.without_empty() }
    }

    fn apply(self, city: &mut Municipality) {
        city.phone = self.phone;
        city.texts.write(&self.words, |texts: &mut MunicipalityTexts, words| {
            texts.name = words.name;
            texts.department = words.department;
            texts.phone_hours = words.phone_hours;
            texts.discreet_department = words.discreet_department;
        });
    }

    fn shown(&self) -> Shown {
        let mut shown = vec![("phone", self.phone.clone())];
        for (text, of, _) in LINES {
            for language in Language::ALL {
                let mut words = self.words.0.get(language.tag()).cloned().unwrap_or_default();
                shown.push((field(text, language), std::mem::take(of(&mut words))));
            }
        }
        shown
    }
}
