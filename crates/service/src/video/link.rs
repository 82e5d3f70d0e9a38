//! The job "ask for a room again": a video booking for which nobody had one when it was made, because a nurse's room or the city's
//! server is not set up. Still to be done while the booking has no link; every two minutes until the interview begins.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::error::Refusal;
use crate::handle::Handle;
use crate::job::kind::{JobKind, Outcome, Retry, Still};
use crate::model::{Booking, JobRow};
use crate::ports::StoreError;
use crate::services::{Context, Services};
use crate::video::provider::Way;

/// Looks for a room.
pub struct FindLink;

/// The row says which booking; there is nothing else to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoPayload {}

/// A booking without a link.
pub struct Linkless(Context, Box<Booking>);

#[async_trait]
impl JobKind for FindLink {
    type Payload = NoPayload;
    type Found = Linkless;
    const WORD: &'static str = "meeting_link";
    const RETRY: Retry = Retry { first: 120, longest: 120 };

    async fn find(&self, services: &Services, row: &JobRow, _none: &NoPayload) -> Result<Still<Linkless>, Refusal> {
        let id = row.about.booking.ok_or_else(|| StoreError::Corrupt("column booking_id".into()))?;
        let context = Context::from(Context::system(services.catalogue(row.municipality).await?));
        let booking = services.find(&context, &Handle::Id(id)).await?;
        let lacks = booking.join_url.is_none() && services.way(&context, &booking).is_some();
        Ok(if lacks { Still::ToDo(Linkless(context, Box::new(booking))) } else { Still::Nothing })
    }

    async fn attempt(&self, services: &Services, Linkless(context, booking): Linkless) -> Result<Outcome, Refusal> {
        let (context, id) = (&context, booking.id);
        match services.way(context, &booking) {
            Some(Way::Room(url)) => {
                let link = &String::from(url);
                services
                    .write(|writer| async move {
                        let mut tx = writer.begin().await?;
                        let booking = writer.find_in(tx.as_mut(), context, &Handle::Id(id)).await?;
                        if booking.join_url.is_some() || writer.way(context, &booking).is_none() {
                            return Ok(());
                        }
                        let recorded = writer.keep_link(tx.as_mut(), context, booking, link.clone()).await?;
                        Ok(tx.commit(recorded).await?)
                    })
                    .await?;
            }
            Some(Way::Meeting(_)) => {
                // Meanwhile there is a provider that makes meetings.
                services.write(|writer| async move { writer.begin_meeting(context, id).await }).await?;
            }
            Some(Way::Nowhere(_)) => return Ok(Outcome::Again("no link yet".into())),
            None => {}
        }
        services.ring();
        Ok(Outcome::Done("link found"))
    }
}
