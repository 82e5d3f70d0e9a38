//! From what somebody typed to what we can rely on.

use chrono::NaiveDate;
use mendan_domain::date::{Asked, DateError, check_birth_date, check_due_date, read_typed};
use mendan_domain::fault::Fault;
use mendan_domain::language::Language;
use mendan_domain::message::window::ContactWindow;
use mendan_domain::person::email::{Email, EmailError};
use mendan_domain::person::name::{NameField, PersonName};
use mendan_domain::person::phone::Phone;
use mendan_domain::text;
use serde::{Deserialize, Serialize};

use crate::error::FieldError;
use crate::model::{Contact, PrivateNotes};

/// A person as typed, on a page, at the desk or by the API. Everything is text until [`PersonForm::check`].
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonForm {
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Family name in kana.
    pub family_name_kana: String,
    /// Given name in kana.
    pub given_name_kana: String,
    /// Birth date, any form [`read_typed`] reads.
    pub birth_date: String,
    /// Phone.
    pub phone: String,
    /// Mail address, may be empty.
    pub email: String,
    /// Addresses at domains that look like a slip are asked about once: the address that was. `None` where nobody can be asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_asked: Option<String>,
    /// Due date, may be empty; any form [`read_typed`] reads.
    pub due_date: String,
    /// Language tag; empty means Japanese.
    pub language: String,
    /// What we should mind: stable words.
    pub needs: Vec<String>,
    /// Her own words.
    pub note: String,
    /// When she wants to hear from us: the word of a [`ContactWindow`]; empty: any time.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub contact_window: String,
    /// Neutral messages.
    pub discreet: bool,
    /// She agreed to the purpose statement.
    pub consent: bool,
    /// The version of the statement that her page showed; empty: a program, which shows its own.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub consent_seen: String,
}

crate::masked_debug!(PersonForm {});

/// A person we can rely on.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// Contact.
    pub contact: Contact,
    /// Sealed part.
    pub private: PrivateNotes,
    /// Language of messages.
    pub language: Language,
    /// Neutral messages.
    pub discreet: bool,
}

crate::masked_debug!(Person { language, discreet });

/// The words for 配慮.
pub const NEEDS: [&str; 5] = ["interpreter", "sign_language", "older_child", "wheelchair", "quiet_contact"];

impl PersonForm {
    /// Checks everything at once, so that she sees all there is to mend.
    pub fn check(&self, today: NaiveDate) -> Result<Person, Vec<FieldError>> {
        let mut errors = Vec::new();
        let name =
            PersonName::parse(&self.family_name, &self.given_name, &self.family_name_kana, &self.given_name_kana)
                .map_err(|all| {
                    errors.extend(all.into_iter().map(|(field, e)| FieldError::new(name_field(field), e.fault())));
                });
        if name.is_err() && self.is_nameless_in_japanese() {
            // All there is to fill in is said at once.
            errors.push(FieldError::new("family_name_kana", Fault::Required));
        }
        let birth = self.birth(today).map_err(|code| errors.push(FieldError::new("birth_date", code)));
        let phone = Phone::parse(&self.phone).map_err(|e| errors.push(FieldError::new("phone", e.fault())));
        let email = optional(&self.email, |typed| Email::parse(typed).map_err(EmailError::fault))
            .map_err(|code| errors.push(FieldError::new("email", code)));
        if let Ok(Some(email)) = &email
            && self.doubts(email)
        {
            errors.push(FieldError::new("email", Fault::DidYouMean));
        }
        let due_date = self.due(today).map_err(|code| errors.push(FieldError::new("due_date", code)));
        let note =
            optional(&self.note, |typed| text::free_text(typed, &text::Limits::NOTE).map_err(text::TextError::fault))
                .map_err(|code| errors.push(FieldError::new("note", code)));
        let language = if self.language.is_empty() { Some(Language::Ja) } else { Language::parse(&self.language) };
        if language.is_none() {
            errors.push(FieldError::new("language", Fault::Invalid));
        }
        if self.needs.iter().any(|need| !NEEDS.contains(&need.as_str())) {
            errors.push(FieldError::new("needs", Fault::Invalid));
        }
        let window = if self.contact_window.is_empty() {
            Some(ContactWindow::Any)
        } else {
            ContactWindow::parse(&self.contact_window)
        };
        if window.is_none() {
            errors.push(FieldError::new("contact_window", Fault::Invalid));
        }
        if !self.consent {
            errors.push(FieldError::new("consent", Fault::Required));
        }
        match (name, birth, phone, email, due_date, note, language) {
            (Ok(name), Ok(birth_date), Ok(phone), Ok(email), Ok(due_date), Ok(note), Some(language))
                if errors.is_empty() =>
            {
                let contact = contact(&name, birth_date, &phone, email.as_ref());
                let private = PrivateNotes {
                    due_date,
                    needs: self.needs.clone(),
                    note: note.unwrap_or_default(),
                    contact_window: window.unwrap_or_default(),
                };
                Ok(Person { contact, private, language, discreet: self.discreet })
            }
            _ => Err(errors),
        }
    }

    fn birth(&self, today: NaiveDate) -> Result<NaiveDate, Fault> {
        let date = read_typed(&self.birth_date, Asked::Birth, today).map_err(DateError::fault)?;
        check_birth_date(date, today).map_err(DateError::fault)?;
        Ok(date)
    }

    /// The due date, if one was typed; the code of its error.
    pub fn due(&self, today: NaiveDate) -> Result<Option<NaiveDate>, Fault> {
        optional(&self.due_date, |typed| {
            let date = read_typed(typed, Asked::Due, today).map_err(DateError::fault)?;
            check_due_date(date, today).map_err(DateError::fault)?;
            Ok(date)
        })
    }

    /// Whether to ask about the address: it looks like a slip, and she has not said that it is right.
    fn doubts(&self, email: &Email) -> bool {
        let asked = self.email_asked.as_ref().map(|asked| Email::parse(asked).ok());
        asked.is_some_and(|asked| asked.as_ref() != Some(email)) && email.suggestion().is_some()
    }

    fn is_nameless_in_japanese(&self) -> bool {
        let names = [&self.family_name, &self.given_name, &self.family_name_kana, &self.given_name_kana];
        self.language == Language::Ja.tag() && names.iter().all(|typed| typed.trim().is_empty())
    }
}

fn optional<T>(typed: &str, parse: impl Fn(&str) -> Result<T, Fault>) -> Result<Option<T>, Fault> {
    if text::without_marks(typed).trim().is_empty() { Ok(None) } else { parse(typed).map(Some) }
}

fn name_field(field: NameField) -> &'static str {
    match field {
        NameField::Family => "family_name",
        NameField::Given => "given_name",
        NameField::FamilyKana => "family_name_kana",
        NameField::GivenKana => "given_name_kana",
    }
}

fn contact(name: &PersonName, birth_date: NaiveDate, phone: &Phone, email: Option<&Email>) -> Contact {
    Contact {
        family_name: name.family().to_owned(),
        given_name: name.given().to_owned(),
        family_kana: name.family_kana().to_owned(),
        given_kana: name.given_kana().to_owned(),
        phone_typed: phone.typed().to_owned(),
        phone_e164: phone.e164().to_owned(),
        phone_last4: phone.last4().to_owned(),
        email: email.map(|e| e.as_str().to_owned()),
        birth_date,
    }
}
