//! The clock, against every other one that can be seen: the database's, what answers for the public address, the last booking.

use async_trait::async_trait;
use mendan_words::Doctor;

use super::around::Around;
use super::check::{Check, Finding};
use super::outside::now;

/// Seconds that a clock may be off.
const OFF: i64 = 60;

/// See the file's head.
pub struct Clock;

#[async_trait]
impl Check for Clock {
    fn name(&self) -> &'static str {
        "clock"
    }

    fn title(&self, t: &Doctor) -> &'static str {
        t.clock
    }

    async fn look(&self, around: &Around) -> Finding {
        let t = around.t;
        let mut others: Vec<(String, i64)> = Vec::new();
        if let Some(clock) = around.examined.as_ref().ok().and_then(|examined| examined.clock) {
            others.push((t.clock_database.to_owned(), (clock - now()).num_seconds()));
        }
        for outside in &around.outside {
            if let Some(ahead) = outside.answer.as_ref().ok().and_then(|heard| heard.ahead) {
                others.push((outside.url.to_string(), ahead));
            }
        }
        let off = others.iter().filter(|(_, ahead)| ahead.abs() > OFF);
        let mut found: Vec<Finding> =
            off.map(|(who, ahead)| Finding::mend(t.clock_off(ahead.abs(), who), t.clock_do)).collect();
        if let (Ok(sound), Ok(services)) = (&around.sound, &around.services)
            && sound.holdings.last_booked_at - services.now().timestamp() > OFF
        {
            found.push(Finding::mend(t.clock_behind, t.clock_do));
        }
        Finding::of(found, || match others.as_slice() {
            [] => Finding::unknown(t.clock_alone, t.clock_alone_do),
            _ => Finding::good(t.clock_good(others.iter().map(|(who, _)| who.as_str()).collect::<Vec<_>>().join(" "))),
        })
    }
}
