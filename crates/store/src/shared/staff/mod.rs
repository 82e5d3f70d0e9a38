//! The area `staff` in the store.

pub(crate) mod member;
pub(crate) mod session;
