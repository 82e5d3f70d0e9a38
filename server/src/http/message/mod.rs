//! Mails that did not leave, and the demo's mailbox.

pub mod mail;
pub mod mailbox;

use crate::http::routes::Routes;

/// Its routes.
pub fn router() -> Routes {
    Routes::new().merge(mail::router()).merge(mailbox::router())
}
