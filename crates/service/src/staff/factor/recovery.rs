//! Codes on paper for whoever has lost her factor: ten, shown once, each for once.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, StaffId};
use subtle::ConstantTimeEq as _;

use crate::error::Refusal;
use crate::model::StaffMember;
use crate::sealed::SealedPlace;
use crate::secret::sha256;
use crate::services::{Unit, Writer};

mendan_domain::id! {
    /// A code on paper.
    RecoveryId;
}

/// Codes on one paper.
pub const CODES: usize = 10;
/// Letters of a code: 80 random bits.
const LETTERS: usize = 16;
/// Letters of a group.
const GROUP: usize = 4;
/// Letters and digits that nobody takes for one another.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// A code as the store keeps it.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryRow {
    /// Id.
    pub id: RecoveryId,
    /// The city.
    pub municipality: MunicipalityId,
    /// Whose.
    pub staff: StaffId,
    /// Its digest, sealed for [`SealedPlace::Recovery`]: whoever has the rows alone cannot even try codes, and an exchange of the
    /// secret does not end them.
    pub sealed: Vec<u8>,
    /// When it was used.
    pub used_at: Option<DateTime<Utc>>,
}

crate::masked_debug!(RecoveryRow { id, municipality, staff, used_at });

impl Writer {
    /// Ten new codes, as they are printed; those of before end.
    pub(super) async fn new_codes(&self, tx: &mut Unit, member: &StaffMember) -> Result<Vec<String>, Refusal> {
        tx.recovery_codes_delete(member.municipality, member.id).await?;
        let mut codes = Vec::with_capacity(CODES);
        for _ in 0..CODES {
            let (code, id) = (self.code(), RecoveryId(self.new_id()));
            let sealed = self.seal(&SealedPlace::Recovery(id), &digest(&code))?;
            let (municipality, staff) = (member.municipality, member.id);
            tx.recovery_code_insert(&RecoveryRow { id, municipality, staff, sealed, used_at: None }).await?;
            codes.push(grouped(&code));
        }
        Ok(codes)
    }

    /// Uses a code of hers; `false` when there is none of that name, or no more.
    pub(super) async fn use_code(&self, tx: &mut Unit, member: &StaffMember, code: &str) -> Result<bool, Refusal> {
        let (typed, mut found) = (digest(code), None);
        for row in tx.recovery_codes(member.municipality, member.id).await? {
            let known: Vec<u8> = self.open(&SealedPlace::Recovery(row.id), &row.sealed)?;
            // All of them are looked at, so that time does not tell which it was.
            if bool::from(known.ct_eq(&typed)) {
                found = Some(row.id);
            }
        }
        match found {
            Some(id) => Ok(tx.recovery_code_use(id, self.now()).await?),
            None => Ok(false),
        }
    }

    fn code(&self) -> String {
        let mut octets = [0; LETTERS];
        self.entropy().fill(&mut octets);
        octets.map(|octet| char::from(ALPHABET[usize::from(octet) % ALPHABET.len()])).iter().collect()
    }
}

fn digest(code: &str) -> Vec<u8> {
    sha256(code.as_bytes())
}

fn grouped(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(GROUP).map(String::from_iter).collect::<Vec<_>>().join("-")
}
