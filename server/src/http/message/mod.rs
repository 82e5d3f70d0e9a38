//! Mails that did not leave, and the demo's mailbox.

pub mod mail;
pub mod mailbox;

use axum::Router;

use crate::state::AppState;

/// Its routes.
pub fn router() -> Router<AppState> {
    Router::new().merge(mail::router()).merge(mailbox::router())
}
