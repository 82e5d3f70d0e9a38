//! Who asks, and what she may.

use std::sync::Arc;

use mendan_domain::ids::{MunicipalityId, PartnerKeyId, StaffId};
use mendan_domain::offer::rules::Group;
use mendan_domain::staff::{Permission, Role};

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::services::permit::{Permit, Permitted};

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A resident on our pages.
    Client,
    /// A program; a partner system, if it showed a key.
    Api(Option<PartnerKeyId>),
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
            Self::Client | Self::Api(_) | Self::System => None,
        }
    }

    /// The key of the partner system, if it is one.
    pub const fn partner(self) -> Option<PartnerKeyId> {
        match self {
            Self::Api(partner) => partner,
            Self::Client | Self::Staff(..) | Self::System => None,
        }
    }

    /// The word the audit log has for it.
    pub(super) const fn kind(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Api(_) => "api",
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

    /// Whether whoever asks may. Residents and programs have no permissions; the product itself, and whoever has its command
    /// line, has all of them.
    pub fn may(&self, permission: Permission) -> bool {
        match self.actor {
            Actor::Staff(_, role) => role.may(permission),
            Actor::System => true,
            Actor::Client | Actor::Api(_) => false,
        }
    }

    /// Refuses whoever may not, as what is not there.
    pub fn needs(&self, permission: Permission) -> Result<(), Refusal> {
        if self.may(permission) { Ok(()) } else { Err(Refusal::NotFound) }
    }

    /// The member of staff who asks, if she may.
    pub fn member_who(&self, permission: Permission) -> Result<StaffId, Refusal> {
        self.needs(permission)?;
        self.staff()
    }

    /// The same question as [`Self::needs`], with a proof for those who want to see one.
    pub fn permit<P: Permitted>(&self) -> Result<Permit<P>, Refusal> {
        Permit::ask(self)
    }

    /// Whoever may shape times: some everybody's, others their own.
    pub fn shapes(&self, whose: Option<StaffId>) -> Result<StaffId, Refusal> {
        let asker = self.staff()?;
        let hers = whose == Some(asker) && self.may(Permission::ShapeOwnTimes);
        if hers || self.may(Permission::ShapeTimes) { Ok(asker) } else { Err(Refusal::NotFound) }
    }

    /// The member of staff who asks.
    pub const fn staff(&self) -> Result<StaffId, Refusal> {
        match self.actor {
            Actor::Staff(id, _) => Ok(id),
            _ => Err(Refusal::NotFound),
        }
    }

    /// Whoever may ask why a time is not offered: those who see bookings, and programs. Residents are shown what is.
    pub fn asks_why(&self) -> Result<(), Refusal> {
        if matches!(self.actor, Actor::Api(_)) { Ok(()) } else { self.needs(Permission::ViewBookings) }
    }

    /// Whose rules apply when times are listed: staff answer callers.
    pub const fn group(&self) -> Group {
        match self.actor {
            Actor::Staff(..) => Group::Phone,
            Actor::Client | Actor::Api(_) | Actor::System => Group::Web,
        }
    }
}
