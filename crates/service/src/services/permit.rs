//! Proofs of having been asked. A use case that takes one cannot be reached past the question: nothing but the question makes one.

use std::marker::PhantomData;
use std::ops::Deref;

pub use mendan_domain::staff::permission::{Permitted, asked};

use asked::ShapeOwnTimes;
use mendan_domain::ids::StaffId;

use super::actor::Staff;
use super::context::{By, Context};
use crate::error::Refusal;

/// Whoever asks may do what `P` says (see [`asked`]): the session, or the product itself, was asked. It is her [`Context`], too.
///
/// A use case says by its signature what must have been asked. One that sets the city up takes no resident:
///
/// ```compile_fail,E0308
/// # use mendan_service::{By, Resident, Services, city::office::OfficeForm};
/// async fn by_a_resident(services: &Services, context: &By<Resident>) {
///     let _ = services.office_save(context, None, &OfficeForm::default()).await;
/// }
/// ```
///
/// nor a member of staff of whom nobody asked it:
///
/// ```compile_fail,E0308
/// # use mendan_service::{By, Staff, Services, city::office::OfficeForm};
/// async fn unasked(services: &Services, context: &By<Staff>) {
///     let _ = services.office_save(context, None, &OfficeForm::default()).await;
/// }
/// ```
///
/// nor one who was asked for something else:
///
/// ```compile_fail,E0308
/// # use mendan_service::{Services, city::office::OfficeForm, permit::{Permit, asked::ManageStaff}};
/// async fn of_another_permission(services: &Services, context: &Permit<ManageStaff>) {
///     let _ = services.office_save(context, None, &OfficeForm::default()).await;
/// }
/// ```
///
/// but whoever shows the proof:
///
/// ```
/// # use mendan_service::{Services, city::office::OfficeForm, permit::{Permit, asked::ManageSetup}};
/// async fn proven(services: &Services, context: &Permit<ManageSetup>) {
///     let _ = services.office_save(context, None, &OfficeForm::default()).await;
/// }
/// ```
///
/// and nothing but the question makes it:
///
/// ```compile_fail,E0451
/// # use mendan_service::{Context, permit::{Permit, asked::ManageSetup}};
/// fn forged(context: Context) -> Permit<ManageSetup> {
///     Permit { context, permission: std::marker::PhantomData }
/// }
/// ```
#[derive(Debug)]
pub struct Permit<P> {
    context: Context,
    permission: PhantomData<fn() -> P>,
}

impl<P: Permitted> Permit<P> {
    pub(super) fn ask(context: &Context) -> Result<Self, Refusal> {
        if !context.may(P::PERMISSION) {
            return Err(Refusal::NotFound);
        }
        Ok(Self { context: context.clone(), permission: PhantomData })
    }
}

impl Permit<ShapeOwnTimes> {
    /// Asks whether these times are hers, or she may shape everybody's. Whose they are is known only once they are read.
    pub fn shapes_of(&self, whose: Option<StaffId>) -> Result<(), Refusal> {
        if self.shapes(whose) { Ok(()) } else { Err(Refusal::NotFound) }
    }
}

impl<P> Clone for Permit<P> {
    fn clone(&self) -> Self {
        Self { context: self.context.clone(), permission: PhantomData }
    }
}

impl<P> Deref for Permit<P> {
    type Target = Context;

    fn deref(&self) -> &Context {
        &self.context
    }
}

/// What a use case may want to be shown: whoever asks is asked once, where she comes in.
pub trait Proof: Sized + Send + Sync {
    /// Asks; she who cannot prove it is refused, as what is not there.
    fn of(context: &Context) -> Result<Self, Refusal>;
}

impl Proof for Context {
    /// Several may.
    fn of(context: &Context) -> Result<Self, Refusal> {
        Ok(context.clone())
    }
}

impl Proof for By<Staff> {
    fn of(context: &Context) -> Result<Self, Refusal> {
        context.signed_in()
    }
}

impl<P: Permitted> Proof for Permit<P> {
    fn of(context: &Context) -> Result<Self, Refusal> {
        Self::ask(context)
    }
}
