//! The rules, read plainly from the catalogue: what they say of a time that was given just now.

use chrono::{DateTime, Timelike as _, Utc};
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{KindId, OfficeId, StaffId};
use mendan_domain::offer::hours::Hours;
use mendan_domain::offer::rules::Group;
use mendan_service::city::catalogue::{Catalogue, Kind};
use mendan_service::model::Claim;

use crate::support::acts::Done;
use crate::support::world::World;

/// A time that somebody has.
#[derive(Debug, Clone, Copy)]
struct Given {
    kind: KindId,
    office: OfficeId,
    claim: Claim,
    mode: Mode,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    group: Group,
}

macro_rules! given {
    ($from:expr, $group:expr) => {
        Given {
            kind: $from.kind,
            office: $from.office,
            claim: $from.claim,
            mode: $from.mode,
            starts_at: $from.starts_at,
            ends_at: $from.ends_at,
            group: $group,
        }
    };
}

impl World {
    /// Whether what was done just now was within the rules.
    pub async fn is_fair(&self, done: &Done) {
        let (given, group) = match done {
            Done::Booked(booking) => (given!(booking, booking.counted), Group::of(booking.channel)),
            Done::Held(hold) => (given!(hold, Group::Web), Group::Web),
            // It counts for whoever moved it.
            Done::Moved(booking, true) => (given!(booking, booking.counted), Group::Phone),
            Done::Moved(booking, false) => (given!(booking, booking.counted), Group::Web),
            Done::Else => return,
        };
        assert_eq!(given.group, group);
        let context = self.context(false);
        let catalogue = &*context.catalogue;
        let kind = catalogue.kind(given.kind).unwrap();
        of_calendar(catalogue, kind, &given);
        of_place(catalogue, &given);
        of_nurses(catalogue, kind, &given);
        self.of_slots(&given).await;
        if group == Group::Web {
            self.of_residents(catalogue, kind, &given);
        }
        self.of_numbers(catalogue, kind, &given).await;
    }

    fn of_residents(&self, catalogue: &Catalogue, kind: &Kind, given: &Given) {
        let (now, city) = (self.services.now(), &catalogue.municipality);
        let ahead = (city.local_date(given.starts_at) - city.local_date(now)).num_days();
        assert!(kind.rules.web && kind.rules.horizon_days.is_none_or(|days| ahead <= days), "{given:?}");
        assert!(now < kind.rules.book.closes(given.starts_at, &catalogue.closed, city.timezone), "{given:?}");
    }

    async fn of_slots(&self, given: &Given) {
        assert!(given.starts_at > self.services.now());
        let slots = self.slots().await;
        for nurse in nurses(&given.claim) {
            let hers = slots.iter().find(|slot| {
                (slot.staff, slot.kind, slot.office, slot.starts_at)
                    == (nurse, given.kind, given.office, given.starts_at)
            });
            assert!(hers.is_some_and(|slot| slot.open && slot.modes.has(given.mode)), "{given:?} {hers:?}");
        }
    }

    async fn of_numbers(&self, catalogue: &Catalogue, kind: &Kind, given: &Given) {
        let live = self.live_times().await;
        let day = |at| catalogue.municipality.local_date(at);
        let count = |same: &dyn Fn(&&Given) -> bool| i64::try_from(live.iter().filter(same).count()).unwrap();
        let today = |one: &Given| day(one.starts_at) == day(given.starts_at);
        let here = |one: &Given| (one.kind, one.office) == (given.kind, given.office);
        for nurse in nurses(&given.claim) {
            let hers = count(&|one| today(one) && nurses(&one.claim).any(|other| other == nurse));
            assert!(catalogue.staff(nurse).unwrap().work.daily_max.is_none_or(|most| hers <= most), "{given:?}");
        }
        let together = count(&|one| here(one) && one.starts_at == given.starts_at);
        assert!(kind.rules.capacity.is_none_or(|most| together <= most), "{together} at once: {given:?}");
        let ahead = (day(given.starts_at) - day(self.services.now())).num_days();
        let released = given.group == Group::Web && kind.rules.quota.release_days.is_some_and(|days| ahead <= days);
        let quota = match given.group {
            Group::Web => kind.rules.quota.web,
            Group::Phone => kind.rules.quota.phone,
            Group::Staff => kind.rules.quota.staff,
        };
        let used = count(&|one| here(one) && today(one) && one.group == given.group);
        assert!(released || quota.is_none_or(|most| used <= most), "{used} that day: {given:?}");
    }

    async fn live_times(&self) -> Vec<Given> {
        let bookings = self.bookings().await.into_iter().filter(|booking| booking.status != Status::Cancelled);
        let bookings = bookings.map(|booking| given!(booking, booking.counted));
        bookings.chain(self.holds().await.into_iter().map(|hold| given!(hold, Group::Web))).collect()
    }
}

fn nurses(claim: &Claim) -> impl Iterator<Item = StaffId> {
    [Some(claim.staff), claim.joint].into_iter().flatten()
}

fn of_calendar(catalogue: &Catalogue, kind: &Kind, given: &Given) {
    assert!(kind.active && kind.modes.has(given.mode), "{given:?}");
    let local = given.starts_at.with_timezone(&catalogue.municipality.timezone);
    let from = i64::from(local.hour() * 60 + local.minute());
    let hours = Hours { from, until: from + (given.ends_at - given.starts_at).num_minutes() };
    for nurse in nurses(&given.claim) {
        assert_eq!(catalogue.closed.why(local.date_naive(), hours, given.office, Some(nurse)), None, "{given:?}");
    }
}

fn of_place(catalogue: &Catalogue, given: &Given) {
    let office = catalogue.office(given.office).unwrap();
    assert!(office.active, "{given:?}");
    assert_eq!(given.claim.room.is_some(), given.mode == Mode::InPerson, "{given:?}");
    if let Some((id, lane)) = given.claim.room {
        let room = office.rooms.iter().find(|room| room.id == id).unwrap();
        assert!(room.active && lane < room.lanes, "{given:?}");
    }
}

fn of_nurses(catalogue: &Catalogue, kind: &Kind, given: &Given) {
    let team: Vec<_> = nurses(&given.claim).map(|nurse| catalogue.staff(nurse).unwrap()).collect();
    for nurse in &team {
        assert!(!nurse.disabled && nurse.work.modes.has(given.mode), "{given:?}");
        assert!(kind.professions.contains(&nurse.profession), "{given:?}");
    }
    assert_eq!(team.len(), if kind.rules.joint { 2 } else { 1 }, "{given:?}");
    if let [one, other] = team.as_slice() {
        assert!(one.work.joint && other.work.joint && one.id != other.id, "{given:?}");
        assert_eq!(one.profession != other.profession, kind.professions.len() > 1, "{given:?}");
    }
}
