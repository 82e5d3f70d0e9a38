//! Somebody's passkey, as a browser lets it speak: what it says of itself when it is made, and what it answers when it is asked.
//! Written by hand after the specification (Web Authentication, level 2), so that nothing of ours checks itself.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom as _, SystemRandom};
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};

/// Flags of what a key says: somebody touched it; she was verified; the key itself comes with it.
const TOUCHED: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const WITH_KEY: u8 = 0x40;

/// It knows its private key, and how often it was used.
pub struct Authenticator {
    pair: EcdsaKeyPair,
    /// By which the city knows it.
    pub id: Vec<u8>,
    /// Of its last use.
    pub counter: u32,
    /// Whether it counts: many do not.
    pub counts: bool,
    /// Whether it asks for a finger or a PIN.
    pub verifies: bool,
    /// Where the browser is that lets it speak.
    pub origin: String,
    /// Whom it takes to be asking.
    pub party: String,
}

impl Authenticator {
    /// A new one, at a page of that address.
    pub fn new(origin: &str) -> Self {
        let random = SystemRandom::new();
        let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).expect("a key");
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, key.as_ref(), &random).expect("a key");
        let mut id = vec![0; 16];
        random.fill(&mut id).expect("dice");
        let host = origin.split("//").nth(1).expect("an address").split([':', '/']).next().expect("a host");
        let (origin, party) = (origin.to_owned(), host.to_owned());
        Self { pair, id, counter: 0, counts: true, verifies: true, origin, party }
    }

    /// It is made, as the page asks for it.
    pub fn made(&self, options: &str) -> String {
        let mut data = self.data(WITH_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).expect("short").to_be_bytes());
        data.extend(&self.id);
        data.extend(self.public_key());
        // A map of three: no attestation, and what is above.
        let mut object = vec![0xa3];
        object.extend(b"\x63fmt\x64none\x67attStmt\xa0\x68authData\x58");
        object.push(u8::try_from(data.len()).expect("short"));
        object.extend(&data);
        let client = self.client("webauthn.create", options);
        self.said(&json!({ "attestationObject": text(&object), "clientDataJSON": text(&client) }))
    }

    /// It is shown.
    pub fn shows(&mut self, options: &str) -> String {
        self.counter += u32::from(self.counts);
        let (data, client) = (self.data(0), self.client("webauthn.get", options));
        let signed = [data.as_slice(), digest(&SHA256, &client).as_ref()].concat();
        let signature = self.pair.sign(&SystemRandom::new(), &signed).expect("a signature");
        self.said(&json!({
            "authenticatorData": text(&data), "clientDataJSON": text(&client), "signature": text(signature.as_ref()),
            "userHandle": null,
        }))
    }

    fn said(&self, response: &Value) -> String {
        let id = text(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response, "extensions": {} }).to_string()
    }

    fn data(&self, more: u8) -> Vec<u8> {
        let verified = if self.verifies { VERIFIED } else { 0 };
        let mut data = digest(&SHA256, self.party.as_bytes()).as_ref().to_vec();
        data.push(TOUCHED | verified | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn client(&self, what: &str, options: &str) -> Vec<u8> {
        let options: Value = serde_json::from_str(options).expect("what is asked is JSON");
        let challenge = &options["challenge"];
        json!({ "type": what, "challenge": challenge, "origin": self.origin, "crossOrigin": false }).to_string().into()
    }

    /// Of the curve P-256, to sign with ES256 (RFC 9053).
    fn public_key(&self) -> Vec<u8> {
        let (x, y) = self.pair.public_key().as_ref()[1..].split_at(32);
        [b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20", x, b"\x22\x58\x20", y].concat()
    }
}

fn text(octets: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(octets)
}
