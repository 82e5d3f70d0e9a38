//! What the city decides: offices, kinds, networks.

pub(crate) mod errors;
pub(crate) mod form;
pub(crate) mod index;
pub(crate) mod kinds;
pub(crate) mod listed;
pub(crate) mod networks;
pub(crate) mod offices;
pub(crate) mod page;
