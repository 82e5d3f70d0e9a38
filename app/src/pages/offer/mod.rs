//! What can be booked: templates, publishing, closed days, and the timetable that residents see.

pub(crate) mod closures;
pub(crate) mod holidays;
pub(crate) mod publish;
pub(crate) mod templates;
pub mod timetable;
