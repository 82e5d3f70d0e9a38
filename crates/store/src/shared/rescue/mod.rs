//! The area `rescue` in the store.

automod::dir!(pub(crate) "src/shared/rescue");
