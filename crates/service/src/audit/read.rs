//! Reading the log: of a booking, a person, a member of staff, or all of it. Looking at it is a line of it.

use chrono::{DateTime, Days, NaiveDate, Utc};
use mendan_domain::ids::{AuditId, BookingId, ClientId, StaffId};
use serde_json::json;

use super::action::Group;
use super::line::StoredLine;
use crate::error::Refusal;
use crate::model::PartnerKey;
use crate::services::permit::{Permit, asked::ReadAudit};
use crate::services::{Context, Services};

/// Lines of a page.
pub const PAGE: usize = 100;
/// Lines of a file, at most: whoever wants more takes fewer days at once.
pub const FILE: usize = 20_000;

/// Whose lines are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum About {
    /// All.
    #[default]
    All,
    /// What was done with a booking, and who saw it.
    Booking(BookingId),
    /// The same of all bookings of a person.
    Person(ClientId),
    /// What a member of staff did, and what was done to her account.
    Member(StaffId),
}

impl About {
    /// Word and id, as addresses and the log have it.
    pub const fn parts(self) -> (&'static str, i64) {
        match self {
            Self::All => ("all", 0),
            Self::Booking(id) => ("booking", id.0),
            Self::Person(id) => ("person", id.0),
            Self::Member(id) => ("staff", id.0),
        }
    }
}

/// What is wanted of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LogQuery {
    /// Whose lines.
    pub about: About,
    /// From that day on, on the city's calendar.
    pub from: Option<NaiveDate>,
    /// Until that day, with it.
    pub until: Option<NaiveDate>,
    /// What was done.
    pub group: Option<Group>,
    /// Lines before that one: the next page.
    pub before: Option<AuditId>,
}

/// The same, as the store is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Whose lines.
    pub about: About,
    /// Not before that instant.
    pub from: DateTime<Utc>,
    /// Before that instant.
    pub until: DateTime<Utc>,
    /// `,view,book,`; empty: whatever was done.
    pub actions: String,
    /// Before that line.
    pub before: AuditId,
    /// So many.
    pub most: usize,
}

/// The booking that a line is about.
#[derive(Clone, PartialEq, Eq)]
pub struct Whose {
    /// The booking.
    pub booking: BookingId,
    /// Whose it is.
    pub client: ClientId,
    /// When the interview is.
    pub starts_at: DateTime<Utc>,
    /// 姓 and 名.
    pub name: (String, String),
}

crate::masked_debug!(Whose { booking, client });

/// A line with what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The line.
    pub line: StoredLine,
    /// The booking, if it is there still.
    pub whose: Option<Whose>,
}

/// A part of the log, the latest first.
#[derive(Debug, Clone)]
pub struct Log {
    /// Lines.
    pub lines: Vec<Told>,
    /// There are more, before that one.
    pub next: Option<AuditId>,
    /// The partner systems' keys, whose names stand in lines.
    pub partners: Vec<PartnerKey>,
}

impl Services {
    /// A page of the log. That she looked is a line, too.
    pub async fn audit_log(&self, context: &Permit<ReadAudit>, query: &LogQuery) -> Result<Log, Refusal> {
        let log = self.read_log(context, query, PAGE).await?;
        self.note_view(context, ("audit", 0), &asked(query, log.lines.len())).await?;
        Ok(log)
    }

    /// The lines of a file, at most [`FILE`] of them.
    pub async fn audit_export(&self, context: &Permit<ReadAudit>, query: &LogQuery) -> Result<Log, Refusal> {
        let log = self.read_log(context, &LogQuery { before: None, ..*query }, FILE).await?;
        let detail = &asked(query, log.lines.len());
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let recorded = writer.audit(tx.as_mut(), context, "audit_export", ("audit", 0), detail).await?;
            Ok(tx.commit(recorded).await?)
        })
        .await?;
        Ok(log)
    }

    async fn read_log(&self, context: &Context, query: &LogQuery, most: usize) -> Result<Log, Refusal> {
        let city = &context.catalogue.municipality;
        let until = query.until.and_then(|day| day.checked_add_days(Days::new(1)));
        let actions = query.group.map(|group| group.actions().fold(",".to_owned(), |all, action| all + action + ","));
        let listing = Listing {
            about: query.about,
            from: query.from.map_or(DateTime::UNIX_EPOCH, |day| city.start_of_day(day)),
            until: until.map_or(DateTime::<Utc>::MAX_UTC, |day| city.start_of_day(day)),
            actions: actions.unwrap_or_default(),
            before: query.before.unwrap_or(AuditId(i64::MAX)),
            most: most + 1,
        };
        self.views_in_the_table().await;
        let mut tx = self.store().look().await?;
        let mut lines = tx.audit_listed(city.id, &listing).await?;
        let partners = tx.partner_keys(city.id).await?;
        let more = lines.len() > most;
        lines.truncate(most);
        let next = lines.last().filter(|_| more).map(|told| told.line.id);
        Ok(Log { lines, next, partners })
    }
}

impl Services {
    /// Views that wait in this server's file are brought into the table, so that whoever reads the log reads them. While the table
    /// cannot be written, and in the files of other servers, they wait on.
    pub(super) async fn views_in_the_table(&self) {
        if let Some(views) = self.views() {
            views.settle().await;
        }
    }
}

/// What she wanted to see: ids and days, nothing that tells of a person.
fn asked(query: &LogQuery, lines: usize) -> serde_json::Value {
    let (about, id) = query.about.parts();
    let group = query.group.map(Group::as_str);
    json!({ "about": about, "id": id, "from": query.from, "until": query.until, "group": group, "lines": lines })
}
