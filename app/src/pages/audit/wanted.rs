//! What is wanted of the log, as addresses and forms have it: ids and days, nothing that tells of a person.

use mendan_domain::ids::{BookingId, ClientId, StaffId};
use mendan_service::audit::action::Group;
use mendan_service::audit::read::{About, LogQuery};

use super::PLACE;

/// Read from an address or a form; what cannot be read is not asked for.
pub fn query_of(field: impl Fn(&str) -> Option<String>) -> LogQuery {
    let number = |name: &str| field(name).and_then(|text| text.parse::<i64>().ok());
    let day = |name: &str| field(name).and_then(|text| text.parse().ok());
    let about = match (field("about").as_deref(), number("id")) {
        (Some("booking"), Some(id)) => About::Booking(BookingId(id)),
        (Some("person"), Some(id)) => About::Person(ClientId(id)),
        (Some("staff"), Some(id)) => About::Member(StaffId(id)),
        _ => About::All,
    };
    LogQuery {
        about,
        from: day("from"),
        until: day("until"),
        group: field("group").and_then(|word| Group::parse(&word)),
        before: field("before").and_then(|text| text.parse().ok()),
    }
}

/// The fields of the form that are not shown: whose lines.
pub(super) fn about_fields(about: About) -> Vec<(&'static str, String)> {
    match about.parts() {
        ("all", _) => Vec::new(),
        (word, id) => vec![("about", word.to_owned()), ("id", id.to_string())],
    }
}

/// Every field that says something.
pub(super) fn fields(query: &LogQuery) -> Vec<(&'static str, String)> {
    let mut fields = about_fields(query.about);
    fields.extend(query.from.map(|day| ("from", day.to_string())));
    fields.extend(query.until.map(|day| ("until", day.to_string())));
    fields.extend(query.group.map(|group| ("group", group.as_str().to_owned())));
    fields
}

/// The page of that part of the log.
pub fn href(query: &LogQuery) -> String {
    let mut fields = fields(query);
    fields.extend(query.before.map(|line| ("before", line.to_string())));
    if fields.is_empty() {
        return PLACE.to_owned();
    }
    // Ids, days and our own words: nothing in them means anything in an address.
    let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("{PLACE}?{}", pairs.join("&"))
}
