//! Where the city says more: links at the foot of its public pages.

use std::collections::BTreeMap;

use mendan_domain::fault::Fault;
use mendan_domain::language::Language;
use mendan_domain::person::email::Email;
use mendan_domain::person::phone::Phone;
use serde::{Deserialize, Serialize};

use super::in_language::field;
use super::part::{Part, Shown, Typed};
use crate::city::catalogue::{Municipality, Texts};
use crate::forms::Checks;

/// What a link leads to. Of each there is one line here, and its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkTo {
    /// The city's own site.
    Site,
    /// How it handles personal data.
    Privacy,
    /// How its pages can be used by everybody.
    Accessibility,
    /// How it is reached: a page, a telephone or a mailbox.
    Contact,
}

impl LinkTo {
    /// All of them, in the order of the page, with their fields: the address and the words.
    pub const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Site, "site_url", "site_label"),
        (Self::Privacy, "privacy_url", "privacy_label"),
        (Self::Accessibility, "accessibility_url", "accessibility_label"),
        (Self::Contact, "contact_url", "contact_label"),
    ];
}

/// The section.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Links(BTreeMap<LinkTo, CityLink>);

/// A link of the city.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CityLink {
    /// `https:`, of the contact `tel:` and `mailto:`, too.
    pub url: String,
    /// What it is called; where nothing is written, as it is usually called.
    pub label: Texts<String>,
}

impl CityLink {
    /// What the city calls it in that language, if it has a word of its own.
    pub fn own_label(&self, language: Language) -> Option<&str> {
        self.label.0.get(language.tag()).map(String::as_str)
    }
}

/// The address of a contact that is no page: a telephone or a mailbox, with its scheme or without.
fn reached(to: LinkTo, typed: &str) -> Option<String> {
    if to != LinkTo::Contact {
        return None;
    }
    let bare = |scheme: &str| typed.strip_prefix(scheme).unwrap_or(typed);
    let mail = || Email::parse(bare("mailto:")).ok().filter(|mail| !mail.as_str().contains(['?', '&', '#', '%']));
    let phone = Phone::parse(bare("tel:")).ok().map(|phone| format!("tel:{}", phone.e164()));
    phone.or_else(|| mail().map(|mail| format!("mailto:{}", mail.as_str())))
}

impl Links {
    /// Those that there are.
    pub fn iter(&self) -> impl Iterator<Item = (LinkTo, &CityLink)> {
        self.0.iter().map(|(to, link)| (*to, link))
    }
}

impl Part for Links {
    fn read(city: &Municipality) -> Self {
        city.settings.links.clone()
    }

    fn typed(form: &Typed<'_>, _: Self, checks: &mut Checks) -> Self {
        let mut links = BTreeMap::new();
        for (to, url, label) in LinkTo::ALL {
            let typed = form.fields.text(url).trim();
            let mut words = Texts::default();
            for language in Language::ALL {
                let name = field(label, language);
                words.0.insert(language.tag().to_owned(), checks.maybe_line(name, form.fields.text(name)));
            }
            let label = words.without_empty();
            if typed.is_empty() {
                // Words that lead nowhere.
                checks.require(label.0.is_empty(), url, Fault::Required);
                continue;
            }
            let url = match reached(to, typed) {
                Some(url) => url,
                None => checks.https(url, typed),
            };
            links.insert(to, CityLink { url, label });
        }
        Self(links)
    }

    fn apply(self, city: &mut Municipality) {
        city.settings.links = self;
    }

    fn shown(&self) -> Shown {
        let mut shown = Vec::new();
        for (to, url, label) in LinkTo::ALL {
            let link = self.0.get(&to).cloned().unwrap_or_default();
            shown.push((url, link.url));
            for language in Language::ALL {
                shown.push((field(label, language), link.label.0.get(language.tag()).cloned().unwrap_or_default()));
            }
        }
        shown
    }
}
