//! The area `booking` in the store.

automod::dir!(pub(crate) "src/shared/booking");
