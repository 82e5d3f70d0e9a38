//! The area `booking` in the store.

pub(crate) mod bookings;
pub(crate) mod guard;
pub(crate) mod hold;
pub(crate) mod idempotency;
pub(crate) mod row;
pub(crate) mod undo;
