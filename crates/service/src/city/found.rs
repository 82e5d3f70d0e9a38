//! Found a city, and tell which there are.

use mendan_domain::ids::MunicipalityId;
use serde_json::json;

use crate::city::catalogue::{Kind, Municipality, Office};
use crate::error::Refusal;
use crate::model::StaffMember;
use crate::services::{Recorded, Services};

/// A city with what it begins with.
pub struct NewCity {
    /// The city itself.
    pub municipality: Municipality,
    /// Its offices with their rooms, in their order.
    pub offices: Vec<Office>,
    /// Its kinds, in their order.
    pub kinds: Vec<Kind>,
    /// Who works there, each with the hash of her password (argon2id, PHC string).
    pub staff: Vec<(StaffMember, String)>,
}

impl Services {
    /// Every city of this installation.
    pub async fn municipalities(&self) -> Result<Vec<Municipality>, Refusal> {
        Ok(self.store().look().await?.municipalities().await?)
    }

    /// Founds a city. There is nobody in it yet who could be asked whether she may: only whoever has the machine calls this.
    pub async fn found(&self, new: &NewCity) -> Result<MunicipalityId, Refusal> {
        let id = new.municipality.id;
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            writer.prepare_chain(&mut tx).await?;
            tx.municipality_insert(&new.municipality).await?;
            writer.begin_chain(&mut tx, id).await?;
            for (position, office) in (0..).zip(&new.offices) {
                tx.office_insert(id, office, position).await?;
            }
            for (position, kind) in (0..).zip(&new.kinds) {
                tx.kind_insert(id, kind, position).await?;
            }
            for (member, hash) in &new.staff {
                tx.staff_insert(member, hash).await?;
            }
            let detail = json!({ "slug": new.municipality.slug, "staff": new.staff.len() });
            let line = writer.system_line(id, "city_found", ("city", id.0), &detail);
            tx.audit_insert(&line).await?;
            tx.commit(Recorded::not_needed("the line stands in the unit: there is no catalogue to ask with yet"))
                .await?;
            Ok(id)
        })
        .await
    }
}
