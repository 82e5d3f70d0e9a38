//! The pure heart of Mendan: ids, values and the rules of time. No input or output, no clock, no randomness;
//! everything here also builds for the browser.
//!
//! To add a value: one file, one type, a `parse` that can refuse with a `code()`, tests beside it.

pub mod booking;
pub mod city;
pub mod date;
pub mod desk;
pub mod era;
pub mod fault;
pub mod ids;
pub mod import;
pub mod language;
pub mod message;
pub mod offer;
pub mod person;
pub mod staff;
pub mod text;
