//! Why a time cannot be booked, in the words of the rules.

use chrono::{DateTime, NaiveDate, Utc};

use crate::ids::StaffId;
use crate::offer::closed::Closed;
use crate::offer::rules::Group;

/// Why a time cannot be booked. Listed in the order in which rules go before each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It has begun.
    Past,
    /// The kind is not offered any more.
    KindInactive,
    /// The office is not in use any more.
    OfficeInactive,
    /// The kind does not come in that mode.
    ModeNotOffered,
    /// Staff book this kind, residents do not.
    StaffOnly,
    /// A closure, the turn of the year or a public holiday, in that order.
    Closed(Closed),
    /// Too far ahead for residents; bookable from that day on.
    Horizon {
        /// First day on which it can be booked.
        opens_on: NaiveDate,
    },
    /// Too late for residents.
    LeadTime {
        /// When it closed.
        closed_at: DateTime<Utc>,
    },
    /// As many bookings that day as the group may make.
    Quota {
        /// Who books.
        group: Group,
        /// Most bookings a day.
        limit: i64,
        /// From then on the web may have what is left.
        opens_on: Option<NaiveDate>,
    },
    /// As many bookings at that start as the kind takes.
    Capacity {
        /// Most bookings at one start.
        limit: i64,
    },
    /// No nurse has published that time.
    NotPublished,
    /// The nurse's time was closed by hand.
    ClosedByHand(StaffId),
    /// The nurse's account is not in use.
    NurseInactive(StaffId),
    /// The nurse is away: an exception to her template.
    Absent(StaffId, Closed),
    /// The nurse has something else then, by a calendar of her own.
    OwnCalendar(StaffId),
    /// The nurse's profession does not hold this kind.
    WrongProfession(StaffId),
    /// The nurse does not do that mode at that time.
    ModeNotDone(StaffId),
    /// The nurse has as many bookings that day as she takes.
    DailyMaximum(StaffId, i64),
    /// The nurse has a booking or a kept time then.
    NurseBusy(StaffId),
    /// Nurses are free, but not one of each profession.
    NoPartner,
    /// Every place of the office's rooms is taken.
    RoomFull,
}

impl Reason {
    /// The stable word for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Past => "past",
            Self::KindInactive => "kind_inactive",
            Self::OfficeInactive => "office_inactive",
            Self::ModeNotOffered => "mode_not_offered",
            Self::StaffOnly => "staff_only",
            Self::Closed(Closed::Holiday { .. }) => "holiday",
            Self::Closed(Closed::YearEnd) => "year_end",
            Self::Closed(Closed::Closure { .. } | Closed::Absence { .. }) => "closure",
            Self::Horizon { .. } => "horizon",
            Self::LeadTime { .. } => "lead_time",
            Self::Quota { .. } => "quota",
            Self::Capacity { .. } => "capacity",
            Self::NotPublished => "not_published",
            Self::ClosedByHand(_) => "closed_by_hand",
            Self::NurseInactive(_) => "nurse_inactive",
            Self::Absent(..) => "nurse_absent",
            Self::OwnCalendar(_) => "own_calendar",
            Self::WrongProfession(_) => "wrong_profession",
            Self::ModeNotDone(_) => "mode_not_done",
            Self::DailyMaximum(..) => "daily_maximum",
            Self::NurseBusy(_) => "nurse_busy",
            Self::NoPartner => "no_partner",
            Self::RoomFull => "room_full",
        }
    }

    /// Whether it speaks of the time itself, whoever the nurse and however many bookings there are.
    pub const fn is_of_calendar(&self) -> bool {
        matches!(
            self,
            Self::Past
                | Self::KindInactive
                | Self::OfficeInactive
                | Self::ModeNotOffered
                | Self::StaffOnly
                | Self::Closed(_)
                | Self::Horizon { .. }
                | Self::LeadTime { .. }
        )
    }

    /// Whether others were there before: a nurse, a place or a number is used up.
    pub const fn is_full(&self) -> bool {
        matches!(
            self,
            Self::Quota { .. }
                | Self::Capacity { .. }
                | Self::DailyMaximum(..)
                | Self::NurseBusy(_)
                | Self::NoPartner
                | Self::RoomFull
        )
    }

    /// Whether a booking is refused as too late because of it, not as taken.
    pub const fn is_too_late(&self) -> bool {
        matches!(self, Self::Past | Self::LeadTime { .. })
    }
}
