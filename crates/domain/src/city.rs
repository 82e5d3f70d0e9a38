//! What a city looks like: its colour, and what becomes of it on light and dark paper.

pub mod colour;
pub mod theme;
