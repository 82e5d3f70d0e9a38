//! What can be booked: templates, publishing, closed days, the list of times, and why a time is not in it.

pub(crate) use planning::planner;

automod::dir!(pub "src/offer");
