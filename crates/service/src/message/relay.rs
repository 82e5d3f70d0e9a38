//! The mail server of a city: set by its administrator, kept sealed, and read again for every letter, so that what was changed
//! holds at once on every instance. A city that has none of its own uses that of the installation, if there is one
//! (`MENDAN_MAIL_URL`); without either its letters wait.

pub mod follow;
pub mod form;
mod known;
pub mod save;
pub mod trial;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, StaffId};
use serde::{Deserialize, Serialize};

use crate::error::Refusal;
use crate::ports::StoreError;
use crate::sealed::SealedPlace;
use crate::services::permit::{Permit, asked::ManageSetup};
use crate::services::{By, Context, Services, System};

/// When a session with the server is encrypted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encryption {
    /// Begun in the clear and encrypted before anything is said (RFC 3207); on the machine itself only if it is offered.
    #[default]
    StartTls,
    /// From the first octet (RFC 8314).
    Tls,
}

impl Encryption {
    /// Both.
    pub const ALL: [Self; 2] = [Self::StartTls, Self::Tls];

    /// The word of forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::StartTls => "starttls",
            Self::Tls => "tls",
        }
    }

    /// The port that such servers usually have.
    pub const fn port(self) -> u16 {
        match self {
            Self::StartTls => 587,
            Self::Tls => 465,
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encryption| encryption.as_str() == word)
    }
}

/// A mail server, and how we sign in there.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relay {
    /// Its name or address.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// When the session is encrypted.
    pub encryption: Encryption,
    /// Who signs in; empty: nobody.
    pub user: String,
    /// With what. Leaves this process towards the server alone.
    pub password: String,
    /// What we call ourselves there; empty: the host of the city's public address.
    pub hello: String,
    /// The certificate authority of its certificate (PEM), and no other; empty: those of the system.
    pub authority: String,
    /// The envelope's sender, where reports of what could not be delivered go; empty: the sender of the letter.
    #[serde(default)]
    pub bounces: String,
}

crate::masked_debug!(Relay { server, port, encryption });

impl Relay {
    /// Whether a password that was kept for one may be shown to the other: whoever can write the form must not have it sent
    /// elsewhere.
    pub(crate) fn is_same_place(&self, other: &Self) -> bool {
        (&self.server, self.port, &self.user, &self.authority)
            == (&other.server, other.port, &other.user, &other.authority)
    }
}

/// The row of a city's mail server.
#[derive(Clone, PartialEq, Eq)]
pub struct MailboxRow {
    /// The city.
    pub municipality: MunicipalityId,
    /// A [`Relay`], sealed; none: it was taken away.
    pub relay_sealed: Option<Vec<u8>>,
    /// Rises with every writing, also with taking away.
    pub version: i64,
    /// When it was written.
    pub changed_at: DateTime<Utc>,
    /// By whom; none: by a command.
    pub changed_by: Option<StaffId>,
}

crate::masked_debug!(MailboxRow { municipality, version, changed_at, changed_by });

/// Which mail server a letter takes.
#[derive(Debug, Clone)]
pub enum Route {
    /// That of the installation.
    Common,
    /// The city's own.
    Own {
        /// Of its row.
        version: i64,
        /// What it is.
        relay: Arc<Relay>,
    },
}

impl Route {
    /// Whether it is the same mail server, as it was set.
    pub(crate) const fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Common, Self::Common) => true,
            (Self::Own { version, .. }, Self::Own { version: other, .. }) => *version == *other,
            _ => false,
        }
    }
}

/// Why letters of a city have no way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRoute {
    /// There is no mail server for it.
    Unset,
    /// There is one, but the listed secrets do not open what is kept of it.
    Unreadable,
}

impl NoRoute {
    /// What stands beside a message that waits for that reason: pages know it and say it in their words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unset => "no mail server is set",
            Self::Unreadable => "the mail server that is set cannot be read: it is sealed under another MENDAN_SECRET",
        }
    }
}

/// What an administrator sees of her city's mail server: everything but the password.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a sentence of the page by itself")]
pub struct Mailbox {
    /// Of its row; 0 when there is none.
    pub version: i64,
    /// The city's own, without its password.
    pub own: Option<Relay>,
    /// Whether a password is kept for it.
    pub has_password: bool,
    /// There is one, but the listed secrets do not open it: it has to be set anew.
    pub unreadable: bool,
    /// When it was last changed, and by whom (none: a command).
    pub changed: Option<(DateTime<Utc>, Option<StaffId>)>,
    /// What we call ourselves to it, unless something else is set; none: the sender's domain.
    pub greets_as: Option<String>,
    /// The installation has one for cities without their own.
    pub common: bool,
    /// It may be set here; not in a demo, whose passwords everybody can read.
    pub settable: bool,
}

impl Services {
    /// Whether letters of this city can leave: it has a mail server of its own, or the installation has one. Without either they
    /// wait, and leave once one is set. Says nothing of whether the server takes them.
    pub async fn can_mail(&self, context: &Context) -> Result<bool, Refusal> {
        let row = self.store().look().await?.mailbox(context.municipality()).await?;
        Ok(self.settings().common_mail_server || row.is_some_and(|row| row.relay_sealed.is_some()))
    }

    /// The mail server of this city, as its administrator may see it.
    pub async fn mailbox_of(&self, context: &Permit<ManageSetup>) -> Result<Mailbox, Refusal> {
        let none = Mailbox {
            greets_as: context.catalogue.municipality.full_host(),
            common: self.settings().common_mail_server,
            settable: self.settings().own_mail_servers,
            ..Mailbox::default()
        };
        let Some(row) = self.store().look().await?.mailbox(context.municipality()).await? else { return Ok(none) };
        let (own, unreadable) = match self.relay_in(&row) {
            Err(Refusal::Internal(StoreError::Sealed(_))) => (None, true),
            own => (own?, false),
        };
        let has_password = own.as_ref().is_some_and(|relay| !relay.password.is_empty());
        let own = own.map(|relay| Relay { password: String::new(), ..relay });
        let changed = Some((row.changed_at, row.changed_by));
        Ok(Mailbox { version: row.version, own, has_password, unreadable, changed, ..none })
    }

    pub(super) fn may_set_mail_servers(&self) -> Result<(), Refusal> {
        if self.settings().own_mail_servers { Ok(()) } else { Err(Refusal::NotPossible) }
    }

    /// The way of a city's letters, for whoever looks after the machine.
    pub async fn mail_route(&self, context: &By<System>) -> Result<Result<Route, NoRoute>, Refusal> {
        self.letter_route(context.municipality()).await
    }

    /// The way of a city's letters, as it is at this moment; or why there is none.
    pub(crate) async fn letter_route(&self, city: MunicipalityId) -> Result<Result<Route, NoRoute>, Refusal> {
        let row = self.store().look().await?.mailbox(city).await?;
        let own = match row.map(|row| Ok((row.version, self.relay_in(&row)?))).transpose() {
            // The letters of that city do not go by another way because of that.
            Err(Refusal::Internal(StoreError::Sealed(_))) => return Ok(Err(NoRoute::Unreadable)),
            own => own?,
        };
        if let Some((version, Some(relay))) = own {
            return Ok(Ok(Route::Own { version, relay: Arc::new(relay) }));
        }
        Ok(if self.settings().common_mail_server { Ok(Route::Common) } else { Err(NoRoute::Unset) })
    }

    fn relay_in(&self, row: &MailboxRow) -> Result<Option<Relay>, Refusal> {
        let sealed = row.relay_sealed.as_deref();
        sealed.map(|sealed| self.open(&SealedPlace::Mailbox(row.municipality), sealed)).transpose()
    }
}
