//! The area `partner` in the store.

automod::dir!(pub(crate) "src/shared/partner");
