//! Jobs that were not done, or are kept back, for those who can do something about it. Messages have lists of their own.

use crate::error::Refusal;
use crate::model::{Booking, JobRow};
use crate::services::permit::{Permit, asked::ReleaseMail};
use crate::services::{Context, Services};
use crate::unit::ReadUnit;

/// A job, and the booking it concerns.
#[derive(Debug, Clone)]
pub struct ListedJob {
    /// The job.
    pub row: JobRow,
    /// Its booking as it is now, if it concerns one.
    pub booking: Option<Booking>,
}

impl Services {
    /// Jobs that are kept back after a restore, by their time.
    pub async fn held_jobs(&self, context: &Permit<ReleaseMail>) -> Result<Vec<ListedJob>, Refusal> {
        let mut tx = self.store().read().await?;
        let rows = tx.jobs_held(context.municipality()).await?;
        self.listed(tx.as_mut(), context, rows).await
    }

    pub(crate) async fn listed(
        &self,
        tx: &mut dyn ReadUnit,
        context: &Context,
        rows: Vec<JobRow>,
    ) -> Result<Vec<ListedJob>, Refusal> {
        let mut listed = Vec::with_capacity(rows.len());
        for row in rows {
            let booking = match row.about.booking {
                Some(id) => tx.booking(context.municipality(), id).await?,
                None => None,
            };
            listed.push(ListedJob { row, booking });
        }
        Ok(listed)
    }
}
