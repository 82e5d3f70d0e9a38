//! The area `call` in the store.

pub(crate) mod calls;
