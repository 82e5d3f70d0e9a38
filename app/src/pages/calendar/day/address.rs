//! The address of the day page: everything it shows is in it, and nothing personal is.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use leptos_router::params::ParamsMap;
use mendan_domain::booking::mode::Mode;
use mendan_domain::date::parse_date;
use mendan_domain::ids::{BookingId, NurseSlotId, StaffId};
use mendan_domain::offer::hours::{DAY, Hours, instant};
use mendan_service::calendar::narrowed::Shown;

use crate::pages::desk::wish::{Place, Wish};
use crate::pages::kit::years::YEARS;

pub(crate) use super::view::View;

/// The question asked in the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ask {
    /// Whether to cancel.
    Cancel,
    /// Where to move.
    Move,
    /// Who takes it instead.
    Nurse,
    /// Who holds it, too.
    Joint,
    /// What colleagues have to know.
    Note,
    /// When the next interview is.
    Next,
    /// What follows, asked once more.
    Missed,
}

impl Ask {
    const ALL: [Self; 7] = [Self::Cancel, Self::Move, Self::Nurse, Self::Joint, Self::Note, Self::Next, Self::Missed];

    /// As addresses have it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Cancel => "cancel",
            Self::Move => "move",
            Self::Nurse => "nurse",
            Self::Joint => "joint",
            Self::Note => "note",
            Self::Next => "next",
            Self::Missed => "missed",
        }
    }
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
    /// How it is seen.
    pub view: View,
    /// Only this kind: its slug.
    pub kind: Option<String>,
    /// Only this way.
    pub mode: Option<Mode>,
    /// Only in this state.
    pub state: Option<Shown>,
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
            view: query.get("view").and_then(|view| View::parse(&view)).unwrap_or_default(),
            kind: query.get("kind").filter(|slug| !slug.is_empty()),
            mode: query.get("mode").and_then(|mode| Mode::parse(&mode)),
            state: query.get("state").and_then(|state| Shown::parse(&state)),
            ask: query.get("ask").and_then(|word| Ask::ALL.into_iter().find(|ask| ask.word() == word)),
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
        push("view", (self.view != View::Day).then(|| self.view.as_str().to_owned()));
        push("kind", self.kind.clone());
        push("mode", self.mode.map(|mode| mode.as_str().to_owned()));
        push("state", self.state.map(|state| state.as_str().to_owned()));
        push("booking", self.booking.map(|id| id.to_string()));
        push("slot", self.slot.map(|id| id.to_string()));
        push("why", self.why.as_ref().map(EmptyTime::to_string));
        pairs.extend(self.to.pairs());
        serde_urlencoded::to_string(pairs).unwrap_or_default()
    }

    /// A link to it. Where nothing else is to be said it says the view: without any query the page shows what she chose last.
    pub(crate) fn href(&self) -> String {
        let ask = self.ask.map(|ask| format!("&ask={}", ask.word())).unwrap_or_default();
        let panel = if self.booking.is_some() || self.slot.is_some() || self.why.is_some() { "#panel" } else { "" };
        let query = self.back();
        if query.is_empty() { "/staff?view=day".to_owned() } else { format!("/staff?{query}{ask}{panel}") }
    }

    /// A link that chooses it: what she chose is kept, and shown where no query says otherwise.
    pub(crate) fn choosing(&self) -> String {
        let query = self.back();
        let view = if self.view == View::Day { "view=day&" } else { "" };
        let query = if query.is_empty() { query } else { format!("{query}&") };
        format!("/staff?{view}{query}chosen=1")
    }

    /// The same without anything that narrows it.
    pub(crate) fn whole(&self) -> Self {
        Self { office: None, nurse: None, kind: None, mode: None, state: None, ..self.closed() }
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

    /// The same in another view, with what is open in it.
    pub(crate) fn seen(&self, view: View) -> Self {
        Self { view, ..self.clone() }
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

    /// The panel with its question where to move, or when the next one is, as a place to look for times.
    pub(crate) fn looking(&self, ask: Ask) -> Place {
        let query = self.asking(None).back();
        let mut pairs: Vec<(String, String)> = serde_urlencoded::from_str(&query).unwrap_or_default();
        pairs.push(("ask".to_owned(), ask.word().to_owned()));
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
            view: View::List,
            ..Address::default()
        };
        assert_eq!(address.back(), "date=2025-12-02&office=chuo&view=list&booking=7");
        let query: ParamsMap =
            [("date", "2025-12-02"), ("office", "chuo"), ("view", "list"), ("booking", "7")].into_iter().collect();
        assert_eq!(Address::read(&query), address);
        assert_eq!(Address::default().href(), "/staff?view=day");
        assert_eq!(address.closing(), "/staff?date=2025-12-02&office=chuo&view=list#b7");
    }

    #[test]
    fn what_narrows_a_view_stands_in_its_address_and_is_chosen_by_a_link() {
        let pairs =
            [("view", "week"), ("nurse", "12"), ("kind", "k"), ("mode", "video"), ("state", "free"), ("x", "y")];
        let address = Address::read(&pairs.into_iter().collect());
        assert_eq!(address.back(), "nurse=12&view=week&kind=k&mode=video&state=free");
        assert_eq!(address.choosing(), "/staff?nurse=12&view=week&kind=k&mode=video&state=free&chosen=1");
        assert_eq!(address.whole().href(), "/staff?view=week");
        assert_eq!(address.whole().seen(View::Day).choosing(), "/staff?view=day&chosen=1");
        let wrong = [("view", "year"), ("kind", ""), ("mode", "fax"), ("state", "gone")];
        assert_eq!(Address::read(&wrong.into_iter().collect()), Address::default());
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
