//! Calendar files (RFC 5545) and calendar links. Pure functions: times, UID and SEQUENCE come with the event.
//!
//! This folder owns what stands in a file: one UID for life, a SEQUENCE that rises with every change, the office's
//! time with its VTIMEZONE, and nothing personal beyond the attendee's address. The `icalendar` crate gives the model
//! of components and properties; lines are folded, escaped and stamped by [`mod@write`], since the crate may write 76
//! octets, knows no VTIMEZONE and fills in a clock and random ids of its own.
//!
//! To say one more thing in the files: a field of [`Event`], a word in `words.rs`, a property in `file.rs`.

mod event;
mod feed;
mod file;
mod google;
pub mod reader;
pub(crate) mod words;
pub mod write;
mod zone;

pub use event::{Event, Organizer};
pub use feed::feed;
pub(crate) use file::method;
pub use file::{invitation, published};
pub use google::google_calendar_url;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
