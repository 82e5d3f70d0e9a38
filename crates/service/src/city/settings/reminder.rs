//! Whether the city reminds of interviews, and how long before.

use serde::{Deserialize, Serialize};

use super::part::{Part, Shown, Typed};
use crate::city::catalogue::Municipality;
use crate::forms::Checks;

/// Hours before the start, least and most.
const HOURS: (i64, i64) = (12, 72);

/// The section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Reminder {
    /// No reminder leaves.
    pub silent: bool,
    /// Hours before the start; none: as the kind of message says.
    pub hours: Option<u32>,
}

impl Part for Reminder {
    fn read(city: &Municipality) -> Self {
        city.settings.reminder
    }

    fn typed(form: &Typed<'_>, _: Self, checks: &mut Checks) -> Self {
        let hours = checks.maybe_number("reminder_hours", form.fields.text("reminder_hours"), HOURS);
        Self { silent: !form.fields.ticked("reminder"), hours: hours.and_then(|hours| u32::try_from(hours).ok()) }
    }

    fn apply(self, city: &mut Municipality) {
        city.settings.reminder = self;
    }

    fn shown(&self) -> Shown {
        let hours = self.hours.map(|hours| hours.to_string()).unwrap_or_default();
        vec![("reminder", if self.silent { String::new() } else { "true".into() }), ("reminder_hours", hours)]
    }
}
