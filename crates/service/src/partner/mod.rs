//! Programs of others: their keys.

pub mod key;
pub mod repository;
