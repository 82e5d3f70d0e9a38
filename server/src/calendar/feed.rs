//! A member's interviews as her calendar program reads them: when, what, how and where; nobody's name, number or note. What else there is
//! to know stands on the staff's page, behind her sign-in.

use icalendar::{Class, Component, EventStatus, Property};
use mendan_app::i18n::{staff_language, staff_words};
use mendan_domain::booking::mode::Mode;
use mendan_service::feed::content::{Content, Interview, Standing};

use super::file::{PRODID, local, utc};
use super::write::Writer;
use super::zone;

/// How often programs are to ask again.
const AGAIN: &str = "PT15M";

/// The file.
pub fn feed(content: &Content) -> String {
    let (t, city) = (&staff_words().feed, &content.catalogue.municipality);
    let mut writer = Writer::new();
    writer.block("VCALENDAR", |writer| {
        writer.pair("VERSION", "2.0");
        writer.pair("PRODID", PRODID);
        writer.pair("CALSCALE", "GREGORIAN");
        writer.pair("METHOD", "PUBLISH");
        writer.pair("X-WR-CALNAME", t.calendar_name(city.words(staff_language()).name));
        writer.property(&Property::new("REFRESH-INTERVAL", AGAIN).add_parameter("VALUE", "DURATION").done());
        writer.pair("X-PUBLISHED-TTL", AGAIN);
        let first = content.interviews.first().map_or(content.modified_at, |interview| interview.starts_at);
        let last = content.interviews.last().map_or(content.modified_at, |interview| interview.ends_at);
        zone::write(writer, city.timezone, first, last);
        for interview in &content.interviews {
            writer.component(&component(content, interview));
        }
    });
    writer.into_text()
}

fn component(content: &Content, interview: &Interview) -> icalendar::Event {
    let zone = content.catalogue.municipality.timezone;
    let hers = interview.standing == Standing::Hers;
    let mut out = icalendar::Event::new();
    out.add_property("UID", interview.uid_for(content.staff))
        .add_property("SEQUENCE", interview.version.to_string())
        .add_property("DTSTAMP", utc(interview.modified_at))
        .add_property("LAST-MODIFIED", utc(interview.modified_at))
        .append_property(local("DTSTART", zone, interview.starts_at))
        .append_property(local("DTEND", zone, interview.ends_at))
        .append_property(Class::Private)
        .add_property("TRANSP", if hers { "OPAQUE" } else { "TRANSPARENT" })
        .add_property("SUMMARY", summary(content, interview))
        .append_property(if hers { EventStatus::Confirmed } else { EventStatus::Cancelled });
    if hers {
        let page = page(content, interview);
        out.add_property("LOCATION", place(content, interview))
            .add_property("DESCRIPTION", staff_words().feed.more(&page))
            .add_property("URL", page);
    }
    out
}

/// 「妊娠の届出と面談・来所」; of what stands nowhere outside, 「予約・来所」.
fn summary(content: &Content, interview: &Interview) -> String {
    let (t, words) = (&staff_words().feed, &staff_words().message);
    let kind = content.catalogue.kind(interview.kind).filter(|_| !interview.discreet);
    let kind = kind.map(|kind| kind.words(staff_language()).name).filter(|name| !name.is_empty());
    let kind = kind.unwrap_or_else(|| words.appointment.to_owned());
    let mode = match interview.mode {
        Mode::InPerson => words.mode_in_person,
        Mode::Video => words.mode_video,
        Mode::Phone => words.mode_phone,
        Mode::HomeVisit => words.mode_home_visit,
    };
    let what = t.summary(kind, mode);
    match interview.standing {
        Standing::Hers => what,
        Standing::CalledOff => t.summary_called_off(what),
        Standing::Anothers => t.summary_anothers(what),
    }
}

/// The office and the room, or nothing that is not known any more.
fn place(content: &Content, interview: &Interview) -> String {
    let Some(office) = content.catalogue.office(interview.office) else { return String::new() };
    let room = office.rooms.iter().find(|room| Some(room.id) == interview.room).map(|room| room.name.clone());
    [office.words(staff_language()).name].into_iter().chain(room).collect::<Vec<_>>().join(" ")
}

/// Where she opens it.
fn page(content: &Content, interview: &Interview) -> String {
    let city = &content.catalogue.municipality;
    let (place, day) = (city.staff_address().trim_end_matches('/'), city.local_date(interview.starts_at));
    format!("{place}/staff?date={day}&booking={}", interview.booking)
}
