//! What stands under a member's address: her interviews from four weeks ago to six months ahead, also those that were called off or are
//! somebody else's by now, so that her program takes them away. Of whom they are, nothing is read.

use std::sync::Arc;

use chrono::{DateTime, Days, Months, NaiveDate, Utc};
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{BookingId, KindId, MunicipalityId, OfficeId, RoomId, StaffId};
use mendan_domain::staff::Permission;

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::secret::sha256;
use crate::services::{Context, Services};

/// Days behind her that her program still has.
const DAYS_BACK: u64 = 28;
/// Months ahead of her.
const MONTHS_AHEAD: u32 = 6;

/// How it stands with an interview, for her.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is hers.
    Hers,
    /// It was called off.
    CalledOff,
    /// Somebody else has it.
    Anothers,
}

/// An interview as her calendar has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interview {
    /// The booking.
    pub booking: BookingId,
    /// The booking's own UID: one for life. Hers is made of it, see [`Interview::uid_for`].
    pub uid: String,
    /// Rises with every writing of the booking.
    pub version: i64,
    /// When it last changed for her.
    pub modified_at: DateTime<Utc>,
    /// Start, as she knows it.
    pub starts_at: DateTime<Utc>,
    /// End.
    pub ends_at: DateTime<Utc>,
    /// What.
    pub kind: KindId,
    /// How.
    pub mode: Mode,
    /// Where.
    pub office: OfficeId,
    /// In which room, if in one.
    pub room: Option<RoomId>,
    /// What it is about stands nowhere outside.
    pub discreet: bool,
    /// How it stands.
    pub standing: Standing,
}

/// What makes a UID of ours another than that of the mother's file: whoever has both calendars has two events.
const OURS: &str = "mendan-staff-";

impl Interview {
    /// The UID of the interview in that member's calendar: one for life, and not that of a colleague who has it after her.
    pub fn uid_for(&self, staff: StaffId) -> String {
        format!("{OURS}{staff}-{}", self.uid)
    }
}

/// Whether a UID is one of ours: a calendar into which she has taken her interviews does not make her busy with them.
pub(super) fn is_ours(uid: &str) -> bool {
    uid.starts_with(OURS)
}

/// What stands there.
#[derive(Debug, Clone)]
pub struct Content {
    /// The city, as she sees it.
    pub catalogue: Arc<Catalogue>,
    /// Whose it is.
    pub staff: StaffId,
    /// When it last became otherwise: by a writing, or because a day has passed.
    pub modified_at: DateTime<Utc>,
    /// By their start.
    pub interviews: Vec<Interview>,
}

impl Services {
    /// What stands under the address with that secret. `NotFound`: there is no such address, or its owner may see no bookings any more.
    pub async fn feed_content(&self, city: MunicipalityId, token: &str) -> Result<Content, Refusal> {
        let catalogue = self.catalogue(city).await?;
        let mut tx = self.store().read().await?;
        let row = tx.feed_by_token(city, &sha256(token.as_bytes())).await?.ok_or(Refusal::NotFound)?;
        let member = catalogue.staff(row.staff).filter(|member| !member.disabled).ok_or(Refusal::NotFound)?;
        if !member.rights().has(Permission::ViewBookings) {
            return Err(Refusal::NotFound);
        }
        let context = Context::staff_of(Arc::clone(&catalogue), member);
        let today = catalogue.municipality.local_date(self.now());
        let (from, until) = around(today);
        let start = |date| catalogue.municipality.start_of_day(date);
        let mut interviews = tx.feed_interviews(city, row.staff, (start(from), start(until))).await?;
        interviews.retain(|interview| context.reaches(interview.office));
        interviews.sort_by_key(|interview| (interview.starts_at, interview.booking));
        let changes = interviews.iter().map(|interview| interview.modified_at);
        let modified_at = changes.chain([row.made_at, start(today)]).max().unwrap_or(row.made_at);
        Ok(Content { catalogue: Arc::clone(&context.catalogue), staff: row.staff, modified_at, interviews })
    }
}

/// First day of it, and the first behind it.
fn around(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let from = today.checked_sub_days(Days::new(DAYS_BACK)).unwrap_or(today);
    let until = today.checked_add_months(Months::new(MONTHS_AHEAD)).and_then(|day| day.succ_opt());
    (from, until.unwrap_or(today))
}
