//! Keys derived from `MENDAN_SECRET`, and what they make: link tokens, calendar UIDs, rooms, sealed columns. It may list several
//! secrets: the first signs and seals, all of them verify and open.

use base16ct::lower::encode_string as hex;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hmac::{Hmac, Mac};
use mendan_domain::ids::{BookingId, MunicipalityId, StaffId};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;

use crate::ports::Entropy;
use crate::sealed::{SealError, SealedPlace};

/// SHA-256 of some octets.
pub fn sha256(data: &[u8]) -> Vec<u8> {
    Sha256::digest(data).to_vec()
}

/// Octets of what a key is known by.
const KEY_ID: usize = 8;
/// What begins every sealed value: the form it is in, and the id of its key.
const MARK: usize = 1 + KEY_ID;
/// The form with a key id in front. Values of earlier releases have none and begin with their random nonce.
const FORM: u8 = 1;
/// The shortest secret, octets.
pub const SECRET_MIN: usize = 32;

/// The secrets of a text, the newest first: one a line, or parted by white space on one line, if each part is long enough to be
/// a secret. Any other text is one secret as it stands, as it always was: a passphrase of short words, a secret over two lines.
pub fn listed(text: &str) -> Vec<&str> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    let parts = if lines.len() > 1 { lines } else { words };
    if parts.iter().all(|part| part.len() >= SECRET_MIN) { parts } else { vec![text] }
}

/// One secret: what it is known by, and the keys that come from it.
#[derive(Clone)]
struct Keys {
    mark: [u8; MARK],
    key: Vec<u8>,
    seal: ChaCha20Poly1305,
    audit: AuditKey,
}

/// A key that marks and seals lines of the audit log, with the id of the secret it comes from.
#[derive(Clone)]
pub struct AuditKey {
    id: [u8; KEY_ID],
    key: [u8; 32],
}

impl AuditKey {
    /// One that was kept when its secret went.
    pub fn kept(id: &[u8], key: &[u8]) -> Option<Self> {
        Some(Self { id: id.try_into().ok()?, key: key.try_into().ok()? })
    }

    /// What it is known by.
    pub const fn id(&self) -> &[u8] {
        &self.id
    }

    /// The key itself, to be kept sealed.
    pub(crate) const fn octets(&self) -> &[u8] {
        &self.key
    }

    /// Signs.
    pub fn mac(&self, text: &[u8]) -> [u8; 32] {
        mac_of(&self.key, text)
    }
}

impl std::fmt::Debug for AuditKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AuditKey(***)")
    }
}

impl Keys {
    fn new(secret: &str) -> Self {
        let key = sha256(secret.as_bytes());
        let seal = ChaCha20Poly1305::new(&Key::from(mac(&key, "seal", &[])));
        let mut mark = [FORM; MARK];
        // The id comes from the secret, so nothing has to be stored; it tells nothing of it.
        let mut id = [0_u8; KEY_ID];
        id.copy_from_slice(&mac(&key, "key id", &[])[..KEY_ID]);
        mark[1..].copy_from_slice(&id);
        let audit = AuditKey { id, key: mac(&key, "audit", &[]) };
        Self { mark, key, seal, audit }
    }

    /// Nonce and body, sealed with that beside it.
    fn opened(&self, sealed: &[u8], aad: &[u8]) -> Option<Vec<u8>> {
        let (nonce, body) = sealed.split_at_checked(12)?;
        let nonce: [u8; 12] = nonce.try_into().ok()?;
        self.seal.decrypt(&Nonce::from(nonce), Payload { msg: body, aad }).ok()
    }

    fn tag(&self, purpose: &str, text: &str) -> String {
        let key = mac(&self.key, purpose, &[]);
        hex(&mac_of(&key, text.as_bytes())[..12])
    }

    fn booking_token(&self, booking: BookingId, version: i64) -> String {
        URL_SAFE_NO_PAD.encode(mac(&self.key, "booking", &[booking.0, version]))
    }

    fn feed_token(&self, staff: StaffId, version: i64) -> String {
        URL_SAFE_NO_PAD.encode(mac(&self.key, "calendar feed", &[staff.0, version]))
    }

    fn staff_word(&self, link: i64) -> String {
        URL_SAFE_NO_PAD.encode(mac(&self.key, "staff link", &[link]))
    }
}

/// The server's secrets, never printed: the first signs and seals, all of them verify and open.
#[derive(Clone)]
pub struct Secret {
    first: Keys,
    former: Vec<Keys>,
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(***)")
    }
}

impl Secret {
    /// From the configured text, see [`listed`]; how long a secret must be, the configuration asks.
    pub fn new(text: &str) -> Self {
        let parts = listed(text);
        let first = Keys::new(parts.first().unwrap_or(&text));
        let mut former: Vec<Keys> = parts.iter().skip(1).map(|part| Keys::new(part)).collect();
        if parts != [text] {
            // Before there were lists the whole text was the secret, with its line breaks and blanks.
            former.push(Keys::new(text));
        }
        Self { first, former }
    }

    fn all(&self) -> impl Iterator<Item = &Keys> {
        std::iter::once(&self.first).chain(&self.former)
    }

    /// The key that marks and seals the audit log's lines of now.
    pub const fn audit_key(&self) -> &AuditKey {
        &self.first.audit
    }

    /// The audit log's keys of all listed secrets, the first of now.
    pub fn audit_keys(&self) -> impl Iterator<Item = &AuditKey> {
        self.all().map(|keys| &keys.audit)
    }

    /// The token of a new booking's link: 256 bits, base64url, derived and so never stored.
    pub fn booking_token(&self, booking: BookingId, version: i64) -> String {
        self.first.booking_token(booking, version)
    }

    /// The token of a link by its digest, whichever secret made it, and whether the first did. `None` when none of them did.
    pub fn booking_token_of(&self, booking: BookingId, version: i64, hash: &[u8]) -> Option<(String, bool)> {
        let mut tokens = self.all().map(|keys| keys.booking_token(booking, version)).enumerate();
        let (place, token) = tokens.find(|(_, token)| sha256(token.as_bytes()) == hash)?;
        Some((token, place == 0))
    }

    /// The word of a new one-time link of a member of staff, by the link's id: 256 bits, base64url, derived and so never stored.
    pub fn staff_word(&self, link: i64) -> String {
        self.first.staff_word(link)
    }

    /// The same of a link by its digest, whichever secret made it; none: none of them did.
    pub fn staff_word_of(&self, link: i64, hash: &[u8]) -> Option<String> {
        self.all().map(|keys| keys.staff_word(link)).find(|word| sha256(word.as_bytes()) == hash)
    }

    /// The secret of a new address of a member's interviews: 256 bits, base64url, derived and so never stored.
    pub fn feed_token(&self, staff: StaffId, version: i64) -> String {
        self.first.feed_token(staff, version)
    }

    /// The same of an address by its digest, whichever secret made it; none: none of them did.
    pub fn feed_token_of(&self, staff: StaffId, version: i64, hash: &[u8]) -> Option<String> {
        self.all().map(|keys| keys.feed_token(staff, version)).find(|token| sha256(token.as_bytes()) == hash)
    }

    /// The calendar UID of a new booking: says nothing about it (RFC 7986 5.3). It is kept with the booking.
    pub fn calendar_uid(&self, booking: BookingId, domain: &str) -> String {
        let octets = mac(&self.first.key, "uid", &[booking.0]);
        format!("{}@{domain}", URL_SAFE_NO_PAD.encode(&octets[..18]))
    }

    /// The name of a booking's video room: 160 bits nobody can guess.
    pub fn room_name(&self, booking: BookingId, issue: i64) -> String {
        let octets = mac(&self.first.key, "room", &[booking.0, issue]);
        hex(&octets[..20])
    }

    /// The demo's partner keys without their prefix, one of each secret: 256 bits, base64url, the same at every start.
    pub fn demo_partner_keys(&self, city: MunicipalityId) -> Vec<String> {
        self.all().map(|keys| URL_SAFE_NO_PAD.encode(mac(&keys.key, "demo partner key", &[city.0]))).collect()
    }

    /// A digest under the key, of 96 bits: the same text has the same, and nobody without the key can try texts.
    pub fn tag(&self, purpose: &str, text: &str) -> String {
        self.first.tag(purpose, text)
    }

    /// The same under each of the secrets, the first of now: what is looked for may have been kept under any of them.
    pub fn tags(&self, purpose: &str, text: &str) -> Vec<String> {
        self.all().map(|keys| keys.tag(purpose, text)).collect()
    }

    /// Whether that is the digest of the text under any of the secrets.
    pub fn is_tag(&self, purpose: &str, text: &str, tag: &str) -> bool {
        self.all().any(|keys| keys.tag(purpose, text).as_bytes().ct_eq(tag.as_bytes()).into())
    }

    /// Seals a text for one place under the first secret: key id, random nonce, body. The place is bound to it.
    ///
    /// # Errors
    /// When the text is larger than the cipher takes (256 GiB).
    pub fn seal(&self, entropy: &dyn Entropy, place: &SealedPlace, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        let mut nonce = [0_u8; 12];
        entropy.fill(&mut nonce);
        let payload = Payload { msg: plain, aad: &place.bound() };
        let body = self.first.seal.encrypt(&Nonce::from(nonce), payload).map_err(|_| SealError::TooLarge)?;
        Ok([self.first.mark.as_slice(), &nonce, &body].concat())
    }

    /// Opens what was sealed for that place under any of the secrets; also values of before there were key ids, to which only
    /// their purpose is bound.
    ///
    /// # Errors
    /// When none of the secrets sealed it, or not for this place.
    pub fn open(&self, place: &SealedPlace, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let known = self.all().find_map(|keys| Some((keys, sealed.strip_prefix(&keys.mark)?)));
        if let Some(plain) = known.and_then(|(keys, rest)| keys.opened(rest, &place.bound())) {
            return Ok(plain);
        }
        let legacy = self.all().find_map(|keys| keys.opened(sealed, place.purpose().as_bytes()));
        legacy.ok_or(if known.is_some() { SealError::NotOfThisRow } else { SealError::UnknownKey })
    }

    /// Whether it was sealed under the first secret, in the form of now.
    pub fn is_current(&self, sealed: &[u8]) -> bool {
        sealed.starts_with(&self.first.mark)
    }
}

fn mac(key: &[u8], purpose: &str, numbers: &[i64]) -> [u8; 32] {
    let numbers = numbers.iter().flat_map(|number| number.to_be_bytes());
    let text: Vec<u8> = purpose.bytes().chain(numbers).collect();
    mac_of(key, &text)
}

fn mac_of(key: &[u8], text: &[u8]) -> [u8; 32] {
    // HMAC takes a key of any length; a block-sized one is what this type asks for.
    let mut block = [0_u8; 64];
    for (place, octet) in block.iter_mut().zip(key) {
        *place = *octet;
    }
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(text);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting;

    impl Entropy for Counting {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(7);
        }
    }

    const OLD: &str = "the old secret of the tests, long enough";
    const NEW: &str = "a-new-secret-of-the-tests-that-is-long-enough";

    /// As the releases before key ids sealed: nonce in front, the purpose bound.
    fn sealed_before(secret: &str, purpose: &str, plain: &[u8]) -> Vec<u8> {
        let payload = Payload { msg: plain, aad: purpose.as_bytes() };
        let body = Keys::new(secret).seal.encrypt(&Nonce::from([9; 12]), payload).unwrap();
        [[9; 12].as_slice(), &body].concat()
    }

    #[test]
    fn a_list_has_a_secret_a_line_or_long_words_on_one_line() {
        let long = "x".repeat(SECRET_MIN);
        assert_eq!(listed(&format!("{NEW}\n{OLD}\n\n")), [NEW, OLD]);
        assert_eq!(listed(&format!(" {NEW}  {long}\t")), [NEW, &long]);
        // A passphrase of words was one secret, and is.
        assert_eq!(listed(OLD), [OLD]);
        assert_eq!(listed(&format!("{NEW} short")), [format!("{NEW} short")]);
        assert_eq!(listed("short"), ["short"]);
        // `openssl rand -base64 64` writes two lines, the second of 24 letters.
        let two = format!("{long}{long}\n{}", "y".repeat(24));
        assert_eq!(listed(&two), [two.as_str()]);
        assert!(listed(" \n").is_empty());
    }

    #[test]
    fn what_the_whole_text_sealed_before_there_were_lists_opens() {
        let place = SealedPlace::Private(BookingId(5));
        for text in [format!("{NEW}\n{OLD}"), format!("{NEW} "), format!("{NEW}\n")] {
            let sealed = sealed_before(&text, place.purpose(), b"words");
            assert_eq!(Secret::new(&text).open(&place, &sealed).unwrap(), b"words", "{text:?}");
        }
    }

    #[test]
    fn the_first_seals_and_all_open() {
        let place = SealedPlace::Private(BookingId(5));
        let (old, both, new) = (Secret::new(OLD), Secret::new(&format!("{NEW}\n{OLD}")), Secret::new(NEW));
        let was = old.seal(&Counting, &place, b"words").unwrap();
        let is = both.seal(&Counting, &place, b"words").unwrap();
        assert!(old.is_current(&was) && !both.is_current(&was) && both.is_current(&is) && new.is_current(&is));
        assert_eq!(both.open(&place, &was).unwrap(), b"words");
        assert_eq!(new.open(&place, &is).unwrap(), b"words");
        assert_eq!(new.open(&place, &was), Err(SealError::UnknownKey));
        assert_eq!(old.open(&place, &is), Err(SealError::UnknownKey));
    }

    #[test]
    fn a_value_opens_in_its_own_row_for_its_own_purpose_only() {
        let secret = Secret::new(OLD);
        let place = SealedPlace::Private(BookingId(5));
        let sealed = secret.seal(&Counting, &place, b"words").unwrap();
        let others = [
            SealedPlace::Private(BookingId(6)),
            SealedPlace::CancelReason(BookingId(5)),
            SealedPlace::Undo(BookingId(5)),
            SealedPlace::Answer(MunicipalityId(5), String::new()),
            SealedPlace::KeptForm,
        ];
        for other in others {
            assert_eq!(secret.open(&other, &sealed), Err(SealError::NotOfThisRow), "{other}");
        }
        // Nor without its key id, as a value of before.
        assert_eq!(secret.open(&place, &sealed[MARK..]), Err(SealError::UnknownKey));
        let mut damaged = sealed.clone();
        damaged[40] ^= 1;
        assert_eq!(secret.open(&place, &damaged), Err(SealError::NotOfThisRow));
        for short in [&sealed[..0], &sealed[..MARK], &sealed[..MARK + 12]] {
            assert!(secret.open(&place, short).is_err());
        }
    }

    #[test]
    fn values_of_before_there_were_key_ids_open_for_their_purpose() {
        let place = SealedPlace::Private(BookingId(5));
        let sealed = sealed_before(OLD, "private", b"words");
        let both = Secret::new(&format!("{NEW}\n{OLD}"));
        assert_eq!(both.open(&place, &sealed).unwrap(), b"words");
        assert!(!Secret::new(OLD).is_current(&sealed), "it is sealed anew when it is written or rotated");
        assert!(both.open(&SealedPlace::CancelReason(BookingId(5)), &sealed).is_err());
        assert!(Secret::new(NEW).open(&place, &sealed).is_err());
    }

    #[test]
    fn links_and_digests_of_a_former_secret_are_known() {
        let (old, both, new) = (Secret::new(OLD), Secret::new(&format!("{NEW}\n{OLD}")), Secret::new(NEW));
        let token = old.booking_token(BookingId(5), 0);
        let hash = sha256(token.as_bytes());
        assert_eq!(old.booking_token_of(BookingId(5), 0, &hash), Some((token.clone(), true)));
        assert_eq!(both.booking_token_of(BookingId(5), 0, &hash), Some((token, false)));
        assert_eq!(new.booking_token_of(BookingId(5), 0, &hash), None);
        let tag = old.tag("device", "word");
        assert!(both.is_tag("device", "word", &tag) && !new.is_tag("device", "word", &tag));
        assert_eq!(both.tag("device", "word"), new.tag("device", "word"));
    }

    #[test]
    fn a_digest_is_of_its_text_its_purpose_and_its_secret() {
        let (one, two) = (Secret::new("one secret"), Secret::new("another secret"));
        let tag = one.tag("device", "1 word kanri");
        assert!(one.is_tag("device", "1 word kanri", &tag));
        for (secret, purpose, text) in
            [(&one, "device", "1 word hokenshi"), (&one, "name", "1 word kanri"), (&two, "device", "1 word kanri")]
        {
            assert!(!secret.is_tag(purpose, text, &tag));
        }
        assert!(!one.is_tag("device", "1 word kanri", "") && !one.is_tag("device", "1 word kanri", &tag[1..]));
    }
}
