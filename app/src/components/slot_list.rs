//! Times to choose from. Each is a button of the form around the list: choosing keeps a time, so it is never a link.

use chrono::{DateTime, FixedOffset};
use leptos::prelude::*;
use mendan_domain::booking::mode::Mode;
use mendan_domain::language::Language;
use mendan_domain::offer::PublicSlot;
use mendan_service::city::catalogue::Catalogue;
use mendan_words::words;

use super::dates;

/// One time, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotRow {
    /// What its button sends.
    pub id: String,
    /// When, on the city's clocks.
    pub at: DateTime<FixedOffset>,
    /// Where.
    pub place: String,
    /// How many can still be booked.
    pub left: i64,
}

impl SlotRow {
    /// A free time as a row.
    pub fn of(catalogue: &Catalogue, language: Language, slot: &PublicSlot, mode: Option<Mode>) -> Self {
        Self {
            id: slot.id.to_string(),
            at: dates::local(catalogue, slot.starts_at),
            place: catalogue.office(slot.id.office).map(|office| office.words(language).name).unwrap_or_default(),
            left: slot.free_in(mode),
        }
    }

    /// Free times in order. Where nobody has to come to a place, a time that several places have is one row.
    pub fn all(catalogue: &Catalogue, language: Language, slots: &[PublicSlot], mode: Option<Mode>) -> Vec<Self> {
        let row = |slot: &PublicSlot| Self::of(catalogue, language, slot, mode);
        let anywhere = matches!(mode, Some(Mode::Video | Mode::Phone)) && catalogue.open_offices().nth(1).is_some();
        if !anywhere {
            return slots.iter().map(row).collect();
        }
        let mut slots: Vec<&PublicSlot> = slots.iter().collect();
        slots.sort_by_key(|slot| slot.starts_at);
        let together = slots.chunk_by(|one, other| one.starts_at == other.starts_at).filter_map(|same| {
            let freest = same.iter().max_by_key(|slot| slot.free_in(mode))?;
            let left = same.iter().map(|slot| slot.free_in(mode)).sum();
            Some(Self { left, place: words(language).booking.times_any_place.to_owned(), ..row(freest) })
        });
        together.collect()
    }
}

/// The rows as list items; the page puts `<ul>` and `<form>` around them.
#[component]
pub fn SlotRows(
    /// The page's language.
    language: Language,
    /// The times.
    rows: Vec<SlotRow>,
    /// With the day before the place: rows of several days.
    #[prop(optional)]
    dated: bool,
) -> impl IntoView {
    let t = words(language);
    let row = move |SlotRow { id, at, place, left }: SlotRow| {
        let place = if dated { format!("{} {place}", dates::day(language, at.date_naive())) } else { place };
        view! {
            <li><button class="slot" type="submit" name="slot_id" value=id>
                <time datetime=dates::iso(at)>{dates::clock(language, at)}</time>
                <span class="slot-place">{place}</span>
                <span class="slot-left"><span class="mark" aria-hidden="true">{if left > 1 { "○" } else { "△" }}</span>{t.kit.left(left)}</span>
                <span class="slot-go">{t.kit.choose}</span>
            </button></li>
        }
    };
    rows.into_iter().map(row).collect_view()
}
