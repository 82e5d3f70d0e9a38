//! The phone desk: finding who calls.

pub mod search;
