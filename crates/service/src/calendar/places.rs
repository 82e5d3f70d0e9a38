//! Where a booking can be put on a day or in a week, said before it is put there: the same judgement as of the move itself, and of handing it to a
//! colleague, for each start and each nurse.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{BookingId, KindId, OfficeId, StaffId};
use mendan_domain::offer::rules::Group;
use mendan_domain::offer::slot::SlotId;
use mendan_domain::offer::{Able, NurseTime, Reason, Taken, Terms, Verdict};

use crate::booking::reassign::against;
use crate::calendar::day::is_hers;
use crate::calendar::week::{WEEK, monday_of};
use crate::city::catalogue::{Catalogue, Kind};
use crate::error::Refusal;
use crate::handle::Handle;
use crate::model::{Booking, NurseSlot, Owner};
use crate::offer::list::AROUND;
use crate::offer::why::WhyReason;
use crate::services::Services;
use crate::services::permit::{Permit, asked::BookForOthers};

/// Which booking is to be put where.
#[derive(Debug, Clone, Copy)]
pub struct PlacesQuery {
    /// The booking.
    pub booking: BookingId,
    /// From whose column it is taken; none, or nobody who has it: from that of the nurse who leads it.
    pub from: Option<StaffId>,
    /// The local day; none: its own.
    pub date: Option<NaiveDate>,
    /// All of the week that the day is in, Monday first, and not the day alone.
    pub week: bool,
}

/// The places of that day or week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The version of the booking that was judged.
    pub version: i64,
    /// What it is for.
    pub kind: KindId,
    /// From whom it is taken.
    pub from: StaffId,
    /// Where it is now.
    pub office: OfficeId,
    /// When it begins now.
    pub starts_at: DateTime<Utc>,
    /// By start, then by nurse. Where it stands is none of them, nor is a time that has begun.
    pub places: Vec<Place>,
}

/// A start of a nurse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Whose.
    pub staff: StaffId,
    /// Where.
    pub office: OfficeId,
    /// Start.
    pub starts_at: DateTime<Utc>,
    /// End.
    pub ends_at: DateTime<Utc>,
    /// How the booking gets there, or why it cannot.
    pub way: Way,
}

/// How a booking gets to a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// It is moved to that public slot, to that nurse.
    Move(SlotId),
    /// The nurse takes it over at its own time.
    TakeOver,
    /// It cannot be had, for this reason before all others.
    No(WhyReason),
}

impl Services {
    /// Where the booking can be put. `NotPossible`: it is not booked any more. Nothing of the person is told, so nothing is noted.
    pub async fn places(&self, context: &Permit<BookForOthers>, query: PlacesQuery) -> Result<Places, Refusal> {
        let catalogue = &context.catalogue;
        let city = &catalogue.municipality;
        let mut tx = self.store().read().await?;
        let booking = self.find_in(tx.as_mut(), context, &Handle::Id(query.booking)).await?;
        if booking.status != Status::Booked {
            return Err(Refusal::NotPossible);
        }
        let kind = catalogue.kind(booking.kind).ok_or(Refusal::NotFound)?;
        let own_day = city.local_date(booking.starts_at);
        let date = query.date.unwrap_or(own_day);
        let (first, days) = if query.week { (monday_of(date), WEEK) } else { (date, 1) };
        let behind = first + Duration::days(days);
        let (begin, end) = (city.start_of_day(first), city.start_of_day(behind));
        let slots = tx.slots_between(city.id, begin, end).await?;
        // What moves does not stand in its own way.
        let own = Some(Owner::Booking(booking.id));
        let standing = tx.standing((city.id, None), (begin - AROUND, end + AROUND), self.now(), own).await?;
        drop(tx);
        let taken = Taken::new(standing.taken, city.timezone);
        let from = query.from.filter(|nurse| is_hers(&booking.claim, *nurse)).unwrap_or(booking.claim.staff);
        let asked = Asked { catalogue, booking: &booking, kind, taken: &taken };
        let mut places = asked.starts(&slots, (context.group(), self.now()));
        if (first..behind).contains(&own_day) {
            places.extend(asked.colleagues(from));
        }
        places.sort_by_key(|place| (place.starts_at, place.staff));
        let (office, starts_at) = (booking.office, booking.starts_at);
        Ok(Places { version: booking.version, kind: kind.id, from, office, starts_at, places })
    }
}

/// The booking, and what stands around it.
struct Asked<'a> {
    catalogue: &'a Catalogue,
    booking: &'a Booking,
    kind: &'a Kind,
    taken: &'a Taken,
}

impl Asked<'_> {
    /// The published starts of its kind, of each nurse.
    fn starts(&self, slots: &[NurseSlot], (group, now): (Group, DateTime<Utc>)) -> Vec<Place> {
        let mut starts: BTreeMap<(OfficeId, DateTime<Utc>), Vec<&NurseSlot>> = BTreeMap::new();
        for slot in slots.iter().filter(|slot| slot.kind == self.kind.id && slot.starts_at > now) {
            starts.entry((slot.office, slot.starts_at)).or_default().push(slot);
        }
        let (workers, mode) = (self.catalogue.workers(), self.booking.mode);
        let mut places = Vec::new();
        for ((office, starts_at), slots) in starts {
            // At its own time others take it over as it is.
            let own = office == self.booking.office && starts_at == self.booking.starts_at;
            let Some(there) = self.catalogue.office(office).filter(|_| !own) else { continue };
            let mut terms = self.catalogue.terms(&workers, self.kind, there, (group, now));
            let times: Vec<NurseTime> = slots.iter().map(|slot| time(slot)).collect();
            let verdict = terms.judge(starts_at, &times, Some(mode), self.taken, false);
            for hers in &times {
                let way = if self.leads(&terms, &verdict, hers) {
                    Way::Move(SlotId { office, kind: self.kind.id, starts_at })
                } else {
                    Way::No(WhyReason::Judged(self.why_not(&mut terms, hers)))
                };
                places.push(Place { staff: hers.staff, office, starts_at, ends_at: hers.ends_at, way });
            }
        }
        places
    }

    /// Whether she can lead it then: with a partner where it takes two, and a place where somebody comes.
    fn leads(&self, terms: &Terms<'_>, verdict: &Verdict, hers: &NurseTime) -> bool {
        let mode = self.booking.mode;
        let able: Vec<Able> = verdict.able.iter().filter(|nurse| nurse.modes.has(mode)).copied().collect();
        let Some(lead) = able.iter().find(|nurse| nurse.staff == hers.staff) else { return false };
        let partner = !self.kind.rules.joint || !terms.partners(lead, &able, mode).is_empty();
        let place = mode != Mode::InPerson || !terms.free_places(hers.starts_at, lead, &able, self.taken).is_empty();
        verdict.free_in(Some(mode)) > 0 && partner && place
    }

    /// What decides against her, whatever others could.
    fn why_not(&self, terms: &mut Terms<'_>, hers: &NurseTime) -> Reason {
        let alone = std::slice::from_ref(hers);
        let verdict = terms.judge(hers.starts_at, alone, Some(self.booking.mode), self.taken, true);
        let left = if self.kind.rules.joint { Reason::NoPartner } else { Reason::RoomFull };
        verdict.reasons.into_iter().next().unwrap_or(left)
    }

    /// The nurses of its office at its own time, but for those who have it.
    fn colleagues(&self, from: StaffId) -> Vec<Place> {
        let Some(leaving) = self.catalogue.staff(from) else { return Vec::new() };
        let Booking { claim, office, starts_at, ends_at, .. } = self.booking;
        let others = self.catalogue.staff.iter().filter(|member| {
            !member.disabled
                && member.role.interviews()
                && member.offices.contains(office)
                && !is_hers(claim, member.id)
        });
        let place = |way, staff| Place { staff, office: *office, starts_at: *starts_at, ends_at: *ends_at, way };
        others
            .map(|member| {
                let why = against(self.catalogue, (self.booking, self.kind), (leaving, member), self.taken);
                place(why.map_or(Way::TakeOver, Way::No), member.id)
            })
            .collect()
    }
}

const fn time(slot: &NurseSlot) -> NurseTime {
    let NurseSlot { staff, starts_at, ends_at, modes, open, .. } = *slot;
    NurseTime { staff, starts_at, ends_at, modes, open }
}
