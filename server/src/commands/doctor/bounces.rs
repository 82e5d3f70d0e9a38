//! Where mail servers' reports about our letters come in: it is there, and nothing lies in it that nobody understood.

use async_trait::async_trait;
use mendan_words::Doctor;

use super::around::Around;
use super::check::{Check, Finding};
use crate::mail::reports::inbox;

/// See the file's head.
pub struct Bounces;

#[async_trait]
impl Check for Bounces {
    fn name(&self) -> &'static str {
        "bounces"
    }

    fn title(&self, t: &Doctor) -> &'static str {
        t.bounces
    }

    async fn look(&self, around: &Around) -> Finding {
        let t = around.t;
        let Some(address) = around.config.bounces.as_deref() else { return Finding::good(t.bounces_none) };
        let looked = match inbox(address) {
            Ok(inbox) => inbox.look().await,
            Err(error) => Err(error),
        };
        match looked {
            Ok(0) => Finding::good(t.bounces_good),
            Ok(unread) => Finding::good(t.bounces_unread(unread)),
            Err(error) => Finding::mend(t.bounces_shut(error), t.bounces_do),
        }
    }
}
