//! The link 「Googleカレンダーに追加」, for mail programs that ignore calendar parts.

use url::form_urlencoded::Serializer;

use super::event::Event;

/// The address of Google Calendar's form, filled in. It carries what the published file carries: no address of hers,
/// no manage link.
pub fn google_calendar_url(event: &Event) -> String {
    let time = |at: chrono::DateTime<chrono::Utc>| at.format("%Y%m%dT%H%M%SZ").to_string();
    let query = Serializer::new(String::new())
        .append_pair("action", "TEMPLATE")
        .append_pair("text", &event.summary)
        .append_pair("dates", &format!("{}/{}", time(event.starts_at), time(event.ends_at)))
        .append_pair("ctz", event.zone.name())
        .append_pair("location", &event.location)
        .append_pair("details", &event.description)
        .finish();
    format!("https://calendar.google.com/calendar/render?{query}")
}
