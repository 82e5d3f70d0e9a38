//! The area `city` in the store.

pub(crate) mod catalogue;
pub(crate) mod leaflet;
pub(crate) mod order;
pub(crate) mod setup;
