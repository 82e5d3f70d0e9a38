//! Keys with which a city's mails are signed (DKIM, RFC 6376): whoever receives one sees that the sender's domain wrote it. A key is
//! made here, or brought by the city, and kept sealed; its public half the city publishes in its DNS. Only then it signs.
//!
//! A key is exchanged by another one under another selector: the new one is published, signs, and the old one stays to be shown until
//! mails that it signed have arrived. Nothing outside is asked: `mendan doctor` looks what the DNS says.

pub mod change;
pub mod form;
pub mod make;

use chrono::{DateTime, Datelike as _, Utc};
use mendan_domain::ids::MunicipalityId;
use serde::{Deserialize, Serialize};

use crate::city::catalogue::Municipality;
use crate::error::Refusal;
use crate::sealed::SealedPlace;
use crate::services::permit::{Permit, asked::ManageSetup};
use crate::services::{By, Services, System};

mendan_domain::id! {
    /// A key that signs mails.
    DkimKeyId;
}

/// How a key signs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Algorithm {
    /// RSA of 2048 bits with SHA-256: every receiver knows it.
    #[default]
    Rsa,
    /// Ed25519 with SHA-256 (RFC 8463): short, and not known everywhere; beside RSA.
    Ed25519,
}

impl Algorithm {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Rsa, Self::Ed25519];

    /// The word of forms, of the table, and of `k=` and `a=`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rsa => "rsa",
            Self::Ed25519 => "ed25519",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.as_str() == word)
    }
}

/// What a key is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// It is to be published; it signs nothing yet.
    New,
    /// It signs.
    Signs,
    /// It signs no more; what it signed may still be on its way.
    Old,
}

impl KeyState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::New, Self::Signs, Self::Old];

    /// The word of the table.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Signs => "signs",
            Self::Old => "old",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// A key as everybody may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DkimKey {
    /// Its id.
    pub id: DkimKeyId,
    /// The city.
    pub municipality: MunicipalityId,
    /// The sender's domain, in small letters (`d=`).
    pub domain: String,
    /// Its name under that domain (`s=`).
    pub selector: String,
    /// How it signs.
    pub algorithm: Algorithm,
    /// Its public half in base64 (`p=`).
    pub public: String,
    /// What it is doing.
    pub state: KeyState,
    /// Rises with every change.
    pub version: i64,
    /// When it was made or brought.
    pub made_at: DateTime<Utc>,
}

impl DkimKey {
    /// The name of its record in the DNS.
    pub fn record_name(&self) -> String {
        format!("{}._domainkey.{}", self.selector, self.domain)
    }

    /// The text of its record (RFC 6376, 3.6.1).
    pub fn record(&self) -> String {
        format!("v=DKIM1; k={}; p={}", self.algorithm.as_str(), self.public)
    }
}

/// The row of a key.
#[derive(Clone, PartialEq, Eq)]
pub struct DkimRow {
    /// What everybody may know.
    pub key: DkimKey,
    /// Its private half, sealed.
    pub sealed: Vec<u8>,
}

crate::masked_debug!(DkimRow { key });

/// A key that signs, opened for a letter.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningKey {
    /// The sender's domain.
    pub domain: String,
    /// Its name there.
    pub selector: String,
    /// How it signs.
    pub algorithm: Algorithm,
    /// The private half: DER (PKCS#8, of RSA also PKCS#1) in base64.
    pub der: String,
}

crate::masked_debug!(SigningKey { domain, selector, algorithm });

/// What an administrator sees of her city's keys.
#[derive(Debug, Clone, Default)]
pub struct DkimKeys {
    /// All of them, the latest first.
    pub keys: Vec<DkimKey>,
    /// The domains that the city writes from.
    pub domains: Vec<String>,
    /// A selector that is free.
    pub suggested: String,
    /// They may be made here; not in a demo that strangers reach.
    pub settable: bool,
}

impl Services {
    /// The keys of this city, without what they are secret for.
    pub async fn dkim_keys(&self, context: &Permit<ManageSetup>) -> Result<DkimKeys, Refusal> {
        let city = &context.catalogue.municipality;
        let rows = self.store().look().await?.dkim_rows(city.id).await?;
        let mut keys: Vec<DkimKey> = rows.into_iter().map(|row| row.key).collect();
        keys.reverse();
        Ok(DkimKeys {
            suggested: free_selector(&keys, self.now()),
            keys,
            domains: sender_domains(city),
            settable: self.settings().own_mail_servers,
        })
    }

    /// Those that sign the letters of a city, opened. One that does not open is a fault: its letters wait as those without a link do.
    pub(crate) async fn signing_keys(&self, city: MunicipalityId) -> Result<Vec<SigningKey>, Refusal> {
        let rows = self.store().look().await?.dkim_rows(city).await?;
        let mut keys = Vec::new();
        for DkimRow { key, sealed } in rows.into_iter().filter(|row| row.key.state == KeyState::Signs) {
            let der: String = self.open(&SealedPlace::DkimKey(key.id), &sealed)?;
            keys.push(SigningKey { domain: key.domain, selector: key.selector, algorithm: key.algorithm, der });
        }
        Ok(keys)
    }
}

impl Services {
    /// Selector and domain of each key that signs letters of a city, for whoever looks after the machine.
    pub async fn signing_records(&self, context: &By<System>) -> Result<Vec<(String, String)>, Refusal> {
        let rows = self.store().look().await?.dkim_rows(context.municipality()).await?;
        let signing = rows.into_iter().map(|row| row.key).filter(|key| key.state == KeyState::Signs);
        Ok(signing.map(|key| (key.selector, key.domain)).collect())
    }
}

/// The domains of the addresses that a city writes from.
pub fn sender_domains(city: &Municipality) -> Vec<String> {
    let addresses = [&city.mail_from, &city.discreet_mail_from];
    let domain = |address: &&String| Some(address.rsplit_once('@')?.1.trim_end_matches('.').to_lowercase());
    let mut domains: Vec<String> = addresses.iter().filter_map(domain).filter(|domain| !domain.is_empty()).collect();
    domains.dedup();
    domains
}

/// `mendan203106`, of the month; with a letter behind it where there is one.
fn free_selector(keys: &[DkimKey], now: DateTime<Utc>) -> String {
    let month = format!("mendan{}{:02}", now.year(), now.month());
    let named = std::iter::once(month.clone()).chain(('b'..='z').map(|letter| format!("{month}{letter}")));
    let free = |name: &String| keys.iter().all(|key| key.selector != *name);
    named.into_iter().find(free).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(selector: &str) -> DkimKey {
        DkimKey {
            id: DkimKeyId(1),
            municipality: MunicipalityId(1),
            domain: "city.kaku.example".into(),
            selector: selector.into(),
            algorithm: Algorithm::Ed25519,
            public: "cHVibGlj".into(),
            state: KeyState::New,
            version: 1,
            made_at: DateTime::default(),
        }
    }

    #[test]
    fn a_record_stands_under_its_selector() {
        assert_eq!(key("s1").record_name(), "s1._domainkey.city.kaku.example");
        assert_eq!(key("s1").record(), "v=DKIM1; k=ed25519; p=cHVibGlj");
    }

    #[test]
    fn a_selector_is_suggested_that_nobody_has() {
        let now = DateTime::from_timestamp(1_938_000_000, 0).unwrap();
        assert_eq!(free_selector(&[], now), "mendan203105");
        assert_eq!(free_selector(&[key("mendan203105")], now), "mendan203105b");
        assert_eq!(free_selector(&[key("mendan203105"), key("mendan203105b")], now), "mendan203105c");
    }
}
