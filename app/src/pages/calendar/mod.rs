//! The staff's day, one booking of it, and the slip. Nothing personal stands in an address, and nothing changes by looking.

pub(crate) mod actions;
pub(crate) mod day;
pub(crate) mod panel;
pub(crate) mod slip;
