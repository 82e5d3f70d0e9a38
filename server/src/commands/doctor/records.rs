//! What must hold whatever happened: walked over whole tables.

use async_trait::async_trait;
use mendan_words::Doctor;

use super::around::Around;
use super::check::{Check, Finding};

/// See the file's head.
pub struct Records;

#[async_trait]
impl Check for Records {
    fn name(&self) -> &'static str {
        "records"
    }

    fn title(&self, t: &Doctor) -> &'static str {
        t.records
    }

    async fn look(&self, around: &Around) -> Finding {
        let t = around.t;
        match &around.sound {
            Err(why) => Finding::unknown(why, t.records_unknown_do),
            Ok(sound) if !sound.broken.is_empty() => {
                let broken: Vec<String> =
                    sound.broken.iter().map(|(rule, times)| format!("{rule:?} × {times}")).collect();
                Finding::mend(t.records_broken(broken.join(", ")), t.records_broken_do)
            }
            Ok(sound) => Finding::good(t.records_good(sound.holdings.bookings, sound.holdings.cities)),
        }
    }
}
