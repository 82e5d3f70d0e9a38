//! The area `message` in the store.

automod::dir!(pub(crate) "src/shared/message");
