//! Who asks. Each of them is a type, so that a use case can say by its signature whose it is.

use mendan_domain::ids::{MunicipalityId, PartnerKeyId, StaffId};
use mendan_domain::staff::{Permission, Rights};

use crate::founding::link::FoundingLinkId;

/// A resident on our pages. What she reaches she proves with it: the secret of a link, the cookie of a hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resident;

/// A partner's system: it has shown its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Partner(pub(crate) PartnerKeyId);

/// A member of staff: her session is proven, and holds what she may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Staff {
    pub(super) id: StaffId,
    pub(super) rights: Rights,
}

/// Whoever founds a city: she has come by the one-time link, and keeps the session it gave her.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Founder {
    pub(crate) link: FoundingLinkId,
    pub(crate) city: Option<MunicipalityId>,
}

/// The product itself, and whoever has its command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct System;

impl Partner {
    /// The key it has shown.
    pub const fn key(self) -> PartnerKeyId {
        self.0
    }
}

impl Founder {
    /// The city, once it is founded.
    pub const fn city(self) -> Option<MunicipalityId> {
        self.city
    }
}

impl Staff {
    /// Herself.
    pub const fn id(self) -> StaffId {
        self.id
    }
}

/// One of them: for what several may, and for the log, which tells of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A resident on our pages.
    Resident,
    /// A program without a key: it may what a resident may.
    Program,
    /// A partner's system.
    Partner(Partner),
    /// A member of staff.
    Staff(Staff),
    /// Whoever founds it.
    Founder(Founder),
    /// The product itself.
    System,
}

impl Actor {
    /// The member of staff, if it is one.
    pub const fn staff(self) -> Option<StaffId> {
        match self {
            Self::Staff(staff) => Some(staff.id),
            Self::Resident | Self::Program | Self::Partner(_) | Self::Founder(_) | Self::System => None,
        }
    }

    /// The key of the partner system, if it is one.
    pub const fn partner(self) -> Option<PartnerKeyId> {
        match self {
            Self::Partner(partner) => Some(partner.0),
            Self::Resident | Self::Program | Self::Staff(_) | Self::Founder(_) | Self::System => None,
        }
    }

    /// Residents and programs have no permissions; the product itself has all of them.
    pub(super) fn may(self, permission: Permission) -> bool {
        match self {
            Self::Staff(staff) => staff.rights.has(permission),
            Self::System => true,
            Self::Resident | Self::Program | Self::Partner(_) | Self::Founder(_) => false,
        }
    }

    /// The word the audit log has for it.
    pub(super) const fn kind(self) -> &'static str {
        match self {
            Self::Resident => "client",
            Self::Program | Self::Partner(_) => "api",
            Self::Staff(_) => "staff",
            // Nobody is in the city yet: she is whoever has the machine.
            Self::Founder(_) | Self::System => "system",
        }
    }
}

impl From<Resident> for Actor {
    fn from(_: Resident) -> Self {
        Self::Resident
    }
}

impl From<Partner> for Actor {
    fn from(partner: Partner) -> Self {
        Self::Partner(partner)
    }
}

impl From<Staff> for Actor {
    fn from(staff: Staff) -> Self {
        Self::Staff(staff)
    }
}

impl From<Founder> for Actor {
    fn from(founder: Founder) -> Self {
        Self::Founder(founder)
    }
}

impl From<System> for Actor {
    fn from(_: System) -> Self {
        Self::System
    }
}
