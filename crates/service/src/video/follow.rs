//! After a booking was written: what its meeting needs now. The jobs look again before they do anything, so that the order in
//! which they come makes no difference.

use chrono::{DateTime, Duration, Utc};
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;

use crate::error::Refusal;
use crate::model::{About, Booking, JobRow};
use crate::services::{Context, Services};
use crate::unit::{ReadUnit, WriteUnit};
use crate::video::create::CreateMeeting;
use crate::video::delete::DeleteMeeting;
use crate::video::link::{FindLink, NoPayload};
use crate::video::meeting::{Meeting, MeetingId, MeetingState, ToldMeeting};
use crate::video::provider::{Interview, Way};
use crate::video::task::OfMeeting;
use crate::video::update::UpdateMeeting;

/// Taking a meeting away is given up after three days.
const GIVE_UP: Duration = Duration::hours(72);

impl Services {
    /// How a booking gets its link; none where it needs none.
    pub(super) fn way(&self, context: &Context, booking: &Booking) -> Option<Way> {
        if booking.status != Status::Booked || booking.mode != Mode::Video {
            return None;
        }
        let staff = context.catalogue.staff(booking.claim.staff)?;
        let interview = Interview { booking: booking.id, municipality: &context.catalogue.municipality, staff };
        Some(self.video().way(&interview))
    }

    /// The meeting link of a new booking, if there is one at once.
    pub fn link_for(&self, context: &Context, booking: &Booking) -> Option<String> {
        match self.way(context, booking)? {
            Way::Room(url) => Some(url.into()),
            Way::Meeting(_) => None,
            Way::Nowhere(error) => {
                tracing::warn!(booking = booking.id.0, %error, "no meeting link yet");
                None
            }
        }
    }

    /// The same of a booking that may have a meeting already.
    pub(crate) async fn link_in(
        &self,
        tx: &mut dyn ReadUnit,
        context: &Context,
        booking: &Booking,
    ) -> Result<Option<String>, Refusal> {
        let Some(Way::Meeting(provider)) = self.way(context, booking) else {
            return Ok(self.link_for(context, booking));
        };
        let meeting = tx.meeting_of(booking.municipality, booking.id).await?;
        Ok(meeting.filter(|meeting| meeting.provider == provider.name()).and_then(|meeting| meeting.join_url))
    }

    /// Writes the jobs that the booking's link needs, due then.
    pub(crate) async fn follow_meeting(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        booking: &Booking,
        due: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        let meetings = self.video().make_meetings();
        let meeting = if meetings { tx.meeting_of(booking.municipality, booking.id).await? } else { None };
        let (way, times) = (self.way(context, booking), (due, booking.starts_at));
        let mut jobs = Vec::new();
        let wanted = match &way {
            Some(Way::Meeting(provider)) => Some(provider.name()),
            _ => None,
        };
        let kept = meeting.filter(|meeting| {
            wanted == Some(meeting.provider.as_str()) || {
                jobs.push(self.about::<DeleteMeeting>(booking, meeting.id, (due, due + GIVE_UP)));
                false
            }
        });
        match (way, kept) {
            (Some(Way::Meeting(_)), Some(meeting)) if meeting.state == MeetingState::Wanted => {
                jobs.push(self.about::<CreateMeeting>(booking, meeting.id, times));
            }
            (Some(Way::Meeting(_)), Some(meeting)) if meeting.told != Some(told(booking)) => {
                jobs.push(self.about::<UpdateMeeting>(booking, meeting.id, times));
            }
            (Some(Way::Meeting(provider)), None) => {
                let meeting = self.new_meeting(booking, provider.name());
                tx.meeting_save(&meeting).await?;
                jobs.push(self.about::<CreateMeeting>(booking, meeting.id, times));
            }
            (Some(Way::Nowhere(_)), _) if booking.join_url.is_none() => {
                let key = format!("{}:{}", booking.id, booking.version);
                let about = (booking.municipality, About::booking(booking.id));
                jobs.push(self.job::<FindLink>(about, &NoPayload {}, times, &key));
            }
            _ => {}
        }
        let jobs = jobs.into_iter().collect::<Result<Vec<JobRow>, _>>()?;
        Ok(tx.jobs_insert(&jobs).await?)
    }

    /// Writes that a meeting goes which its booking does not want.
    pub(super) async fn take_away(
        &self,
        tx: &mut dyn WriteUnit,
        booking: &Booking,
        meeting: MeetingId,
    ) -> Result<(), Refusal> {
        let now = self.now();
        let job = self.about::<DeleteMeeting>(booking, meeting, (now, now + GIVE_UP))?;
        Ok(tx.jobs_insert(&[job]).await?)
    }

    fn about<K>(
        &self,
        booking: &Booking,
        meeting: MeetingId,
        times: (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<JobRow, Refusal>
    where
        K: crate::job::kind::JobKind<Payload = OfMeeting>,
    {
        // Each of our own writing is another job: what it has to do is seen when it is done.
        let key = format!("{meeting}:{}:{}", booking.version, self.new_id());
        let about = (booking.municipality, About::booking(booking.id));
        self.job::<K>(about, &OfMeeting { meeting }, times, &key)
    }

    fn new_meeting(&self, booking: &Booking, provider: &str) -> Meeting {
        Meeting {
            id: MeetingId(self.new_id()),
            municipality: booking.municipality,
            booking: booking.id,
            provider: provider.to_owned(),
            state: MeetingState::Wanted,
            remote_id: None,
            join_url: None,
            told: None,
            created_at: self.now(),
        }
    }
}

/// What a provider is told of a booking.
pub(super) const fn told(booking: &Booking) -> ToldMeeting {
    ToldMeeting { staff: booking.claim.staff, starts_at: booking.starts_at, ends_at: booking.ends_at }
}
