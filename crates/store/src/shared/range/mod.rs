//! The area `range` in the store.

automod::dir!(pub(crate) "src/shared/range");
