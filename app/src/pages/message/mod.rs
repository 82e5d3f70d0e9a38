//! Messages: what did not leave, what was sent, the mail server of the city, the keys that sign its mails, and the demo's mailbox.

pub(crate) mod dkim;
pub(crate) mod jobs;
pub(crate) mod mail;
pub(crate) mod mail_server;
pub(crate) mod mailbox;
pub(crate) mod sent;

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};
use mendan_domain::staff::Permission::{self, BookForOthers, HandleMail, ManageSetup, ReleaseMail};

use self::dkim::Dkim;
use self::mail::{Again, HeldMails, MendAddress, UnsentMails};
use self::mail_server::MailServer;
use self::mailbox::{Mailbox, MailboxMail};

/// What its pages ask of whoever opens them, and those below them.
pub(crate) const ASKS: &[(&str, Permission)] = &[
    ("/staff/mail", HandleMail),
    ("/staff/mail/address", BookForOthers),
    ("/staff/mail/held", ReleaseMail),
    ("/staff/setup/dkim", ManageSetup),
    ("/staff/setup/mailbox", ManageSetup),
];

/// Its pages.
#[component(transparent)]
pub(crate) fn Pages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/staff/mail") view=UnsentMails ssr=SsrMode::Async/>
        <Route path=path!("/staff/mail/again") view=Again ssr=SsrMode::Async/>
        <Route path=path!("/staff/mail/address/:id") view=MendAddress ssr=SsrMode::Async/>
        <Route path=path!("/staff/mail/held") view=HeldMails ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/mailbox") view=MailServer ssr=SsrMode::Async/>
        <Route path=path!("/staff/setup/dkim") view=Dkim ssr=SsrMode::Async/>
        <Route path=path!("/dev/mailbox") view=Mailbox ssr=SsrMode::Async/>
        <Route path=path!("/dev/mailbox/:file") view=MailboxMail ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
