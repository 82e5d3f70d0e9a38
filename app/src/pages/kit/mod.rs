//! What all pages of the staff are made of: the frame, words, choices.

pub(crate) mod choice;
pub(crate) mod frame;
pub(crate) mod missing;
pub(crate) mod not_hers;
pub(crate) mod person_words;
pub(crate) mod words;
