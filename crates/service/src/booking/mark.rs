//! Mark what became of an appointment: arrived, begun, held, not come; each with its time. Every mark can be taken back.

use chrono::{DateTime, Utc};
use mendan_domain::booking::Status;
use mendan_domain::booking::mark::Mark;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::BookingId;
use serde_json::json;

use crate::city::catalogue::Municipality;
use crate::error::Refusal;
use crate::expected::Expected;
use crate::handle::Handle;
use crate::model::Booking;
use crate::services::permit::{Permit, asked::BookForOthers};
use crate::services::{Context, Services, Writer};

/// Whether the day has come to mark so: nobody arrives before the local day, and nobody is missed before the start.
fn in_time(city: &Municipality, booking: &Booking, to: Status, now: DateTime<Utc>) -> bool {
    match to {
        Status::Noshow => now > booking.starts_at,
        Status::Arrived | Status::Fulfilled => city.local_date(now) >= city.local_date(booking.starts_at),
        Status::Booked | Status::Cancelled => true,
    }
}

/// Whether the booking may get that mark now: as the next one, or because the last one is taken back.
pub fn may_mark(city: &Municipality, booking: &Booking, mark: Mark, now: DateTime<Utc>) -> bool {
    match mark {
        Mark::To(to) => {
            let back = to.next().contains(&booking.status);
            (back || booking.status.next().contains(&to)) && in_time(city, booking, to, now)
        }
        Mark::Started => may_start(city, booking, now),
        Mark::NotStarted => booking.is_going_on(),
    }
}

/// Whoever is here can begin; with whoever is reached where she is, beginning says that she is there, too.
fn may_start(city: &Municipality, booking: &Booking, now: DateTime<Utc>) -> bool {
    let here = match booking.status {
        Status::Arrived => booking.course.started_at.is_none(),
        Status::Booked => booking.mode != Mode::InPerson,
        Status::Fulfilled | Status::Cancelled | Status::Noshow => false,
    };
    here && in_time(city, booking, Status::Arrived, now)
}

/// The marks to offer now, in the order in which they are wanted: what comes next, then what takes the last one back.
pub fn marks<'a>(city: &'a Municipality, booking: &'a Booking, now: DateTime<Utc>) -> impl Iterator<Item = Mark> + 'a {
    let moments = [Mark::Started, Mark::NotStarted].into_iter().filter(move |mark| may_mark(city, booking, *mark, now));
    let (begin, back): (Vec<Mark>, Vec<Mark>) = moments.partition(|mark| *mark == Mark::Started);
    let next = booking.status.next().iter().copied().filter(move |to| in_time(city, booking, *to, now));
    // Of an interview that is going on, that it ended comes first, and that it had not begun before that she had not come.
    let (ahead, behind): (Vec<Status>, Vec<Status>) = next.partition(|to| *to != Status::Booked);
    begin.into_iter().chain(ahead.into_iter().map(Mark::To)).chain(back).chain(behind.into_iter().map(Mark::To))
}

impl Services {
    /// Sets the state, or that the interview begins; what is so already changes nothing. Sends nothing and leaves SEQUENCE alone.
    pub async fn mark(
        &self,
        context: &Permit<BookForOthers>,
        id: BookingId,
        expected: Expected,
        mark: impl Into<Mark> + Send,
    ) -> Result<Booking, Refusal> {
        let mark = mark.into();
        self.write(|writer| async move { writer.mark_once(context, id, expected, mark).await }).await
    }
}

impl Writer {
    async fn mark_once(
        &self,
        context: &Context,
        id: BookingId,
        expected: Expected,
        mark: Mark,
    ) -> Result<Booking, Refusal> {
        let mut tx = self.begin().await?;
        let context = &self.of_this_moment(tx.as_mut(), context).await?;
        let mut booking = self.find_in(tx.as_mut(), context, &Handle::Id(id)).await?;
        let was = booking.status;
        let is_so = is_so(&booking, mark);
        if is_so && expected.is_repeated(&booking, context.actor) {
            return Ok(booking);
        }
        expected.check(&booking)?;
        if is_so {
            return Ok(booking);
        }
        if !may_mark(&context.catalogue.municipality, &booking, mark, self.now()) {
            return Err(Refusal::NotPossible);
        }
        let status = state_after(&booking, mark);
        let open = matches!(status, Status::Booked | Status::Arrived);
        if open && !booking.open && tx.booking_open_of(booking.client, booking.kind).await?.is_some() {
            // She has booked again meanwhile; two open ones of a kind cannot be.
            return Err(Refusal::NotPossible);
        }
        self.end_undo(tx.as_mut(), &booking).await?;
        let before = booking.clone();
        booking.status = status;
        booking.open = open;
        // What takes two marks back in one takes both their times along.
        let of_times = if mark == Mark::NotStarted && status == Status::Booked { Mark::To(status) } else { mark };
        booking.course.marked(of_times, self.now());
        booking.version += 1;
        booking.updated_at = self.now();
        booking.updated_by = context.actor.staff();
        if !tx.booking_update(&booking).await? {
            return Err(Refusal::Changed);
        }
        self.keep_undo(tx.as_mut(), context, ("mark", &booking), (Some(&before), Vec::new())).await?;
        self.settle_calls(tx.as_mut(), &context.catalogue, (&booking, false)).await?;
        let detail = json!({ "from": was, "to": status, "mark": mark.as_str() });
        let recorded = self.audit(tx.as_mut(), context, "mark", ("booking", id.0), &detail).await?;
        tx.commit(recorded).await?;
        Ok(booking)
    }
}

/// Whether nothing is different after that mark.
fn is_so(booking: &Booking, mark: Mark) -> bool {
    match mark {
        Mark::To(status) => booking.status == status,
        Mark::Started => booking.is_going_on(),
        Mark::NotStarted => {
            matches!(booking.status, Status::Booked | Status::Arrived) && booking.course.started_at.is_none()
        }
    }
}

/// The state after it. Where one button said both, that she is there and that it began, taking it back takes back both.
fn state_after(booking: &Booking, mark: Mark) -> Status {
    let both = booking.mode != Mode::InPerson && booking.course.arrived_at == booking.course.started_at;
    match mark {
        Mark::To(status) => status,
        Mark::NotStarted if both => Status::Booked,
        Mark::Started | Mark::NotStarted => Status::Arrived,
    }
}
