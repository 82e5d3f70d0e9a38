//! Programs of others: their keys.

pub(crate) mod keys;
