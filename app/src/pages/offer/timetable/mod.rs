//! The times of one kind: which day is shown, what the days around it hold, and the page part that shows it. Used by
//! booking and by moving a booking.

mod known;
mod load;
mod none_left;
mod strip;
mod view;

pub use load::{Timetable, Wish, load};
pub use view::{Links, TimetableView};
