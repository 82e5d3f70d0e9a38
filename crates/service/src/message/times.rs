//! When a message is due and until when it is of use, by the rule of its kind; and the hours in which nobody is disturbed.

use chrono::{DateTime, Duration, Utc};
use mendan_domain::message::quiet::Quiet as QuietHours;
use mendan_domain::message::when::{Dropped, OpenTo, When, when};
use mendan_domain::message::window::ContactWindow;

use crate::city::catalogue::Municipality;
use crate::message::rule::{Due, Quiet, Rule, Useful};

/// So near to her time she is told of a change at any hour.
const NEAR: Duration = Duration::hours(24);
/// Minutes from which on a message counts in half-days: where it cannot leave later it may leave sooner. What counts in hours is about
/// the hour in which it comes.
const HALF_DAY: u32 = 12 * 60;

/// So many hours.
pub(crate) fn hours(number: u32) -> Duration {
    Duration::hours(number.into())
}

/// So many minutes.
fn minutes(number: u32) -> Duration {
    Duration::minutes(number.into())
}

/// What decides when a message about a booking leaves.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The city.
    pub city: &'a Municipality,
    /// When the interview begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// The start she knows, where it is another one.
    pub was: Option<DateTime<Utc>>,
    /// When she wants to hear from us.
    pub window: ContactWindow,
    /// Whether it answers to what she did herself.
    pub hers: bool,
}

impl Facts<'_> {
    /// When something may leave to her.
    fn open(&self) -> OpenTo {
        open_to(self.city, self.window)
    }

    /// The first of the times that concern her: the one she has, and the one she knows.
    fn nearest(&self) -> DateTime<Utc> {
        self.was.map_or(self.starts_at, |was| was.min(self.starts_at))
    }
}

/// What is to become of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Planned {
    /// It leaves.
    Leaves {
        /// Not before.
        at: DateTime<Utc>,
        /// Not after.
        until: DateTime<Utc>,
    },
    /// It does not, because it would disturb her when it is of use.
    Dropped {
        /// When it would have been due.
        due: DateTime<Utc>,
        /// Until when it would have been of use.
        until: DateTime<Utc>,
        /// Why.
        why: Dropped,
    },
}

impl Rule {
    /// What is to become of a message about such a booking, if nothing of it is to be told before `told_at`. `None` where its time has
    /// passed.
    pub fn plan(&self, facts: &Facts<'_>, (now, told_at): (DateTime<Utc>, DateTime<Utc>)) -> Option<Planned> {
        match self.due {
            Due::AtOnce => {
                let at = self.told_from(facts, told_at);
                Some(Planned::Leaves { at, until: self.until(facts, at) })
            }
            Due::BeforeStart(before) => self.scheduled(facts, facts.starts_at - minutes(before), (now, told_at)),
            Due::AfterEnd(after) => self.scheduled(facts, facts.ends_at + minutes(after), (now, told_at)),
        }
    }

    /// What becomes of one that could leave now and is of use until then.
    pub fn leaves(&self, facts: &Facts<'_>, now: DateTime<Utc>, until: DateTime<Utc>) -> When {
        match self.quiet {
            Quiet::Always => when(now, facts.open(), until),
            Quiet::Never | Quiet::UnlessNear => When::At(self.told_from(facts, now)),
        }
    }

    /// By the schedule: at its time, in the morning after it, or, of what counts in half-days, in the evening before it.
    fn scheduled(
        &self,
        facts: &Facts<'_>,
        due: DateTime<Utc>,
        (now, told_at): (DateTime<Utc>, DateTime<Utc>),
    ) -> Option<Planned> {
        let until = self.until(facts, due);
        if due >= until {
            return None;
        }
        let leaves = |at: DateTime<Utc>| (at > now).then(|| Planned::Leaves { at: at.max(told_at), until });
        match self.leaves(facts, due, until) {
            When::At(at) => leaves(at),
            When::Drop(why) => {
                let long = matches!(self.due, Due::BeforeStart(before) if before >= HALF_DAY);
                let sooner = if long { facts.open().last_before(due) } else { None };
                let dropped = (due > now).then_some(Planned::Dropped { due, until, why });
                sooner.and_then(leaves).or(dropped)
            }
        }
    }

    /// When what tells is told, if not before that. It is never dropped: where her own hours are too late for it the city's count alone.
    fn told_from(&self, facts: &Facts<'_>, at: DateTime<Utc>) -> DateTime<Utc> {
        let awake = |open: OpenTo| open.first_from(at).unwrap_or(at);
        match self.quiet {
            Quiet::Never => at,
            Quiet::Always => awake(facts.open()),
            Quiet::UnlessNear if facts.hers || facts.nearest() - at <= NEAR => at,
            Quiet::UnlessNear => match when(at, facts.open(), facts.nearest() - NEAR) {
                When::At(at) => at,
                When::Drop(_) => awake(open_to(facts.city, ContactWindow::Any)),
            },
        }
    }

    /// Until when one that is due then is of use.
    fn until(&self, facts: &Facts<'_>, due: DateTime<Utc>) -> DateTime<Utc> {
        match self.useful {
            Useful::HoursSinceDue(most) => due + hours(most),
            Useful::BeforeStart(before) => facts.starts_at - minutes(before),
            Useful::AfterEnd(after) => facts.ends_at + minutes(after),
        }
    }
}

/// When something may leave in that city to somebody with those hours.
fn open_to(city: &Municipality, window: ContactWindow) -> OpenTo {
    let quiet: QuietHours = city.settings.reminder.quiet;
    OpenTo { zone: city.timezone, quiet, window }
}

/// That instant, or the end of the quiet hours if it lies in them.
pub fn awake_from(city: &Municipality, at: DateTime<Utc>) -> DateTime<Utc> {
    open_to(city, ContactWindow::Any).first_from(at).unwrap_or(at)
}
