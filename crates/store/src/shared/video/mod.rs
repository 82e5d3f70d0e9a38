//! The area `video` in the store.

automod::dir!(pub(crate) "src/shared/video");
