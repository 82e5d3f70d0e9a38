//! A file on its way into the city: it waits sealed, for whoever brought it and nobody else, and goes by itself after a day.

use mendan_domain::fault::Fault;
use mendan_domain::ids::StaffId;
use mendan_domain::import::field::Sort;
use mendan_domain::import::guess::columns;
use mendan_domain::import::table::{Encoding, Table, TableError, decode};
use mendan_domain::staff::Permission;
use serde::{Deserialize, Serialize};

use crate::error::{FieldError, Refusal};
use crate::import::mapping::Mapping;
use crate::import::preview::Done;
use crate::import::repository::{DraftRow, ImportDraftId};
use crate::sealed::SealedPlace;
use crate::services::permit::{Permit, asked::ManageSetup};
use crate::services::{Context, Recorded, Services};
use crate::unit::ReadUnit;

/// Hours after which it is gone.
pub const DRAFT_HOURS: i64 = 24;

/// Writing down a file changes nothing of the city.
const WAITS: Recorded = Recorded::not_needed("nothing is brought in yet; the import itself is told");

/// A file, what its columns mean, and what came of it.
#[derive(Clone, Serialize, Deserialize)]
pub struct Draft {
    /// How it was written.
    pub encoding: Encoding,
    /// What stands in it; empty once it has been brought in.
    pub text: String,
    /// What its columns mean.
    pub mapping: Mapping,
    /// What came of it.
    pub done: Option<Done>,
}

crate::masked_debug!(Draft { encoding });

/// The text of a file with its table.
///
/// # Errors
/// What it cannot be read for.
pub fn read_file(octets: &[u8]) -> Result<(String, Encoding, Table), TableError> {
    let (text, encoding) = decode(octets)?;
    let table = Table::read(&text)?;
    Ok((text, encoding, table))
}

impl Draft {
    /// Its table. One that was read once is read again.
    pub(crate) fn table(&self) -> Result<Table, Refusal> {
        Table::read(&self.text).map_err(|_| Refusal::NotFound)
    }

    /// The same, for pages; nothing once it has been brought in.
    pub fn open(&self) -> Option<Table> {
        Table::read(&self.text).ok()
    }
}

/// Whose it is.
pub(crate) fn owner(context: &Context) -> Result<StaffId, Refusal> {
    context.actor().staff().ok_or(Refusal::NotFound)
}

impl Context {
    /// Whether files of that sort are hers to bring in: nobody makes by a file what she could not make one by one.
    pub fn brings(&self, sort: Sort) -> bool {
        let also = match sort {
            Sort::Offices => Permission::ManageSetup,
            Sort::Staff => Permission::ManageStaff,
            Sort::Bookings => Permission::BookForOthers,
        };
        self.may(Permission::ManageSetup) && self.may(also)
    }

    fn is_to_bring(&self, sort: Sort) -> Result<StaffId, Refusal> {
        if self.brings(sort) { owner(self) } else { Err(Refusal::NotFound) }
    }
}

impl Services {
    /// The file of that sort that the asker is bringing in. Of others nobody hears.
    pub async fn import_draft(&self, context: &Permit<ManageSetup>, sort: Sort) -> Result<Option<Draft>, Refusal> {
        self.draft_in(self.store().look().await?.as_mut(), context, sort).await
    }

    /// The same, as that unit of work sees it.
    pub(crate) async fn draft_in(
        &self,
        unit: &mut dyn ReadUnit,
        context: &Context,
        sort: Sort,
    ) -> Result<Option<Draft>, Refusal> {
        let row = unit.import_draft(context.municipality(), context.is_to_bring(sort)?, sort).await?;
        row.map(|row| self.open(&SealedPlace::ImportDraft(row.id), &row.sealed)).transpose()
    }

    /// Takes a file; what its columns mean is guessed by their headings. One that the asker brought before goes.
    pub async fn import_bring(
        &self,
        context: &Permit<ManageSetup>,
        sort: Sort,
        octets: &[u8],
    ) -> Result<Draft, Refusal> {
        let unreadable = |_| Refusal::Invalid(vec![FieldError::new("file", Fault::Unreadable)]);
        let (text, encoding, table) = read_file(octets).map_err(unreadable)?;
        let mapping = Mapping::guessed(columns(sort, &table.header));
        let draft = Draft { encoding, text, mapping, done: None };
        self.import_keep(context, sort, &draft).await?;
        Ok(draft)
    }

    /// Writes what its columns mean.
    pub async fn import_map(
        &self,
        context: &Permit<ManageSetup>,
        sort: Sort,
        mapping: Mapping,
    ) -> Result<Draft, Refusal> {
        let known = self.import_draft(context, sort).await?.filter(|draft| draft.done.is_none());
        let draft = Draft { mapping, ..known.ok_or(Refusal::NotPossible)? };
        self.import_keep(context, sort, &draft).await?;
        Ok(draft)
    }

    /// Forgets the file.
    pub async fn import_forget(&self, context: &Permit<ManageSetup>, sort: Sort) -> Result<(), Refusal> {
        let staff = context.is_to_bring(sort)?;
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            tx.import_draft_delete(context.municipality(), staff, sort).await?;
            Ok(tx.commit(WAITS).await?)
        })
        .await
    }

    async fn import_keep(&self, context: &Permit<ManageSetup>, sort: Sort, draft: &Draft) -> Result<(), Refusal> {
        let row = self.draft_row(context, sort, draft)?;
        let row = &row;
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            tx.import_draft_save(row).await?;
            Ok(tx.commit(WAITS).await?)
        })
        .await
    }

    /// The draft as it is kept.
    pub(crate) fn draft_row(&self, context: &Context, sort: Sort, draft: &Draft) -> Result<DraftRow, Refusal> {
        let id = ImportDraftId(self.new_id());
        let sealed = self.seal(&SealedPlace::ImportDraft(id), draft)?;
        let (municipality, staff) = (context.municipality(), context.is_to_bring(sort)?);
        Ok(DraftRow { id, municipality, staff, sort, sealed, created_at: self.now() })
    }
}
