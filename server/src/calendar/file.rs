//! The files: an invitation or cancellation for a mail, and the published file of the manage page.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use icalendar::{Alarm, Class, Component, EventStatus, Parameter, Property};

use super::event::Event;
use super::write::Writer;
use super::zone;

/// Who wrote the file.
pub(super) const PRODID: &str = "-//Mendan//Mendan//JA";
/// When calendars remind her: the day before and an hour before.
const REMINDERS: [&str; 2] = ["-P1D", "-PT1H"];

/// The method of the file that goes with a mail, as in its MIME type.
pub(crate) const fn method(event: &Event) -> &'static str {
    if event.cancelled { "CANCEL" } else { "REQUEST" }
}

/// The file of a mail: `METHOD:REQUEST`, or `METHOD:CANCEL` once the booking is called off.
pub fn invitation(event: &Event) -> String {
    file(event, method(event), &event.full_description(), event.attendee.as_deref())
}

/// The file of the manage page: `METHOD:PUBLISH`, no attendee and no manage link, since such files are passed on.
pub fn published(event: &Event) -> String {
    file(event, "PUBLISH", &event.description, None)
}

fn file(event: &Event, method: &str, description: &str, attendee: Option<&str>) -> String {
    let mut writer = Writer::new();
    writer.block("VCALENDAR", |writer| {
        writer.pair("VERSION", "2.0");
        writer.pair("PRODID", PRODID);
        writer.pair("CALSCALE", "GREGORIAN");
        writer.pair("METHOD", method);
        zone::write(writer, event.zone, event.starts_at, event.ends_at);
        writer.component(&component(event, description, attendee));
    });
    writer.into_text()
}

fn component(event: &Event, description: &str, attendee: Option<&str>) -> icalendar::Event {
    let mut out = icalendar::Event::new();
    out.add_property("UID", &event.uid)
        .add_property("SEQUENCE", event.sequence.to_string())
        .add_property("DTSTAMP", utc(event.stamped_at))
        .add_property("LAST-MODIFIED", utc(event.modified_at))
        .append_property(local("DTSTART", event.zone, event.starts_at))
        .append_property(local("DTEND", event.zone, event.ends_at))
        .append_property(Class::Private)
        .add_property("TRANSP", if event.cancelled { "TRANSPARENT" } else { "OPAQUE" })
        .append_property(organizer(event))
        .add_property("SUMMARY", &event.summary)
        .add_property("DESCRIPTION", description)
        .add_property("LOCATION", &event.location)
        .append_property(if event.cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
    if let Some(link) = &event.join_url {
        out.add_property("URL", link);
    }
    if let Some(address) = attendee {
        out.append_multi_property(
            Property::new("ATTENDEE", mailto(address))
                .append_parameter(Parameter::new("PARTSTAT", "ACCEPTED"))
                .append_parameter(Parameter::new("RSVP", "FALSE"))
                .done(),
        );
    }
    if !event.cancelled {
        for before in REMINDERS {
            out.append_component(reminder(event, before));
        }
    }
    out
}

fn organizer(event: &Event) -> Property {
    let mut property = Property::new("ORGANIZER", mailto(&event.organizer.mailbox));
    if !event.organizer.name.is_empty() {
        property.add_parameter("CN", &event.organizer.name);
    }
    property.done()
}

/// A reminder on the screen: no sound, no mail of the calendar's own.
fn reminder(event: &Event, before: &str) -> Alarm {
    let mut alarm = Alarm::display(&event.summary, -chrono::Duration::hours(1));
    // The crate writes a day as `-P86400S`, which RFC 5545 does not know.
    alarm.append_property(Property::new("TRIGGER", before));
    alarm.done()
}

/// A local time with its zone.
pub(super) fn local(key: &str, zone: Tz, at: DateTime<Utc>) -> Property {
    let text = at.with_timezone(&zone).format("%Y%m%dT%H%M%S").to_string();
    Property::new(key, text).add_parameter("TZID", zone.name()).done()
}

/// An instant.
pub(super) fn utc(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// A `mailto:` address. The local part stays as people know it, not in the quotes SMTP wants, since calendars compare
/// it with the address of the account.
fn mailto(address: &str) -> String {
    let mut out = String::from("mailto:");
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"@.!$'*+-_~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _infallible = write!(out, "%{byte:02X}");
        }
    }
    out
}
