//! The call list: whom staff have to telephone, and why.

pub mod entry;
pub mod list;
pub mod met;
pub mod repository;
