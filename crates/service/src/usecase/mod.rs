//! The use cases, one a file.

pub mod answer;
pub mod book;
pub mod cancel;
pub mod change_mode;
pub mod claim;
pub mod day;
pub mod deliver;
pub mod desk;
pub mod expected;
pub mod find;
pub mod hold;
pub mod ledger;
pub mod mark;
pub mod messages;
pub mod move_booking;
pub mod offer;
pub mod partner_key;
pub mod person;
pub mod probe;
pub mod setup;
pub mod sign_in;
pub mod staff_admin;
pub mod sweep;
pub mod times;
pub mod undo;
pub mod why;
