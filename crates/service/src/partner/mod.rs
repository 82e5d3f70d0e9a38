//! Programs of others: their keys.

pub mod key;
