//! The pure heart of Mendan: ids, values and the rules of time. No input or output, no clock, no randomness;
//! everything here also builds for the browser.
//!
//! To add a value: one file, one type, a `parse` that can refuse with a `code()`, tests beside it.

pub mod booking;
pub mod closed;
pub mod date;
pub mod deadline;
pub mod email;
pub mod era;
pub mod gestation;
pub mod holiday;
pub mod hours;
pub mod ids;
pub mod language;
pub mod login;
pub mod mode;
pub mod my_number;
pub mod name;
pub mod offer;
pub mod phone;
pub mod publish;
pub mod reference;
pub mod rules;
pub mod search;
pub mod slot;
pub mod staff;
pub mod template;
pub mod text;
pub mod tick;
pub mod weekdays;
