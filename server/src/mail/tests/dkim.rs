use std::sync::atomic::{AtomicU64, Ordering};

use mendan_domain::language::Language;
use mendan_service::message::dkim::make::{KeyMaker as _, KeyPair};
use mendan_service::message::dkim::{Algorithm, SigningKey};
use mendan_service::model::MessageKind;
use mendan_service::ports::Entropy;

use super::compose::{compose, sample};
use crate::mail::Post;
use crate::mail::dkim::{made, signed};

/// `SplitMix64`: the same keys each time.
struct Repeated(AtomicU64);

impl Entropy for Repeated {
    fn fill(&self, buffer: &mut [u8]) {
        for octet in buffer {
            let mut mixed = self.0.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed);
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            *octet = (mixed >> 56).to_le_bytes()[0];
        }
    }
}

fn pair(algorithm: Algorithm) -> KeyPair {
    made(algorithm, &Repeated(AtomicU64::new(7))).unwrap()
}

fn key(algorithm: Algorithm, domain: &str) -> SigningKey {
    let der = pair(algorithm).der;
    SigningKey { domain: domain.into(), selector: algorithm.as_str().into(), algorithm, der }
}

fn pem(label: &str, pair: &KeyPair) -> String {
    format!("-----BEGIN {label}-----\r\n{}\r\n-----END {label}-----\r\n", pair.der)
}

#[test]
fn a_letter_is_signed_by_each_key_of_its_domain_and_the_same_each_time() {
    let letter = sample(MessageKind::Confirmation, Language::Ja);
    let octets = compose(&letter).into_bytes();
    let keys = [
        key(Algorithm::Rsa, "City.Minori.example.jp"),
        key(Algorithm::Ed25519, "city.minori.example.jp"),
        key(Algorithm::Rsa, "other.example.jp"),
    ];
    let sign = || signed(octets.clone(), ("city.minori.example.jp", letter.stamped_at), &keys).unwrap();
    let mail = String::from_utf8(sign()).unwrap();
    assert_eq!(mail.matches("DKIM-Signature: v=1; ").count(), 2);
    assert!(mail.contains("a=rsa-sha256; c=relaxed/relaxed;") && mail.contains("a=ed25519-sha256;"), "{mail}");
    assert!(mail.contains(&format!("t={};", letter.stamped_at.timestamp())));
    assert!(mail.ends_with(&compose(&letter)), "nothing else is touched");
    assert!(mail.lines().take_while(|line| !line.is_empty()).all(|line| line.len() <= 100), "{mail}");
    assert_eq!(sign(), mail.as_bytes(), "a repeated attempt has the same octets");
    let other = signed(octets.clone(), ("elsewhere.example.jp", letter.stamped_at), &keys).unwrap();
    assert_eq!(other, octets, "no key of that domain");
}

#[test]
fn what_is_kept_and_is_no_key_signs_nothing() {
    for der in ["", "no base64!", "AAAA"] {
        let wrong = SigningKey { der: der.into(), ..key(Algorithm::Ed25519, "a.example") };
        for algorithm in Algorithm::ALL {
            let wrong = SigningKey { algorithm, ..wrong.clone() };
            let at = chrono::DateTime::default();
            assert!(signed(b"From: a\r\n\r\nb".to_vec(), ("a.example", at), &[wrong]).is_err(), "{der}");
        }
    }
}

#[test]
fn a_key_is_read_as_files_have_it() {
    let post = Post::with(None).unwrap();
    for algorithm in Algorithm::ALL {
        let made = pair(algorithm);
        let read = post.read(&pem("PRIVATE KEY", &made)).unwrap();
        assert!(read == made, "{algorithm:?}");
    }
    let public = pair(Algorithm::Rsa).public;
    assert!(public.starts_with("MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A"), "2048 bits, as the DNS has them: {public}");
    let ed25519 = pair(Algorithm::Ed25519);
    assert_eq!(ed25519.public.len(), 44, "32 octets in base64");
    for wrong in ["", "MC4CAQAwBQYDK2VwBCIEIA==", &pem("PUBLIC KEY", &ed25519), &pem("ENCRYPTED PRIVATE KEY", &ed25519)]
    {
        assert!(post.read(wrong).is_none(), "{wrong}");
    }
}
