//! The service's `Mailer`: compose, then carry.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use lettre::Message;
use lettre::transport::smtp::extension::ClientId;
use mendan_domain::ids::MunicipalityId;
use mendan_service::city::catalogue::Municipality;
use mendan_service::message::deliver::{Letter, MailError, Mailer, StaffLetter};
use mendan_service::message::dkim::SigningKey;
use mendan_service::message::relay::{Relay, Route};

use super::compose::{ComposeError, Composer};
use super::dkim;
use super::transport::{Mail, Smtp, Transport, full_name};

/// The mail servers of cities, each with its version: what one needs to trust is read once.
type OfCities = HashMap<MunicipalityId, (i64, Arc<Smtp>)>;

/// Writes letters and sends them. Logs name the Message-ID and a hash of the recipient's domain, never an address.
pub struct Post {
    composer: Composer,
    common: Option<Transport>,
    of_cities: Mutex<OfCities>,
}

impl Post {
    /// A post office over that transport, for every city that has no mail server of its own.
    pub fn new(common: Transport) -> Result<Self, ComposeError> {
        Self::with(Some(common))
    }

    /// The same, perhaps without one: then only cities that have their own send mails.
    pub fn with(common: Option<Transport>) -> Result<Self, ComposeError> {
        Ok(Self { composer: Composer::new()?, common, of_cities: Mutex::default() })
    }

    /// The folder of mails, where mails are files (for `/dev/mailbox`).
    pub fn folder(&self) -> Option<&Path> {
        self.common.as_ref().and_then(Transport::folder)
    }

    /// The server of a city: made when its version is seen for the first time. Then the sessions of the one before end.
    fn of_city(&self, city: MunicipalityId, version: i64, relay: &Relay) -> Result<Transport, MailError> {
        let mut known = self.of_cities();
        if let Some((_, smtp)) = known.get(&city).filter(|(of, _)| *of == version) {
            return Ok(Transport::Smtp(Box::new(Smtp::clone(smtp))));
        }
        // It was looked at before it was kept; what a newer release allows, this one may not read.
        let smtp = Smtp::of_city(relay).map_err(|error| MailError::Relay(format!("set-up: {error}")))?;
        if known.get(&city).is_none_or(|(of, _)| *of < version)
            && let Some((_, before)) = known.insert(city, (version, Arc::new(smtp.clone())))
        {
            before.close();
        }
        Ok(Transport::Smtp(Box::new(smtp)))
    }

    /// A city has no server of its own any more.
    fn forget(&self, city: MunicipalityId) {
        if let Some((_, before)) = self.of_cities().remove(&city) {
            before.close();
        }
    }

    fn of_cities(&self) -> MutexGuard<'_, OfCities> {
        self.of_cities.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn transport(&self, city: MunicipalityId, route: &Route) -> Result<Transport, MailError> {
        match route {
            Route::Own { version, relay } => self.of_city(city, *version, relay),
            Route::Common => {
                self.forget(city);
                self.common.clone().ok_or_else(|| MailError::Relay("MENDAN_MAIL_URL is not set".to_owned()))
            }
        }
    }
}

/// What a city calls itself to mail servers: the host of its public address, if that is a full name.
pub(super) fn name_of(city: &Municipality) -> Option<ClientId> {
    full_name(&city.full_host()?)
}

#[async_trait]
impl Mailer for Post {
    async fn send(&self, letter: &Letter, route: &Route) -> Result<(), MailError> {
        let named = (letter.row.message_id.as_str(), letter.row.recipient.as_str());
        let written = written(self.composer.compose(letter), &letter.keys, letter.stamped_at);
        self.carry(&letter.catalogue.municipality, named, written, route).await
    }

    async fn send_to_staff(&self, letter: &StaffLetter, route: &Route) -> Result<(), MailError> {
        let named = (letter.message_id.as_str(), letter.recipient.as_str());
        let written = written(self.composer.compose_to_staff(letter), &letter.keys, letter.stamped_at);
        self.carry(&letter.catalogue.municipality, named, written, route).await
    }
}

impl Post {
    /// Carries what was written of the letter with that Message-ID, to that address.
    async fn carry(
        &self,
        city: &Municipality,
        (id, recipient): (&str, &str),
        written: Result<Mail, ComposeError>,
        route: &Route,
    ) -> Result<(), MailError> {
        let domain = domain_hash(recipient);
        let mail = match written {
            Ok(mail) => mail,
            Err(error) => {
                tracing::error!(message_id = id, domain, %error, "mail not written");
                return Err(refusal(&error));
            }
        };
        let transport = self.transport(city.id, route)?;
        let outcome = transport.send(mail, id, name_of(city)).await;
        match &outcome {
            Ok(()) => tracing::info!(message_id = id, domain, "mail sent"),
            Err(error) => tracing::warn!(message_id = id, domain, %error, "mail not sent"),
        }
        outcome
    }
}

/// The octets of a message, signed with those of the keys that are of its sender's domain.
pub(super) fn written(
    message: Result<Message, ComposeError>,
    keys: &[SigningKey],
    at: DateTime<Utc>,
) -> Result<Mail, ComposeError> {
    let message = message?;
    let envelope = message.envelope().clone();
    let domain = envelope.from().map(lettre::Address::domain).unwrap_or_default();
    let octets = dkim::signed(message.formatted(), (domain, at), keys)?;
    Ok(Mail { envelope, octets })
}

/// An address that cannot stand on the wire is hers to mend; everything else is ours.
fn refusal(error: &ComposeError) -> MailError {
    match error {
        ComposeError::Recipient => MailError::Recipient(error.to_string()),
        // The error of a template may quote what it was to show.
        ComposeError::Template(_) => MailError::Internal("template".to_owned()),
        _ => MailError::Internal(error.to_string()),
    }
}

/// Eight hexadecimal digits that tell domains apart without naming them.
fn domain_hash(recipient: &str) -> String {
    let domain = recipient.rsplit_once('@').map_or("", |(_, domain)| domain);
    super::digest(domain, 4)
}
