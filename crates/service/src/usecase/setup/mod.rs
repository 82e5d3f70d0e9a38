//! Set the city up: what administrators (and nurses, for themselves) decide. Each use case checks who asks, writes, appends
//! to the audit log and ends with [`crate::Services::commit_setup`], so that every instance reads it anew.

mod address;
mod begin;
mod check;
pub mod closure;
pub mod consequence;
pub mod copy;
pub mod fields;
pub mod holiday;
pub mod kind;
pub mod kind_form;
pub mod kind_set;
pub mod leaflet;
pub mod listed;
pub mod network;
pub mod office;
mod planning;
pub mod publish;
pub mod staff;
pub mod template;
pub mod template_form;

pub(super) use planning::planner;
