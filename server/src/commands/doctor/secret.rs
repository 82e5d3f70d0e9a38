//! The secret: whether there is one, and whether it opens what is sealed.

use async_trait::async_trait;
use mendan_words::Doctor;

use super::around::Around;
use super::check::{Check, Finding};

/// See the file's head.
pub struct Secret;

#[async_trait]
impl Check for Secret {
    fn name(&self) -> &'static str {
        "secret"
    }

    fn title(&self, t: &Doctor) -> &'static str {
        t.secret
    }

    async fn look(&self, around: &Around) -> Finding {
        let t = around.t;
        if around.config.secret.is_empty() {
            return Finding::mend(t.secret_none, t.secret_none_do);
        }
        match &around.sound {
            Err(why) => Finding::unknown(why, t.records_unknown_do),
            Ok(sound) if sound.sealed > 0 => Finding::mend(t.secret_wrong(sound.sealed), t.secret_wrong_do),
            Ok(_) => Finding::good(t.secret_good),
        }
    }
}
