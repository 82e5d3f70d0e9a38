//! Booking: from the kinds to the filled-in form, what is said when it does not go on, and what the link of a booking opens.

pub(crate) mod details;
pub(crate) mod details_form;
pub(crate) mod field_errors;
pub(crate) mod outcome;
pub(crate) mod own;
pub(crate) mod start;
pub(crate) mod taken;
pub(crate) mod times;
