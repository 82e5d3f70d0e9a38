//! The beginning of every change of what the city offers.

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::services::{Context, Unit, Writer};

impl Writer {
    /// Begins a change of the set-up and reads what there is now, as far as she reaches. The city's row is written first, so that two changes come
    /// one after the other on PostgreSQL, too: neither can overlook what the other did.
    pub(crate) async fn begin_setup(&self, context: &Context) -> Result<(Unit, Catalogue), Refusal> {
        let mut tx = self.begin().await?;
        tx.setup_changed(context.municipality()).await?;
        let catalogue = tx.catalogue(context.municipality(), self.closures_since()).await?.ok_or(Refusal::NotFound)?;
        Ok((tx, context.seen(catalogue)))
    }
}
