//! Proofs of having been asked. A use case that takes one cannot be reached past the question: nothing but the question makes one.

use std::marker::PhantomData;

use mendan_domain::staff::Permission;

use super::context::{Actor, Context};
use crate::error::Refusal;

/// A permission as a type.
pub trait Permitted {
    /// Which one.
    const PERMISSION: Permission;
}

macro_rules! permissions {
    ($($name:ident),* $(,)?) => {$(
        #[doc = concat!("[`Permission::", stringify!($name), "`].")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $name;

        impl Permitted for $name {
            const PERMISSION: Permission = Permission::$name;
        }
    )*};
}

permissions!(
    ViewBookings,
    BookForOthers,
    KeepCalls,
    OpenTimes,
    ShapeOwnTimes,
    ShapeTimes,
    ManageSetup,
    ManageStaff,
    ManagePartners,
    HandleMail,
    ReleaseMail,
);

/// Whoever asks may: [`Context::permit`] has asked the table of roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permit<P> {
    by: Actor,
    permission: PhantomData<P>,
}

impl<P: Permitted> Permit<P> {
    pub(super) fn ask(context: &Context) -> Result<Self, Refusal> {
        context.needs(P::PERMISSION)?;
        Ok(Self { by: context.actor, permission: PhantomData })
    }

    /// Who was asked.
    pub const fn by(&self) -> Actor {
        self.by
    }
}
