//! Mails that did not leave, the mail server of the city, the keys that sign its mails, and the demo's mailbox.

pub mod dkim;
pub mod mail;
pub mod mail_server;
pub mod mailbox;

use crate::http::routes::Routes;

/// Its routes.
pub fn router() -> Routes {
    Routes::new().merge(mail::router()).merge(mail_server::router()).merge(dkim::router()).merge(mailbox::router())
}
