//! A line as it is marked and sealed. Its mark is made where it is written, with a key that the database does not have: whoever can
//! only write to the tables writes no line that the product takes for its own.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{AuditId, MunicipalityId};
use subtle::ConstantTimeEq as _;

use crate::model::AuditLine;
use crate::secret::AuditKey;

/// A line as it stands in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredLine {
    /// Id.
    pub id: AuditId,
    /// The city.
    pub municipality: MunicipalityId,
    /// When.
    pub at: DateTime<Utc>,
    /// `client`, `staff`, `api` or `system`.
    pub actor_kind: String,
    /// The member of staff, or the partner's key.
    pub actor: Option<i64>,
    /// A verb.
    pub action: String,
    /// What it was done to.
    pub subject_kind: String,
    /// Its id.
    pub subject: i64,
    /// From where.
    pub network: Option<String>,
    /// JSON; empty once it was erased.
    pub detail: String,
    /// The mark of a line that waits to be sealed; empty: of a release before there were marks; none: sealed, or refused.
    pub tag: Option<String>,
}

/// As it will stand there.
impl From<&AuditLine> for StoredLine {
    fn from(line: &AuditLine) -> Self {
        Self {
            id: line.id,
            municipality: line.municipality,
            at: line.at,
            actor_kind: line.actor_kind.to_owned(),
            actor: line.actor.map(|staff| staff.0).or(line.partner.map(|key| key.0)),
            action: line.action.clone(),
            subject_kind: line.subject_kind.to_owned(),
            subject: line.subject,
            network: line.network.clone(),
            detail: line.detail.clone(),
            tag: Some(line.tag.clone()),
        }
    }
}

impl StoredLine {
    /// All but the detail, which may be erased.
    pub(super) fn told(&self, purpose: &str) -> Told {
        Told::of(purpose)
            .number(self.id.0)
            .number(self.municipality.0)
            .number(self.at.timestamp())
            .text(&self.actor_kind)
            .maybe(self.actor)
            .text(&self.action)
            .text(&self.subject_kind)
            .number(self.subject)
            .octets(self.network.as_deref().map(str::as_bytes))
    }

    /// The detail alone: with the key, because a short one could be guessed from a plain digest after it was erased.
    pub(super) fn detail_mac(&self, key: &AuditKey) -> [u8; 32] {
        key.mac(&Told::of("detail").number(self.id.0).text(&self.detail).0)
    }
}

/// Fields put together so that no two lists of them give the same octets: each with its length.
pub(super) struct Told(pub(super) Vec<u8>);

impl Told {
    pub(super) fn of(purpose: &str) -> Self {
        Self(Vec::new()).text(purpose)
    }
    pub(super) fn octets(mut self, octets: Option<&[u8]>) -> Self {
        let length = octets.map_or(u64::MAX, |octets| u64::try_from(octets.len()).unwrap_or(u64::MAX - 1));
        self.0.extend_from_slice(&length.to_be_bytes());
        self.0.extend_from_slice(octets.unwrap_or_default());
        self
    }
    pub(super) fn text(self, text: &str) -> Self {
        self.octets(Some(text.as_bytes()))
    }
    pub(super) fn number(self, number: i64) -> Self {
        self.octets(Some(&number.to_be_bytes()))
    }
    pub(super) fn maybe(self, number: Option<i64>) -> Self {
        match number {
            Some(number) => self.number(number),
            None => self.octets(None),
        }
    }
}

/// The mark of a line that is written under that key.
pub fn tag(key: &AuditKey, line: &StoredLine) -> String {
    URL_SAFE_NO_PAD.encode([key.id(), &mark(key, line)].concat())
}

fn mark(key: &AuditKey, line: &StoredLine) -> [u8; 32] {
    key.mac(&line.told("mark").text(&line.detail).0)
}

/// What a mark says of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marked {
    /// The product wrote it, as it is.
    Ours,
    /// A release before there were marks wrote it, or somebody who knows of none.
    Not,
    /// Its secret is not listed: it waits until it is.
    UnknownKey,
    /// Somebody else wrote it, or changed it since.
    Forged,
}

/// What the mark of a line says under these keys.
pub fn marked<'k>(mut keys: impl Iterator<Item = &'k AuditKey>, line: &StoredLine) -> Marked {
    let Some(tag) = &line.tag else { return Marked::Forged };
    if tag.is_empty() {
        return Marked::Not;
    }
    let octets = URL_SAFE_NO_PAD.decode(tag).unwrap_or_default();
    let Some((id, told)) = octets.split_at_checked(8).filter(|(_, told)| told.len() == 32) else {
        return Marked::Forged;
    };
    match keys.find(|key| key.id() == id) {
        None => Marked::UnknownKey,
        Some(key) if mark(key, line).ct_eq(told).into() => Marked::Ours,
        Some(_) => Marked::Forged,
    }
}
