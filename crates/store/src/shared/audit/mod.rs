//! The area `audit` in the store.

pub(crate) mod log;
