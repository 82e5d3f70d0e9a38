//! The area `audit` in the store.

automod::dir!(pub(crate) "src/shared/audit");
