//! Tables that people bring from elsewhere: reading them as they are, guessing what their columns mean, reading their cells.
//!
//! To understand one more heading: its word in [`field::Field::synonyms`].

pub mod cell;
pub mod field;
pub mod guess;
pub mod table;
pub mod words;
pub mod write;
