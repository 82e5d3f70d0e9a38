//! What became of a message, as far as is known. That a mail server has taken it is not that it arrived: that is known only where
//! the other side said so.

use mendan_domain::message::when::Dropped;

use crate::message::receipt::{Receipt, Verdict};
use crate::message::relay::NoRoute;
use crate::model::{Failure, OutboxRow, OutboxState};

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Became {
    /// Its time has not come, or it is tried again.
    Waiting,
    /// A restored backup knew it as unsent; somebody decides.
    Held,
    /// It waits for somebody to set the mail server.
    NoServer,
    /// It waits for the mail server, which refuses us.
    ServerRefuses,
    /// A mail server is asked in this moment.
    BeingSent,
    /// The mail server has taken it. More is not known.
    Accepted,
    /// Taken; a server on the way keeps it and goes on trying.
    Delayed,
    /// Her own server said that it is in her mailbox.
    Delivered,
    /// It came back: nobody has that address.
    Returned,
    /// It came back, and another may arrive.
    ReturnedForNow,
    /// It arrived, and was called unwanted.
    Unwanted,
    /// Not tried, because of what was heard of the address before.
    NotTried,
    /// Refused of her address, before a server took it.
    Refused,
    /// Refused for what stands in it.
    LetterRefused,
    /// A defect of ours.
    Defect,
    /// Its time passed.
    Expired,
    /// A later change made it untrue.
    Superseded,
    /// Somebody decided that it does not leave.
    Dropped,
    /// It came due at night, and the morning is too late for it.
    AtNight,
    /// It came due outside the hours in which she wants to be reached, and the next ones are too late for it.
    OutOfHerHours,
}

impl Became {
    /// Of that message, by what was heard of it and of others.
    pub fn of(row: &OutboxRow, receipts: &[Receipt]) -> Self {
        let heard = receipts.iter().find(|receipt| receipt.outbox == row.id).map(|receipt| receipt.verdict);
        let error = row.last_error.as_deref().unwrap_or_default();
        match row.state {
            OutboxState::Pending if row.held_at.is_some() => Self::Held,
            OutboxState::Pending | OutboxState::Leased if row.failure == Some(Failure::Relay) => {
                if is_no_way(error) {
                    Self::NoServer
                } else {
                    Self::ServerRefuses
                }
            }
            OutboxState::Pending => Self::Waiting,
            OutboxState::Leased => Self::BeingSent,
            OutboxState::Sent => Self::taken(heard),
            OutboxState::Failed => Self::failed(row.failure, heard, error),
            OutboxState::Expired => Self::Expired,
            OutboxState::Superseded if error.starts_with("dropped") => Self::Dropped,
            OutboxState::Superseded => Self::Superseded,
            OutboxState::Dropped if Dropped::parse(error) == Some(Dropped::ContactWindow) => Self::OutOfHerHours,
            OutboxState::Dropped => Self::AtNight,
        }
    }

    const fn taken(heard: Option<Verdict>) -> Self {
        match heard {
            None => Self::Accepted,
            Some(Verdict::Delayed) => Self::Delayed,
            Some(Verdict::Delivered) => Self::Delivered,
            Some(Verdict::Soft) => Self::ReturnedForNow,
            Some(Verdict::Hard) => Self::Returned,
            Some(Verdict::Complaint) => Self::Unwanted,
        }
    }

    fn failed(failure: Option<Failure>, heard: Option<Verdict>, error: &str) -> Self {
        match (failure, heard) {
            (Some(Failure::Letter), _) => Self::LetterRefused,
            (Some(Failure::Internal), _) => Self::Defect,
            (Some(Failure::Recipient), Some(Verdict::Soft)) => Self::ReturnedForNow,
            (Some(Failure::Recipient), Some(Verdict::Hard)) => Self::Returned,
            (Some(Failure::Recipient), _) if error.contains("not sent:") => Self::NotTried,
            (Some(Failure::Recipient), _) if error.ends_with("not taken now") => Self::ReturnedForNow,
            (Some(Failure::Recipient), _) if error.ends_with("no such address") => Self::Returned,
            _ => Self::Refused,
        }
    }
}

fn is_no_way(error: &str) -> bool {
    [NoRoute::Unset, NoRoute::Unreadable].map(NoRoute::as_str).contains(&error)
}
