//! A stranger's mailbox must not be flooded by what somebody does in its name.

use chrono::Duration;
use mendan_domain::person::email::mailbox;

use crate::error::Refusal;
use crate::services::{Actor, Context, Services};
use crate::unit::ReadUnit;

impl Services {
    /// Refuses what would send one mail too many to an address whose owner nobody knows, and a `booking` too many of any.
    /// Staff are trusted; so is the owner of an address that staff wrote down, or who came to an interview.
    pub(crate) async fn spare_the_mailbox(
        &self,
        tx: &mut dyn ReadUnit,
        context: &Context,
        email: Option<&str>,
        booking: bool,
    ) -> Result<(), Refusal> {
        let settings = self.settings();
        let (Some(bookings), Some(mails), Some(email)) =
            (settings.bookings_per_email, settings.mails_to_unknown, email)
        else {
            return Ok(());
        };
        if matches!(context.actor, Actor::Staff(..)) {
            return Ok(());
        }
        let since = self.now() - Duration::hours(24);
        let so_far = tx.mailbox_use(context.municipality(), &mailbox(email), since).await?;
        let too_many = booking && so_far.bookings >= bookings || !so_far.known && so_far.mails >= mails;
        if too_many { Err(Refusal::TooManyRequests) } else { Ok(()) }
    }

    /// Whether that address may get one more mail about what is done in any case, as calling off is.
    pub(crate) async fn may_write_to(
        &self,
        tx: &mut dyn ReadUnit,
        context: &Context,
        email: Option<&str>,
    ) -> Result<bool, Refusal> {
        match self.spare_the_mailbox(tx, context, email, false).await {
            Ok(()) => Ok(true),
            Err(Refusal::TooManyRequests) => Ok(false),
            Err(other) => Err(other),
        }
    }
}
