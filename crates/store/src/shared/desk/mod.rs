//! The area `desk` in the store.

pub(crate) mod search;
