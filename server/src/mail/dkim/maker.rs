//! Makes keys, of the randomness it is given.

use std::sync::Arc;

use async_trait::async_trait;
use mendan_service::message::dkim::Algorithm;
use mendan_service::message::dkim::make::{KeyMaker, KeyPair};
use mendan_service::ports::Entropy;
use rsa::RsaPrivateKey;
use rsa::pkcs8::EncodePrivateKey as _;
use rsa::rand_core::{CryptoRng, Error, RngCore};

use super::key;
use crate::mail::Post;

/// Receivers take no fewer (RFC 8301), and more do not fit into every DNS.
const BITS: usize = 2048;
/// An Ed25519 key in PKCS#8 (RFC 8410) up to its seed.
const ED25519: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

#[async_trait]
impl KeyMaker for Post {
    async fn make(&self, algorithm: Algorithm, entropy: Arc<dyn Entropy>) -> Option<KeyPair> {
        tokio::task::spawn_blocking(move || made(algorithm, entropy.as_ref())).await.ok().flatten()
    }

    fn read(&self, pem: &str) -> Option<KeyPair> {
        key::read(pem)
    }
}

/// A pair of keys. RSA searches two primes: about a second.
pub(in crate::mail) fn made(algorithm: Algorithm, entropy: &dyn Entropy) -> Option<KeyPair> {
    let der = match algorithm {
        Algorithm::Rsa => {
            let private = RsaPrivateKey::new(&mut Dice(entropy), BITS).ok()?;
            private.to_pkcs8_der().ok()?.as_bytes().to_vec()
        }
        Algorithm::Ed25519 => {
            let mut seed = [0; 32];
            entropy.fill(&mut seed);
            [&ED25519[..], &seed].concat()
        }
    };
    key::pair(algorithm, &der)
}

/// The port as that crate wants to be given it.
struct Dice<'a>(&'a dyn Entropy);

impl RngCore for Dice<'_> {
    fn next_u32(&mut self) -> u32 {
        let mut octets = [0; 4];
        self.fill_bytes(&mut octets);
        u32::from_le_bytes(octets)
    }

    fn next_u64(&mut self) -> u64 {
        let mut octets = [0; 8];
        self.fill_bytes(&mut octets);
        u64::from_le_bytes(octets)
    }

    fn fill_bytes(&mut self, octets: &mut [u8]) {
        self.0.fill(octets);
    }

    fn try_fill_bytes(&mut self, octets: &mut [u8]) -> Result<(), Error> {
        self.fill_bytes(octets);
        Ok(())
    }
}

impl CryptoRng for Dice<'_> {}
