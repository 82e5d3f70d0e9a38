//! What happens by itself at set times. A scheduler only beats the time; what is to be done stands in the database, so that it does
//! no harm when several instances do it.

use async_trait::async_trait;

use crate::error::Refusal;
use crate::services::Services;

/// Something that is done again and again. Each has a file of its own.
#[async_trait]
pub trait Periodic: Send + Sync {
    /// Its name, for the log.
    fn name(&self) -> &'static str;
    /// When, as seconds, minutes, hours, days, months and weekdays.
    fn schedule(&self) -> &'static str;
    /// Whether each process does it for itself, also one that does no jobs.
    fn everywhere(&self) -> bool {
        false
    }
    /// Does it. It reads first: nothing is written while nothing is due. What fails comes again at its next time.
    async fn run(&self, services: &Services) -> Result<(), Refusal>;
}
