//! Finds out what the page of times shows: one question to the offer for most pages.

use chrono::NaiveDate;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::OfficeId;
use mendan_domain::offer::PublicSlot;
use mendan_service::city::catalogue::{Catalogue, Kind, Office};
use mendan_service::{Refusal, Services};

use super::known::{Known, earlier, later};
use super::strip::{self, STEP, StripDay};

/// Days read at first: the strip and, nearly always, the next free day.
const WINDOW: u64 = 14;

/// What the address asks for.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// For what.
    pub kind: &'a Kind,
    /// How; none: in person, or the first mode that has something.
    pub mode: Option<Mode>,
    /// Where; none: anywhere.
    pub office: Option<&'a Office>,
    /// The day; none: the first one with something.
    pub day: Option<NaiveDate>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct Timetable {
    /// The mode shown.
    pub mode: Mode,
    /// The office shown; none: all.
    pub office: Option<OfficeId>,
    /// The day shown.
    pub day: NaiveDate,
    /// Whether the address named the day.
    pub day_asked: bool,
    /// The strip around it.
    pub strip: Vec<StripDay>,
    /// Where the strip before begins.
    pub previous: Option<NaiveDate>,
    /// A day of the strip behind, a free one if there is one.
    pub following: Option<NaiveDate>,
    /// The day's free times.
    pub slots: Vec<PublicSlot>,
    /// The first free time on another day: later, or if there is none, the first of all.
    pub next: Option<PublicSlot>,
    /// With nothing on the day at this office: the first at another.
    pub elsewhere: Option<PublicSlot>,
    /// With nothing at all: a mode that has something.
    pub other_mode: Option<Mode>,
}

/// Finds it out.
pub async fn load(services: &Services, catalogue: &Catalogue, wish: Wish<'_>) -> Result<Timetable, Refusal> {
    let kind = wish.kind;
    let today = catalogue.municipality.local_date(services.now());
    let end = later(today, u64::try_from(services.settings().listing_days).unwrap_or(62));
    let last = earlier(end, 1);
    let asked = wish.day.map(|day| day.clamp(today, last));
    let begin = asked.map_or(today, |day| strip::start_of(today, day));
    let from = earlier(begin, STEP).max(today);
    let mut known = Known::read(services, catalogue, kind, from, later(begin, WINDOW).min(end)).await?;
    let office = wish.office.map(|office| office.id);
    let asked_mode = wish.mode.filter(|mode| kind.modes.has(*mode));
    let found = |known: &Known<'_>| match asked_mode {
        Some(mode) => known.of(mode, office).next().map(|_| mode),
        None => kind.modes.iter().find(|mode| known.of(*mode, office).next().is_some()),
    };
    if found(&known).is_none() {
        known.extend_to(end).await?;
    }
    let mode = asked_mode.or_else(|| found(&known)).or_else(|| kind.modes.iter().next()).unwrap_or(Mode::InPerson);
    let first = known.of(mode, office).next().map(|slot| known.day_of(slot));
    let day = asked.or(first).unwrap_or(today);
    if known.after(day, mode, office).is_none() {
        known.extend_to(end).await?;
    }
    let slots: Vec<PublicSlot> = known.on(day, mode, office).cloned().collect();
    if slots.is_empty() && known.after(day, mode, office).is_none() {
        known.extend_back_to(today).await?;
    }
    let start = strip::start_of(today, day);
    known.extend_to(later(start, WINDOW).min(end)).await?;
    let next = known.after(day, mode, office).or_else(|| known.of(mode, office).find(|_| slots.is_empty()));
    let in_next_step = |slot: &&PublicSlot| (later(start, STEP)..later(start, 2 * STEP)).contains(&known.day_of(slot));
    let in_last_step = |slot: &&PublicSlot| (earlier(start, STEP)..start).contains(&known.day_of(slot));
    let following = Some(later(start, STEP)).filter(|day| *day <= last);
    let previous = (start > today).then(|| earlier(start, STEP));
    Ok(Timetable {
        mode,
        office,
        day,
        day_asked: asked.is_some(),
        strip: strip::mark(services, catalogue, kind, &known, (mode, office), (start, last)).await?,
        previous: previous.map(|day| known.of(mode, office).find(in_last_step).map_or(day, |slot| known.day_of(slot))),
        following: following
            .map(|day| known.of(mode, office).find(in_next_step).map_or(day, |slot| known.day_of(slot))),
        next: next.cloned(),
        elsewhere: office.filter(|_| slots.is_empty()).and_then(|_| known.on(day, mode, None).next().cloned()),
        other_mode: kind.modes.iter().find(|other| *other != mode && known.of(*other, None).next().is_some()),
        slots,
    })
}
