//! What the jobs of a meeting have in common: they look at booking and meeting again, ask the provider with no transaction open, and
//! write what came of it together with what the booking needs by then.

use std::sync::Arc;

use mendan_domain::booking::Status;
use mendan_domain::ids::BookingId;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::error::Refusal;
use crate::handle::Handle;
use crate::job::kind::Still;
use crate::model::{Booking, JobRow, OutboxState};
use crate::ports::StoreError;
use crate::services::{Context, Recorded, Services, Writer};
use crate::unit::WriteUnit;
use crate::video::follow::told;
use crate::video::meeting::{Meeting, MeetingId, MeetingState, ToldMeeting};
use crate::video::provider::{MadeMeeting, Meetings, WantedMeeting, Way};

/// The payload of a meeting's jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfMeeting {
    /// Which.
    pub meeting: MeetingId,
}

/// A meeting, its booking, and who is to be asked.
pub struct Task {
    pub(super) context: Context,
    pub(super) meeting: Meeting,
    pub(super) provider: Arc<dyn Meetings>,
    pub(super) wanted: WantedMeeting,
    pub(super) told: ToldMeeting,
    /// Whether the booking still wants this meeting.
    pub(super) current: bool,
}

/// How things stand now. [`Still::Wait`] while an earlier job of the same booking is under way.
pub(super) async fn look(services: &Services, row: &JobRow, of: OfMeeting) -> Result<Still<Task>, Refusal> {
    let catalogue = services.catalogue(row.municipality).await?;
    let context = Context::from(Context::system(catalogue));
    let mut tx = services.store().read().await?;
    let Some(meeting) = tx.meeting(row.municipality, of.meeting).await? else {
        return Err(StoreError::Corrupt("meeting of a job".into()).into());
    };
    let earlier = |other: &JobRow| other.state == OutboxState::Leased && other.id < row.id;
    if tx.jobs_of(meeting.booking).await?.iter().any(earlier) {
        return Ok(Still::Wait("an earlier job of this meeting is under way"));
    }
    let booking = services.find_in(tx.as_mut(), &context, &Handle::Id(meeting.booking)).await?;
    let latest = tx.meeting_of(row.municipality, booking.id).await?;
    drop(tx);
    let Some(provider) = services.video().named(&meeting.provider) else { return Ok(Still::Nothing) };
    let current = is_wanted(services, &context, &booking, &meeting) && latest.is_some_and(|one| one.id == meeting.id);
    let host = context.catalogue.staff(booking.claim.staff).map(|staff| staff.login.clone());
    let wanted = WantedMeeting {
        key: meeting.key(),
        host: host.unwrap_or_default(),
        starts_at: booking.starts_at,
        ends_at: booking.ends_at,
        timezone: context.catalogue.municipality.timezone,
    };
    Ok(Still::ToDo(Task { meeting, provider, wanted, told: told(&booking), current, context }))
}

fn is_wanted(services: &Services, context: &Context, booking: &Booking, meeting: &Meeting) -> bool {
    matches!(services.way(context, booking), Some(Way::Meeting(provider)) if provider.name() == meeting.provider)
}

impl Services {
    /// The provider has the meeting: its link goes to whoever is to come.
    pub(super) async fn meeting_made(&self, task: &Task, made: &MadeMeeting) -> Result<(), Refusal> {
        let meeting = Meeting {
            state: MeetingState::Made,
            remote_id: Some(made.id.clone()),
            join_url: Some(made.join_url.to_string()),
            told: Some(task.told),
            ..task.meeting.clone()
        };
        self.keep_meeting(&task.context, &meeting).await
    }

    /// The provider has it no longer.
    pub(super) async fn meeting_gone(&self, task: &Task) -> Result<(), Refusal> {
        let meeting = Meeting { state: MeetingState::Gone, ..task.meeting.clone() };
        self.keep_meeting(&task.context, &meeting).await
    }

    async fn keep_meeting(&self, context: &Context, meeting: &Meeting) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let booking = writer.find_in(tx.as_mut(), context, &Handle::Id(meeting.booking)).await?;
            tx.meeting_save(meeting).await?;
            let latest = tx.meeting_of(booking.municipality, booking.id).await?;
            let current =
                latest.is_some_and(|one| one.id == meeting.id) && is_wanted(&writer, context, &booking, meeting);
            let link = meeting.join_url.clone().filter(|_| current);
            let recorded = match link {
                Some(link) if booking.join_url.as_ref() != Some(&link) => {
                    writer.keep_link(tx.as_mut(), context, booking, link).await?
                }
                _ => {
                    writer.follow_meeting(tx.as_mut(), context, &booking, writer.now()).await?;
                    if !current && meeting.state == MeetingState::Made {
                        // It was made after all when nobody wanted it any more.
                        writer.take_away(tx.as_mut(), &booking, meeting.id).await?;
                    }
                    Recorded::not_needed("a provider's meeting is no act of anybody's")
                }
            };
            tx.commit(recorded).await?;
            writer.ring();
            Ok(())
        })
        .await
    }
}

impl Writer {
    /// A provider that makes meetings serves a booking that had none until now.
    pub(super) async fn begin_meeting(&self, context: &Context, id: BookingId) -> Result<(), Refusal> {
        let mut tx = self.begin().await?;
        let booking = self.find_in(tx.as_mut(), context, &Handle::Id(id)).await?;
        self.follow_meeting(tx.as_mut(), context, &booking, self.now()).await?;
        Ok(tx.commit(Recorded::not_needed("a provider's meeting is no act of anybody's")).await?)
    }

    /// Writes a link that was found, and tells her, if her mailbox has not had its share.
    pub(super) async fn keep_link(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        mut booking: Booking,
        link: String,
    ) -> Result<Recorded, Refusal> {
        self.end_undo(tx, &booking).await?;
        let before = booking.clone();
        booking.join_url = Some(link);
        if booking.status == Status::Booked && self.may_write_to(tx, context, booking.contact.email.as_deref()).await? {
            return self.write_change(tx, context, (&before, &mut booking), ("link", None)).await;
        }
        self.write_quietly(tx, context, (&before, &mut booking), "link", Vec::new()).await?;
        self.follow_meeting(tx, context, &booking, self.now()).await?;
        let detail = json!({ "sequence": booking.sequence });
        Ok(self.audit(tx, context, "link", ("booking", booking.id.0), &detail).await?)
    }
}
