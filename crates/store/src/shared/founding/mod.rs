//! The area `founding` in the store.

automod::dir!(pub(crate) "src/shared/founding");
