//! What the phone desk finds callers by.

pub mod search;
