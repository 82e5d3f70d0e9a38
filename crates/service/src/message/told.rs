//! What a booking tells of the city: one name, one number and one place, wherever it is told (page, slip, mail, calendar).
//! Of a discreet booking they are the neutral ones.

use mendan_domain::language::Language;

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::model::{Booking, PrivateNotes};
use crate::sealed::SealedPlace;
use crate::services::Services;

/// The words of one booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Who writes: the sender's name.
    pub sender: String,
    /// The mailbox it comes from: From and ORGANIZER.
    pub mailbox: String,
    /// The telephone for questions.
    pub phone: String,
    /// Who answers it.
    pub department: String,
    /// When it is answered.
    pub phone_hours: String,
    /// House, floor and room; empty where no neutral name is known.
    pub house: String,
    /// Address.
    pub address: String,
    /// How to get there.
    pub access: String,
}

impl Told {
    /// What that booking tells in that language.
    pub fn of(catalogue: &Catalogue, booking: &Booking, language: Language) -> Self {
        let municipality = &catalogue.municipality;
        let city = municipality.words(language);
        let office = catalogue.office(booking.office);
        let words = office.map(|office| office.words(language)).unwrap_or_default();
        let own = office.map(|office| office.phone.as_str()).filter(|phone| !phone.is_empty() && !booking.discreet);
        let (phone, department) = match own {
            Some(phone) => (phone, &words.name),
            None => (municipality.phone.as_str(), &city.department),
        };
        let (phone, department) = (phone.to_owned(), department.clone());
        if booking.discreet {
            return Self {
                sender: first(&[&city.discreet_sender, &city.name]),
                mailbox: first(&[&municipality.discreet_mail_from, &municipality.mail_from]),
                phone,
                department: city.discreet_department,
                phone_hours: city.phone_hours,
                house: join(&[&words.discreet_name, &words.discreet_floor]),
                address: words.address,
                access: String::new(),
            };
        }
        let house = first(&[&words.name, &city.name]);
        Self {
            sender: if house.starts_with(&city.name) { house } else { join(&[&city.name, &house]) },
            mailbox: municipality.mail_from.clone(),
            phone,
            department,
            phone_hours: city.phone_hours,
            house: join(&[&words.name, &words.floor]),
            address: words.address,
            access: words.access,
        }
    }

    /// House and address, a line each.
    pub fn place(&self) -> Vec<String> {
        [&self.house, &self.address].into_iter().filter(|line| !line.is_empty()).cloned().collect()
    }
}

impl Services {
    /// Whether she wants to hear from us by mail and not by telephone, and can.
    pub fn answers_by_mail(&self, booking: &Booking) -> Result<bool, Refusal> {
        let notes = self.notes_of(booking)?;
        Ok(booking.contact.email.is_some() && notes.needs.iter().any(|need| need == "quiet_contact"))
    }

    /// Due date, needs and note of a booking, opened.
    pub(crate) fn notes_of(&self, booking: &Booking) -> Result<PrivateNotes, Refusal> {
        self.open(&SealedPlace::Private(booking.id), &booking.private_sealed)
    }
}

/// The first that is not empty.
fn first(texts: &[&String]) -> String {
    texts.iter().find(|text| !text.is_empty()).map(|text| (*text).clone()).unwrap_or_default()
}

fn join(parts: &[&String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).map(|part| part.as_str()).collect::<Vec<_>>().join(" ")
}
