//! The address of the day page: everything it shows is in it, and nothing personal is.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use leptos_router::params::ParamsMap;
use mendan_domain::date::parse_date;
use mendan_domain::ids::{BookingId, NurseSlotId, StaffId};
use mendan_domain::offer::hours::{DAY, Hours, instant};

use crate::pages::desk::wish::{Place, Wish};
use crate::pages::kit::years::YEARS;

/// The question asked in the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ask {
    /// Whether to cancel.
    Cancel,
    /// Where to move.
    Move,
    /// Who takes it instead.
    Nurse,
}

/// A time that cannot be booked, in the panel that says why: `<nurse>.<Unix seconds>.<slug of the office>`, or `any.…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EmptyTime {
    /// Whose; none: the whole office's.
    pub staff: Option<StaffId>,
    /// Start.
    pub at: DateTime<Utc>,
    /// Slug of the office.
    pub office: String,
}

impl EmptyTime {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        let (staff, at, office) = (parts.next()?, parts.next()?, parts.next()?);
        let at = at.parse().ok().filter(|at| YEARS.contains(at)).and_then(|at| DateTime::from_timestamp(at, 0))?;
        let staff = if staff == ANYBODY { None } else { Some(staff.parse().ok()?) };
        Some(Self { staff, at, office: office.to_owned() })
    }

    /// The id of its entry.
    pub(crate) fn anchor(&self) -> String {
        format!("w{self}")
    }
}

impl std::fmt::Display for EmptyTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let staff = self.staff.map_or_else(|| ANYBODY.to_owned(), |staff| staff.to_string());
        write!(f, "{staff}.{}.{}", self.at.timestamp(), self.office)
    }
}

const ANYBODY: &str = "any";

/// `/staff?…`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Address {
    /// The day; none: today.
    pub date: Option<NaiveDate>,
    /// Slug of the office; none: all.
    pub office: Option<String>,
    /// Only this nurse.
    pub nurse: Option<StaffId>,
    /// The booking in the panel.
    pub booking: Option<BookingId>,
    /// The time in the panel.
    pub slot: Option<NurseSlotId>,
    /// The empty time in the panel.
    pub why: Option<EmptyTime>,
    /// Another time of that day to ask about, as typed.
    pub why_at: Option<String>,
    /// Tables instead of columns.
    pub list: bool,
    /// The question in the panel.
    pub ask: Option<Ask>,
    /// The booking that something is said about: its entry has the focus, and the sentence describes it.
    pub spoken: Option<BookingId>,
    /// Where the open booking shall go.
    pub to: Wish,
}

impl Address {
    /// Reads it; what cannot be read is left out.
    pub(crate) fn read(query: &ParamsMap) -> Self {
        let id = |name: &str| query.get(name).and_then(|text| text.parse().ok());
        Self {
            date: query.get("date").and_then(|text| parse_date(&text)),
            office: query.get("office").filter(|slug| !slug.is_empty()),
            nurse: id("nurse").map(StaffId),
            booking: id("booking").map(BookingId),
            slot: id("slot").map(NurseSlotId),
            why: query.get("why").and_then(|text| EmptyTime::parse(&text)),
            why_at: query.get("why_at").filter(|text| !text.trim().is_empty()),
            spoken: query.get("said").and_then(|_| id("b")).map(BookingId),
            list: query.get("view").is_some_and(|view| view == "list"),
            ask: query.get("ask").and_then(|ask| match ask.as_str() {
                "cancel" => Some(Ask::Cancel),
                "move" => Some(Ask::Move),
                "nurse" => Some(Ask::Nurse),
                _ => None,
            }),
            to: Wish::read(query),
        }
    }

    /// With the typed time put in its place; what cannot be read stays as it was typed.
    pub(crate) fn at_typed_time(mut self, timezone: Tz) -> Self {
        if let (Some(typed), Some(empty)) = (&self.why_at, &mut self.why) {
            let date = empty.at.with_timezone(&timezone).date_naive();
            let minutes = Hours::parse_time(typed).filter(|minutes| *minutes < DAY);
            if let Some(at) = minutes.and_then(|minutes| instant(timezone, date, minutes)) {
                empty.at = at;
                self.why_at = None;
            }
        }
        self
    }

    /// The query string, without what is only a question: forms send it as `back`.
    pub(crate) fn back(&self) -> String {
        let mut pairs = Vec::new();
        let mut push = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                pairs.push((name.to_owned(), value));
            }
        };
        push("date", self.date.map(|date| date.to_string()));
        push("office", self.office.clone());
        push("nurse", self.nurse.map(|id| id.to_string()));
        push("view", self.list.then(|| "list".to_owned()));
        push("booking", self.booking.map(|id| id.to_string()));
        push("slot", self.slot.map(|id| id.to_string()));
        push("why", self.why.as_ref().map(EmptyTime::to_string));
        pairs.extend(self.to.pairs());
        serde_urlencoded::to_string(pairs).unwrap_or_default()
    }

    /// A link to it.
    pub(crate) fn href(&self) -> String {
        let ask = match self.ask {
            Some(Ask::Cancel) => "&ask=cancel",
            Some(Ask::Move) => "&ask=move",
            Some(Ask::Nurse) => "&ask=nurse",
            None => "",
        };
        let panel = if self.booking.is_some() || self.slot.is_some() || self.why.is_some() { "#panel" } else { "" };
        let query = self.back();
        if query.is_empty() { "/staff".to_owned() } else { format!("/staff?{query}{ask}{panel}") }
    }

    /// The same without a panel.
    pub(crate) fn closed(&self) -> Self {
        Self {
            booking: None,
            slot: None,
            why: None,
            why_at: None,
            ask: None,
            spoken: None,
            to: Wish::default(),
            ..self.clone()
        }
    }

    /// A link to the same without a panel, back to the entry from which it was opened.
    pub(crate) fn closing(&self) -> String {
        let entry = match (self.booking, self.slot, &self.why) {
            (Some(id), _, _) => format!("#b{id}"),
            (None, Some(id), _) => format!("#t{id}"),
            (None, None, Some(empty)) => format!("#{}", empty.anchor()),
            (None, None, None) => String::new(),
        };
        format!("{}{entry}", self.closed().href())
    }

    /// The id of what describes that booking's entry.
    pub(crate) fn described(&self, booking: BookingId) -> Option<&'static str> {
        (self.spoken == Some(booking)).then_some("said")
    }

    /// The same with another day and no panel.
    pub(crate) fn on(&self, date: NaiveDate) -> Self {
        Self { date: Some(date), ..self.closed() }
    }

    /// The same with that booking open.
    pub(crate) fn open(&self, booking: BookingId) -> Self {
        Self { booking: Some(booking), ..self.closed() }
    }

    /// The same with that time open.
    pub(crate) fn time(&self, slot: NurseSlotId) -> Self {
        Self { slot: Some(slot), ..self.closed() }
    }

    /// The same with the reasons why that time is empty.
    pub(crate) fn why(&self, empty: EmptyTime) -> Self {
        Self { why: Some(empty), ..self.closed() }
    }

    /// The same with that question.
    pub(crate) fn asking(&self, ask: Option<Ask>) -> Self {
        Self { ask, to: Wish::default(), ..self.clone() }
    }

    /// The panel with its question where to move, as a place to look for times.
    pub(crate) fn moving(&self) -> Place {
        let query = self.asking(None).back();
        let mut pairs: Vec<(String, String)> = serde_urlencoded::from_str(&query).unwrap_or_default();
        pairs.push(("ask".to_owned(), "move".to_owned()));
        Place { path: "/staff", pairs, anchor: "#panel" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_was_written() {
        let address = Address {
            date: NaiveDate::from_ymd_opt(2025, 12, 2),
            office: Some("chuo".to_owned()),
            booking: Some(BookingId(7)),
            list: true,
            ..Address::default()
        };
        assert_eq!(address.back(), "date=2025-12-02&office=chuo&view=list&booking=7");
        let query: ParamsMap =
            [("date", "2025-12-02"), ("office", "chuo"), ("view", "list"), ("booking", "7")].into_iter().collect();
        assert_eq!(Address::read(&query), address);
        assert_eq!(Address::default().href(), "/staff");
        assert_eq!(address.closing(), "/staff?date=2025-12-02&office=chuo&view=list#b7");
    }

    #[test]
    fn an_empty_time_is_named_by_nurse_start_and_office() {
        let text = "12.1764640800.chuo-2.x";
        let empty = EmptyTime::parse(text).expect("an empty time");
        assert_eq!((empty.staff, empty.office.as_str()), (Some(StaffId(12)), "chuo-2.x"));
        assert_eq!(Address::default().why(empty).href(), format!("/staff?why={text}#panel"));
        assert_eq!(EmptyTime::parse("any.1764640800.chuo").map(|empty| empty.staff), Some(None));
        for wrong in ["", "12", "12.x.chuo", "x.1764640800.chuo", "12.1764640800", "12.999999999999999.chuo"] {
            assert_eq!(EmptyTime::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn another_time_of_the_day_may_be_typed() {
        let ask = |typed: &str| {
            let pairs = [("why", "any.1764640800.chuo"), ("why_at", typed)];
            Address::read(&pairs.into_iter().collect()).at_typed_time(Tz::Asia__Tokyo)
        };
        // 1764640800 is 2025-12-02 11:00 in Tokyo.
        for typed in ["9:30", "0930", "９時３０分"] {
            let asked = ask(typed);
            assert_eq!(asked.why.map(|empty| empty.at.timestamp()), Some(1_764_640_800 - 5_400), "{typed}");
            assert_eq!(asked.why_at, None);
        }
        let wrong = ask("24:00");
        assert_eq!(wrong.why.map(|empty| empty.at.timestamp()), Some(1_764_640_800));
        assert_eq!(wrong.why_at.as_deref(), Some("24:00"), "kept as typed");
    }
}
