//! The staff's day.

pub mod day;
