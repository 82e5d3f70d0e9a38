//! What pages of several areas are made of: the frame, words, choices, what staff do with a booking, why a time is not offered. It
//! names no area, so that all may name it.

pub(crate) mod absent;
pub(crate) mod actions;
pub(crate) mod alarms;
pub(crate) mod choice;
mod day_news;
pub(crate) mod frame;
pub(crate) mod half_filled;
pub(crate) mod hands;
pub(crate) mod keys;
pub(crate) mod linked;
pub(crate) mod missing;
pub(crate) mod not_hers;
pub(crate) mod note_mark;
pub(crate) mod person_words;
pub(crate) mod upnext;
pub(crate) mod watch;
pub mod why;
pub(crate) mod words;
pub(crate) mod years;
