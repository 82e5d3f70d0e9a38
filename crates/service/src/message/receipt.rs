//! What is heard of a message after a mail server has taken it, and of the address it went to.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, MunicipalityId, OutboxId};

/// What was heard, the later ones weighing more: what is told last does not take back what is worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// A server keeps it and goes on trying.
    Delayed,
    /// It is in her mailbox, says her own server.
    Delivered,
    /// It came back, and another one may arrive: her mailbox is full, say.
    Soft,
    /// It came back, and so will every other: nobody has that address.
    Hard,
    /// She, or her provider, calls it unwanted.
    Complaint,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Delayed, Self::Delivered, Self::Soft, Self::Hard, Self::Complaint];

    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delayed => "delayed",
            Self::Delivered => "delivered",
            Self::Soft => "soft",
            Self::Hard => "hard",
            Self::Complaint => "complaint",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.as_str() == word)
    }

    /// Of a mail that came back, by its code (RFC 3463): whether every other one would.
    pub fn of_code(code: &str) -> Self {
        let (class, rest) = code.split_once('.').unwrap_or((code, ""));
        // Address and domain that do not exist, a mailbox that is closed or has moved.
        let hard = ["1.0", "1.1", "1.2", "1.3", "1.6", "1.10", "2.0", "2.1"];
        if class == "5" && hard.contains(&rest) { Self::Hard } else { Self::Soft }
    }

    /// Whether it came back.
    pub const fn came_back(self) -> bool {
        matches!(self, Self::Soft | Self::Hard)
    }

    /// Whether nothing more goes to that address.
    pub const fn ends_the_address(self) -> bool {
        matches!(self, Self::Hard | Self::Complaint)
    }
}

/// What was heard of one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Of which.
    pub outbox: OutboxId,
    /// The city.
    pub municipality: MunicipalityId,
    /// What the message was about.
    pub booking: Option<BookingId>,
    /// What.
    pub verdict: Verdict,
    /// RFC 3463, as 5.1.1; empty: none was said.
    pub code: String,
    /// When we heard it.
    pub told_at: DateTime<Utc>,
}

/// An address that gets nothing more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadAddress {
    /// In which city.
    pub municipality: MunicipalityId,
    /// Of the address, under a key.
    pub digest: String,
    /// Why: [`Verdict::Hard`] or [`Verdict::Complaint`].
    pub verdict: Verdict,
    /// RFC 3463; empty: none was said.
    pub code: String,
    /// Since when.
    pub told_at: DateTime<Utc>,
}

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Taken {
    /// It spoke of a message of ours.
    Taken,
    /// It spoke of none of ours.
    Foreign,
    /// Nothing in it could be understood.
    Unreadable,
}

impl Taken {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Taken, Self::Foreign, Self::Unreadable];

    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Foreign => "foreign",
            Self::Unreadable => "unreadable",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|taken| taken.as_str() == word)
    }
}

/// Whoever finished a message that came back, or was refused at once, says why in one line: the code first, if there is one.
pub fn error_of(verdict: Verdict, code: &str) -> String {
    let what = if verdict == Verdict::Hard { "returned: no such address" } else { "returned: not taken now" };
    if code.is_empty() { what.to_owned() } else { format!("{code} {what}") }
}

/// The same of one that was not even tried, because of what was heard of its address before.
pub fn error_before(verdict: Verdict, code: &str) -> String {
    let what = if verdict == Verdict::Complaint { "not sent: unwanted before" } else { "not sent: returned before" };
    if code.is_empty() { what.to_owned() } else { format!("{code} {what}") }
}

/// The enhanced code in what a mail server answered, as `550 5.1.1 unknown`.
pub fn code_in(answer: &str) -> &str {
    answer
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_ascii_digit()))
        .find(|word| is_code(word))
        .unwrap_or_default()
}

/// Whether it looks like a code of RFC 3463.
pub fn is_code(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    let number = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    parts.len() == 3 && matches!(parts[0], "2" | "4" | "5") && parts.iter().all(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_every_mail_would_meet_ends_an_address() {
        for hard in ["5.1.1", "5.1.2", "5.1.10", "5.2.1"] {
            assert_eq!(Verdict::of_code(hard), Verdict::Hard, "{hard}");
        }
        for soft in ["5.2.2", "4.1.1", "5.7.1", "5.3.4", "4.4.7", "", "5"] {
            assert_eq!(Verdict::of_code(soft), Verdict::Soft, "{soft}");
        }
    }

    #[test]
    fn a_code_is_found_in_what_a_server_says() {
        assert_eq!(code_in("550 5.1.1 <…>: unknown"), "5.1.1");
        assert_eq!(code_in("smtp;550 (5.2.2) full"), "5.2.2");
        assert_eq!(code_in("550 no such user at 192.0.2.1"), "");
        assert_eq!(code_in(&error_of(Verdict::Hard, "5.1.1")), "5.1.1");
    }

    #[test]
    fn every_word_is_read_as_it_was_written() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::parse(verdict.as_str()), Some(verdict));
        }
        for taken in Taken::ALL {
            assert_eq!(Taken::parse(taken.as_str()), Some(taken));
        }
    }
}
