//! What keeps the house clean: sweeping what has expired, trying whether writing works.

pub mod probe;
pub mod sweep;
