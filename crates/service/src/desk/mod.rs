//! The phone desk: finding who calls.

pub mod repository;
pub mod search;
