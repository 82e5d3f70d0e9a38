//! What is known of a person: her name and its reading, her number, her mail address; and the number that is never written down.

pub mod email;
pub mod name;
pub mod phone;
