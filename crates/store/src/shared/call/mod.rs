//! The area `call` in the store.

automod::dir!(pub(crate) "src/shared/call");
