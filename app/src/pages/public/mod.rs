//! Booking: from the kinds to the filled-in form, and what is said when it does not go on.

mod details;
mod details_form;
pub(crate) mod field_errors;
mod mailbox;
mod outcome;
mod start;
mod taken;
mod times;

pub use details::Details;
pub use mailbox::{Mailbox, MailboxMail};
pub use outcome::OutcomePage;
pub use start::Start;
pub use times::Times;
