//! What keeps the house clean: sweeping what has expired, trying whether writing works, secrets.

pub mod database;
pub mod probe;
pub mod repository;
pub mod secret_check;
pub mod secret_rotate;
pub mod sweep;
