//! Who asks: the one place in which tests say who somebody is.

use std::sync::Arc;

use mendan_domain::ids::StaffId;
use mendan_domain::staff::Role;
use mendan_service::{By, Context, Partner, Resident, Staff, System};

use crate::support::world::World;

impl World {
    /// A resident, in this city as it was last read.
    pub fn resident(&self) -> By<Resident> {
        Context::resident(Arc::clone(&self.catalogue))
    }

    /// Reception.
    pub fn desk(&self) -> By<Staff> {
        self.member(self.number.receptionist(), Role::Receptionist)
    }

    /// A member of staff at the desk, or a resident.
    pub fn context(&self, staff: bool) -> Context {
        if staff { self.desk().into() } else { self.resident().into() }
    }

    /// A program without a key.
    pub fn program(&self) -> Context {
        Context::program(Arc::clone(&self.catalogue))
    }

    /// The program of a partner that has shown its key.
    pub fn partner(&self, partner: Partner) -> By<Partner> {
        Context::partner(Arc::clone(&self.catalogue), partner)
    }

    /// The first nurse: she opens and closes times.
    pub fn nurse(&self) -> By<Staff> {
        self.member(self.number.nurse(0), Role::Nurse)
    }

    /// That member, in that role, as if she had signed in.
    pub fn member(&self, id: StaffId, role: Role) -> By<Staff> {
        self.system().in_the_name_of(id, role.rights())
    }

    /// Somebody who may everything.
    pub fn administrator(&self) -> By<Staff> {
        self.member(self.number.receptionist(), Role::Administrator)
    }

    /// The product itself, and whoever has its command line.
    pub fn system(&self) -> By<System> {
        Context::system(Arc::clone(&self.catalogue))
    }
}
