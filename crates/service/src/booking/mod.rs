//! Bookings: hold, book, find, move, change, cancel, mark, undo, correct, hand to another nurse. To add a use case: one file, an
//! `impl Services` with one public function that asks first who asks, and a line in the audit log inside its transaction.

automod::dir!(pub "src/booking");
