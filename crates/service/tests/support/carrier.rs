//! What speaks to mail servers, in tests.

use std::sync::Mutex;

use async_trait::async_trait;
use mendan_domain::fault::Fault;
use mendan_service::FieldError;
use mendan_service::message::relay::Relay;
use mendan_service::message::relay::trial::{Carrier, Step, Trial, TrialMail};

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
