//! What can be booked, read from the database and judged by the domain, agrees with trying every nurse in every place.

use std::cell::RefCell;
use std::collections::BTreeMap;

use chrono::{NaiveDate, Timelike as _};
use mendan_domain::booking::mode::{Mode, Modes};
use mendan_domain::ids::{ClosureId, IdMap, StaffId};
use mendan_domain::offer::closed::{ClosedDays, Closure};
use mendan_domain::offer::hours::Hours;
use mendan_domain::offer::rules::{Group, Quota, Rules};
use mendan_domain::offer::tick::Interval;
use mendan_domain::offer::{Able, NurseTime, Place, Reason, Taken, TakenTime, Terms, Worker};
use mendan_domain::staff::Profession;
use mendan_service::city::catalogue::{Catalogue, Kind};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;
use proptest::prelude::*;

use crate::sample::{City, at, city, make_city};
use crate::world::{NOW, World, each, world};

on_both_engines!(judging_agrees_with_trying_everything);

/// What the city decided, as far as it counts or names nurses.
#[derive(Debug, Clone)]
struct Decided {
    joint: bool,
    professions: Vec<Profession>,
    capacity: Option<i64>,
    web: Option<i64>,
    group: Group,
    /// So many rooms of the first office are in use.
    rooms: usize,
    /// A nurse is away on the first day: from when to when.
    away: Option<(usize, i64, i64)>,
    /// A nurse whose account is closed.
    gone: Option<usize>,
    /// Somebody's daily maximum.
    daily: Option<(usize, i64)>,
}

fn decided() -> impl Strategy<Value = Decided> {
    use Profession::{Clerk, Midwife, PublicHealthNurse};
    let professions = prop_oneof![
        8 => Just(vec![PublicHealthNurse, Midwife]),
        1 => Just(vec![Midwife]),
        1 => Just(vec![Midwife, Clerk]),
    ];
    let group = prop_oneof![2 => Just(Group::Web), 1 => Just(Group::Phone), 1 => Just(Group::Staff)];
    let limit = || proptest::option::weighted(0.3, 1_i64..6);
    let away = proptest::option::of((0_usize..5, 540_i64..660, 660_i64..780));
    let (gone, daily) = (proptest::option::weighted(0.3, 0_usize..5), proptest::option::of((0_usize..5, 1_i64..4)));
    (any::<bool>(), professions, limit(), limit(), group, 0_usize..3, away, gone, daily).prop_map(
        |(joint, professions, capacity, web, group, rooms, away, gone, daily)| Decided {
            joint,
            professions,
            capacity,
            web,
            group,
            rooms,
            away,
            gone,
            daily,
        },
    )
}

/// The city's catalogue after these decisions.
fn catalogue(city: &City, decided: &Decided) -> Catalogue {
    let mut catalogue = city.catalogue.clone();
    for kind in &mut catalogue.kinds {
        let quota = Quota { web: decided.web, phone: Some(3), ..Quota::default() };
        kind.rules = Rules { joint: decided.joint, capacity: decided.capacity, quota, ..Rules::default() };
        kind.professions.clone_from(&decided.professions);
    }
    for room in catalogue.offices[0].rooms.iter_mut().skip(decided.rooms) {
        room.active = false;
    }
    if let Some((nurse, most)) = decided.daily {
        catalogue.staff[nurse].work.daily_max = Some(most);
    }
    if let Some(nurse) = decided.gone {
        catalogue.staff[nurse].disabled = true;
    }
    let first = day(at(0));
    let absence = |(nurse, from, until): (usize, i64, i64)| Closure {
        id: ClosureId(1),
        office: None,
        staff: Some(city.staff[nurse]),
        from: first,
        until: first,
        hours: Some(Hours { from, until }),
        reason: String::new(),
    };
    let closures = decided.away.map(absence).into_iter().collect();
    catalogue.closed = ClosedDays { closures, holidays: BTreeMap::new(), year_end: false, ..ClosedDays::default() };
    catalogue
}

fn day(instant: chrono::DateTime<chrono::Utc>) -> NaiveDate {
    instant.with_timezone(&chrono_tz::Asia::Tokyo).date_naive()
}

/// What the cases have shown: a comparison in which everything is taken proves nothing.
#[derive(Debug, Default)]
struct Seen {
    alone: usize,
    several: usize,
    together: usize,
    rooms_full: usize,
    partners_missing: usize,
}

impl Seen {
    fn note(&mut self, joint: bool, free: &[(Mode, i64)], reasons: &[Reason]) {
        let most = free.iter().map(|(_, n)| *n).max().unwrap_or(0);
        self.alone += usize::from(!joint && most > 0);
        self.several += usize::from(free.iter().any(|(mode, n)| *mode == Mode::InPerson && *n > 1));
        self.together += usize::from(joint && most > 0);
        self.rooms_full += usize::from(reasons.contains(&Reason::RoomFull));
        self.partners_missing += usize::from(reasons.contains(&Reason::NoPartner));
    }

    fn everything(&self) -> bool {
        [self.alone, self.several, self.together, self.rooms_full, self.partners_missing].iter().all(|times| *times > 0)
    }
}

async fn judging_agrees_with_trying_everything(fresh: &Fresh) {
    let seen = RefCell::new(Seen::default());
    each(200, &(world(), decided()), async |number, (world, decided)| {
        let city = city(&*fresh.store, number).await;
        let mut tx = world.write(fresh, &city).await;
        let catalogue = catalogue(&city, &decided);
        let workers = catalogue.workers();
        let window = (at(-10_000), at(10_000));
        let standing = tx.standing((city.id, None), window, at(NOW), None).await.unwrap();
        let taken = Taken::new(standing.taken, catalogue.municipality.timezone);
        for office in &catalogue.offices {
            for kind in &catalogue.kinds {
                let times = tx.times_of_kind(kind.id, office.id, at(-10_000)).await.unwrap();
                let mut terms = catalogue.terms(&workers, kind, office, (decided.group, at(NOW)));
                for start in times.chunk_by(|one, other| one.starts_at == other.starts_at) {
                    let plain = Plain { world: &world, city: &city, kind, workers: &workers, decided: &decided };
                    agree(&plain, &mut terms, start, &taken, &mut seen.borrow_mut());
                }
            }
        }
        tx.commit().await.unwrap();
    });
    let seen = seen.into_inner();
    assert!(seen.everything(), "{seen:?}");
}

fn agree(plain: &Plain<'_>, terms: &mut Terms<'_>, times: &[NurseTime], taken: &Taken, seen: &mut Seen) {
    let starts_at = times[0].starts_at;
    let (expected, able) = plain.verdict(times, terms);
    let verdict = terms.judge(starts_at, times, None, taken, true);
    assert_eq!(verdict.free, expected);
    assert_eq!(verdict.able.iter().map(|able| able.staff).collect::<Vec<_>>(), able);
    assert_eq!(verdict.reasons.is_empty(), !expected.is_empty(), "{:?}", verdict.reasons);
    let quick = terms.judge(starts_at, times, None, taken, false);
    assert_eq!((quick.free, quick.able), (verdict.free, verdict.able));
    for mode in Mode::ALL {
        let free = expected.iter().find(|(free, _)| *free == mode).map_or(0, |(_, n)| *n);
        let verdict = terms.judge(starts_at, times, Some(mode), taken, true);
        seen.note(terms.rules.joint, &verdict.free, &verdict.reasons);
        assert_eq!(verdict.free_in(Some(mode)), free);
        assert_eq!(verdict.reasons.is_empty(), free > 0, "{mode:?} {:?}", verdict.reasons);
        assert_eq!(terms.judge(starts_at, times, Some(mode), taken, false).free_in(Some(mode)), free);
    }
}

/// The slow way.
struct Plain<'a> {
    world: &'a World,
    city: &'a City,
    kind: &'a Kind,
    workers: &'a IdMap<StaffId, Worker>,
    decided: &'a Decided,
}

impl Plain<'_> {
    /// How many more interviews each mode can take, and the nurses who can.
    fn verdict(&self, times: &[NurseTime], terms: &Terms<'_>) -> (Vec<(Mode, i64)>, Vec<StaffId>) {
        let starts_at = times[0].starts_at;
        let all = self.world.taken(self.city);
        let here = all.iter().filter(|taken| taken.kind == self.kind.id && taken.office == terms.office);
        let at_once = here.clone().filter(|taken| taken.starts_at == starts_at).count();
        let same = |taken: &&TakenTime| taken.group == self.decided.group && day(taken.starts_at) == day(starts_at);
        let that_day = here.filter(same).count();
        let quota = match self.decided.group {
            Group::Web => self.decided.web,
            Group::Phone => Some(3),
            Group::Staff => None,
        };
        let left = |limit: Option<i64>, used: usize| limit.unwrap_or(100) - i64::try_from(used).unwrap();
        let left = left(self.decided.capacity, at_once).min(left(quota, that_day));
        if left <= 0 || starts_at <= at(NOW) {
            return (vec![], vec![]);
        }
        let nurses: Vec<&NurseTime> = times.iter().filter(|time| self.able(time, &all)).collect();
        let free = |mode: Mode| {
            let does = |time: &&&NurseTime| time.modes.has(mode) && self.workers[&time.staff].modes.has(mode);
            let doing: Vec<&NurseTime> = nurses.iter().filter(does).copied().collect();
            let places = (mode == Mode::InPerson).then(|| terms.places.clone());
            (mode, self.most(&doing, places.as_deref(), &all).min(left))
        };
        let free = self.kind.modes.iter().map(free).filter(|(_, n)| *n > 0).collect();
        (free, nurses.iter().map(|time| time.staff).collect())
    }

    fn busy(&self, time: &NurseTime) -> Interval {
        let minutes = chrono::Duration::minutes;
        let (before, after) = (minutes(self.kind.buffers.before), minutes(self.kind.buffers.after));
        Interval { from: time.starts_at - before, until: time.ends_at + after }
    }

    fn able(&self, time: &NurseTime, all: &[TakenTime]) -> bool {
        let worker = &self.workers[&time.staff];
        let hers = || all.iter().filter(|taken| taken.staff == time.staff || taken.joint == Some(time.staff));
        let that_day = hers().filter(|taken| day(taken.starts_at) == day(time.starts_at)).count();
        let away = self.decided.away.is_some_and(|(nurse, from, until)| {
            let local = time.starts_at.with_timezone(&chrono_tz::Asia::Tokyo);
            let begins = i64::from(local.hour() * 60 + local.minute());
            let ends = begins + (time.ends_at - time.starts_at).num_minutes();
            self.city.staff[nurse] == time.staff && day(time.starts_at) == day(at(0)) && begins < until && from < ends
        });
        time.open
            && worker.active
            && !away
            && self.decided.professions.contains(&worker.profession)
            && Mode::ALL
                .iter()
                .any(|mode| time.modes.has(*mode) && worker.modes.has(*mode) && self.kind.modes.has(*mode))
            && !hers().any(|taken| taken.busy.overlaps(&self.busy(time)))
            && worker.daily_max.is_none_or(|most| i64::try_from(that_day).unwrap() < most)
    }

    /// The most interviews these nurses can hold at once: the first of them in none, or in any of those she can.
    fn most(&self, nurses: &[&NurseTime], places: Option<&[Place]>, all: &[TakenTime]) -> i64 {
        let Some((first, others)) = nurses.split_first() else { return 0 };
        let mut best = self.most(others, places, all);
        for others in self.teams(first, others) {
            let rest = match places {
                None => vec![None],
                Some(places) => self.without_one(places, first, all).into_iter().map(Some).collect(),
            };
            for places in rest {
                best = best.max(1 + self.most(&others, places.as_deref(), all));
            }
        }
        best
    }

    /// Who is left when she holds one: alone, or with each who fits.
    fn teams<'t>(&self, first: &NurseTime, others: &[&'t NurseTime]) -> Vec<Vec<&'t NurseTime>> {
        if !self.decided.joint {
            return vec![others.to_vec()];
        }
        let worker = |time: &NurseTime| self.workers[&time.staff];
        let fits = |other: &NurseTime| {
            let (one, two) = (worker(first), worker(other));
            let both = self.decided.professions.iter().all(|wanted| [one, two].iter().any(|w| w.profession == *wanted));
            one.joint && two.joint && both && first.ends_at == other.ends_at
        };
        let fitting = (0..others.len()).filter(|n| fits(others[*n]));
        fitting.map(|n| [&others[..n], &others[n + 1..]].concat()).collect()
    }

    /// The places that are left when she takes one of those free for as long as she needs it, once for each.
    fn without_one(&self, places: &[Place], time: &NurseTime, all: &[TakenTime]) -> Vec<Vec<Place>> {
        let wanted = self.busy(time);
        let free = |place: Place| !all.iter().any(|taken| taken.place == Some(place) && taken.busy.overlaps(&wanted));
        let free = (0..places.len()).filter(|n| free(places[*n]));
        free.map(|n| [&places[..n], &places[n + 1..]].concat()).collect()
    }
}

/// A nurse's time at the first start: her number, its length, its modes.
fn offered(city: &City, (nurse, minutes, modes): (usize, i64, i64)) -> NurseTime {
    let (staff, modes) = (city.staff[nurse], Modes::from_bits(modes));
    NurseTime { staff, starts_at: at(0), ends_at: at(minutes), modes, open: true }
}

#[test]
fn whoever_stays_longer_needs_a_place_for_longer() {
    let city = make_city(1);
    let workers = city.catalogue.workers();
    let (kind, office) = (city.kind(0), &city.catalogue.offices[0]);
    // Both places of the second room are given away soon after the shorter interview.
    let soon = |lane: i64| TakenTime {
        staff: city.staff[4],
        joint: None,
        place: Some((city.rooms[1], lane)),
        busy: Interval { from: at(40), until: at(80) },
        kind: city.kinds[1],
        office: office.id,
        group: Group::Web,
        starts_at: at(40),
    };
    let taken = Taken::new(vec![soon(0), soon(1)], chrono_tz::Asia::Tokyo);
    let mut terms = city.catalogue.terms(&workers, kind, office, (Group::Web, at(-10)));
    for (times, free) in [
        (vec![(0, 30, 1), (2, 60, 1), (3, 60, 1)], 2),
        (vec![(2, 60, 1), (0, 30, 1), (3, 30, 1)], 3),
        (vec![(2, 60, 1), (3, 60, 1)], 1),
        (vec![(0, 30, 1), (2, 30, 1)], 2),
    ] {
        let offered: Vec<_> = times.iter().map(|time| offered(&city, *time)).collect();
        let verdict = terms.judge(at(0), &offered, None, &taken, true);
        assert_eq!(verdict.free, [(Mode::InPerson, free)], "{times:?}");
    }
}

#[test]
fn two_who_share_no_mode_are_no_pair() {
    let city = make_city(1);
    let workers = city.catalogue.workers();
    let kind = Kind { rules: Rules { joint: true, ..Rules::default() }, ..city.kind(0).clone() };
    let mut terms = city.catalogue.terms(&workers, &kind, &city.catalogue.offices[0], (Group::Web, at(-10)));
    for (modes, pair) in [((1, 4), false), ((5, 4), true), ((1, 1), true)] {
        let times = [offered(&city, (0, 30, modes.0)), offered(&city, (3, 30, modes.1))];
        let verdict = terms.judge(at(0), &times, None, &Taken::default(), true);
        let expected = if pair { vec![] } else { vec![Reason::NoPartner] };
        assert_eq!(verdict.reasons, expected, "{modes:?}");
    }
}

#[test]
fn another_mode_needs_both_of_a_joint_interview() {
    let city = make_city(1);
    let workers = city.catalogue.workers();
    let kind = Kind { rules: Rules { joint: true, ..Rules::default() }, ..city.kind(0).clone() };
    let mut terms = city.catalogue.terms(&workers, &kind, &city.catalogue.offices[0], (Group::Web, at(-10)));
    let own = |nurse: usize, modes: i64| Able {
        staff: city.staff[nurse],
        profession: workers[&city.staff[nurse]].profession,
        joint: true,
        ends_at: at(30),
        modes: Modes::from_bits(modes),
    };
    let mut ask = |kept: &[Able]| terms.judge_kept(at(0), &[], kept, Mode::Phone, &Taken::default());
    assert_eq!(ask(&[own(0, 5), own(3, 5)]).map(|able| able.len()), Ok(2));
    assert_eq!(ask(&[own(0, 5), own(3, 1)]), Err(vec![Reason::NoPartner]));
    assert_eq!(ask(&[own(0, 5), own(2, 5)]), Err(vec![Reason::NoPartner]));
}
