//! Meeting links.

pub mod provider;
