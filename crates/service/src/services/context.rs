//! In whose name a use case is asked for, and in which city.

use std::ops::Deref;
use std::sync::Arc;

use mendan_domain::ids::{MunicipalityId, OfficeId, StaffId};
use mendan_domain::offer::rules::Group;
use mendan_domain::staff::permission::Permitted;
use mendan_domain::staff::{Permission, Rights};

use super::actor::{Actor, Founder, Partner, Resident, Staff, System};
use super::permit::Permit;
use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::model::StaffMember;
use crate::staff::sign_in::SignedIn;

/// A request's city and its asker, whoever it is: what a use case takes that several may ask for. One of [`By`], or a
/// [`Permit`], is this, too; nothing but those who prove who they are makes one.
#[derive(Debug, Clone)]
pub struct Context {
    /// The city and what it offers.
    pub catalogue: Arc<Catalogue>,
    /// Who asks.
    pub(crate) actor: Actor,
    /// From where, no finer than a neighbourhood; none: from nowhere outside.
    pub(crate) network: Option<Arc<str>>,
    /// A page that is open asks anew by itself.
    pub(crate) by_itself: bool,
}

impl Context {
    /// A resident asks.
    pub const fn resident(catalogue: Arc<Catalogue>) -> By<Resident> {
        By { context: Self { catalogue, actor: Actor::Resident, network: None, by_itself: false }, who: Resident }
    }

    /// The same city, asked as a resident: everybody may be one.
    pub fn as_resident(&self) -> By<Resident> {
        Self::resident(Arc::clone(&self.catalogue)).seen_from(self.network.clone())
    }

    /// A program asks that showed no key.
    pub const fn program(catalogue: Arc<Catalogue>) -> Self {
        Self { catalogue, actor: Actor::Program, network: None, by_itself: false }
    }

    /// The partner asks whose key was found.
    pub fn partner(catalogue: Arc<Catalogue>, partner: Partner) -> By<Partner> {
        By::new(catalogue, partner)
    }

    /// The member of staff asks whose session was found.
    pub fn staff(catalogue: Arc<Catalogue>, signed_in: &SignedIn) -> By<Staff> {
        Self::staff_of(catalogue, &signed_in.member)
    }

    /// The member asks who is just coming in, or has been found to have.
    pub(crate) fn staff_of(catalogue: Arc<Catalogue>, member: &StaffMember) -> By<Staff> {
        let catalogue =
            if member.here_only { Arc::new(Catalogue::clone(&catalogue).within(&member.offices)) } else { catalogue };
        By::new(catalogue, Staff { id: member.id, rights: member.rights() })
    }

    /// Whoever came by the link asks, in the city she has founded.
    pub(crate) fn founder(catalogue: Arc<Catalogue>, founder: Founder) -> By<Founder> {
        By::new(catalogue, founder)
    }

    /// The product itself asks: a command, a job, a start. Nothing that serves requests may say so; a lint looks.
    pub fn system(catalogue: Arc<Catalogue>) -> By<System> {
        By::new(catalogue, System)
    }

    /// The city's id.
    pub fn municipality(&self) -> MunicipalityId {
        self.catalogue.municipality.id
    }

    /// Who asks.
    pub const fn actor(&self) -> Actor {
        self.actor
    }

    /// Whether whoever asks may: for pages, which show nobody what she may not.
    pub fn may(&self, permission: Permission) -> bool {
        self.actor.may(permission)
    }

    /// The proof that whoever asks may; she who may not is refused, as what is not there. What is asked for is what the use
    /// case takes: `services.office_save(&context.permit()?, …)`.
    pub fn permit<P: Permitted>(&self) -> Result<Permit<P>, Refusal> {
        Permit::ask(self)
    }

    /// The proof that it is a member of staff, whatever she may.
    pub fn signed_in(&self) -> Result<By<Staff>, Refusal> {
        match self.actor {
            Actor::Staff(who) => Ok(By { context: self.clone(), who }),
            Actor::Resident | Actor::Program | Actor::Partner(_) | Actor::Founder(_) | Actor::System => {
                Err(Refusal::NotFound)
            }
        }
    }

    /// Whether she may shape times of that member: some may everybody's, others their own.
    pub fn shapes(&self, whose: Option<StaffId>) -> bool {
        let hers = whose.is_some() && whose == self.actor.staff() && self.may(Permission::ShapeOwnTimes);
        hers || self.may(Permission::ShapeTimes)
    }

    /// Whose rules apply when times are listed: staff answer callers.
    pub const fn group(&self) -> Group {
        match self.actor {
            Actor::Staff(_) => Group::Phone,
            Actor::Resident | Actor::Program | Actor::Partner(_) | Actor::Founder(_) | Actor::System => Group::Web,
        }
    }

    /// Whether what happens at that office is there for whoever asks: what is beyond her reach is answered as what nobody has. Offices of
    /// before, which are gone, keep nothing from whoever reaches all.
    pub fn reaches(&self, office: OfficeId) -> bool {
        self.reaches_all() || self.catalogue.office(office).is_some()
    }

    /// Whether her role counts in the whole city.
    pub fn reaches_all(&self) -> bool {
        self.catalogue.beyond.is_none()
    }

    /// Whether that member works nowhere but where she reaches: what concerns her everywhere is hers to decide only then.
    pub fn reaches_member(&self, staff: StaffId) -> bool {
        let everywhere = |member: &StaffMember| member.offices.iter().all(|office| self.reaches(*office));
        self.reaches_all() || self.catalogue.staff(staff).is_some_and(everywhere)
    }

    /// What she sees of the city as it is elsewhere in time: of its offices those that are hers.
    pub(crate) fn seen(&self, catalogue: Catalogue) -> Catalogue {
        if self.reaches_all() {
            return catalogue;
        }
        let here: Vec<OfficeId> = self.catalogue.offices.iter().map(|office| office.id).collect();
        catalogue.within(&here)
    }

    /// The same asker, in the city as it is elsewhere in time.
    pub(crate) fn in_city(&self, catalogue: Arc<Catalogue>) -> Self {
        let catalogue = if self.reaches_all() { catalogue } else { Arc::new(self.seen(Catalogue::clone(&catalogue))) };
        Self { catalogue, actor: self.actor, network: self.network.clone(), by_itself: self.by_itself }
    }

    /// The same asker, coming from that network: for the audit log.
    #[must_use]
    pub fn seen_from(self, network: Option<Arc<str>>) -> Self {
        Self { network, ..self }
    }

    /// The same asker, whose page asks anew by itself: the same look is noted once a minute.
    #[must_use]
    pub fn asked_by_itself(self) -> Self {
        Self { by_itself: true, ..self }
    }
}

/// A request's city and who asks, proven: [`Resident`], [`Partner`], [`Staff`], [`Founder`] or [`System`].
///
/// What is a member's own is not a resident's:
///
/// ```compile_fail,E0308
/// # use mendan_service::{Services, By, Resident, SignedIn};
/// fn of_a_resident(services: &Services, context: &By<Resident>, staff: &SignedIn) {
///     let _ = services.desk_state::<String>(context, &staff.session);
/// }
/// ```
///
/// ```
/// # use mendan_service::{Services, By, Staff, SignedIn};
/// fn of_a_member(services: &Services, context: &By<Staff>, staff: &SignedIn) {
///     let _ = services.desk_state::<String>(context, &staff.session);
/// }
/// ```
///
/// Nobody is somebody by saying so:
///
/// ```compile_fail,E0451
/// # use mendan_service::{Actor, Context};
/// # fn it(known: Context) {
/// let _ = Context { catalogue: known.catalogue, actor: Actor::System };
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct By<A> {
    context: Context,
    who: A,
}

impl<A: Copy + Into<Actor>> By<A> {
    fn new(catalogue: Arc<Catalogue>, who: A) -> Self {
        Self { context: Context { catalogue, actor: who.into(), network: None, by_itself: false }, who }
    }

    /// The same asker, coming from that network: for the audit log.
    #[must_use]
    pub fn seen_from(self, network: Option<Arc<str>>) -> Self {
        Self { context: self.context.seen_from(network), ..self }
    }

    /// Who.
    pub const fn who(&self) -> A {
        self.who
    }
}

impl By<System> {
    /// The product in the name of a member, as if she had signed in: for those who have the machine, which keeps no session of
    /// hers (commands, tests).
    pub fn in_the_name_of(&self, id: StaffId, rights: Rights) -> By<Staff> {
        By::new(Arc::clone(&self.context.catalogue), Staff { id, rights })
    }

    /// The same, as she is kept: with her role, where it counts.
    pub fn as_member(&self, member: &StaffMember) -> By<Staff> {
        Context::staff_of(Arc::clone(&self.context.catalogue), member)
    }
}

impl<A> From<By<A>> for Context {
    fn from(by: By<A>) -> Self {
        by.context
    }
}

impl<A> Deref for By<A> {
    type Target = Context;

    fn deref(&self) -> &Context {
        &self.context
    }
}
