//! Whatever the templates, closures and bookings: what planning and publishing promise.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first surprise")]

mod cities;
mod promises;
