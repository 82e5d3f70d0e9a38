//! The asker's next interview of today, for the bar of the staff's pages: when, how and the way in. Whose it is, is not told there, so
//! nothing is noted.

use chrono::Duration;
use mendan_domain::staff::Permission;

use crate::booking::repository::NextInterview;
use crate::error::Refusal;
use crate::services::Services;
use crate::services::permit::{Permit, asked::ViewBookings};

/// More than one only because the first may be at an office beyond her reach.
const MOST: i64 = 5;

impl Services {
    /// It; none where she holds no interviews, or has none today any more.
    pub async fn next_interview(&self, context: &Permit<ViewBookings>) -> Result<Option<NextInterview>, Refusal> {
        let Some(nurse) = context.actor.staff().filter(|_| context.may(Permission::HoldInterviews)) else {
            return Ok(None);
        };
        let (city, now) = (&context.catalogue.municipality, self.now());
        let today = city.start_of_day(city.local_date(now));
        let day = (today, city.start_of_day(city.local_date(now) + Duration::days(1)));
        let mut found = self.store().look().await?.next_of_nurse((city.id, nurse), day, now, MOST).await?;
        found.retain(|next| context.reaches(next.office));
        Ok(found.into_iter().next())
    }
}
