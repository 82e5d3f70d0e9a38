//! What can be booked: templates, publishing, closed days, the list of times, and why a time is not in it.

pub mod closure;
pub mod consequence;
pub mod copy;
pub mod holiday;
pub mod list;
pub(crate) mod planning;
pub mod publish;
pub mod repository;
pub mod template;
pub mod template_form;
pub mod times;
pub mod why;
pub(crate) mod window;

pub(crate) use planning::planner;
