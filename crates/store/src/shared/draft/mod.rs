//! The area `draft` in the store.

automod::dir!(pub(crate) "src/shared/draft");
