//! What residents post: hold, book, move, change, cancel, the letter once more; and the calendar file of a booking.

pub mod arrived;
pub mod book;
pub mod manage;

use mendan_domain::language::Language;

use crate::http::routes::Routes;
use crate::http::rule::Rule;

/// Its routes; those that belong to no booking yet under the prefix of every language.
pub fn router() -> Routes {
    let mut router = Routes::new()
        .post("/b/{token}/move", Rule::Anyone, manage::move_to)
        .post("/b/{token}/mode", Rule::Anyone, manage::mode)
        .post("/b/{token}/cancel", Rule::Anyone, manage::cancel)
        .post("/b/{token}/offer", Rule::Anyone, manage::offer)
        .post("/b/{token}/mail", Rule::Anyone, arrived::wish)
        .get("/b/{token}/calendar.ics", Rule::Anyone, manage::calendar);
    for prefix in Language::ALL.map(Language::prefix) {
        router = router
            .post(&format!("{prefix}/hold"), Rule::Anyone, book::hold)
            .post(&format!("{prefix}/hold/extend"), Rule::Anyone, book::extend)
            .post(&format!("{prefix}/hold/keep"), Rule::Anyone, book::keep)
            .post(&format!("{prefix}/hold/choose"), Rule::Anyone, book::choose)
            .post(&format!("{prefix}/hold/release"), Rule::Anyone, book::release)
            .post(&format!("{prefix}/confirm"), Rule::Anyone, book::confirm);
    }
    router
}
