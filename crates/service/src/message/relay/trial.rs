//! Try a mail server out with one mail, by what is typed and not saved yet: what it answered, and at which step.

use std::sync::Arc;

use async_trait::async_trait;
use mendan_domain::fault::Fault;
use mendan_domain::person::email::{Email, EmailError};
use serde_json::json;

use super::Relay;
use super::form::RelayForm;
use crate::city::catalogue::Catalogue;
use crate::error::{FieldError, Refusal};
use crate::forms::Fields;
use crate::message::dkim::SigningKey;
use crate::services::Services;
use crate::services::permit::{Permit, asked::ManageSetup};

/// How far a trial came, and so what is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The server took the mail. Whether it arrives is not known.
    Accepted,
    /// There is no such name.
    NoName,
    /// An address where no mail server of a city can be.
    NotAllowed,
    /// Nobody answers there.
    Unreachable,
    /// It was connected, and not done in time.
    Silent,
    /// What answers is no mail server, or speaks otherwise (TLS from the start, or not).
    NotMail,
    /// It does not let us in, whoever we are.
    Greeting,
    /// It does not like what we call ourselves.
    Hello,
    /// It offers no encryption.
    NoTls,
    /// Nobody we trust signed its certificate.
    CertificateUnknown,
    /// Its certificate is of another name.
    CertificateName,
    /// Its certificate is out of date, or cannot be used for another reason.
    CertificateInvalid,
    /// It offers no way to sign in that we know.
    NoSignIn,
    /// It refuses user and password.
    SignIn,
    /// It refuses our sender.
    Sender,
    /// It refuses the address that was to be written to.
    Recipient,
    /// It delivers nothing of ours to others.
    Relaying,
    /// It refuses the mail itself.
    Letter,
    /// Not now.
    Later,
    /// So many were tried that nothing was sent.
    TooMany,
}

impl Step {
    /// The word for the audit log.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::NoName => "no_name",
            Self::NotAllowed => "not_allowed",
            Self::Unreachable => "unreachable",
            Self::Silent => "silent",
            Self::NotMail => "not_mail",
            Self::Greeting => "greeting",
            Self::Hello => "hello",
            Self::NoTls => "no_tls",
            Self::CertificateUnknown => "certificate_unknown",
            Self::CertificateName => "certificate_name",
            Self::CertificateInvalid => "certificate_invalid",
            Self::NoSignIn => "no_sign_in",
            Self::SignIn => "sign_in",
            Self::Sender => "sender",
            Self::Recipient => "recipient",
            Self::Relaying => "relaying",
            Self::Letter => "letter",
            Self::Later => "later",
            Self::TooMany => "too_many",
        }
    }
}

/// What became of a trial.
#[derive(Clone, PartialEq, Eq)]
pub struct Trial {
    /// How far it came.
    pub step: Step,
    /// The server's own answer, where it gave one as mail servers do. For the eyes of who asked alone: it may name addresses.
    pub answer: String,
    /// For the form that is shown again: with it the password need not be typed once more to save it. Opens here alone.
    pub kept: String,
}

crate::masked_debug!(Trial { step });

impl Trial {
    /// What became of it, without an answer of the server.
    pub const fn silent(step: Step) -> Self {
        Self { step, answer: String::new(), kept: String::new() }
    }
}

/// One mail that tells nothing but that it has arrived.
#[derive(Clone)]
pub struct TrialMail {
    /// The city, whose sender it has.
    pub catalogue: Arc<Catalogue>,
    /// To whom.
    pub to: String,
    /// What the city's mails are signed with.
    pub keys: Vec<SigningKey>,
    /// When.
    pub at: chrono::DateTime<chrono::Utc>,
}

crate::masked_debug!(TrialMail { at });

/// What speaks to mail servers.
#[async_trait]
pub trait Carrier: Send + Sync {
    /// What of it cannot be used whatever the server says: names and certificates that are none.
    fn faults(&self, relay: &Relay) -> Vec<FieldError>;
    /// Sends one mail by that server, within twenty seconds.
    async fn try_out(&self, relay: &Relay, mail: &TrialMail) -> Trial;
}

/// What was typed to try.
#[derive(Clone, Default)]
pub struct TrialForm {
    /// The server; nothing of it is saved.
    pub relay: RelayForm,
    /// To whom the mail goes.
    pub to: String,
}

crate::masked_debug!(TrialForm { relay });

impl TrialForm {
    /// From its fields.
    pub fn typed(fields: &Fields) -> Self {
        Self { relay: RelayForm::typed(fields), to: fields.owned("to") }
    }
}

impl Services {
    /// Tries a mail server out. What is typed is used and not saved; an empty password is the one that is kept. So many in an hour
    /// and city (`Settings::trials_per_hour`): whoever may write this form could look around in the network otherwise, and each
    /// trial stands in the audit log, without the address written to.
    pub async fn mailbox_try(
        &self,
        context: &Permit<ManageSetup>,
        form: &TrialForm,
        carrier: &dyn Carrier,
    ) -> Result<Trial, Refusal> {
        self.may_set_mail_servers()?;
        let city = context.municipality();
        let row = self.store().look().await?.mailbox(city).await?;
        let known = self.known_relays(row.as_ref(), city, &form.relay)?;
        let relay = form.relay.read(&known, carrier);
        let (relay, to) = both(relay, recipient(&form.to))?;
        if !self.may_try_mail_server(city) {
            return Ok(Trial { kept: self.keep_tried(city, &relay)?, ..Trial::silent(Step::TooMany) });
        }
        // A key that does not open keeps nobody from trying a server.
        let keys = self.signing_keys(city).await.unwrap_or_default();
        let mail = TrialMail { catalogue: Arc::clone(&context.catalogue), to, keys, at: self.now() };
        let trial = carrier.try_out(&relay, &mail).await;
        let detail = json!({ "server": relay.server, "port": relay.port, "outcome": trial.step.as_str() });
        self.write(|writer| {
            let detail = &detail;
            async move {
                let mut tx = writer.begin().await?;
                let recorded = writer.audit(tx.as_mut(), context, "mailbox_try", ("city", city.0), detail).await?;
                Ok(tx.commit(recorded).await?)
            }
        })
        .await?;
        Ok(Trial { kept: self.keep_tried(city, &relay)?, ..trial })
    }
}

fn recipient(typed: &str) -> Result<String, FieldError> {
    let read =
        if typed.trim().is_empty() { Err(Fault::Required) } else { Email::parse(typed).map_err(EmailError::fault) };
    read.map(|email| email.as_str().to_owned()).map_err(|code| FieldError::new("to", code))
}

/// All that is to mend is told at once.
fn both(relay: Result<Relay, Refusal>, to: Result<String, FieldError>) -> Result<(Relay, String), Refusal> {
    match (relay, to) {
        (Ok(relay), Ok(to)) => Ok((relay, to)),
        (Err(Refusal::Invalid(mut errors)), to) => {
            errors.extend(to.err());
            Err(Refusal::Invalid(errors))
        }
        (Err(refusal), _) => Err(refusal),
        (Ok(_), Err(error)) => Err(Refusal::Invalid(vec![error])),
    }
}
