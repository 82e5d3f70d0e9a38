//! The area `offer` in the store.

pub(crate) mod closure;
pub(crate) mod slot;
pub(crate) mod standing;
pub(crate) mod template;
pub(crate) mod time;
