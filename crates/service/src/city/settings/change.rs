//! A section is changed, the change is remembered, and the latest one can be taken back: one unit of work each, for all sections.

use chrono::{DateTime, Utc};
use mendan_domain::ids::StaffId;
use serde_json::{Value, json};

use super::part::Typed;
use super::section::Section;
use crate::city::catalogue::{Catalogue, Municipality};
use crate::error::Refusal;
use crate::expected::Expected;
use crate::forms::{Checks, Fields};
use crate::model::SetupRow;
use crate::services::permit::{Permit, asked::ManageSetup};
use crate::services::{Context, Services, Unit, Writer};

mendan_domain::id! {
    /// A change of a section.
    ChangeId;
}

/// A change of a section, as it is remembered.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Id.
    pub id: ChangeId,
    /// Of which section.
    pub section: Section,
    /// Rises with every change of the section.
    pub version: i64,
    /// What it was.
    pub was: Value,
    /// What it became.
    pub became: Value,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom; none: by the product itself, or by whoever has its command line.
    pub staff: Option<StaffId>,
    /// The version that it took back.
    pub undoes: Option<i64>,
}

/// What a change does to the city, and what it takes back.
pub(super) struct Wanted {
    section: Section,
    city: Municipality,
    undoes: Option<i64>,
}

impl From<(Section, Municipality)> for Wanted {
    fn from((section, city): (Section, Municipality)) -> Self {
        Self { section, city, undoes: None }
    }
}

impl Services {
    /// Writes a section as it was typed, if it is still what the asker saw. Whether anything of it was new.
    pub async fn setting_save(
        &self,
        context: &Permit<ManageSetup>,
        section: Section,
        expected: Expected,
        fields: &Fields,
    ) -> Result<bool, Refusal> {
        self.write(|writer| async move {
            let (tx, catalogue) = writer.begin_setup(context).await?;
            let row = SetupRow::from(section);
            expected.check_row(&catalogue, row)?;
            let (mut city, mut checks) = (catalogue.municipality.clone(), Checks::default());
            let today = city.local_date(writer.now());
            let form = Typed { fields, mark: format!("{today}-{}", catalogue.versions.of(row) + 1) };
            section.typed(&form, &mut city, &mut checks);
            checks.done()?;
            writer.change_setting(tx, (context, &catalogue), (section, city).into()).await
        })
        .await
    }

    /// Takes the latest change of a section back, if it is the one the asker saw and nothing was written since.
    pub async fn setting_undo(
        &self,
        context: &Permit<ManageSetup>,
        section: Section,
        expected: Expected,
    ) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            expected.check_row(&catalogue, section.into())?;
            let latest =
                tx.setting_changes(context.municipality(), section, 1).await?.pop().ok_or(Refusal::NotPossible)?;
            let mut city = catalogue.municipality.clone();
            if !section.is(&city, &latest.became)? {
                return Err(Refusal::Changed);
            }
            section.apply(&latest.was, &mut city)?;
            let wanted = Wanted { section, city, undoes: Some(latest.version) };
            writer.change_setting(tx, (context, &catalogue), wanted).await.map(drop)
        })
        .await
    }

    /// Every change of a section, the latest first.
    pub async fn setting_changes(
        &self,
        context: &Permit<ManageSetup>,
        section: Section,
    ) -> Result<Vec<Change>, Refusal> {
        Ok(self.store().look().await?.setting_changes(context.municipality(), section, i64::MAX).await?)
    }
}

impl Writer {
    /// Writes the city as it is to be, with the change beside it; nothing, if nothing is new.
    pub(super) async fn change_setting(
        &self,
        mut tx: Unit,
        (context, catalogue): (&Context, &Catalogue),
        Wanted { section, city, undoes }: Wanted,
    ) -> Result<bool, Refusal> {
        let (was, became) = (section.read(&catalogue.municipality)?, section.read(&city)?);
        if was == became {
            return Ok(false);
        }
        let version = catalogue.versions.of(SetupRow::Section(section)) + 1;
        let change = Change {
            id: ChangeId(self.new_id()),
            section,
            version,
            was,
            became,
            at: self.now(),
            staff: context.actor().staff(),
            undoes,
        };
        tx.municipality_update(&city).await?;
        tx.setting_change_insert(city.id, &change).await?;
        if section == Section::Reminder {
            // What waits is reckoned anew afterwards: there may be thousands of them.
            tx.jobs_insert(&[self.reschedule(city.id, version)?]).await?;
        }
        // What it was and became stands in the history; nobody's data is in it, but it is long.
        let detail = json!({ "section": section.as_str(), "version": version, "undoes": undoes });
        let action = if undoes.is_some() { "setting_undo" } else { "setting_save" };
        let recorded = self.audit(tx.as_mut(), context, action, ("city", city.id.0), &detail).await?;
        self.commit_setup(tx, recorded, city.id).await?;
        self.ring();
        Ok(true)
    }
}
