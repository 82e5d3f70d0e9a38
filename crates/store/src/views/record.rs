//! One line in the spare file: a slot of fixed size with a checksum, so that a torn one is known as such.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use chrono::DateTime;
use mendan_domain::ids::{AuditId, MunicipalityId, PartnerKeyId, StaffId};
use mendan_service::model::AuditLine;
use sha2::{Digest as _, Sha256};

/// Octets of a slot; a multiple of every sector's size in use, or a part of one.
pub(super) const SLOT: usize = 1024;
const MARK: &[u8; 4] = b"MDV2";
/// Of slots that a release wrote before lines had partner, network and tag.
const FORMER: &[u8; 4] = b"MDV1";
const SUM: usize = 32;
const HEAD: usize = 8;
/// Octets that a line may have as JSON.
const ROOM: usize = SLOT - HEAD - SUM;

/// As it stands in the file.
type Fields = (FormerFields, More);
/// As it stands in a slot of the former form.
type FormerFields = (i64, i64, i64, String, Option<i64>, String, String, i64, String);
/// Partner, network, tag.
type More = (Option<i64>, Option<String>, String);

/// The slot of a line; none if it is too long for one.
pub(super) fn encode(line: &AuditLine) -> Option<[u8; SLOT]> {
    let fields: FormerFields = (
        line.id.0,
        line.municipality.0,
        line.at.timestamp(),
        line.actor_kind.to_owned(),
        line.actor.map(|staff| staff.0),
        line.action.clone(),
        line.subject_kind.to_owned(),
        line.subject,
        line.detail.clone(),
    );
    let more: More = (line.partner.map(|key| key.0), line.network.clone(), line.tag.clone());
    let fields: Fields = (fields, more);
    let json = serde_json::to_vec(&fields).ok().filter(|json| json.len() <= ROOM)?;
    let mut slot = [0; SLOT];
    slot[..4].copy_from_slice(MARK);
    slot[4..HEAD].copy_from_slice(&u32::try_from(json.len()).ok()?.to_le_bytes());
    slot[HEAD..HEAD + json.len()].copy_from_slice(&json);
    let sum = Sha256::digest(&slot[..SLOT - SUM]);
    slot[SLOT - SUM..].copy_from_slice(&sum);
    Some(slot)
}

/// The line of a slot; none if it is empty or was torn.
pub(super) fn decode(slot: &[u8]) -> Option<AuditLine> {
    let (text, sum) = slot.split_at_checked(SLOT - SUM)?;
    let is_former = text.starts_with(FORMER);
    if !(is_former || text.starts_with(MARK)) || Sha256::digest(text).as_slice() != sum {
        return None;
    }
    let length = usize::try_from(u32::from_le_bytes(text.get(4..HEAD)?.try_into().ok()?)).ok()?;
    let json = text.get(HEAD..HEAD + length)?;
    let (fields, (partner, network, tag)): Fields = if is_former {
        (serde_json::from_slice(json).ok()?, More::default())
    } else {
        serde_json::from_slice(json).ok()?
    };
    let (id, municipality, at, actor_kind, actor, action, subject_kind, subject, detail) = fields;
    Some(AuditLine {
        id: AuditId(id),
        municipality: MunicipalityId(municipality),
        at: DateTime::from_timestamp(at, 0)?,
        actor_kind: word(actor_kind),
        actor: actor.map(StaffId),
        partner: partner.map(PartnerKeyId),
        action,
        subject_kind: word(subject_kind),
        subject,
        network,
        detail,
        tag,
    })
}

/// A word of the product's own. Each is kept once for the life of the process: there are a dozen.
fn word(text: String) -> &'static str {
    static WORDS: Mutex<Option<HashSet<&'static str>>> = Mutex::new(None);
    let mut words = WORDS.lock().unwrap_or_else(PoisonError::into_inner);
    let words = words.get_or_insert_default();
    if let Some(known) = words.get(text.as_str()) {
        return known;
    }
    let kept: &'static str = text.leak();
    words.insert(kept);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn line(id: i64) -> AuditLine {
        AuditLine {
            id: AuditId(id),
            municipality: MunicipalityId(1),
            at: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
            actor_kind: "staff",
            actor: Some(StaffId(7)),
            partner: None,
            action: "view".into(),
            subject_kind: "day",
            subject: 739_000,
            network: Some("203.0.113.0/24".into()),
            detail: r#"{"bookings":3}"#.into(),
            tag: "mark".into(),
        }
    }

    #[test]
    fn what_was_written_is_read() {
        assert_eq!(decode(&encode(&line(5)).unwrap()), Some(line(5)));
        let by_partner = AuditLine { actor: None, partner: Some(PartnerKeyId(9)), ..line(6) };
        assert_eq!(decode(&encode(&by_partner).unwrap()), Some(by_partner));
    }

    #[test]
    fn what_a_release_before_wrote_is_read() {
        let json = br#"[5,1,1800000000,"staff",7,"view","day",739000,"{\"bookings\":3}"]"#;
        let mut slot = [0; SLOT];
        slot[..4].copy_from_slice(FORMER);
        slot[4..HEAD].copy_from_slice(&u32::try_from(json.len()).unwrap().to_le_bytes());
        slot[HEAD..HEAD + json.len()].copy_from_slice(json);
        let sum = Sha256::digest(&slot[..SLOT - SUM]);
        slot[SLOT - SUM..].copy_from_slice(&sum);
        assert_eq!(decode(&slot), Some(AuditLine { network: None, tag: String::new(), ..line(5) }));
    }

    #[test]
    fn a_torn_slot_is_none() {
        let whole = encode(&line(5)).unwrap();
        for torn in 0..SLOT {
            let mut slot = whole;
            slot[torn] ^= 1;
            assert_eq!(decode(&slot), None, "octet {torn}");
        }
        assert_eq!(decode(&[0; SLOT]), None);
        assert_eq!(decode(&whole[..SLOT / 2]), None);
    }

    #[test]
    fn a_line_that_does_not_fit_is_refused() {
        assert!(encode(&AuditLine { detail: "x".repeat(SLOT), ..line(5) }).is_none());
    }
}
