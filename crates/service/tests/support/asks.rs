//! Who asks: the one place in which tests make a context.

use std::sync::Arc;

use mendan_domain::ids::{PartnerKeyId, StaffId};
use mendan_domain::staff::Role;
use mendan_service::{Actor, Context};

use crate::support::world::World;

impl World {
    /// Somebody, in this city as it was last read.
    pub fn asks(&self, actor: Actor) -> Context {
        Context { catalogue: Arc::clone(&self.catalogue), actor }
    }

    /// A resident.
    pub fn resident(&self) -> Context {
        self.asks(Actor::Client)
    }

    /// Reception.
    pub fn desk(&self) -> Context {
        self.asks(Actor::Staff(self.number.receptionist(), Role::Receptionist))
    }

    /// A member of staff at the desk, or a resident.
    pub fn context(&self, staff: bool) -> Context {
        if staff { self.desk() } else { self.resident() }
    }

    /// A program without a key.
    pub fn program(&self) -> Context {
        self.asks(Actor::Api(None))
    }

    /// The program of a partner.
    pub fn partner(&self, key: PartnerKeyId) -> Context {
        self.asks(Actor::Api(Some(key)))
    }

    /// The first nurse: she opens and closes times.
    pub fn nurse(&self) -> Context {
        self.member(self.number.nurse(0), Role::Nurse)
    }

    /// That member, in that role.
    pub fn member(&self, id: StaffId, role: Role) -> Context {
        self.asks(Actor::Staff(id, role))
    }

    /// Somebody who may everything.
    pub fn administrator(&self) -> Context {
        self.member(self.number.receptionist(), Role::Administrator)
    }

    /// The product itself, and whoever has its command line.
    pub fn system(&self) -> Context {
        self.asks(Actor::System)
    }
}
