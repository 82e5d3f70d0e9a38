//! What the link of a booking opens. Whoever has the link may look: nothing here says whose booking it is.

pub(crate) mod arrived;
pub(crate) mod cancel;
pub(crate) mod change;
pub(crate) mod changes;
pub(crate) mod found;
pub(crate) mod google;
pub(crate) mod manage;
pub(crate) mod manage_parts;
pub(crate) mod mode;
pub(crate) mod offered;
