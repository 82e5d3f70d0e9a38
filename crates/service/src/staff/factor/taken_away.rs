//! Somebody has lost everything, her paper, too: whoever manages the staff takes her factors away, and she registers anew.

use mendan_domain::ids::StaffId;
use serde_json::json;

use crate::error::Refusal;
use crate::expected::Expected;
use crate::services::Services;
use crate::services::permit::{Permit, asked::ManageStaff};

impl Services {
    /// Takes a member's factors and codes away, and ends all her sessions. Her password alone lets her in then, or, where the city
    /// wants a factor, to registering one.
    pub async fn factors_take_away(
        &self,
        context: &Permit<ManageStaff>,
        id: StaffId,
        expected: Expected,
    ) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let (mut tx, _, _) = writer.begin_for(context, id, expected, "factor").await?;
            let city = context.municipality();
            tx.factors_delete(city, id, None).await?;
            tx.recovery_codes_delete(city, id).await?;
            tx.sessions_of_staff_delete(id).await?;
            let recorded = writer.audit(tx.as_mut(), context, "factors_taken", ("staff", id.0), &json!({})).await?;
            writer.commit_setup(tx, recorded, city).await
        })
        .await
    }

    /// Whether a member has a factor: for the page that offers to take it away.
    pub async fn has_factor(&self, context: &Permit<ManageStaff>, id: StaffId) -> Result<bool, Refusal> {
        Ok(self.store().look().await?.has_factor(context.municipality(), id).await?)
    }
}
