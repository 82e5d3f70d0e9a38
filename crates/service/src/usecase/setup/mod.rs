//! Set the city up: what administrators (and nurses, for themselves) decide. Each use case checks who asks, writes, appends
//! to the audit log and ends with [`crate::Services::commit_setup`], so that every instance reads it anew.

pub mod closure;
pub mod copy;
pub mod holiday;
mod planning;
pub mod publish;
pub mod template;
pub mod template_form;
mod begin;
mod check;
pub mod consequence;
pub mod fields;
pub mod kind;
pub mod kind_form;
pub mod kind_set;
pub mod office;
pub mod staff;
