//! Keys derived from `MENDAN_SECRET`, and what they make: link tokens, calendar UIDs, rooms, sealed columns.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hmac::{Hmac, Mac};
use mendan_domain::ids::{BookingId, MunicipalityId};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;

use crate::ports::Entropy;

/// SHA-256 of some octets.
pub fn sha256(data: &[u8]) -> Vec<u8> {
    Sha256::digest(data).to_vec()
}

/// Two lower-case digits an octet.
pub fn hex(octets: &[u8]) -> String {
    let digits =
        |octet: &u8| [octet >> 4, octet & 15].map(|digit| char::from_digit(u32::from(digit), 16).unwrap_or('0'));
    octets.iter().flat_map(digits).collect()
}

/// The server's secret, never printed.
#[derive(Clone)]
pub struct Secret {
    key: Vec<u8>,
    seal: ChaCha20Poly1305,
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(***)")
    }
}

impl Secret {
    /// From the configured text; at least 32 characters are asked for by the configuration.
    pub fn new(secret: &str) -> Self {
        let key = sha256(secret.as_bytes());
        let seal_key = mac(&key, "seal", &[]);
        Self { seal: ChaCha20Poly1305::new(&Key::from(seal_key)), key }
    }

    /// The token of a booking's link: 256 bits, base64url, derived and so never stored.
    pub fn booking_token(&self, booking: BookingId, version: i64) -> String {
        URL_SAFE_NO_PAD.encode(mac(&self.key, "booking", &[booking.0, version]))
    }

    /// The calendar UID of a booking: says nothing about it (RFC 7986 5.3).
    pub fn calendar_uid(&self, booking: BookingId, domain: &str) -> String {
        let octets = mac(&self.key, "uid", &[booking.0]);
        format!("{}@{domain}", URL_SAFE_NO_PAD.encode(&octets[..18]))
    }

    /// The name of a booking's video room: 160 bits nobody can guess.
    pub fn room_name(&self, booking: BookingId, issue: i64) -> String {
        let octets = mac(&self.key, "room", &[booking.0, issue]);
        hex(&octets[..20])
    }

    /// The demo's partner key without its prefix: 256 bits, base64url, the same at every start.
    pub fn demo_partner_key(&self, city: MunicipalityId) -> String {
        URL_SAFE_NO_PAD.encode(mac(&self.key, "demo partner key", &[city.0]))
    }

    /// A digest under the key, of 96 bits: the same text has the same, and nobody without the key can try texts.
    pub fn tag(&self, purpose: &str, text: &str) -> String {
        let key = mac(&self.key, purpose, &[]);
        hex(&mac_of(&key, text.as_bytes())[..12])
    }

    /// Whether that is the digest of the text.
    pub fn is_tag(&self, purpose: &str, text: &str, tag: &str) -> bool {
        self.tag(purpose, text).as_bytes().ct_eq(tag.as_bytes()).into()
    }

    /// Seals a text for one purpose. The nonce is random and stands in front.
    pub fn seal(&self, entropy: &dyn Entropy, purpose: &str, plain: &[u8]) -> Vec<u8> {
        let mut nonce = [0_u8; 12];
        entropy.fill(&mut nonce);
        let payload = Payload { msg: plain, aad: purpose.as_bytes() };
        // Fails only beyond 256 GiB.
        let sealed = self.seal.encrypt(&Nonce::from(nonce), payload).unwrap_or_default();
        [nonce.as_slice(), &sealed].concat()
    }

    /// Opens what [`Self::seal`] made for the same purpose. `None` when it was not.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, body) = sealed.split_at_checked(12)?;
        let nonce: [u8; 12] = nonce.try_into().ok()?;
        self.seal.decrypt(&Nonce::from(nonce), Payload { msg: body, aad: purpose.as_bytes() }).ok()
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
