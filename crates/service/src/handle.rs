//! How a booking is named by the one who asks.

use mendan_domain::ids::BookingId;

/// How a booking is named by the one who asks.
#[derive(Clone, PartialEq, Eq)]
pub enum Handle {
    /// By the token of its link: whoever has it may act.
    Token(String),
    /// By its id: for staff and the product itself only.
    Id(BookingId),
}

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Token(_) => f.write_str("Token(***)"),
            Self::Id(id) => f.debug_tuple("Id").field(id).finish(),
        }
    }
}
