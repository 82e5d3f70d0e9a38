//! Messages: what is written into the outbox, and how it leaves.

pub mod alarm;
pub mod alarm_code;
pub mod deliver;
pub mod held;
pub mod ledger;
pub(crate) mod mailbox;
pub mod outbox;
pub mod repository;
pub mod told;
pub mod unsent;
pub mod write;
