//! Mail addresses, with those that Japanese carriers once gave out against RFC 5321.

mod suggestion;

use std::fmt;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use crate::fault::Fault;
use crate::text::without_marks;

/// Longest address in octets (RFC 5321 §4.5.3.1.3, less the angle brackets).
const MAX_ADDRESS: usize = 254;
/// Longest local part in octets, its quotes included (RFC 5321 §4.5.3.1.1).
const MAX_LOCAL: usize = 64;

/// A mail address that can be written on the wire. `Debug` shows it masked.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email {
    address: String,
    /// Where the `@` stands.
    at: usize,
}

/// Why a mail address was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum EmailError {
    /// Nothing was typed.
    #[error("the mail address is empty")]
    Required,
    /// Not exactly one address of the accepted form.
    #[error("this is not a mail address")]
    Invalid,
    /// More than 254 octets, or more than 64 before the `@`.
    #[error("the mail address is too long")]
    TooLong,
}

impl EmailError {
    /// What forms call it.
    pub const fn fault(self) -> Fault {
        match self {
            Self::Required => Fault::Required,
            Self::Invalid => Fault::Invalid,
            Self::TooLong => Fault::TooLong,
        }
    }
}

impl Email {
    /// Reads one address: trimmed, without invisible marks, full width folded, domain in lower case.
    ///
    /// Dots in a row or at the ends of the local part are accepted (`a..b@docomo.ne.jp`). Refused are quotes, comments,
    /// lists, control characters, anything outside ASCII, literal and single-label domains.
    pub fn parse(input: &str) -> Result<Self, EmailError> {
        if input.chars().any(|c| c.is_control() && c != '\t') {
            return Err(EmailError::Invalid);
        }
        let typed: String = without_marks(input).trim().nfkc().collect();
        if typed.is_empty() {
            return Err(EmailError::Required);
        }
        let (local, domain) = typed.split_once('@').ok_or(EmailError::Invalid)?;
        let domain = domain.replace('。', ".").to_ascii_lowercase();
        if !is_local(local) || !is_domain(&domain) {
            return Err(EmailError::Invalid);
        }
        let email = Self { address: format!("{local}@{domain}"), at: local.len() };
        let wire = email.wire();
        if wire.len() > MAX_ADDRESS || wire.len() - domain.len() - 1 > MAX_LOCAL {
            return Err(EmailError::TooLong);
        }
        Ok(email)
    }

    /// The address as typed, full width folded, domain in lower case: for people and for storing.
    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// The address for SMTP and RFC 5322 headers: the local part quoted where it is no dot-atom,
    /// as in `"a..b"@docomo.ne.jp`.
    pub fn wire(&self) -> String {
        let local = self.local();
        if local.split('.').any(str::is_empty) {
            format!("\"{local}\"@{}", self.domain())
        } else {
            self.address.clone()
        }
    }

    /// What follows the `@`, in lower case.
    pub fn domain(&self) -> &str {
        self.address.get(self.at + 1..).unwrap_or_default()
    }

    /// The address with all but its first character hidden, as in `a***@docomo.ne.jp`.
    pub fn masked(&self) -> String {
        format!("{}***@{}", self.local().get(..1).unwrap_or_default(), self.domain())
    }

    fn local(&self) -> &str {
        self.address.get(..self.at).unwrap_or_default()
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Email({})", self.masked())
    }
}

/// The mailbox that an address leads to: without case, without what follows a plus sign. For counting, never for sending.
pub fn mailbox(address: &str) -> String {
    let address = address.to_ascii_lowercase();
    match (address.find('+'), address.find('@')) {
        (Some(plus), Some(at)) if 0 < plus && plus < at => format!("{}{}", &address[..plus], &address[at..]),
        _ => address,
    }
}

/// `atext` of RFC 5322 and dots anywhere, with something besides dots.
fn is_local(local: &str) -> bool {
    let atext = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b);
    local.bytes().all(|b| b == b'.' || atext(b)) && local.bytes().any(atext)
}

/// At least two labels of RFC 1123, the last one not a number.
fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top = domain.rsplit('.').next().unwrap_or_default();
    domain.contains('.')
        && domain.split('.').all(label)
        && top.len() >= 2
        && top.bytes().any(|b| b.is_ascii_alphabetic())
}
