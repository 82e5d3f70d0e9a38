//! One event: when it is, how often, and whether it keeps anybody from anything.

use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use mendan_domain::offer::tick::Interval;

use super::Wanted;
use super::lines::{Entry, Line};
use super::moment::{Moment, length};
use super::repeat::starts;
use super::zone::Zones;
use crate::feed::content::is_ours;

/// Nothing that somebody does lasts for longer, days.
const LONGEST: u64 = 3_660;

/// An event.
pub(super) struct Event {
    pub(super) uid: String,
    /// Whether it makes its owner busy. One that does not may still stand in the place of one that would.
    pub(super) counts: bool,
    /// The time of its series in whose place it stands.
    pub(super) replaces: Option<DateTime<Utc>>,
    start: Moment,
    /// Days by the calendar, and seconds by the clock.
    length: (u64, i64),
    rule: Option<String>,
    more: Vec<NaiveDateTime>,
    /// Times of its series that it does not have, and whole days.
    without: HashSet<DateTime<Utc>>,
    without_days: HashSet<NaiveDate>,
}

impl Event {
    /// From its lines; none: it has no time that can be read.
    pub(super) fn of(entry: &Entry, zones: &Zones) -> Option<Self> {
        let moment = |line: &Line| Moment::of(line, &line.value, zones);
        let start = entry.first("DTSTART").and_then(moment)?;
        let end = entry.first("DTEND").and_then(moment);
        let lasts = entry.first("DURATION").and_then(|line| length(&line.value));
        let uid = entry.first("UID").map(|line| line.value.clone()).unwrap_or_default();
        let free = entry.word("TRANSP") == "TRANSPARENT"
            || entry.word("X-MICROSOFT-CDO-BUSYSTATUS") == "FREE"
            || entry.word("STATUS") == "CANCELLED";
        let left_out: Vec<Moment> =
            entry.values("EXDATE").filter_map(|(line, value)| Moment::of(line, value, zones)).collect();
        let (days, times): (Vec<Moment>, Vec<Moment>) = left_out.into_iter().partition(|moment| moment.is_day);
        let more = entry.values("RDATE").filter_map(|(line, value)| Moment::of(line, value, zones));
        Some(Self {
            counts: !free && !is_ours(&uid),
            replaces: entry.first("RECURRENCE-ID").and_then(moment).map(Moment::instant),
            start,
            length: length_of(start, end, lasts),
            rule: entry.first("RRULE").map(|line| line.value.clone()),
            more: more.map(|moment| local(moment, start)).collect(),
            without: times.into_iter().map(Moment::instant).collect(),
            without_days: days.into_iter().map(|moment| moment.at.date()).collect(),
            uid,
        })
    }

    /// Its times that are wanted.
    pub(super) fn lay(&self, wanted: &Wanted, instead: &HashSet<(&str, DateTime<Utc>)>, busy: &mut Vec<Interval>) {
        for at in self.times(wanted) {
            let begins = self.start.at(at);
            let from = begins.instant();
            let elsewhere = self.replaces.is_none()
                && (self.without.contains(&from)
                    || self.without_days.contains(&at.date())
                    || instead.contains(&(self.uid.as_str(), from)));
            let (days, seconds) = self.length;
            let Some(until) = begins.later(days).map(|end| end.instant() + TimeDelta::seconds(seconds)) else {
                continue;
            };
            let met = Interval { from: from.max(wanted.from), until: until.min(wanted.until) };
            if !elsewhere && met.from < met.until {
                busy.push(met);
            }
        }
    }

    /// Every local time at which it begins. Its own counts whatever its rule says.
    fn times(&self, wanted: &Wanted) -> BTreeSet<NaiveDateTime> {
        let mut times = BTreeSet::from([self.start.at]);
        if self.replaces.is_none() {
            let until = wanted.until.with_timezone(&self.start.zone).naive_local();
            times.extend(self.rule.as_deref().and_then(|rule| starts(rule, self.start, until)).unwrap_or_default());
            times.extend(&self.more);
        }
        times
    }
}

/// How long it is: by its end, its length, or a day.
fn length_of(start: Moment, end: Option<Moment>, lasts: Option<(u64, i64)>) -> (u64, i64) {
    let (days, seconds) = match (end, lasts) {
        (Some(end), _) if start.is_day => {
            (u64::try_from((end.at.date() - start.at.date()).num_days()).unwrap_or_default().max(1), 0)
        }
        (Some(end), _) => (0, (end.instant() - start.instant()).num_seconds()),
        (None, Some(lasts)) => lasts,
        (None, None) => (u64::from(start.is_day), 0),
    };
    let most = i64::try_from(LONGEST * 86_400).unwrap_or(i64::MAX);
    (days.min(LONGEST), seconds.clamp(0, most))
}

/// The same time by the clocks at the place of the start.
fn local(moment: Moment, start: Moment) -> NaiveDateTime {
    if moment.is_day || start.is_day || moment.zone == start.zone {
        return moment.at;
    }
    moment.instant().with_timezone(&start.zone).naive_local()
}
