//! What a schedule makes of a real booking: when each message would leave, and which would not, and why. Nothing is written, and nobody
//! is named.

use chrono::{DateTime, Utc};
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{BookingId, KindId};
use mendan_domain::message::when::Dropped;
use mendan_domain::message::window::ContactWindow;
use mendan_domain::staff::Permission;
use serde_json::json;

use crate::city::catalogue::Municipality;
use crate::city::settings::part::Typed;
use crate::city::settings::section::Section;
use crate::error::Refusal;
use crate::forms::{Checks, Fields};
use crate::message::times::{Facts, Planned};
use crate::model::{Booking, MessageKind};
use crate::services::Services;
use crate::services::permit::{Permit, asked::ManageSetup};

/// Bookings that can be chosen.
const CHOICES: i64 = 20;

/// A booking to come of somebody who reads mails, without anything that tells who she is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Its id.
    pub id: BookingId,
    /// Its number.
    pub reference: String,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// Of which kind.
    pub kind: KindId,
    /// How it is held.
    pub mode: Mode,
}

/// What would become of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outlook {
    /// It would leave then.
    Leaves(DateTime<Utc>),
    /// It would be due then, and not leave.
    Dropped(DateTime<Utc>, Dropped),
    /// Its time has passed.
    Past,
    /// The schedule does not send it about such a booking.
    Unsent,
}

/// What a schedule makes of one of the next bookings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// Those that can be chosen, the next first; none for whoever sees no bookings.
    pub samples: Vec<Sample>,
    /// The one that was chosen; the next, where none was.
    pub chosen: Option<BookingId>,
    /// When she wants to hear from us.
    pub window: ContactWindow,
    /// Each message of the schedule with what would become of it, in the order of time; what does not leave stands last.
    pub lines: Vec<(MessageKind, Outlook)>,
}

impl Services {
    /// The city with the schedule as it was typed, or all there is to mend in it.
    pub fn schedule_as_typed(&self, context: &Permit<ManageSetup>, typed: &Fields) -> Result<Municipality, Refusal> {
        let (mut city, mut checks) = (context.catalogue.municipality.clone(), Checks::default());
        Section::Reminder.typed(&Typed { fields: typed, mark: String::new() }, &mut city, &mut checks);
        checks.done()?;
        Ok(city)
    }

    /// What the schedule of `city`, as it stands or as it was typed, makes of that booking or of the next one. Looking is logged.
    pub async fn schedule_preview(
        &self,
        context: &Permit<ManageSetup>,
        city: &Municipality,
        of: Option<BookingId>,
    ) -> Result<Preview, Refusal> {
        if !context.may(Permission::ViewBookings) {
            return Ok(Preview::default());
        }
        let from = (self.now(), BookingId(0));
        let mut bookings = self.store().look().await?.bookings_to_come(context.municipality(), from, CHOICES).await?;
        bookings.retain(|booking| booking.contact.email.is_some() && context.reaches(booking.office));
        let chosen = bookings.iter().find(|booking| Some(booking.id) == of).or_else(|| bookings.first());
        let Some(booking) = chosen else { return Ok(Preview::default()) };
        self.note_view(context, ("booking", booking.id.0), &json!({ "schedule": true })).await?;
        Ok(Preview {
            chosen: Some(booking.id),
            window: self.window_of(booking),
            lines: self.outlook(city, booking),
            samples: bookings.iter().map(Sample::from).collect(),
        })
    }

    fn outlook(&self, city: &Municipality, booking: &Booking) -> Vec<(MessageKind, Outlook)> {
        let now = self.now();
        let facts = Facts {
            city,
            starts_at: booking.starts_at,
            ends_at: booking.ends_at,
            was: None,
            window: self.window_of(booking),
            hers: false,
        };
        let of = |kind: MessageKind| {
            if !kind.is_sent_by(city, booking.kind, booking.mode) {
                return Outlook::Unsent;
            }
            let rule = kind.rule_in(city, booking.kind, booking.mode);
            match rule.and_then(|rule| rule.plan(&facts, (now, now))) {
                Some(Planned::Leaves { at, .. }) => Outlook::Leaves(at),
                Some(Planned::Dropped { due, why, .. }) => Outlook::Dropped(due, why),
                None => Outlook::Past,
            }
        };
        let mut lines: Vec<(MessageKind, Outlook)> = MessageKind::scheduled().map(|kind| (kind, of(kind))).collect();
        lines.sort_by_key(|(_, outlook)| match outlook {
            Outlook::Leaves(at) | Outlook::Dropped(at, _) => (false, Some(*at)),
            Outlook::Past | Outlook::Unsent => (true, None),
        });
        lines
    }
}

impl From<&Booking> for Sample {
    fn from(booking: &Booking) -> Self {
        Self {
            id: booking.id,
            reference: booking.reference.clone(),
            starts_at: booking.starts_at,
            kind: booking.kind,
            mode: booking.mode,
        }
    }
}
