//! The area `city` in the store.

automod::dir!(pub(crate) "src/shared/city");
