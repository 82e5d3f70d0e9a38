//! Mails that did not leave, the mail server of the city, and the demo's mailbox.

pub mod mail;
pub mod mail_server;
pub mod mailbox;

use crate::http::routes::Routes;

/// Its routes.
pub fn router() -> Routes {
    Routes::new().merge(mail::router()).merge(mail_server::router()).merge(mailbox::router())
}
