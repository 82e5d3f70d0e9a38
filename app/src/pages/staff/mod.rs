//! What staff see: the day, one booking, the phone desk, the slip. In Japanese only.
//!
//! Each page renders from the database and its own address; nothing personal stands in an address, and nothing changes
//! by looking. To add a page: one file with one component here, a route in `lib.rs`, a POST handler in the server crate.

mod actions;
mod alarms;
mod calls;
mod choice;
mod day;
mod desk;
mod frame;
mod frees;
mod mail;
mod messages;
mod met;
mod missing;
mod panel;
mod password;
mod person_words;
mod reassign;
mod seek;
pub(crate) mod setup;
mod sign_in;
mod slip;
mod wish;
mod words;

pub use calls::Calls;
pub use day::Day;
pub use desk::Desk;
pub use mail::{HeldMails, UnsentMails};
pub(crate) use missing::missing;
pub use password::OwnPassword;
pub use setup::{
    Closures, Holidays, Keys, Networks, NewTemplate, OneClosure, OneTemplate, Publish, SetupIndex, Templates,
};
pub use sign_in::SignIn;
pub use slip::Slip;
