//! When a message is due and until when it is of use, by the rule of its kind; and the hours in which nobody is disturbed.

use chrono::{DateTime, Duration, NaiveTime, TimeZone, Timelike, Utc};

use crate::city::catalogue::Municipality;
use crate::message::rule::{Due, Rule, Useful};

/// Hours of the day in which what keeps the quiet hours may leave, local time: from 8:00 until before 20:00.
const AWAKE: std::ops::Range<u32> = 8..20;

/// So many hours.
pub(crate) fn hours(number: u32) -> Duration {
    Duration::hours(number.into())
}

impl Rule {
    /// Due and useful-until of a message about a booking that starts then, if nothing of it is to be told before `told_at`.
    /// `None` where its time has passed, or no waking hour is left in which it is of use.
    pub fn times(
        &self,
        city: &Municipality,
        starts_at: DateTime<Utc>,
        (now, told_at): (DateTime<Utc>, DateTime<Utc>),
    ) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let awake = |at| if self.keeps_quiet_hours { awake_from(city, at) } else { at };
        let due = match self.due {
            Due::AtOnce => awake(told_at),
            Due::HoursBeforeStart(before) => {
                let at = starts_at - hours(before);
                // Where the morning is too late, the evening before it.
                let late =
                    |at| matches!(self.useful, Useful::HoursBeforeStart(least) if at >= starts_at - hours(least));
                if late(awake(at)) && !late(at) { evening_before(city, at) } else { awake(at) }
            }
        };
        let useful_until = match self.useful {
            Useful::HoursSinceDue(most) => due + hours(most),
            Useful::HoursBeforeStart(before) => starts_at - hours(before),
        };
        let in_time = match self.due {
            Due::AtOnce => true,
            Due::HoursBeforeStart(_) => due > now && due < useful_until,
        };
        in_time.then_some((due.max(told_at), useful_until))
    }
}

/// 19:00 of the evening to which that instant of the quiet hours belongs: with an hour to spare before they begin.
fn evening_before(city: &Municipality, at: DateTime<Utc>) -> DateTime<Utc> {
    let local = at.with_timezone(&city.timezone);
    let day = if local.hour() < AWAKE.start { local.date_naive() - Duration::days(1) } else { local.date_naive() };
    let evening = NaiveTime::from_hms_opt(AWAKE.end - 1, 0, 0).unwrap_or_default();
    city.timezone.from_local_datetime(&day.and_time(evening)).latest().map_or(at, |local| local.to_utc())
}

/// That instant, or the next 8:00 if it lies in the quiet hours.
pub fn awake_from(city: &Municipality, at: DateTime<Utc>) -> DateTime<Utc> {
    let local = at.with_timezone(&city.timezone);
    if AWAKE.contains(&local.hour()) {
        return at;
    }
    let day = if local.hour() < AWAKE.start { local.date_naive() } else { local.date_naive() + Duration::days(1) };
    let eight = NaiveTime::from_hms_opt(AWAKE.start, 0, 0).unwrap_or_default();
    city.timezone.from_local_datetime(&day.and_time(eight)).earliest().map_or(at, |local| local.to_utc())
}
