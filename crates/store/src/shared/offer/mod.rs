//! The area `offer` in the store.

automod::dir!(pub(crate) "src/shared/offer");
