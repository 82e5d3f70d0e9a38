//! The promises.

use chrono::{DateTime, Datelike, Days, NaiveDate, Timelike, Utc, Weekday};
use mendan_domain::ids::{NurseSlotId, OfficeId};
use mendan_domain::offer::Buffers;
use mendan_domain::offer::hours::Hours;
use mendan_domain::offer::publish::{Difference, Kept, Plan, Planned, Step, copy_month, difference};
use mendan_domain::offer::slot::NurseSlot;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::cities::{City, any_city, any_day, any_templates};

/// Two weeks and the first instant of them.
fn weeks(first: NaiveDate) -> (NaiveDate, NaiveDate) {
    (first, first + Days::new(13))
}

fn plan(city: &City, first: NaiveDate) -> Plan {
    let (from, until) = weeks(first);
    city.planner().plan(from, until, city.at(first, 600))
}

fn stored(id: i64, planned: &Planned) -> NurseSlot {
    let Planned { office, kind, staff, starts_at, ends_at, modes, .. } = *planned;
    NurseSlot { id: NurseSlotId(id), office, kind, staff, starts_at, ends_at, modes, open: true, planned: true }
}

/// What is stored after the steps.
fn apply(difference: &Difference) -> Vec<NurseSlot> {
    let steps = (10_000..).zip(&difference.steps);
    steps
        .filter_map(|(id, step)| match step {
            Step::Create(planned) => Some(stored(id, planned)),
            Step::Change { id, to, .. } => Some(stored(id.0, to)),
            Step::Keep(time) | Step::KeepByHand(time) => Some(*time),
            Step::Withdraw(_) | Step::Collides { .. } => None,
        })
        .collect()
}

/// Some of the times booked, some closed, some made by hand instead, one of them moved to another office.
fn live(times: &mut [NurseSlot], picks: &[(Index, u8)]) -> Vec<Kept> {
    let mut kept = Vec::new();
    for (pick, what) in picks {
        let count = times.len();
        let Some(time) = (count > 0).then(|| pick.index(count)).and_then(|index| times.get_mut(index)) else { break };
        match what {
            0 => time.open = false,
            1 => time.planned = false,
            2 => (time.planned, time.office) = (false, OfficeId(time.office.0 % 3 + 1)),
            _ => kept.push(booking(time)),
        }
    }
    kept
}

fn booking(time: &NurseSlot) -> Kept {
    let busy = Buffers { before: 5, after: 10 }.around(time.starts_at, time.ends_at);
    Kept { staff: time.staff, office: time.office, busy, starts_at: time.starts_at }
}

fn local(city: &City, at: DateTime<Utc>) -> (NaiveDate, i64) {
    let local = at.with_timezone(&city.timezone);
    (local.date_naive(), i64::from(local.hour() * 60 + local.minute()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_planned_time_is_one_that_the_city_means(city in any_city(), first in any_day()) {
        let plan = plan(&city, first);
        for time in &plan.times {
            let (date, from) = local(&city, time.starts_at);
            let until = from + (time.ends_at - time.starts_at).num_minutes();
            let hours = Hours { from, until };
            prop_assert!(weeks(first).0 <= date && date <= weeks(first).1);
            prop_assert!(time.starts_at > city.at(first, 600));
            prop_assert_eq!(city.closed.why(date, hours, time.office, Some(time.staff)), None);
            let template = city.templates.iter().find(|template| Some(template.id) == time.template).unwrap();
            prop_assert!(template.applies_on(date) && template.hours.contains(&hours));
            prop_assert!(!template.breaks.iter().any(|pause| pause.overlaps(&hours)));
            let office = city.offices.iter().find(|office| office.id == time.office).unwrap();
            let weekday = usize::try_from(date.weekday().num_days_from_monday()).unwrap();
            prop_assert!(office.hours[weekday].is_some_and(|opening| opening.contains(&hours)));
            let nurse = city.staff.iter().find(|nurse| nurse.id == time.staff).unwrap();
            prop_assert!(nurse.active && nurse.offices.contains(&time.office));
            prop_assert!(!time.modes.is_empty() && time.modes.and(nurse.modes).and(template.modes) == time.modes);
        }
    }

    #[test]
    fn no_nurse_is_planned_at_two_offices_at_once_nor_twice(city in any_city(), first in any_day()) {
        let plan = plan(&city, first);
        for (index, one) in plan.times.iter().enumerate() {
            for other in plan.times.iter().skip(index + 1).filter(|other| other.staff == one.staff) {
                let overlap = one.starts_at < other.ends_at && other.starts_at < one.ends_at;
                prop_assert!(one.office == other.office || !overlap, "{:?} {:?}", one, other);
                prop_assert!((one.starts_at, one.kind, one.office) != (other.starts_at, other.kind, other.office));
            }
        }
    }

    #[test]
    fn publishing_twice_is_publishing_once(
        city in any_city(), first in any_day(), others in any_templates(), picks in prop::collection::vec(any::<(Index, u8)>(), 0..12),
    ) {
        // A city that has published, was used, and now has other templates.
        let mut times = apply(&difference(&plan(&City { templates: others, ..city.clone() }, first), &[], &[]));
        let picks: Vec<_> = picks.into_iter().map(|(pick, what)| (pick, what % 6)).collect();
        let kept = live(&mut times, &picks);
        let plan = plan(&city, first);
        let once = difference(&plan, &times, &kept);
        let after = apply(&once);
        let twice = difference(&plan, &after, &kept);
        prop_assert_eq!(apply(&twice), after);
        let counts = twice.counts();
        prop_assert_eq!((counts.create, counts.change, counts.withdraw, counts.booked), (0, 0, 0, 0));
        prop_assert_eq!(counts.collide, once.counts().collide);
        prop_assert_eq!(twice.digest(), Difference::default().digest());
        prop_assert_eq!(once.digest(), difference(&plan, &times, &kept).digest());
    }

    #[test]
    fn what_hands_made_or_closed_stays_and_bookings_are_respected(
        city in any_city(), first in any_day(), picks in prop::collection::vec(any::<(Index, u8)>(), 0..12), empty in any::<bool>(),
    ) {
        let before = plan(&city, first);
        let mut times = apply(&difference(&before, &[], &[]));
        let picks: Vec<_> = picks.into_iter().map(|(pick, what)| (pick, what % 6)).collect();
        let kept = live(&mut times, &picks);
        let plan = if empty { Plan::default() } else { before };
        let difference = difference(&plan, &times, &kept);
        let after = apply(&difference);
        for time in times.iter().filter(|time| !time.planned || !time.open) {
            prop_assert!(after.contains(time));
        }
        for step in &difference.steps {
            if let Step::Create(new) = step {
                for claim in kept.iter().filter(|claim| claim.staff == new.staff) {
                    let same = (claim.starts_at, claim.office) == (new.starts_at, new.office);
                    prop_assert!(same || new.ends_at <= claim.busy.from || claim.busy.until <= new.starts_at);
                }
            }
        }
        let by_hand = times.iter().filter(|time| time.open && !time.planned);
        for (time, step) in by_hand.flat_map(|time| difference.steps.iter().map(move |step| (time, step))) {
            if let Step::Create(new) = step {
                let apart = new.ends_at <= time.starts_at || time.ends_at <= new.starts_at;
                prop_assert!(apart || new.staff != time.staff || new.office == time.office);
            }
        }
        let mut sorted = difference.steps.clone();
        sorted.sort_by_key(start);
        prop_assert_eq!(sorted, difference.steps);
    }

    #[test]
    fn a_copied_month_keeps_weekday_and_hour(city in any_city(), first in any_day(), to in any_day()) {
        let times = apply(&difference(&plan(&city, first), &[], &[]));
        let copy = copy_month(&times, first, to, &city.planner(), DateTime::UNIX_EPOCH);
        for time in &copy.times {
            let (date, minutes) = local(&city, time.starts_at);
            prop_assert_eq!((date.year(), date.month()), (to.year(), to.month()));
            let from = |old: &NurseSlot| {
                let (old_date, old_minutes) = local(&city, old.starts_at);
                old_date.weekday() == date.weekday() && old_date.day0() / 7 == date.day0() / 7 && old_minutes == minutes
            };
            prop_assert!(times.iter().any(from));
            let hours = Hours { from: minutes, until: minutes + (time.ends_at - time.starts_at).num_minutes() };
            prop_assert_eq!(city.closed.why(date, hours, time.office, Some(time.staff)), None);
        }
    }

    #[test]
    fn business_days_before_are_business_days(city in any_city(), date in any_day(), n in 1_i64..12) {
        let found = city.closed.business_days_before(date, n);
        let between = found.iter_days().take_while(|day| *day < date).filter(|day| city.closed.is_business_day(*day));
        prop_assert!(city.closed.is_business_day(found) && found < date);
        prop_assert_eq!(i64::try_from(between.count()).unwrap(), n);
        prop_assert!(!matches!(found.weekday(), Weekday::Sat | Weekday::Sun) && city.closed.holiday(found).is_none());
    }
}

fn start(step: &Step) -> DateTime<Utc> {
    match step {
        Step::Create(planned) | Step::Collides { planned, .. } => planned.starts_at,
        Step::Change { from: time, .. } | Step::Withdraw(time) | Step::Keep(time) | Step::KeepByHand(time) => {
            time.starts_at
        }
    }
}
