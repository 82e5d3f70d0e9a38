//! What residents post: hold, book, move, change, cancel; and the calendar file of a booking.

pub mod book;
pub mod manage;

use axum::Router;
use axum::routing::{get, post};
use mendan_domain::language::Language;

use crate::state::AppState;

/// Its routes; those that belong to no booking yet under the prefix of every language.
pub fn router() -> Router<AppState> {
    let mut router = Router::new()
        .route("/b/{token}/move", post(manage::move_to))
        .route("/b/{token}/mode", post(manage::mode))
        .route("/b/{token}/cancel", post(manage::cancel))
        .route("/b/{token}/calendar.ics", get(manage::calendar));
    for prefix in Language::ALL.map(Language::prefix) {
        router = router
            .route(&format!("{prefix}/hold"), post(book::hold))
            .route(&format!("{prefix}/hold/extend"), post(book::extend))
            .route(&format!("{prefix}/hold/keep"), post(book::keep))
            .route(&format!("{prefix}/hold/choose"), post(book::choose))
            .route(&format!("{prefix}/hold/release"), post(book::release))
            .route(&format!("{prefix}/confirm"), post(book::confirm));
    }
    router
}
