//! Keys: used, read and looked at with ring, in constant time whatever is secret; only making one of RSA needs another crate
//! (`maker.rs`), where nobody can measure.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mendan_service::message::dkim::make::KeyPair;
use mendan_service::message::dkim::{Algorithm, SigningKey};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};
use sha2::{Digest as _, Sha256};

use super::SignError;

/// `rsaEncryption` with no parameters, as a key says what it is (RFC 8017, A.1).
const RSA_ENCRYPTION: [u8; 15] =
    [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
const SEQUENCE: u8 = 0x30;
const BIT_STRING: u8 = 0x03;

/// What the key says of a text.
pub(super) fn sign(key: &SigningKey, text: &[u8]) -> Result<Vec<u8>, SignError> {
    let der = STANDARD.decode(&key.der).map_err(|_| SignError::Key)?;
    match key.algorithm {
        Algorithm::Rsa => {
            let pair = rsa(&der).ok_or(SignError::Key)?;
            let mut made = vec![0; pair.public().modulus_len()];
            // The randomness hides the key from whoever measures; the signature is the same each time.
            let random = SystemRandom::new();
            pair.sign(&RSA_PKCS1_SHA256, &random, text, &mut made).map_err(|_| SignError::Key)?;
            Ok(made)
        }
        // RFC 8463, 3: of the digest.
        Algorithm::Ed25519 => {
            let pair = ed25519(&der).ok_or(SignError::Key)?;
            Ok(pair.sign(&Sha256::digest(text)).as_ref().to_vec())
        }
    }
}

/// Both halves of a private key; none where it is no key of that sort, or of fewer than 2048 bits.
pub(super) fn pair(algorithm: Algorithm, der: &[u8]) -> Option<KeyPair> {
    let public = match algorithm {
        Algorithm::Rsa => spki(rsa(der)?.public_key().as_ref()),
        Algorithm::Ed25519 => ed25519(der)?.public_key().as_ref().to_vec(),
    };
    Some(KeyPair { algorithm, der: STANDARD.encode(der), public: STANDARD.encode(public) })
}

/// A private key as files have it: `-----BEGIN PRIVATE KEY-----` or `-----BEGIN RSA PRIVATE KEY-----`.
pub(super) fn read(pem: &str) -> Option<KeyPair> {
    let (_, rest) = pem.split_once("-----BEGIN ")?;
    let (label, rest) = rest.split_once("-----")?;
    if !matches!(label, "PRIVATE KEY" | "RSA PRIVATE KEY") {
        return None;
    }
    let (base64, _) = rest.split_once("-----END ")?;
    let base64: String = base64.chars().filter(|c| !c.is_whitespace()).collect();
    let der = STANDARD.decode(base64).ok()?;
    Algorithm::ALL.into_iter().find_map(|algorithm| pair(algorithm, &der))
}

fn rsa(der: &[u8]) -> Option<RsaKeyPair> {
    RsaKeyPair::from_pkcs8(der).or_else(|_| RsaKeyPair::from_der(der)).ok()
}

fn ed25519(der: &[u8]) -> Option<Ed25519KeyPair> {
    Ed25519KeyPair::from_pkcs8_maybe_unchecked(der).ok()
}

/// A public RSA key as the DNS has it: `SubjectPublicKeyInfo` (RFC 5280, 4.1).
fn spki(public: &[u8]) -> Vec<u8> {
    // No bits of the last octet are unused.
    let bits = [&[0][..], public].concat();
    der(SEQUENCE, &[&RSA_ENCRYPTION[..], &der(BIT_STRING, &bits)].concat())
}

/// Tag, length and content.
fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let length: Vec<u8> = content.len().to_be_bytes().into_iter().skip_while(|octet| *octet == 0).collect();
    let mut made = vec![tag];
    if content.len() >= 0x80 {
        made.push(0x80 | u8::try_from(length.len()).unwrap_or_default());
    }
    made.extend(length);
    made.extend_from_slice(content);
    made
}
