//! The bookings of a range that is moved go with its times, each by the judgement that every move asks. All of it happens in one
//! unit; the preview is that unit, dropped, so that what is shown is what would be.

use std::collections::BTreeSet;
use std::sync::Arc;

use mendan_domain::fault::Fault;
use mendan_domain::ids::BookingId;
use mendan_domain::offer::publish::Shift;
use mendan_domain::offer::slot::SlotId;
use mendan_domain::staff::Permission;

use crate::booking::undo_many::Moved;
use crate::city::catalogue::Catalogue;
use crate::error::{FieldError, Refusal};
use crate::model::Booking;
use crate::range::facts::Facts;
use crate::range::preview::{BookingLine, Fate, Preview, Stay, digest};
use crate::range::scope::Range;
use crate::range::shift::Going;
use crate::range::undo::Before;
use crate::services::{Context, Services};
use crate::unit::WriteUnit;

/// Bookings that move at once: each is judged as every move is, and others wait meanwhile.
const MOST: usize = 40;

/// A range as it has been moved in a unit, and what was before.
pub(super) struct Carried {
    pub preview: Preview,
    pub before: Before,
}

impl Carried {
    /// The bookings that went.
    pub fn gone(&self) -> BTreeSet<BookingId> {
        let moves = self.preview.bookings.iter().filter(|line| matches!(line.fate, Fate::Moves { .. }));
        moves.map(|line| line.booking.id).collect()
    }
}

impl Services {
    /// Moves times and bookings. `only` are the bookings that were seen to go: the others are not tried again.
    pub(super) async fn carry(
        &self,
        tx: &mut dyn WriteUnit,
        (context, catalogue): (&Context, Catalogue),
        (range, shift): (&Range, Shift),
        only: Option<&BTreeSet<BookingId>>,
    ) -> Result<Carried, Refusal> {
        let context = &context.in_city(Arc::new(catalogue));
        let facts = Facts::read(tx, context, &context.catalogue, range, Some(self.now())).await?;
        if facts.bookings.len() > MOST {
            return Err(Refusal::Invalid(vec![FieldError::new("until", Fault::OutOfRange)]));
        }
        let going = self.look_at_times(tx, context, (range, shift), &facts).await?;
        let mut before = self.write_going(tx, context, &going).await?;
        let (mut bookings, mut moved) = (Vec::new(), Vec::new());
        for booking in in_order(&facts.bookings, shift) {
            if let Some(fate) = self.carry_one(tx, context, (range, shift), booking, only, &mut moved).await? {
                bookings.push(BookingLine { booking: booking.clone(), fate });
            }
        }
        bookings.sort_by_key(|line| (line.booking.starts_at, line.booking.id));
        self.keep_left(tx, &mut moved, self.told_at(context)).await?;
        before.moved = moved.into_iter().map(|(kept, _)| kept).collect();
        let preview = shown(range, going, bookings);
        Ok(Carried { preview, before })
    }

    /// Moves one of them; nothing is said of what is where it shall go.
    async fn carry_one(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        (range, shift): (&Range, Shift),
        booking: &Booking,
        only: Option<&BTreeSet<BookingId>>,
        moved: &mut Vec<(Moved, Booking)>,
    ) -> Result<Option<Fate>, Refusal> {
        let leads = range.offices.contains(&booking.office) || range.nurses.contains(&booking.claim.staff);
        let staff = shift.staff.filter(|_| leads).unwrap_or(booking.claim.staff);
        let stays = |why| Ok(Some(Fate::Stays(why)));
        let Some(to) = shift.at(booking.starts_at, context.catalogue.municipality.timezone) else {
            return stays(Stay::Nowhere);
        };
        if to == booking.starts_at && staff == booking.claim.staff {
            return if leads { Ok(None) } else { stays(Stay::SecondNurse) };
        }
        if !context.may(Permission::BookForOthers) {
            return stays(Stay::NotHers);
        }
        if only.is_some_and(|only| !only.contains(&booking.id)) {
            // What was seen not to go is said again as it was: the digest only says that it stays.
            return stays(Stay::Judged(Vec::new()));
        }
        let slot = SlotId { office: booking.office, kind: booking.kind, starts_at: to };
        let mode = booking.mode;
        match self.move_in(tx, context, booking.clone(), (slot, mode, Some(staff))).await {
            Ok((now, _)) => {
                if let Some(kept) = self.of_many(tx, &now).await? {
                    moved.push((kept, now));
                }
                Ok(Some(Fate::Moves { to, staff }))
            }
            Err(Refusal::SlotTaken { reasons, .. }) => stays(Stay::Judged(reasons)),
            Err(Refusal::TooLate) => stays(Stay::TooLate),
            Err(Refusal::NotPossible | Refusal::NotFound | Refusal::AlreadyBooked | Refusal::Invalid(_)) => {
                stays(Stay::NotPossible)
            }
            Err(other) => Err(other),
        }
    }
}

/// What goes on in time goes first from the end, so that nobody stands in the way of whoever follows.
fn in_order(bookings: &[Booking], shift: Shift) -> Vec<&Booking> {
    let mut order: Vec<&Booking> = bookings.iter().collect();
    if (shift.days, shift.minutes) > (0, 0) {
        order.reverse();
    }
    order
}

fn shown(range: &Range, going: Going, bookings: Vec<BookingLine>) -> Preview {
    let Going { made, close, lines: times } = going;
    let made = made.iter().map(|planned| format!("{planned:?}"));
    let told: Vec<String> = made.chain(close.iter().map(|id| format!("close {id}"))).collect();
    let digest = digest(range, &told, &bookings);
    let moves = bookings.iter().any(|line| matches!(line.fate, Fate::Moves { .. }));
    let writes = !told.is_empty() || moves;
    Preview { range: range.clone(), times, bookings, writes, digest }
}
