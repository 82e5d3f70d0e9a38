//! Who asks, and what she may.

use std::sync::Arc;

use mendan_domain::ids::{MunicipalityId, StaffId};
use mendan_domain::offer::rules::Group;
use mendan_domain::staff::Role;

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A resident on our pages.
    Client,
    /// A program.
    Api,
    /// A signed-in member of staff.
    Staff(StaffId, Role),
    /// The product itself.
    System,
}

impl Actor {
    /// The member of staff, if it is one.
    pub const fn staff(self) -> Option<StaffId> {
        match self {
            Self::Staff(id, _) => Some(id),
            Self::Client | Self::Api | Self::System => None,
        }
    }

    /// The word the audit log has for it.
    pub(super) const fn kind(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Api => "api",
            Self::Staff(..) => "staff",
            Self::System => "system",
        }
    }
}

/// A request's city and its asker.
#[derive(Debug, Clone)]
pub struct Context {
    /// The city and what it offers.
    pub catalogue: Arc<Catalogue>,
    /// Who asks.
    pub actor: Actor,
}

impl Context {
    /// The city's id.
    pub fn municipality(&self) -> MunicipalityId {
        self.catalogue.municipality.id
    }

    /// The administrator who asks; set-up is nobody else's business.
    pub const fn administrator(&self) -> Result<StaffId, Refusal> {
        match self.actor {
            Actor::Staff(id, Role::Administrator) => Ok(id),
            _ => Err(Refusal::NotFound),
        }
    }

    /// Whoever may shape the offer: administrators everybody's, nurses their own.
    pub fn shapes(&self, whose: Option<StaffId>) -> Result<StaffId, Refusal> {
        match self.actor {
            Actor::Staff(id, Role::Administrator) => Ok(id),
            Actor::Staff(id, Role::Nurse) if whose == Some(id) => Ok(id),
            _ => Err(Refusal::NotFound),
        }
    }

    /// The member of staff who asks.
    pub const fn staff(&self) -> Result<StaffId, Refusal> {
        match self.actor {
            Actor::Staff(id, _) => Ok(id),
            _ => Err(Refusal::NotFound),
        }
    }

    /// Whoever may read bookings, and act on them, without having their links: staff, and the product itself.
    pub const fn reads_bookings(&self) -> Result<(), Refusal> {
        match self.actor {
            Actor::Staff(..) | Actor::System => Ok(()),
            _ => Err(Refusal::NotFound),
        }
    }

    /// Whoever may ask why a time is not offered: staff, and programs. Residents are shown what is.
    pub const fn asks_why(&self) -> Result<(), Refusal> {
        match self.actor {
            Actor::Staff(..) | Actor::Api | Actor::System => Ok(()),
            Actor::Client => Err(Refusal::NotFound),
        }
    }

    /// Whoever may open and close a single time: those who hold interviews, and administrators.
    pub const fn opens_times(&self) -> Result<(), Refusal> {
        match self.actor {
            Actor::Staff(_, Role::Nurse | Role::Administrator) | Actor::System => Ok(()),
            _ => Err(Refusal::NotFound),
        }
    }

    /// Administrators, and whoever has the server's own command line.
    pub const fn governs(&self) -> Result<(), Refusal> {
        match self.actor {
            Actor::Staff(_, Role::Administrator) | Actor::System => Ok(()),
            _ => Err(Refusal::NotFound),
        }
    }

    /// Whose rules apply when times are listed: staff answer callers.
    pub const fn group(&self) -> Group {
        match self.actor {
            Actor::Staff(..) => Group::Phone,
            Actor::Client | Actor::Api | Actor::System => Group::Web,
        }
    }
}
