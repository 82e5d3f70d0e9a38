//! A mail server as typed.

use mendan_domain::fault::Fault;
use mendan_domain::person::email::{Email, EmailError};
use mendan_domain::text::{self, Limits};
use url::Host;

use super::{Encryption, Relay};
use crate::error::Refusal;
use crate::forms::{Checks, Fields};
use crate::message::relay::trial::Carrier;

/// Ports.
const PORTS: (i64, i64) = (1, 65_535);
/// Longest certificate authority, in octets: some certificates one below the other.
const LONGEST_AUTHORITY: usize = 20_000;
/// Longest password, in octets.
const LONGEST_PASSWORD: usize = 500;

/// The field of [`RelayForm::tried`]: as of a password nothing of it is shown again unasked.
pub const TRIED: &str = "tried_password";

/// What was typed.
#[derive(Clone, Default)]
pub struct RelayForm {
    /// Name or address of the server.
    pub server: String,
    /// Its port; empty: the usual one.
    pub port: String,
    /// One of [`Encryption::as_str`].
    pub encryption: String,
    /// Who signs in; empty: nobody.
    pub user: String,
    /// With what; empty: what is kept for this server and this user.
    pub password: String,
    /// What the last trial gave back, so that its password need not be typed again.
    pub tried: String,
    /// What we call ourselves; empty: the host of the city's address.
    pub hello: String,
    /// A certificate authority (PEM); empty: those of the system.
    pub authority: String,
    /// Where reports of what could not be delivered go; empty: to the sender.
    pub bounces: String,
}

crate::masked_debug!(RelayForm { server, port, encryption });

impl RelayForm {
    /// From its fields.
    pub fn typed(fields: &Fields) -> Self {
        Self {
            server: fields.owned("server"),
            port: fields.owned("port"),
            encryption: fields.owned("encryption"),
            user: fields.owned("user"),
            password: fields.owned("password"),
            tried: fields.owned(TRIED),
            hello: fields.owned("hello"),
            authority: fields.owned("authority"),
            bounces: fields.owned("bounces"),
        }
    }

    /// What it means, or all there is to mend. `known` are servers whose password she need not type again.
    pub(super) fn read(&self, known: &[Relay], carrier: &dyn Carrier) -> Result<Relay, Refusal> {
        let mut checks = Checks::default();
        let relay = self.checked(known, &mut checks);
        for error in carrier.faults(&relay) {
            checks.fail(error.field, error.code);
        }
        checks.done()?;
        Ok(relay)
    }

    fn checked(&self, known: &[Relay], checks: &mut Checks) -> Relay {
        let encryption = checks.valid("encryption", Encryption::parse(&self.encryption)).unwrap_or_default();
        let port = checks.maybe_number("port", &self.port, PORTS).and_then(|port| u16::try_from(port).ok());
        let server = checks.value("server", server(&self.server));
        let mut relay = Relay {
            server,
            port: port.unwrap_or_else(|| encryption.port()),
            encryption,
            user: checks.maybe_line("user", &text::without_marks(&self.user)),
            password: String::new(),
            hello: text::without_marks(&self.hello).trim().to_lowercase(),
            authority: self.authority.trim().to_owned(),
            bounces: checks.value("bounces", bounces(&self.bounces)),
        };
        checks.fail_if(relay.user.is_empty() && !self.password.is_empty(), "user", Fault::Required);
        checks.fail_if(relay.authority.len() > LONGEST_AUTHORITY, "authority", Fault::TooLong);
        relay.password = checks.value("password", self.password_for(&relay, known));
        relay
    }

    /// What is kept is kept for one server and one user: another one would be told it.
    fn password_for(&self, relay: &Relay, known: &[Relay]) -> Result<String, Fault> {
        if relay.user.is_empty() {
            return Ok(String::new());
        }
        if self.password.is_empty() {
            let kept = known.iter().find(|known| known.is_same_place(relay) && !known.password.is_empty());
            return kept.map(|kept| kept.password.clone()).ok_or(Fault::Required);
        }
        if self.password.len() > LONGEST_PASSWORD {
            return Err(Fault::TooLong);
        }
        if self.password.chars().any(char::is_control) {
            Err(Fault::ControlCharacter)
        } else {
            Ok(self.password.clone())
        }
    }
}

/// A name or an address and nothing else: no scheme, no port, no path.
fn server(typed: &str) -> Result<String, Fault> {
    let typed = text::without_marks(typed);
    let typed = typed.trim().trim_matches(['[', ']']);
    if typed.is_empty() {
        return Err(Fault::Required);
    }
    if let Ok(address) = typed.parse::<std::net::IpAddr>() {
        return Ok(address.to_string());
    }
    if typed.len() > Limits::LINE.graphemes {
        return Err(Fault::TooLong);
    }
    match Host::parse(typed.trim_end_matches('.')) {
        Ok(Host::Domain(name)) => Ok(name),
        Ok(Host::Ipv4(address)) => Ok(address.to_string()),
        _ => Err(Fault::Invalid),
    }
}

/// A mail address, or nothing.
fn bounces(typed: &str) -> Result<String, Fault> {
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    Email::parse(typed).map(|email| email.as_str().to_owned()).map_err(EmailError::fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_a_name_or_an_address_and_nothing_else() {
        for (typed, read) in [
            (" Smtp.Kaku.Example. ", "smtp.kaku.example"),
            ("ｓｍｔｐ.kaku.example", "smtp.kaku.example"),
            ("192.0.2.7", "192.0.2.7"),
            ("[2001:db8::7]", "2001:db8::7"),
            ("localhost", "localhost"),
        ] {
            assert_eq!(server(typed).as_deref(), Ok(read), "{typed}");
        }
        assert_eq!(server("  "), Err(Fault::Required));
        for typed in ["smtp://kaku.example", "kaku.example:587", "a b", "post@kaku.example", "kaku.example/x", "a\r\nb"]
        {
            assert_eq!(server(typed), Err(Fault::Invalid), "{typed}");
        }
    }

    #[test]
    fn a_kept_password_is_told_to_nobody_else() {
        let kept = Relay {
            server: "smtp.kaku.example".into(),
            port: 587,
            user: "post".into(),
            password: "himitsu".into(),
            ..Relay::default()
        };
        let form = RelayForm { user: "post".into(), ..RelayForm::default() };
        let known = [Relay::default(), kept.clone()];
        assert_eq!(form.password_for(&kept, &known).as_deref(), Ok("himitsu"));
        for other in [
            Relay { server: "smtp.other.example".into(), ..kept.clone() },
            Relay { port: 25, ..kept.clone() },
            Relay { user: "other".into(), ..kept.clone() },
            Relay { authority: "-----BEGIN CERTIFICATE-----".into(), ..kept.clone() },
        ] {
            assert_eq!(form.password_for(&other, &known), Err(Fault::Required), "{other:?}");
        }
        assert_eq!(form.password_for(&kept, &[]), Err(Fault::Required));
        let nobody = Relay { user: String::new(), ..kept.clone() };
        assert_eq!(form.password_for(&nobody, &known).as_deref(), Ok(""), "who does not sign in shows none");
    }
}
