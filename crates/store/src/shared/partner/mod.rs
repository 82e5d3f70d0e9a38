//! The area `partner` in the store.

pub(crate) mod key;
