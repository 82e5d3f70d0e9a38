//! What the city has written, in every language it has written it in.

use std::collections::BTreeMap;

use mendan_domain::booking::mode::Mode;
use mendan_domain::language::Language;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// Texts of one thing in every language the city has written them in; Japanese is always there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Texts<T>(pub BTreeMap<String, T>);

impl<T: Default + Serialize + DeserializeOwned> Texts<T> {
    /// The texts in that language, or the Japanese ones.
    pub fn get(&self, language: Language) -> Option<&T> {
        self.0.get(language.tag()).or_else(|| self.0.get(Language::Ja.tag()))
    }

    /// Japanese and English.
    pub fn of(ja: T, en: T) -> Self {
        Self(BTreeMap::from([("ja".to_owned(), ja), ("en".to_owned(), en)]))
    }

    /// Something of them, in every language in which they are written.
    pub(crate) fn map<U>(&self, make: impl Fn(&T) -> U) -> Texts<U> {
        Texts(self.0.iter().map(|(tag, text)| (tag.clone(), make(text))).collect())
    }
}

impl<T: Default + PartialEq> Texts<T> {
    /// Only the languages in which there is anything.
    #[must_use]
    pub(crate) fn without_empty(mut self) -> Self {
        self.0.retain(|_, text| *text != T::default());
        self
    }

    /// Puts a part of them in every language: as it is `written`, empty where it is not.
    pub(crate) fn write<U: Clone + Default>(&mut self, written: &Texts<U>, put: impl Fn(&mut T, U)) {
        for tag in written.0.keys() {
            self.0.entry(tag.clone()).or_default();
        }
        for (tag, text) in &mut self.0 {
            put(text, written.0.get(tag).cloned().unwrap_or_default());
        }
        self.0.retain(|tag, text| tag == Language::Ja.tag() || *text != T::default());
    }
}

/// Texts of a municipality.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MunicipalityTexts {
    /// e.g. みのり市.
    pub name: String,
    /// Who answers the phone, e.g. 健康推進課 母子保健係.
    pub department: String,
    /// When the phone is answered, e.g. 平日 8:30〜17:15.
    pub phone_hours: String,
    /// Why personal data is collected (個人情報保護法 21条).
    pub purpose: String,
    /// The sender's name of discreet bookings; empty: the city's.
    pub discreet_sender: String,
    /// Who answers the phone, as discreet bookings say it; empty: nothing is said.
    pub discreet_department: String,
}

impl MunicipalityTexts {
    /// What is not written here is taken from there.
    pub(super) fn or(self, other: &Self) -> Self {
        let or = |here: String, there: &String| if here.is_empty() { there.clone() } else { here };
        Self {
            name: or(self.name, &other.name),
            department: or(self.department, &other.department),
            phone_hours: or(self.phone_hours, &other.phone_hours),
            purpose: or(self.purpose, &other.purpose),
            discreet_sender: or(self.discreet_sender, &other.discreet_sender),
            discreet_department: or(self.discreet_department, &other.discreet_department),
        }
    }
}

/// Texts of an office.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OfficeTexts {
    /// Full name.
    pub name: String,
    /// Short name for lists, e.g. 中央.
    pub short: String,
    /// Address.
    pub address: String,
    /// Floor and door, e.g. 2階 母子相談室.
    pub floor: String,
    /// How to get there.
    pub access: String,
    /// Steps, lift, toilet, parking for wheelchairs.
    pub accessibility: String,
    /// Its name for discreet bookings; empty: the address alone.
    pub discreet_name: String,
    /// Floor and door for discreet bookings, e.g. 2階 相談室.
    pub discreet_floor: String,
}

/// Texts of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct KindTexts {
    /// e.g. 妊娠の届出と面談.
    pub name: String,
    /// Who it is for, one sentence.
    pub audience: String,
    /// What to bring when she comes, one thing per entry.
    pub bring: Vec<String>,
    /// What to have at hand when she does not come.
    pub ready: Vec<String>,
    /// What is said of a mode, by its word: how the handbook reaches her.
    pub notes: BTreeMap<String, String>,
    /// Why personal data is collected for it; empty: the city's statement holds.
    pub purpose: String,
    /// しおり: pages and files to read before.
    pub links: Vec<Link>,
}

impl KindTexts {
    /// What to bring, or to have at hand.
    pub fn things(&self, mode: Mode) -> &[String] {
        if mode == Mode::InPerson { &self.bring } else { &self.ready }
    }

    /// What is said of that mode.
    pub fn note(&self, mode: Mode) -> Option<&str> {
        self.notes.get(mode.as_str()).map(String::as_str).filter(|note| !note.is_empty())
    }
}

/// A page or a file to read before the interview.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Link {
    /// What it is called.
    pub label: String,
    /// `https://` address.
    pub url: String,
}
