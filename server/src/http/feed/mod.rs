//! Calendars of members of staff: the file that her program reads, and what she decides about hers.

mod file;
pub mod own;

use crate::http::routes::Routes;
use crate::http::rule::Rule;

/// Its routes.
pub fn router() -> Routes {
    Routes::new()
        .get("/calendar/{token}/mendan.ics", Rule::Anyone, file::file)
        .form("/staff/own-calendar/address", own::set)
        .form_up_to(own::BODY_LIMIT, "/staff/own-calendar/file", own::upload)
        .form("/staff/own-calendar/end", own::end)
        .merge(secrets().proven_lately())
}

/// The address that opens her interviews.
fn secrets() -> Routes {
    Routes::new().form("/staff/own-calendar/feed", own::make).form("/staff/own-calendar/feed/end", own::end_feed)
}
