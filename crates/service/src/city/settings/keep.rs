//! How long the city keeps what is over, where it is not content with what the installation says.

use chrono::Duration;
use serde::{Deserialize, Serialize};

use super::part::{Part, Shown, Typed};
use crate::city::catalogue::Municipality;
use crate::forms::Checks;
use crate::services::Keep;

/// A period: its field, where it stands, its limits and its unit.
type Row = (&'static str, fn(&mut Periods) -> &mut Option<i64>, (i64, i64), Unit);

/// In what a period is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Days,
    Hours,
}

/// All of them.
const PERIODS: [Row; 5] = [
    ("keep_messages", |keep| &mut keep.messages, (30, 3650), Unit::Days),
    ("keep_calls", |keep| &mut keep.calls, (30, 3650), Unit::Days),
    ("keep_alarms", |keep| &mut keep.alarms, (7, 3650), Unit::Days),
    ("keep_audit", |keep| &mut keep.audit, (365, 3653), Unit::Days),
    ("keep_keys", |keep| &mut keep.keys, (24, 720), Unit::Hours),
];

/// A period as its page shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Its field.
    pub name: &'static str,
    /// Least and most.
    pub within: (i64, i64),
    /// What holds where the city says nothing.
    pub usual: i64,
    /// In hours; the others in days.
    pub hours: bool,
}

/// Every period, with what the installation says of it.
pub fn periods(installation: &Keep) -> Vec<Period> {
    let usual = Periods {
        messages: Some(installation.messages.num_days()),
        calls: Some(installation.calls.num_days()),
        alarms: Some(installation.alarms.num_days()),
        audit: Some(installation.audit.num_days()),
        keys: Some(installation.keys.num_hours()),
    };
    let period = |(name, of, within, unit): Row| {
        let usual = (*of(&mut usual.clone())).unwrap_or_default();
        Period { name, within, usual, hours: unit == Unit::Hours }
    };
    PERIODS.map(period).into()
}

/// The section; none: as the installation says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Periods {
    /// Messages, days behind the end of their booking.
    messages: Option<i64>,
    /// Calls, days behind the end of their booking.
    calls: Option<i64>,
    /// Alarms that have ended, days.
    alarms: Option<i64>,
    /// Lines of the audit log, days.
    audit: Option<i64>,
    /// Keys of requests, hours.
    keys: Option<i64>,
}

impl Periods {
    /// The periods that hold for this city.
    pub fn over(&self, installation: &Keep) -> Keep {
        let days = |own: Option<i64>, usual: Duration| own.map_or(usual, Duration::days);
        Keep {
            keys: self.keys.map_or(installation.keys, Duration::hours),
            messages: days(self.messages, installation.messages),
            calls: days(self.calls, installation.calls),
            alarms: days(self.alarms, installation.alarms),
            audit: days(self.audit, installation.audit),
        }
    }
}

impl Part for Periods {
    fn read(city: &Municipality) -> Self {
        city.settings.keep
    }

    fn typed(form: &Typed<'_>, _: Self, checks: &mut Checks) -> Self {
        let mut keep = Self::default();
        for (name, of, within, _) in PERIODS {
            *of(&mut keep) = checks.maybe_number(name, form.fields.text(name), within);
        }
        keep
    }

    fn apply(self, city: &mut Municipality) {
        city.settings.keep = self;
    }

    fn shown(&self) -> Shown {
        let mut keep = *self;
        PERIODS.map(|(name, of, ..)| (name, of(&mut keep).map(|n| n.to_string()).unwrap_or_default())).into()
    }
}
