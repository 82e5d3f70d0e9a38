//! Behaviour of the value types, through their public functions only.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first surprise")]

mod colours;
mod dates;
mod emails;
mod holidays;
mod logins;
mod names;
mod numbers;
mod phones;
mod searches;
mod tables;
mod texts;
mod typed_dates;
