//! How everything begins that somebody else does to a member: what lets her in, or no longer does.

use mendan_domain::fault::Fault;
use mendan_domain::ids::StaffId;

use crate::city::catalogue::Catalogue;
use crate::error::{FieldError, Refusal};
use crate::expected::Expected;
use crate::model::{SetupRow, StaffMember};
use crate::services::permit::{Permit, asked::ManageStaff};
use crate::services::{Unit, Writer};

impl Writer {
    /// A unit, the city and the member as they are in it: she is still what the asker saw, who asks may all that she may (otherwise it is
    /// refused beside `field`), and until it ends nobody else decides what lets her in.
    pub(super) async fn begin_for(
        &self,
        context: &Permit<ManageStaff>,
        id: StaffId,
        expected: Expected,
        field: &'static str,
    ) -> Result<(Unit, Catalogue, StaffMember), Refusal> {
        let (mut tx, catalogue) = self.begin_setup(context).await?;
        let member = catalogue.staff(id).ok_or(Refusal::NotFound)?.clone();
        expected.check_row(&catalogue, SetupRow::Staff(id))?;
        // Who may more than she is not hers to let in, nor to keep out.
        if !context.may_give(member.rights()) {
            return Err(Refusal::Invalid(vec![FieldError::new(field, Fault::NotHerOwn)]));
        }
        tx.staff_lock(context.municipality(), id).await?;
        Ok((tx, catalogue, member))
    }
}
