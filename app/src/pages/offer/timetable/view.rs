//! Choices, strip of days and the day's times. Every choice is a link with its state in the address.

use leptos::prelude::*;
use mendan_domain::booking::mode::Mode;
use mendan_domain::language::Language;
use mendan_service::city::catalogue::{Kind, Office};
use mendan_words::{Booking, words};

use chrono::{Datelike, NaiveDate, Timelike};

use super::load::Timetable;
use super::none_left::NoneLeft;
use super::strip::{Mark, STEP, StripDay};
use crate::components::dates;
use crate::components::mode_icon::ModeWord;
use crate::components::slot_list::{SlotRow, SlotRows};
use crate::components::version::version_field;
use crate::context::request;

/// Addresses of the page with other choices, and where its buttons post to.
#[derive(Debug, Clone)]
pub struct Links {
    /// The page.
    pub page: String,
    /// Where a chosen time is posted to.
    pub action: String,
    /// Whether the mode is a choice of this page.
    pub modes: bool,
    /// The language asked for in the address, where it does not come from a prefix.
    pub lang: Option<Language>,
    /// The version of the booking that is moved.
    pub version: Option<i64>,
}

impl Links {
    /// The page with these choices. An office is named by its slug.
    pub fn to(&self, mode: Mode, office: Option<&str>, day: Option<NaiveDate>) -> String {
        let mut query: Vec<(&str, String)> = Vec::new();
        query.extend(self.modes.then(|| ("mode", mode.as_str().to_owned())));
        query.extend(office.map(|slug| ("office", slug.to_owned())));
        query.extend(day.map(|day| ("day", day.to_string())));
        query.extend(self.lang.map(|language| ("lang", language.tag().to_owned())));
        match serde_urlencoded::to_string(query) {
            Ok(query) if !query.is_empty() => format!("{}?{query}", self.page),
            _ => self.page.clone(),
        }
    }
}

/// The part of the page.
#[component]
pub fn TimetableView(
    /// The page's language.
    language: Language,
    /// For what.
    kind: Kind,
    /// What to show.
    table: Timetable,
    /// Addresses.
    links: Links,
) -> impl IntoView {
    view! {
        {links.modes.then(|| view! { <Modes language kind=kind.clone() table=table.clone() links=links.clone()/> })}
        <Offices language table=table.clone() links=links.clone()/>
        <Strip language table=table.clone() links=links.clone()/>
        <DayTimes language kind table links/>
    }
}

/// The slug of the office shown.
pub(super) fn office_slug(table: &Timetable) -> Option<String> {
    table.office.and_then(|id| request().catalogue().office(id).map(|office| office.slug.clone()))
}

#[component]
fn Modes(language: Language, kind: Kind, table: Timetable, links: Links) -> impl IntoView {
    let t = &words(language).booking;
    let (office, day) = (office_slug(&table), table.day_asked.then_some(table.day));
    let choice = move |mode: Mode| {
        let current = (mode == table.mode).then_some("true");
        view! { <li><a href=links.to(mode, office.as_deref(), day) aria-current=current><ModeWord language mode/></a></li> }
    };
    view! {
        <nav class="choices" aria-label=t.times_mode>
            <span class="choices-name" aria-hidden="true">{t.times_mode}</span>
            <ul>{kind.modes.iter().map(choice).collect_view()}</ul>
        </nav>
    }
}

#[component]
fn Offices(language: Language, table: Timetable, links: Links) -> impl IntoView {
    let t = &words(language).booking;
    let (chosen, day) = (table.office, table.day_asked.then_some(table.day));
    let offices: Vec<Office> = request().catalogue().open_offices().cloned().collect();
    let several = offices.len() > 1;
    let any = view! { <li><a href=links.to(table.mode, None, day) aria-current=chosen.is_none().then_some("true")>{t.times_any_office}</a></li> };
    let choice = offices.into_iter().map(|office| {
        let current = (chosen == Some(office.id)).then_some("true");
        let address = links.to(table.mode, Some(&office.slug), day);
        view! { <li><a href=address aria-current=current>{office.words(language).short}</a></li> }
    });
    let choices = choice.collect_view();
    several.then(|| {
        view! {
            <nav class="choices" aria-label=t.times_office>
                <span class="choices-name" aria-hidden="true">{t.times_office}</span>
                <ul>{any}{choices}</ul>
            </nav>
        }
    })
}

#[component]
fn Strip(language: Language, table: Timetable, links: Links) -> impl IntoView {
    let t = &words(language).booking;
    let office = office_slug(&table);
    let address = |day| links.to(table.mode, office.as_deref(), Some(day));
    let step = |day: Option<NaiveDate>, rel, sign, words| {
        match day {
        Some(day) => view! {
            <a class="days-step" rel=rel href=address(day)><span aria-hidden="true">{sign}</span><span class="said">{words}</span></a>
        }
        .into_any(),
        None => view! { <span class="days-step" aria-hidden="true"></span> }.into_any(),
    }
    };
    let narrow = usize::try_from(STEP).unwrap_or(5);
    let days = table.strip.iter().enumerate().map(|(index, StripDay { date, mark })| {
        let new_month = index == 0 || date.day() == 1;
        let number = if new_month { format!("{}/{}", date.month(), date.day()) } else { date.day().to_string() };
        view! {
            <li class=(index >= narrow).then_some("days-wide")>
                <a class=if mark.is_free() { "day" } else { "day day--closed" } href=address(*date) aria-current=(*date == table.day).then_some("date")>
                    <span class="said">{format!("{} {}", dates::spoken_day(language, *date), spoken_mark(t, *mark))}</span>
                    <time datetime=date.to_string() aria-hidden="true">{number}<span class="day-week">{dates::weekday(language, *date)}</span></time>
                    <span class="mark" aria-hidden="true">{mark.sign()}</span>
                    <span class="word" aria-hidden="true">{mark_word(t, *mark)}</span>
                </a>
            </li>
        }
    });
    view! {
        <nav class="days" aria-label=t.times_days>
            {step(table.previous, "prev", "‹", t.times_previous)}
            <ol>{days.collect_view()}</ol>
            {step(table.following, "next", "›", t.times_next)}
        </nav>
    }
}

const fn spoken_mark(t: &'static Booking, mark: Mark) -> &'static str {
    match mark {
        Mark::Free => t.mark_free_said,
        Mark::Few => t.mark_few_said,
        Mark::Full => t.mark_full_said,
        Mark::Closed => t.mark_closed_said,
        Mark::Over => t.times_over,
    }
}

const fn mark_word(t: &'static Booking, mark: Mark) -> &'static str {
    match mark {
        Mark::Free => t.mark_free,
        Mark::Few => t.mark_few,
        Mark::Full => t.mark_full,
        Mark::Closed => t.mark_closed,
        Mark::Over => t.mark_over,
    }
}

#[component]
fn DayTimes(language: Language, kind: Kind, table: Timetable, links: Links) -> impl IntoView {
    let t = &words(language).booking;
    if table.slots.is_empty() {
        return view! { <NoneLeft language kind table links/> }.into_any();
    }
    let asked = request();
    let catalogue = asked.catalogue();
    let rows = rows(language, &table);
    let (morning, afternoon): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.at.hour() < 12);
    let half = |id: &'static str, name: &'static str, rows: Vec<SlotRow>| {
        (!rows.is_empty()).then(|| view! { <div class="slots"><h3 id=id>{name}</h3><ul aria-labelledby=id><SlotRows language rows/></ul></div> })
    };
    let next = table.next.as_ref().map(|slot| {
        let day = catalogue.municipality.local_date(slot.starts_at);
        let words = t.times_next_free(dates::day(language, day));
        view! { <a class="slots-next" href=links.to(table.mode, office_slug(&table).as_deref(), Some(day))>{words}</a> }
    });
    view! {
        <section aria-labelledby="day">
            <h2 class="day-name" id="day">{dates::day(language, table.day)}</h2>
            <form method="post" action=links.action>
                <input type="hidden" name="mode" value=table.mode.as_str()/>
                {links.lang.map(|language| view! { <input type="hidden" name="lang" value=language.tag()/> })}
                {links.version.map(version_field)}
                {half("am", t.times_am, morning)}
                {half("pm", t.times_pm, afternoon)}
            </form>
            {(table.mode == Mode::InPerson).then(|| places(language, &table))}
            {next}
        </section>
    }
    .into_any()
}

/// The day's times; where she asked for one place, they are that place's.
fn rows(language: Language, table: &Timetable) -> Vec<SlotRow> {
    let asked = request();
    let (catalogue, mode) = (asked.catalogue(), Some(table.mode));
    if table.office.is_some() {
        return table.slots.iter().map(|slot| SlotRow::of(catalogue, language, slot, mode)).collect();
    }
    SlotRow::all(catalogue, language, &table.slots, mode)
}

/// Where the places of these times are: before she takes one.
fn places(language: Language, table: &Timetable) -> AnyView {
    let t = &words(language).booking;
    let asked = request();
    let shown = |office: &&Office| table.slots.iter().any(|slot| slot.id.office == office.id);
    let place = |office: &Office| {
        let words = office.words(language);
        let where_to = [words.address, words.floor].join(" ").trim().to_owned();
        view! { <li><strong>{words.name}</strong><br/>{where_to}<br/><span class="soft">{words.access}</span></li> }
    };
    let places = asked.catalogue().open_offices().filter(shown).map(place).collect_view();
    view! {
        <section class="places" aria-labelledby="places">
            <h3 id="places">{t.times_places}</h3>
            <ul>{places}</ul>
        </section>
    }
    .into_any()
}
