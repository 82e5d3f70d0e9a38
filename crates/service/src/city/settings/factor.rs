//! Whether everybody of the staff needs a second factor.

use serde::{Deserialize, Serialize};

use super::part::{Part, Shown, Typed};
use crate::city::catalogue::Municipality;
use crate::forms::Checks;

/// The section. A city of an earlier release leaves it to each of them, a new one begins with wanting it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Factor {
    /// Everybody needs one; otherwise whoever wants has one.
    pub required: bool,
}

impl Part for Factor {
    fn read(city: &Municipality) -> Self {
        city.settings.factor
    }

    fn typed(form: &Typed<'_>, _: Self, _: &mut Checks) -> Self {
        Self { required: form.fields.ticked("factor_required") }
    }

    fn apply(self, city: &mut Municipality) {
        city.settings.factor = self;
    }

    fn shown(&self) -> Shown {
        vec![("factor_required", if self.required { "true".into() } else { String::new() })]
    }
}
