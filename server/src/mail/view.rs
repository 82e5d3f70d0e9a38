//! What the templates see of a letter. Nothing of the person's contact is in it.

use chrono::{DateTime, Utc};
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::booking::reference::Reference;
use mendan_service::city::catalogue::Link;
use mendan_service::message::deliver::Letter;
use mendan_service::message::told::Told;
use mendan_service::model::{Booking, OfferChoice};
use mendan_words::words as words_of;
use serde::{Deserialize, Serialize};

use crate::calendar::words::Words;

/// A start (and end) as people read it.
#[derive(Debug, Serialize)]
pub(super) struct When {
    /// `2026年4月3日(金)`.
    date: String,
    /// `4月3日(金)`.
    short: String,
    /// `10:00`.
    start: String,
    /// `10:00〜10:40`.
    time: String,
}

/// A time that she is offered instead of hers.
#[derive(Debug, Serialize)]
pub(super) struct Offered {
    when: When,
    /// Behind the time; empty unless she comes.
    place: String,
}

/// The values of all templates.
#[derive(Serialize)]
pub(super) struct View {
    language: &'static str,
    /// The rendered subject, for the title of the HTML form.
    pub(super) subject: String,
    city: String,
    department: String,
    discreet: bool,
    kind: Option<String>,
    mode: &'static str,
    mode_name: &'static str,
    when: When,
    /// The old start, if it was another one.
    was: Option<When>,
    /// What she is offered instead, and until when.
    offers: Vec<Offered>,
    until: Option<When>,
    place: Vec<String>,
    access: String,
    note: String,
    join_url: Option<String>,
    bring: Vec<String>,
    bring_heading: &'static str,
    links: Vec<Link>,
    reference: String,
    manage_url: String,
    phone: String,
    phone_hours: String,
    cancelled: bool,
}

mendan_service::masked_debug!(View { language, mode });

/// Facts that are not on the booking any more.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Detail {
    /// The old start, Unix seconds.
    was: Option<i64>,
}

impl View {
    /// What the templates may say of that letter.
    pub(super) fn of(letter: &Letter) -> Self {
        let (booking, catalogue) = (&letter.booking, letter.catalogue.as_ref());
        let words = Words::of(booking, catalogue);
        let detail: Detail = serde_json::from_str(&letter.row.detail).unwrap_or_default();
        let was =
            detail.was.and_then(|seconds| DateTime::from_timestamp(seconds, 0)).filter(|was| *was != booking.starts_at);
        let reference =
            Reference::parse(&booking.reference).map_or(booking.reference.clone(), |known| known.to_string());
        let (phone, department) = if is_placeless(letter) {
            (catalogue.municipality.phone.clone(), words.city.department.clone())
        } else {
            (words.told.phone.clone(), words.told.department.clone())
        };
        Self {
            language: booking.language.tag(),
            subject: String::new(),
            // It follows the city's name.
            department: department.trim_start_matches(&words.city.name).trim().to_owned(),
            discreet: booking.discreet,
            kind: words.kind(),
            mode: booking.mode.as_str(),
            mode_name: words.mode(),
            when: When::of(letter, booking.starts_at, Some(booking.ends_at)),
            was: was.map(|was| When::of(letter, was, None)),
            offers: letter
                .offer
                .iter()
                .flat_map(|set| &set.choices)
                .map(|choice| Offered::of(letter, choice))
                .collect(),
            until: letter.offer.as_ref().map(|set| When::of(letter, set.until, None)),
            place: words.told.place(),
            access: words.told.access.clone(),
            note: words.note(),
            join_url: words.join_url(),
            bring: words.bring(),
            bring_heading: words.bring_heading(),
            links: words.links(),
            reference,
            manage_url: letter.manage_url.clone(),
            phone,
            phone_hours: words.city.phone_hours.clone(),
            cancelled: booking.status == Status::Cancelled,
            city: words.city.name,
        }
    }
}

impl Offered {
    fn of(letter: &Letter, choice: &OfferChoice) -> Self {
        let there = Booking { office: choice.office, ..letter.booking.clone() };
        let told = Told::of(&letter.catalogue, &there, there.language);
        let house = Some(told.house).filter(|house| there.mode == Mode::InPerson && !house.is_empty());
        let place = house.map(|house| format!(" {house}")).unwrap_or_default();
        Self { when: When::of(letter, choice.starts_at, Some(choice.ends_at)), place }
    }
}

/// Whether it must not say where the booking is. Of a discreet one the place is neutral as it is.
fn is_placeless(letter: &Letter) -> bool {
    !letter.row.kind.carries().office && !letter.booking.discreet
}

/// The sender's name: city and office; the city alone if discreet, and where the place must not be told.
pub(super) fn sender(letter: &Letter, words: &Words<'_>) -> String {
    if is_placeless(letter) { words.city.name.clone() } else { words.told.sender.clone() }
}

impl When {
    fn of(letter: &Letter, starts_at: DateTime<Utc>, ends_at: Option<DateTime<Utc>>) -> Self {
        let city = &letter.catalogue.municipality;
        let t = &words_of(letter.booking.language).dates;
        let (date, local) = (city.local_date(starts_at), starts_at.with_timezone(&city.timezone));
        let (start, zone) = (t.time_of(&local), local.format("%Z"));
        let time = match ends_at {
            Some(ends_at) => t.range_zoned(&start, t.time_of(&ends_at.with_timezone(&city.timezone)), zone),
            None => t.time_zoned(&start, zone),
        };
        Self { date: t.date_of(date), short: t.subject_day_of(date), start, time }
    }
}
