//! The area `desk` in the store.

automod::dir!(pub(crate) "src/shared/desk");
