//! What a section is, and how all of them are handled without knowing which.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::city::catalogue::Municipality;
use crate::forms::{Checks, Fields};
use crate::ports::{StoreError, StoreResult};

/// The value of a section: typed, and kept as JSON in the history.
pub(crate) trait Part: Serialize + DeserializeOwned + PartialEq {
    /// As it stands.
    fn read(city: &Municipality) -> Self;
    /// As it was typed, with all there is to mend. What the form does not have stays as it `stands`.
    fn typed(form: &Typed<'_>, stands: Self, checks: &mut Checks) -> Self;
    /// Puts it into the city.
    fn apply(self, city: &mut Municipality);
    /// As its form shows it: names of fields with their values, in the order of the page. Typing these again changes nothing.
    fn shown(&self) -> Shown;
}

/// Names of fields with what stands in them.
pub type Shown = Vec<(&'static str, String)>;

/// A form of a section.
pub(crate) struct Typed<'a> {
    /// What was posted.
    pub(crate) fields: &'a Fields,
    /// What a text that is new with it is called: the day and the number of the change, `2026-12-01-3`.
    pub(crate) mark: String,
}

/// A part, whichever.
pub(crate) struct Handling {
    pub(crate) read: fn(&Municipality) -> StoreResult<Value>,
    pub(crate) typed: fn(&Typed<'_>, &mut Municipality, &mut Checks),
    pub(crate) apply: fn(&Value, &mut Municipality) -> StoreResult<()>,
    pub(crate) is: fn(&Municipality, &Value) -> StoreResult<bool>,
    pub(crate) shown: fn(&Value) -> StoreResult<Shown>,
}

impl Handling {
    pub(crate) const fn of<P: Part>() -> Self {
        Self { read: read::<P>, typed: typed::<P>, apply: apply::<P>, is: is::<P>, shown: shown::<P> }
    }
}

fn read<P: Part>(city: &Municipality) -> StoreResult<Value> {
    serde_json::to_value(P::read(city)).map_err(|error| StoreError::Other(error.into()))
}

fn typed<P: Part>(form: &Typed<'_>, city: &mut Municipality, checks: &mut Checks) {
    P::typed(form, P::read(city), checks).apply(city);
}

fn apply<P: Part>(value: &Value, city: &mut Municipality) -> StoreResult<()> {
    parse::<P>(value)?.apply(city);
    Ok(())
}

/// Compared as the part reads it: what an earlier release wrote has its defaults by now.
fn is<P: Part>(city: &Municipality, value: &Value) -> StoreResult<bool> {
    Ok(P::read(city) == parse::<P>(value)?)
}

fn shown<P: Part>(value: &Value) -> StoreResult<Shown> {
    Ok(parse::<P>(value)?.shown())
}

fn parse<P: Part>(value: &Value) -> StoreResult<P> {
    P::deserialize(value).map_err(|error| StoreError::Corrupt(format!("a change of a setting: {error}")))
}
