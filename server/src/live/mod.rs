//! What is changed, handed to everybody who has a page open: those of this process, and those of others on the same database.

pub mod at_once;
pub mod hub;
pub mod places;
pub mod wire;
