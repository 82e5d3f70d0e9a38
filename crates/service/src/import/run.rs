//! The preview, and the import itself: one transaction that plans once more and writes all of it, or nothing.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use mendan_domain::import::field::Sort;
use mendan_domain::import::table::Table;
use serde_json::json;

use crate::error::Refusal;
use crate::import::around::Around;
use crate::import::bookings::{BookingRow, Reader};
use crate::import::draft::Draft;
use crate::import::members::{FirstPassword, MemberPlan};
use crate::import::offices::OfficePlan;
use crate::import::plan::{BookingPlan, Planner, Step};
use crate::import::preview::{Counts, Done, Judged, Outcome, Preview, Trouble};
use crate::import::repository::{ImportRunId, TakenBack};
use crate::secret::sha256;
use crate::services::permit::{Permit, asked::ManageSetup};
use crate::services::{Context, Services, Writer};
use crate::unit::ReadUnit;

/// What is to be done for the rows of a sort.
pub(crate) enum Steps {
    Offices(OfficePlan),
    Members(MemberPlan),
    Bookings(BookingPlan),
}

/// A plan with its digest.
pub(crate) struct Plan {
    pub preview: Preview,
    pub steps: Steps,
}

/// What came of an import: how many, and first passwords with whose they are, which nobody can read again.
pub struct Imported {
    /// How many.
    pub done: Done,
    /// Sign-in name, name, password.
    pub passwords: Vec<[String; 3]>,
}

crate::masked_debug!(Imported { done });

/// What was asked for was no longer what would come of it.
pub enum Answer {
    /// All of it was written.
    Imported(Imported),
    /// Nothing was: what would come of it now, or what is still to decide.
    Look(Preview),
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Imported(_) => "Imported(..)",
            Self::Look(_) => "Look(..)",
        })
    }
}

impl Services {
    /// What would come of the asker's file. Nothing is written.
    pub async fn import_preview(&self, context: &Permit<ManageSetup>, sort: Sort) -> Result<Preview, Refusal> {
        let draft = self.import_draft(context, sort).await?.filter(|draft| draft.done.is_none());
        let draft = draft.ok_or(Refusal::NotPossible)?;
        let mut unit = self.store().read().await?;
        Ok(self.import_plan(unit.as_mut(), context, (sort, &draft)).await?.preview)
    }

    /// Brings the file in if what comes of it is still what was shown (`digest`): all of it, or nothing.
    pub async fn import_run(&self, context: &Permit<ManageSetup>, sort: Sort, digest: &str) -> Result<Answer, Refusal> {
        let draft = self.import_draft(context, sort).await?.filter(|draft| draft.done.is_none());
        let draft = &draft.ok_or(Refusal::NotPossible)?;
        // Hashing takes its time: it keeps nobody from writing, and is not done again while the store is busy.
        let hashes = &if sort == Sort::Staff { self.first_passwords(context, draft).await? } else { Vec::new() };
        let once = |writer: Writer| async move { writer.import_once(context, (sort, draft, hashes), digest).await };
        let answer = self.write(once).await?;
        if let Answer::Imported(_) = &answer {
            self.ring();
        }
        Ok(answer)
    }

    /// Takes an import of bookings back, as far as that can be done: see [`TakenBack`].
    pub async fn import_undo(&self, context: &Permit<ManageSetup>) -> Result<TakenBack, Refusal> {
        let sort = Sort::Bookings;
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            // Read here: whoever takes it back twice at once finds it taken back.
            let draft = writer.draft_in(tx.as_mut(), context, sort).await?.ok_or(Refusal::NotPossible)?;
            let done = draft.done.clone().filter(|done| done.back.is_none()).ok_or(Refusal::NotPossible)?;
            let back = tx.import_take_back(context.municipality(), done.run).await?;
            let done = Done { back: Some((back.gone, back.kept)), ..done };
            let row = writer.draft_row(context, sort, &Draft { done: Some(done), ..draft })?;
            tx.import_draft_save(&row).await?;
            let detail = json!({ "gone": back.gone, "kept": back.kept });
            let subject = ("import", row.id.0);
            let recorded = writer.audit(tx.as_mut(), context, "import_undo", subject, &detail).await?;
            tx.commit(recorded).await?;
            Ok(back)
        })
        .await
    }

    pub(crate) async fn import_plan(
        &self,
        unit: &mut dyn ReadUnit,
        context: &Context,
        (sort, draft): (Sort, &Draft),
    ) -> Result<Plan, Refusal> {
        let table = draft.table()?;
        let (rows, counts, decided, steps) = match sort {
            Sort::Offices => {
                let plan = self.office_plan(&context.catalogue, &table, &draft.mapping);
                (plan.rows.clone(), plan.counts(), plan.decided(), Steps::Offices(plan))
            }
            Sort::Staff => {
                let plan = self.member_plan(context, &table, &draft.mapping);
                (plan.rows.clone(), plan.counts(), plan.decided(), Steps::Members(plan))
            }
            Sort::Bookings => {
                let plan = self.booking_plan(unit, context, (&table, draft)).await?;
                (plan.rows.clone(), plan.counts, decided(&plan, self.now()), Steps::Bookings(plan))
            }
        };
        let preview = Preview { digest: digest(draft, &rows, &decided), rows, counts };
        Ok(Plan { preview, steps })
    }

    async fn booking_plan(
        &self,
        unit: &mut dyn ReadUnit,
        context: &Context,
        (table, draft): (&Table, &Draft),
    ) -> Result<BookingPlan, Refusal> {
        let (catalogue, mapping, now) = (&*context.catalogue, &draft.mapping, self.now());
        let reader = Reader { catalogue, mapping, now };
        let read: Vec<_> = table.rows.iter().map(|row| reader.read(row)).collect();
        let is_out = |line: usize| mapping.left_out.contains(&line);
        let wanted: Vec<BookingRow> =
            read.iter().filter(|read| !is_out(read.line)).filter_map(|read| read.row.clone()).collect();
        let around = Around::read(unit, context, (&mapping.source, &wanted), now).await?;
        Ok(Planner::new(catalogue, now, around).plan(read, is_out))
    }
}

/// What was decided for each row, besides what the preview says of it.
fn decided(plan: &BookingPlan, now: DateTime<Utc>) -> serde_json::Value {
    let step =
        |step: &Step| json!([step.row.line, step.row.hash, step.booking, step.claim, step.status, step.is_open(now)]);
    plan.steps.iter().map(step).collect()
}

fn digest(draft: &Draft, rows: &[Judged], decided: &serde_json::Value) -> String {
    let troubles = |row: &Judged| {
        let of = |trouble: &Trouble| (trouble.field, trouble.what.code(), trouble.what.other_line());
        row.troubles.iter().map(of).collect::<Vec<_>>()
    };
    let rows: Vec<_> = rows.iter().map(|row| json!([row.line, row.outcome, troubles(row)])).collect();
    let mapping = &draft.mapping;
    let meant = json!([mapping.columns, mapping.fixed, mapping.words, mapping.left_out, mapping.source]);
    let all = json!([sha256(draft.text.as_bytes()), meant, rows, decided]);
    base16ct::lower::encode_string(&sha256(all.to_string().as_bytes()))
}

impl Writer {
    async fn import_once(
        &self,
        context: &Permit<ManageSetup>,
        (sort, draft, hashes): (Sort, &Draft, &[FirstPassword]),
        digest: &str,
    ) -> Result<Answer, Refusal> {
        if sort == Sort::Bookings {
            let mut tx = self.begin().await?;
            let context = &self.of_this_moment(tx.as_mut(), context).await?;
            let plan = self.import_plan(tx.as_mut(), context, (sort, draft)).await?;
            let Steps::Bookings(steps) = plan.steps else { return Err(Refusal::NotPossible) };
            if !is_decided(&plan.preview, draft, digest) {
                return Ok(Answer::Look(plan.preview));
            }
            let run = ImportRunId(self.new_id());
            if !self.write_bookings(tx.as_mut(), context, (draft, run), &steps).await? {
                // Somebody was faster in this very moment: what there is now is shown.
                return Err(Refusal::Changed);
            }
            let done = self.import_done(draft, plan.preview.counts, run);
            tx.import_draft_save(&self.draft_row(context, sort, &finished(draft, &done))?).await?;
            let detail = detail(sort, &done.counts);
            let recorded = self.audit(tx.as_mut(), context, "import", ("import", run.0), &detail).await?;
            tx.commit(recorded).await?;
            return Ok(Answer::Imported(Imported { done, passwords: Vec::new() }));
        }
        self.import_setup(context, (sort, draft, hashes), digest).await
    }

    /// Places and staff are the set-up: they are written as it is.
    async fn import_setup(
        &self,
        context: &Permit<ManageSetup>,
        (sort, draft, hashes): (Sort, &Draft, &[FirstPassword]),
        digest: &str,
    ) -> Result<Answer, Refusal> {
        let (mut tx, catalogue) = self.begin_setup(context).await?;
        let now = &context.in_city(Arc::new(catalogue));
        let plan = self.import_plan(tx.as_mut(), now, (sort, draft)).await?;
        if !is_decided(&plan.preview, draft, digest) {
            return Ok(Answer::Look(plan.preview));
        }
        let run = ImportRunId(self.new_id());
        let passwords = match &plan.steps {
            Steps::Offices(steps) => {
                self.write_offices(tx.as_mut(), now, steps).await?;
                Vec::new()
            }
            Steps::Members(steps) => self.write_members(tx.as_mut(), now, (steps, hashes)).await?,
            Steps::Bookings(_) => return Err(Refusal::NotPossible),
        };
        let done = self.import_done(draft, plan.preview.counts, run);
        tx.import_draft_save(&self.draft_row(now, sort, &finished(draft, &done))?).await?;
        let recorded = self.audit(tx.as_mut(), now, "import", ("import", run.0), &detail(sort, &done.counts)).await?;
        self.commit_setup(tx, recorded, context.municipality()).await?;
        Ok(Answer::Imported(Imported { done, passwords }))
    }

    fn import_done(&self, draft: &Draft, counts: Counts, run: ImportRunId) -> Done {
        Done { run, at: self.now(), counts, told: draft.mapping.tell, back: None }
    }
}

/// Whether it is what was shown, and nothing of it is still to be decided.
fn is_decided(preview: &Preview, draft: &Draft, digest: &str) -> bool {
    let counts = preview.counts;
    preview.digest == digest && counts.wrong == 0 && (counts.doubtful == 0 || draft.mapping.doubts_seen)
}

/// The draft once its file has been brought in: the file is gone.
fn finished(draft: &Draft, done: &Done) -> Draft {
    Draft { encoding: draft.encoding, text: String::new(), mapping: draft.mapping.clone(), done: Some(done.clone()) }
}

fn detail(sort: Sort, counts: &Counts) -> serde_json::Value {
    let Counts { new, changed, same, kept, out, .. } = counts;
    json!({ "sort": sort, "new": new, "changed": changed, "same": same, "kept": kept, "out": out })
}

/// Whether a row is to be written.
pub(crate) const fn is_written(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::New | Outcome::Changed)
}
