//! The decision itself.

use chrono::{DateTime, Utc};

use super::nurse::Span;
use super::terms::Day;
use super::{NurseTime, Place, Reason, Taken, Terms, Worker};
use crate::booking::mode::{Mode, Modes};
use crate::ids::StaffId;
use crate::offer::hours::Hours;
use crate::offer::tick::Interval;
use crate::staff::Profession;

/// A nurse who can take a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Able {
    /// Herself.
    pub staff: StaffId,
    /// Her profession: joint interviews need two.
    pub profession: Profession,
    /// Holds joint interviews.
    pub joint: bool,
    /// End of the interview.
    pub ends_at: DateTime<Utc>,
    /// What she does at that time.
    pub modes: Modes,
}

/// What can be booked at one start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Nurses who can take a booking, in the order they were given. Empty when a rule stands against the time.
    pub able: Vec<Able>,
    /// Bookings it can still take, per mode; modes with none are absent.
    pub free: Vec<(Mode, i64)>,
    /// Why it cannot be booked (in the mode asked for, if one was); empty when it can. Complete only when asked for.
    pub reasons: Vec<Reason>,
}

impl Verdict {
    /// Bookings it can still take in that mode, or in the best mode when none is named.
    pub fn free_in(&self, mode: Option<Mode>) -> i64 {
        let counts = self.free.iter().filter(|(m, _)| mode.is_none_or(|wanted| wanted == *m));
        counts.map(|(_, n)| *n).max().unwrap_or(0)
    }
}

impl Terms<'_> {
    /// Judges one start: `times` are what nurses published there for this kind and office. `explain` asks for every
    /// reason; without it the first one may be the only one.
    pub fn judge(
        &mut self,
        starts_at: DateTime<Utc>,
        times: &[NurseTime],
        mode: Option<Mode>,
        taken: &Taken,
        explain: bool,
    ) -> Verdict {
        let (date, minute) = self.local(starts_at);
        let day = self.look_at(date);
        let latest = times.iter().map(|time| time.ends_at).max();
        let until = latest.map_or(minute + 1, |latest| minute + (latest - starts_at).num_minutes());
        let mut reasons = self.against(&day, (starts_at, Hours { from: minute, until }), taken, explain);
        if mode.is_some_and(|mode| !self.modes.has(mode)) {
            reasons.push(Reason::ModeNotOffered);
        }
        let bound = !reasons.is_empty();
        if bound && !explain {
            return Verdict { able: Vec::new(), free: Vec::new(), reasons };
        }
        let (able, against) = self.nurses(&day, minute, times, mode, taken, explain);
        let free = if bound { Vec::new() } else { self.free(&day, &able, starts_at, taken) };
        let possible = free.iter().any(|(m, n)| *n > 0 && mode.is_none_or(|wanted| wanted == *m));
        if !possible {
            reasons.extend(self.of_nurses(times, &able, mode, against, bound));
        }
        Verdict { able: if bound { Vec::new() } else { able }, free, reasons }
    }

    /// Judges a time that somebody has already and only wants in another mode: no rule of calendar or number stands against
    /// it, and her own nurses are `kept` even if their times were withdrawn since.
    pub fn judge_kept(
        &mut self,
        starts_at: DateTime<Utc>,
        times: &[NurseTime],
        kept: &[Able],
        mode: Mode,
        taken: &Taken,
    ) -> Result<Vec<Able>, Vec<Reason>> {
        if !self.modes.has(mode) {
            return Err(vec![Reason::ModeNotOffered]);
        }
        let (date, minute) = self.local(starts_at);
        let day = self.look_at(date);
        let (mut able, mut against) = self.nurses(&day, minute, times, Some(mode), taken, true);
        let own = |nurse: &Able| kept.iter().any(|own| own.staff == nurse.staff);
        able.retain(|nurse| !own(nurse));
        able.splice(0..0, kept.iter().copied());
        able.retain(|nurse| nurse.modes.has(mode));
        if mode == Mode::InPerson {
            able.retain(|nurse| self.has_place(&self.buffers.around(starts_at, nurse.ends_at), taken));
        }
        if self.most(mode, &able, |_| i64::MAX) > 0 {
            return Ok(able);
        }
        if !able.is_empty() {
            against.push(Reason::NoPartner);
        } else if against.is_empty() {
            against.push(Reason::RoomFull);
        }
        Err(against)
    }

    fn nurses(
        &self,
        day: &Day<'_>,
        minute: i64,
        times: &[NurseTime],
        mode: Option<Mode>,
        taken: &Taken,
        explain: bool,
    ) -> (Vec<Able>, Vec<Reason>) {
        let (mut able, mut against) = (Vec::with_capacity(times.len()), Vec::new());
        let mut last: Option<Span> = None;
        for time in times {
            let known = last.take().filter(|span| span.ends_at == time.ends_at);
            let span = last.insert(known.unwrap_or_else(|| self.span(minute, time)));
            match self.nurse(day, span, time, taken) {
                Ok(worker) => {
                    let (modes, &Worker { profession, joint, .. }) = (self.may(worker, time), worker);
                    if explain && mode.is_some_and(|mode| !modes.has(mode)) {
                        against.push(Reason::ModeNotDone(time.staff));
                    }
                    able.push(Able { staff: time.staff, profession, joint, ends_at: time.ends_at, modes });
                }
                Err(reason) if explain => against.push(reason),
                Err(_) => {}
            }
        }
        (able, against)
    }

    /// What is said when no nurse or place is left.
    fn of_nurses(
        &self,
        times: &[NurseTime],
        able: &[Able],
        mode: Option<Mode>,
        against: Vec<Reason>,
        bound: bool,
    ) -> Vec<Reason> {
        if times.is_empty() {
            return vec![Reason::NotPublished];
        }
        let left: Vec<Able> = able.iter().filter(|a| mode.is_none_or(|mode| a.modes.has(mode))).copied().collect();
        if bound || left.is_empty() {
            return against;
        }
        let mut asked = self.modes.iter().filter(|m| mode.is_none_or(|wanted| wanted == *m));
        let team = asked.any(|mode| self.most(mode, &left, |_| i64::MAX) > 0);
        let mut reasons = against;
        reasons.push(if team { Reason::RoomFull } else { Reason::NoPartner });
        reasons
    }

    fn free(&self, day: &Day<'_>, able: &[Able], starts_at: DateTime<Utc>, taken: &Taken) -> Vec<(Mode, i64)> {
        let left = self.left(day, starts_at, taken);
        let count = |mode: Mode| {
            let places = |end| match mode {
                Mode::InPerson => self.places_free(&self.buffers.around(starts_at, end), taken),
                _ => i64::MAX,
            };
            (mode, self.most(mode, able, places).min(left))
        };
        self.modes.iter().map(count).filter(|(_, n)| *n > 0).collect()
    }

    /// How many interviews these nurses can hold at once, when so many places are free until an end.
    fn most(&self, mode: Mode, able: &[Able], places: impl Fn(DateTime<Utc>) -> i64) -> i64 {
        let doing = able.iter().filter(|a| a.modes.has(mode));
        let (mut found, mut last) = (0, None);
        let next = |last: Option<DateTime<Utc>>| {
            doing.clone().map(|a| a.ends_at).filter(|end| last.is_none_or(|last| *end < last)).max()
        };
        // Whoever stays longest chooses first: a place that is free for her is free for the others too.
        while let Some(end) = next(last) {
            found += self.teams(doing.clone().filter(|a| a.ends_at == end)).min(places(end) - found);
            last = Some(end);
        }
        found
    }

    /// How many interviews nurses who end at the same time can hold at once: the two of a joint interview do.
    fn teams<'a>(&self, able: impl Iterator<Item = &'a Able> + Clone) -> i64 {
        let teams = if self.rules.joint { self.pairs(&able.filter(|a| a.joint)) } else { able.count() };
        i64::try_from(teams).unwrap_or(i64::MAX)
    }

    fn pairs<'a>(&self, able: &(impl Iterator<Item = &'a Able> + Clone)) -> usize {
        let count = |profession: Profession| able.clone().filter(|a| a.profession == profession).count();
        match self.professions {
            [first, second, ..] => count(*first).min(count(*second)),
            [only] => count(*only) / 2,
            [] => 0,
        }
    }

    /// The nurses who can hold the interview together with `lead`, in the order given. Nobody can if `lead` holds no joint
    /// interviews.
    pub fn partners(&self, lead: &Able, able: &[Able], mode: Mode) -> Vec<Able> {
        let wanted = match self.professions {
            [first, second, ..] if lead.profession == *first => *second,
            [only] if lead.profession == *only => *only,
            _ => return Vec::new(),
        };
        if !lead.joint {
            return Vec::new();
        }
        let fits = |a: &&Able| {
            a.joint && a.profession == wanted && a.staff != lead.staff && a.modes.has(mode) && a.ends_at == lead.ends_at
        };
        able.iter().filter(fits).copied().collect()
    }

    /// Places of the office nobody has while `lead` interviews. First the one that fewest of `able` could use: who stays
    /// longer needs the others.
    pub fn free_places(&self, starts_at: DateTime<Utc>, lead: &Able, able: &[Able], taken: &Taken) -> Vec<Place> {
        let fits = |place: Place, a: &Able| !taken.place(place, &self.buffers.around(starts_at, a.ends_at));
        let mut free: Vec<Place> = self.places.iter().filter(|place| fits(**place, lead)).copied().collect();
        free.sort_by_key(|place| able.iter().filter(|a| fits(*place, a)).count());
        free
    }

    fn has_place(&self, wanted: &Interval, taken: &Taken) -> bool {
        self.places.iter().any(|place| !taken.place(*place, wanted))
    }

    fn places_free(&self, wanted: &Interval, taken: &Taken) -> i64 {
        i64::try_from(self.places.iter().filter(|place| !taken.place(**place, wanted)).count()).unwrap_or(i64::MAX)
    }
}
