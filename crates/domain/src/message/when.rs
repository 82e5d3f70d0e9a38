//! When a message leaves: at its time, or at the first hour after it in which it disturbs nobody; or not at all, and why.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use chrono_tz::Tz;

use super::quiet::Quiet;
use super::window::ContactWindow;
use crate::offer::hours::{Hours, instant};

/// Days that are looked at: a week has every hour that there is.
const DAYS: usize = 8;

/// The hours of one person, by her city's clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenTo {
    /// The city's time zone.
    pub zone: Tz,
    /// In which nothing leaves.
    pub quiet: Quiet,
    /// In which she wants to hear from us.
    pub window: ContactWindow,
}

/// What becomes of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// It leaves then.
    At(DateTime<Utc>),
    /// No hour is left in which it is of use.
    Drop(Dropped),
}

/// Why a message is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dropped {
    /// When the quiet hours end it would be of no use.
    QuietHours,
    /// When her own hours begin it would be of no use; without them it would have left.
    ContactWindow,
}

impl Dropped {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::QuietHours, Self::ContactWindow];

    /// The words stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::QuietHours => "quiet hours",
            Self::ContactWindow => "contact window",
        }
    }

    /// Reads them.
    pub fn parse(words: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == words)
    }
}

/// When a message leaves that is due then and of use before `latest`: at `due`, or at the first instant behind it in which nobody is
/// disturbed.
pub fn when(due: DateTime<Utc>, open: OpenTo, latest: DateTime<Utc>) -> When {
    let in_time = |open: &OpenTo| open.first_from(due).filter(|at| *at < latest);
    let whenever = OpenTo { window: ContactWindow::Any, ..open };
    match in_time(&open) {
        Some(at) => When::At(at),
        None if in_time(&whenever).is_some() => When::Drop(Dropped::ContactWindow),
        None => When::Drop(Dropped::QuietHours),
    }
}

impl OpenTo {
    /// That instant, or the first behind it in which something may leave. `None` where her hours and the city's have none in common.
    pub fn first_from(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let today = at.with_timezone(&self.zone).date_naive();
        today.iter_days().take(DAYS).find_map(|day| {
            let (from, until) = self.span(day)?;
            let first = from.max(at);
            (first < until).then_some(first)
        })
    }

    /// The last instant before that one in which something may leave, with an hour to spare before it is quiet again.
    pub fn last_before(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let today = at.with_timezone(&self.zone).date_naive();
        let days = std::iter::successors(Some(today), NaiveDate::pred_opt);
        days.take(DAYS).find_map(|day| {
            let (from, until) = self.span(day)?;
            let last = (until - Duration::hours(1)).max(from);
            (last <= at).then_some(last)
        })
    }

    /// The part of a day in which something may leave.
    fn span(&self, day: NaiveDate) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let (awake, hers) = (self.quiet.awake(), self.window.on(day.weekday())?);
        let Hours { from, until } = Hours::new(awake.from.max(hers.from), awake.until.min(hers.until))?;
        Some((instant(self.zone, day, from)?, instant(self.zone, day, until)?))
    }
}

#[cfg(test)]
mod tests;
