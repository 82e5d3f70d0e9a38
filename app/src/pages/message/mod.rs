//! Messages: what did not leave, what was sent, alarms, and the demo's mailbox.

pub(crate) mod alarms;
pub(crate) mod jobs;
pub(crate) mod mail;
pub(crate) mod mailbox;
pub(crate) mod sent;

use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, SsrMode, path};
use mendan_domain::staff::Permission::{self, HandleMail, ReleaseMail};

use self::mail::{HeldMails, UnsentMails};
use self::mailbox::{Mailbox, MailboxMail};

/// What its pages ask of whoever opens them, and those below them.
pub(crate) const ASKS: &[(&str, Permission)] = &[("/staff/mail", HandleMail), ("/staff/mail/held", ReleaseMail)];

/// Its pages.
#[component(transparent)]
pub(crate) fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/staff/mail") view=UnsentMails ssr=SsrMode::Async/>
        <Route path=path!("/staff/mail/held") view=HeldMails ssr=SsrMode::Async/>
        <Route path=path!("/dev/mailbox") view=Mailbox ssr=SsrMode::Async/>
        <Route path=path!("/dev/mailbox/:file") view=MailboxMail ssr=SsrMode::Async/>
    }
    .into_inner()
}
