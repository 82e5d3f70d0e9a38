//! The chain of a city: a link for each line, each signed with the one before it; and its ends, signed, too.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{AuditId, MunicipalityId};
use subtle::ConstantTimeEq as _;

use super::keys::AuditKeys;
use super::line::{StoredLine, Told};
use super::release::Released;
use crate::error::Refusal;
use crate::secret::AuditKey;

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// The city.
    pub municipality: MunicipalityId,
    /// Its place in the chain, from 1.
    pub seq: i64,
    /// The line.
    pub line: AuditId,
    /// When it was sealed.
    pub sealed_at: DateTime<Utc>,
    /// Of the detail alone.
    pub detail_mac: Vec<u8>,
    /// The id of the key.
    pub key: Vec<u8>,
    /// Of the line, the above and the link before.
    pub mac: Vec<u8>,
}

impl Seal {
    /// Seals a line behind the link with that MAC.
    pub(super) fn new(
        key: &AuditKey,
        line: &StoredLine,
        (seq, sealed_at): (i64, DateTime<Utc>),
        before: &[u8],
    ) -> Self {
        let detail_mac = line.detail_mac(key).to_vec();
        let id = key.id().to_vec();
        let seal =
            Self { municipality: line.municipality, seq, line: line.id, sealed_at, detail_mac, key: id, mac: vec![] };
        Self { mac: seal.made(key, line, before), ..seal }
    }

    /// The MAC it must have behind that link.
    pub(super) fn made(&self, key: &AuditKey, line: &StoredLine, before: &[u8]) -> Vec<u8> {
        let told = line.told("link");
        let told = told.number(self.municipality.0).number(self.seq).number(self.sealed_at.timestamp());
        key.mac(&told.octets(Some(&self.detail_mac)).octets(Some(before)).0).to_vec()
    }

    /// Whether the detail is the one that was sealed.
    pub(super) fn has_detail(&self, key: &AuditKey, line: &StoredLine) -> bool {
        same(&line.detail_mac(key), &self.detail_mac)
    }
}

/// Lines without a mark are not sealed: the release before never knew the city.
const NEVER: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// Where a chain begins and ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The city.
    pub municipality: MunicipalityId,
    /// The first link that is kept.
    pub first: i64,
    /// The MAC of the link before it.
    pub base: Vec<u8>,
    /// The last link; one less than the first: none is kept.
    pub last: i64,
    /// Its MAC.
    pub head: Vec<u8>,
    /// When it began.
    pub begun_at: DateTime<Utc>,
    /// Lines without a mark are sealed until then.
    pub unmarked_until: DateTime<Utc>,
    /// What is older was pruned.
    pub pruned_before: Option<DateTime<Utc>>,
    /// When the ends were first found changed by somebody else.
    pub broken_at: Option<DateTime<Utc>>,
    /// Which breaks were acknowledged, as JSON; see [`Chain::released`].
    pub released: Option<String>,
    /// The id of the key.
    pub key: Vec<u8>,
    /// Of all of it.
    pub mac: Vec<u8>,
}

/// What a signature is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signed {
    Well,
    Wrongly,
    UnknownKey,
}

impl Chain {
    /// One without links, in which every line has its mark.
    pub(super) const fn new(municipality: MunicipalityId, now: DateTime<Utc>) -> Self {
        Self {
            municipality,
            first: 1,
            base: Vec::new(),
            last: 0,
            head: Vec::new(),
            begun_at: now,
            unmarked_until: NEVER,
            pruned_before: None,
            broken_at: None,
            released: None,
            key: Vec::new(),
            mac: Vec::new(),
        }
    }

    /// Signed by that key.
    pub(super) fn signed(self, key: &AuditKey) -> Self {
        let mac = key.mac(&self.told()).to_vec();
        Self { key: key.id().to_vec(), mac, ..self }
    }

    /// What its signature is worth. Only listed secrets sign it: one that somebody had to give up signs nothing any more, and a key
    /// that was never kept has signed nothing of ours.
    pub(super) fn signature(&self, keys: &AuditKeys) -> Signed {
        match keys.listed(&self.key) {
            Some(key) if same(&key.mac(&self.told()), &self.mac) => Signed::Well,
            None if keys.of(&self.key).is_none() && keys.is_kept(&self.key) => Signed::UnknownKey,
            _ => Signed::Wrongly,
        }
    }

    /// Which breaks were acknowledged: of ends that are well signed.
    pub(super) fn released(&self) -> Vec<Released> {
        self.released.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }

    /// With these acknowledged; to be signed anew.
    pub(super) fn with_released(self, released: &[Released]) -> Result<Self, Refusal> {
        let text = serde_json::to_string(released).map_err(|_| Refusal::NotPossible)?;
        Ok(Self { released: Some(text), ..self })
    }

    fn told(&self) -> Vec<u8> {
        let maybe = |at: Option<DateTime<Utc>>| at.map(|at| at.timestamp());
        let told = Told::of("chain").number(self.municipality.0).number(self.first).octets(Some(&self.base));
        let told = told.number(self.last).octets(Some(&self.head)).number(self.begun_at.timestamp());
        let told = told.number(self.unmarked_until.timestamp());
        let told = told.maybe(maybe(self.pruned_before)).maybe(maybe(self.broken_at));
        // Ends of a release that knew of no acknowledging are signed as they were.
        match &self.released {
            Some(released) => told.text("released").text(released).0,
            None => told.0,
        }
    }
}

/// Compared in a time that tells nothing.
pub(super) fn same(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}
