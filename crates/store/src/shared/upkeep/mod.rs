//! The area `upkeep` in the store.

pub(crate) mod copy;
pub(crate) mod over;
pub(crate) mod probe;
pub(crate) mod sealed;
