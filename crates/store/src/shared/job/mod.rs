//! The area `job` in the store.

automod::dir!(pub(crate) "src/shared/job");
