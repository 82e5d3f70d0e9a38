//! The area `feed` in the store.

automod::dir!(pub(crate) "src/shared/feed");
