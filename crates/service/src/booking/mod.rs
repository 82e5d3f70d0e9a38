//! Bookings: hold, book, find, move, change, cancel, mark, undo, correct, hand to another nurse. To add a use case: one file, an
//! `impl Services` with one public function that asks first who asks, and a line in the audit log inside its transaction.

pub mod answer;
pub mod book;
pub mod bring_in;
pub mod cancel;
pub mod change_mode;
pub mod claim;
pub mod correct;
pub mod find;
pub mod hold;
pub mod mark;
pub mod move_booking;
pub(crate) mod over;
pub mod person;
pub mod reassign;
pub mod repository;
pub mod undo;
