//! The area `upkeep` in the store.

automod::dir!(pub(crate) "src/shared/upkeep");
