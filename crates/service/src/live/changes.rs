//! What a unit of work changes, as its writing tells it: each repository that writes says it where the row is written, so that no use
//! case has to remember. What none of them knows is told by the line of the audit log that everything leaves.

use chrono::{DateTime, NaiveDate, Utc};
use mendan_domain::ids::{BookingId, HoldId, MunicipalityId, OfficeId};
use mendan_domain::offer::closed::Closure;

use super::notice::{Notice, What, When, gathered, session_key};
use crate::audit::action::{ACTIONS, Group};
use crate::model::{AuditLine, Booking, Hold};

/// More in one unit of work is told by city, sort and office.
const MOST: usize = 16;

/// Where a booking or a hold stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    city: MunicipalityId,
    office: OfficeId,
    at: DateTime<Utc>,
    /// Of a hold: how long it is kept.
    until: Option<DateTime<Utc>>,
}

impl Place {
    fn of_booking(booking: &Booking) -> Self {
        Self { city: booking.municipality, office: booking.office, at: booking.starts_at, until: None }
    }

    fn of_hold(hold: &Hold) -> Self {
        Self { city: hold.municipality, office: hold.office, at: hold.starts_at, until: Some(hold.expires_at) }
    }

    fn notice(self, what: What, id: i64) -> Notice {
        Notice { city: Some(self.city), what, office: Some(self.office), id, when: When::at(self.at) }
    }
}

/// What a unit of work has changed so far.
#[derive(Debug, Default)]
pub struct Changes {
    /// Where what it read stood, the latest last.
    seen: Vec<(i64, Place)>,
    told: Vec<Notice>,
    /// Said where nothing more exact is.
    general: Vec<Notice>,
}

impl Changes {
    /// That booking was read: where it is changed, it is told where it stood.
    pub fn saw_booking(&mut self, booking: &Booking) {
        self.seen.push((booking.id.0, Place::of_booking(booking)));
    }

    /// The same of a hold.
    pub fn saw_hold(&mut self, hold: &Hold) {
        self.seen.push((hold.id.0, Place::of_hold(hold)));
    }

    /// A booking was written that was not there.
    pub fn booked(&mut self, booking: &Booking) {
        self.saw_booking(booking);
        self.told.push(Place::of_booking(booking).notice(What::Booking, booking.id.0));
    }

    /// A booking was written: both where it stood and where it stands.
    pub fn rebooked(&mut self, booking: &Booking) {
        let (id, now) = (booking.id.0, Place::of_booking(booking));
        match self.place(id) {
            Some(before) if before == now => {}
            Some(before) => self.told.push(before.notice(What::Booking, id)),
            // Read outside of this unit: it may have stood anywhere.
            None => self.told.push(Notice::somewhere(now.city, What::Booking)),
        }
        self.booked(booking);
    }

    /// What somebody is offered instead of her time is different: told where her booking stands.
    pub fn offered(&mut self, city: MunicipalityId, booking: BookingId) {
        let somewhere = Notice::somewhere(city, What::Booking);
        let notice = self.place(booking.0).map_or(somewhere, |place| place.notice(What::Booking, booking.0));
        self.told.push(notice);
    }

    /// A time is kept.
    pub fn held(&mut self, hold: &Hold) {
        self.saw_hold(hold);
        self.told.push(Place::of_hold(hold).notice(What::Hold, hold.id.0));
    }

    /// A hold was written: what shows of it is until when.
    pub fn reheld(&mut self, hold: &Hold) {
        if self.place(hold.id.0) != Some(Place::of_hold(hold)) {
            self.held(hold);
        }
    }

    /// A time is kept no longer.
    pub fn let_go(&mut self, hold: HoldId) {
        let anywhere = Notice { city: None, what: What::Hold, office: None, id: 0, when: When::Any };
        let notice = self.place(hold.0).map_or(anywhere, |place| place.notice(What::Hold, hold.0));
        self.told.push(notice);
    }

    /// Published times of an office changed, those that begin in that span.
    pub fn times(&mut self, city: MunicipalityId, office: OfficeId, (from, until): (DateTime<Utc>, DateTime<Utc>)) {
        let when = When::Instants(from, until);
        self.told.push(Notice { city: Some(city), what: What::Time, office: Some(office), id: 0, when });
    }

    /// A closed day or an absence was written.
    pub fn closed(&mut self, city: MunicipalityId, closure: &Closure) {
        // An absence is of her wherever she would have been.
        let office = closure.office.filter(|_| closure.staff.is_none());
        let when = When::Days(closure.from, closure.until);
        self.told.push(Notice { city: Some(city), what: What::Closure, office, id: 0, when });
    }

    /// What closes that day changed.
    pub fn closed_on(&mut self, city: MunicipalityId, day: NaiveDate) {
        self.told.push(Notice { when: When::Days(day, day), ..Notice::somewhere(city, What::Closure) });
    }

    /// Something of that sort changed; where and when is not known.
    pub fn somewhere(&mut self, city: MunicipalityId, what: What) {
        self.told.push(Notice::somewhere(city, what));
    }

    /// The same, unless something more exact is told of that city.
    pub fn something(&mut self, city: MunicipalityId, what: What) {
        self.general.push(Notice::somewhere(city, what));
    }

    /// That session has ended, or has another cookie.
    pub fn session_ended(&mut self, token_hash: &[u8]) {
        self.sessions_ended(session_key(token_hash));
    }

    /// All sessions of a member, or some of them.
    pub fn sessions_ended(&mut self, member: i64) {
        self.told.push(Notice { city: None, what: What::Session, office: None, id: member, when: When::Any });
    }

    /// A line stands in the log: whatever it tells of is different.
    pub fn recorded(&mut self, line: &AuditLine) {
        let group = ACTIONS.iter().find(|(action, _)| *action == line.action).map(|(_, group)| *group);
        match group {
            Some(Group::Bookings) if line.action == "call" => self.something(line.municipality, What::Call),
            Some(Group::Bookings | Group::Files) => self.something(line.municipality, What::Booking),
            Some(Group::Times) => self.something(line.municipality, What::Time),
            Some(Group::Setup) => self.something(line.municipality, What::Setup),
            Some(Group::Members) => self.told.push(Notice::somewhere(line.municipality, What::Rights)),
            Some(Group::Views | Group::SignIns | Group::Mail) => {}
            // A word that the list does not have yet.
            None => self.something(line.municipality, What::All),
        }
    }

    /// All of it; nothing is left.
    pub fn take(&mut self) -> Vec<Notice> {
        let Self { mut told, general, .. } = std::mem::take(self);
        for notice in general {
            if !told.iter().any(|known| known.what.is_told() && known.city == notice.city) {
                told.push(notice);
            }
        }
        gathered(told, MOST)
    }

    fn place(&self, id: i64) -> Option<Place> {
        self.seen.iter().rev().find(|(seen, _)| *seen == id).map(|(_, place)| *place)
    }
}
