//! What plain HTML forms post. Each handler calls one use case and answers 303, or a page with its status.

pub mod book;
pub mod calls;
pub mod correct;
pub mod desk;
pub mod fields;
pub mod kept;
pub mod mail;
pub mod manage;
pub mod setup;
pub mod sign_in;
pub mod staff;
pub mod staff_form;
pub mod upload;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::state::AppState;

/// All forms, with and without a language prefix.
pub fn router() -> Router<AppState> {
    let mut router = Router::new()
        .route("/b/{token}/move", post(manage::move_to))
        .route("/b/{token}/mode", post(manage::mode))
        .route("/b/{token}/cancel", post(manage::cancel))
        .route("/b/{token}/calendar.ics", get(manage::calendar))
        .route("/staff/sign-in", post(sign_in::sign_in).layer(DefaultBodyLimit::max(kept::BODY_LIMIT)))
        .route("/staff/sign-out", post(sign_in::sign_out))
        .route("/staff/password", post(sign_in::own_password))
        .route("/staff/bookings/{id}/mark", post(staff::mark))
        .route("/staff/bookings/{id}/move", post(staff::move_to))
        .route("/staff/bookings/{id}/mode", post(staff::mode))
        .route("/staff/bookings/{id}/cancel", post(staff::cancel))
        .route("/staff/bookings/{id}/undo", post(staff::undo))
        .route("/staff/bookings/{id}/correct", post(correct::correct))
        .route("/staff/bookings/{id}/reassign", post(correct::reassign))
        .route("/staff/slots/{id}", post(staff::set_open))
        .route("/staff/calls/{id}", post(calls::note))
        .route("/staff/desk/search", post(desk::search))
        .route("/staff/desk/book", post(desk::book))
        .route("/staff/desk/choose", post(desk::choose))
        .merge(mail::router())
        .merge(setup::router());
    for prefix in ["", "/en"] {
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
