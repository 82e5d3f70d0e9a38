//! Which instants an address may name.

/// Instants (Unix seconds) that have a day before and after them in every calendar: the years 1970 to 9999.
pub(crate) const YEARS: std::ops::Range<i64> = 0..253_402_300_800;
