//! Reports of mail servers about messages that they had taken: what is believed of them, and what follows.
//!
//! Anybody can send a report. It counts only where it names the Message-ID of a message of ours that has left: 256 bits by chance,
//! known to whoever has had that very mail. It speaks of that message alone, and ends the address that it went to, no other.

use chrono::{DateTime, Duration, Utc};

use crate::error::Refusal;
use crate::job::row::MESSAGE;
use crate::message::receipt::{Receipt, Taken, Verdict, error_of};
use crate::model::JobRow;
use crate::services::permit::{Permit, asked::ManageSetup};
use crate::services::{Recorded, Services, Writer};
use crate::unit::{ReadUnit, WriteUnit};

/// What a report is known again by.
const REPORT: &str = "mail report";
/// So long it is known, and listed where nobody understood it.
const DAYS: i64 = 60;
/// So many are listed.
const MOST: i64 = 100;

/// A report as it was read.
#[derive(Clone, Default)]
pub struct Report {
    /// Its own Message-ID, or whatever else tells it from others.
    pub id: String,
    /// Message-IDs of what it may speak of, without angle brackets, the likeliest first.
    pub about: Vec<String>,
    /// What it says; none: nothing that could be understood.
    pub verdict: Option<Verdict>,
    /// RFC 3463, as 5.1.1; empty: none.
    pub code: String,
}

crate::masked_debug!(Report { verdict, code });

/// A report that somebody has to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The name of its file, without the ending.
    pub name: String,
    /// [`Taken::Foreign`] or [`Taken::Unreadable`].
    pub outcome: Taken,
    /// When it was read.
    pub seen_at: DateTime<Utc>,
}

impl Services {
    /// Takes note of a report, once. For the metronome, which reads what has come in.
    pub async fn take_report(&self, report: &Report) -> Result<Taken, Refusal> {
        self.write(|writer| async move { writer.take_report_once(report).await }).await
    }

    /// What its file is called where somebody has to look at it: nothing of its sender, and the same each time.
    pub fn report_name(&self, report: &Report) -> String {
        self.secret().tag(REPORT, &report.id)
    }

    /// Reports that could not be understood, or that spoke of nothing of ours, for whoever runs the city; the latest first.
    pub async fn unread_reports(&self, _context: &Permit<ManageSetup>) -> Result<Vec<Unread>, Refusal> {
        let since = self.now() - Duration::days(DAYS);
        let rows = self.store().look().await?.reports_unread(since, MOST).await?;
        Ok(rows.into_iter().map(|(name, outcome, seen_at)| Unread { name, outcome, seen_at }).collect())
    }

    /// The message that it speaks of: one that has left, or nobody outside could know it.
    async fn spoken_of(&self, tx: &mut dyn ReadUnit, report: &Report) -> Result<Option<JobRow>, Refusal> {
        for id in report.about.iter().filter(|id| !id.is_empty()) {
            if let Some(row) = tx.outbox_of_message(id).await?.filter(|row| row.stamped_at.is_some()) {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    /// What was heard of a message is written, unless something worse was heard before.
    async fn heard_of(
        &self,
        tx: &mut dyn WriteUnit,
        row: &JobRow,
        (verdict, code): (Verdict, &str),
    ) -> Result<(), Refusal> {
        let (city, now) = (row.municipality, self.now());
        if tx.receipt(city, row.id).await?.is_some_and(|before| before.verdict >= verdict) {
            return Ok(());
        }
        let receipt = Receipt {
            outbox: row.id,
            municipality: city,
            booking: row.about.booking,
            verdict,
            code: code.to_owned(),
            told_at: now,
        };
        tx.receipt_save(&receipt).await?;
        if verdict.came_back() {
            tx.outbox_bounced(city, row.id, now, &error_of(verdict, code)).await?;
        }
        if verdict.ends_the_address() && row.job == MESSAGE {
            self.end_address(tx, (city, &row.envelope.recipient), (verdict, code)).await?;
        }
        Ok(())
    }
}

impl Writer {
    async fn take_report_once(&self, report: &Report) -> Result<Taken, Refusal> {
        let (digests, now) = (self.secret().tags(REPORT, &report.id), self.now());
        let mut tx = self.begin().await?;
        for digest in &digests {
            if let Some(before) = tx.report_outcome(digest).await? {
                return Ok(before);
            }
        }
        let taken = match report.verdict {
            None => Taken::Unreadable,
            Some(verdict) => match self.spoken_of(tx.as_mut(), report).await? {
                None => Taken::Foreign,
                Some(row) => {
                    self.heard_of(tx.as_mut(), &row, (verdict, &report.code)).await?;
                    Taken::Taken
                }
            },
        };
        for digest in digests.iter().take(1) {
            tx.report_note(digest, taken, now).await?;
        }
        tx.reports_forget(now - Duration::days(DAYS)).await?;
        tx.commit(Recorded::not_needed("what a mail server tells is nobody's act")).await?;
        Ok(taken)
    }
}
