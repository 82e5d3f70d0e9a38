//! The area `message` in the store.

pub(crate) mod alarm;
pub(crate) mod outbox;
pub(crate) mod unsent;
