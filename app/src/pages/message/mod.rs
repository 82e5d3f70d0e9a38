//! Messages: what did not leave, what was sent, alarms, and the demo's mailbox.

pub(crate) mod alarms;
pub(crate) mod mail;
pub(crate) mod mailbox;
pub(crate) mod sent;
