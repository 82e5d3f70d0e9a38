//! The area `calendar` in the store.

automod::dir!(pub(crate) "src/shared/calendar");
