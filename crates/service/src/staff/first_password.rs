//! A password that somebody else made: it lets its owner in for some days, and she makes her own before anything else.

use chrono::Duration;

use crate::error::Refusal;
use crate::model::StaffMember;
use crate::services::Services;
use crate::staff::password::FIRST_DAYS;
use crate::unit::WriteUnit;

impl Services {
    /// Her password, written in this unit, was made by somebody else.
    pub(crate) async fn made_by_another(&self, tx: &mut dyn WriteUnit, member: &StaffMember) -> Result<(), Refusal> {
        let until = self.now() + Duration::days(FIRST_DAYS);
        Ok(tx.password_until_set(member.municipality, member.id, until).await?)
    }
}
