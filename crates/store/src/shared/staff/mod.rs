//! The area `staff` in the store.

automod::dir!(pub(crate) "src/shared/staff");
