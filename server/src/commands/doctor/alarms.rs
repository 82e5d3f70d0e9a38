//! What the product itself says is wrong.

use async_trait::async_trait;
use mendan_words::Doctor;

use super::around::Around;
use super::check::{Check, Finding};

/// See the file's head.
pub struct Alarms;

#[async_trait]
impl Check for Alarms {
    fn name(&self) -> &'static str {
        "alarms"
    }

    fn title(&self, t: &Doctor) -> &'static str {
        t.alarms
    }

    async fn look(&self, around: &Around) -> Finding {
        let t = around.t;
        let Ok(services) = &around.services else { return Finding::unknown(t.database_first, t.records_unknown_do) };
        match services.alarms().await {
            Err(refusal) => Finding::unknown(refusal.to_string(), t.records_unknown_do),
            Ok(alarms) => {
                let raised = alarms.iter().map(|alarm| {
                    let since = alarm.raised_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
                    Finding::mend(t.alarms_one(&alarm.code, since), t.alarms_do)
                });
                Finding::of(raised, || Finding::good(t.alarms_none))
            }
        }
    }
}
