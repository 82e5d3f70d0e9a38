//! What speaks to mail servers, and what makes keys, in tests.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use mendan_domain::fault::Fault;
use mendan_service::FieldError;
use mendan_service::message::dkim::Algorithm;
use mendan_service::message::dkim::form::KeyForm;
use mendan_service::message::dkim::make::{KeyMaker, KeyPair};
use mendan_service::message::relay::Relay;
use mendan_service::message::relay::trial::{Carrier, Step, Trial, TrialMail};
use mendan_service::ports::Entropy;

/// Reaches nobody.
pub struct Nobody;

#[async_trait]
impl Carrier for Nobody {
    fn faults(&self, _: &Relay) -> Vec<FieldError> {
        Vec::new()
    }

    async fn try_out(&self, _: &Relay, _: &TrialMail) -> Trial {
        Trial::silent(Step::Unreachable)
    }
}

/// Keeps what it was asked to try, with the address written to. Takes no name at all for a name.
#[derive(Default)]
pub struct Asked(pub Mutex<Vec<(Relay, String)>>);

#[async_trait]
impl Carrier for Asked {
    fn faults(&self, relay: &Relay) -> Vec<FieldError> {
        if relay.hello.is_empty() { Vec::new() } else { vec![FieldError::new("hello", Fault::Invalid)] }
    }

    async fn try_out(&self, relay: &Relay, mail: &TrialMail) -> Trial {
        self.0.lock().unwrap().push((relay.clone(), mail.to.clone()));
        Trial { answer: "250 queued".into(), ..Trial::silent(Step::Accepted) }
    }
}

/// Makes keys that open nothing; reads those that say they are one.
pub struct Maker;

#[async_trait]
impl KeyMaker for Maker {
    async fn make(&self, algorithm: Algorithm, _: Arc<dyn Entropy>) -> Option<KeyPair> {
        Some(KeyPair { algorithm, der: "himitsu".into(), public: "b21ha2U=".into() })
    }

    fn read(&self, pem: &str) -> Option<KeyPair> {
        let pair = KeyPair { algorithm: Algorithm::Ed25519, der: pem.to_owned(), public: "b21ha2U=".into() };
        pem.contains("PRIVATE KEY").then_some(pair)
    }
}

/// A key of that selector, as it is typed in the usual city.
pub fn new_key(selector: &str) -> KeyForm {
    KeyForm { domain: "example.jp".into(), selector: selector.into(), algorithm: "rsa".into(), ..KeyForm::default() }
}
