//! The memory of who did what.

pub mod repository;
