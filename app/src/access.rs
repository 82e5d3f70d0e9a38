//! What each page of the staff's asks of whoever opens it. The server lets nobody else come to it; the bar and the index of the
//! set-up show what she may open.

use mendan_domain::staff::{Permission, Rights};

use crate::pages::{
    audit, calendar, call, city, feed, founding, import, message, offer, partner, range, rescue, staff,
};

/// What each area asks for its pages and those below them; the longest beginning counts.
const AREAS: [&[(&str, Permission)]; 13] = [
    calendar::ASKS,
    audit::ASKS,
    call::ASKS,
    city::ASKS,
    feed::ASKS,
    founding::ASKS,
    import::ASKS,
    message::ASKS,
    offer::ASKS,
    partner::ASKS,
    staff::ASKS,
    range::ASKS,
    rescue::ASKS,
];

/// Her own account, her unfinished work and the list of keys are anybody's who is signed in.
const OWN: [&str; 5] = ["/staff/password", "/staff/account", "/staff/again", "/staff/drafts", "/staff/keys"];

/// Where whoever may nothing comes in.
const ACCOUNT: &str = "/staff/account";

/// The index of the set-up, which shows each what she may open of it.
pub const INDEX: &str = "/staff/setup";
/// One of these opens it.
pub const INDEX_ASKS: &[Permission] = &[
    Permission::ShapeOwnTimes,
    Permission::ManageSetup,
    Permission::ManageStaff,
    Permission::ManagePartners,
    Permission::ReadAudit,
];

/// Where somebody with those rights comes in: the first page that she may open.
pub fn first_page(rights: Rights) -> &'static str {
    AREAS.iter().copied().flatten().find(|(_, permission)| rights.has(*permission)).map_or(ACCOUNT, |(page, _)| *page)
}

/// Whether somebody with those rights may open that page.
pub fn opens(path: &str, may: impl Fn(Permission) -> bool) -> bool {
    if path == INDEX { INDEX_ASKS.iter().any(|permission| may(*permission)) } else { page_asks(path).is_none_or(may) }
}

/// Pages with a form in which a secret is typed, or made: whoever posts it is asked again who she is, so she is asked before she types.
const SECRETS: [&str; 10] = [
    "/staff/account/factor",
    "/staff/account/passkey",
    "/staff/own-calendar",
    "/staff/password",
    "/staff/setup/begin/place",
    "/staff/setup/dkim",
    "/staff/setup/mailbox",
    "/staff/setup/openid",
    "/staff/setup/staff/new",
    "/staff/setup/staff/{id}",
];

/// Whether the page of that pattern is for whoever has proven lately that it is her.
pub fn page_asks_again(pattern: &str) -> bool {
    SECRETS.contains(&pattern)
}

/// What is asked at that path or pattern; nothing outside the staff's pages, and of her own account.
pub fn page_asks(path: &str) -> Option<Permission> {
    let below = |page: &str| path.strip_prefix(page).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let asked = AREAS.iter().copied().flatten().filter(|(page, _)| below(page)).max_by_key(|(page, _)| page.len());
    asked.map(|(_, permission)| *permission).filter(|_| !OWN.into_iter().any(below))
}

#[cfg(test)]
mod tests {
    use mendan_domain::staff::Permission::{HandleMail, ManageSetup, ReleaseMail, ShapeOwnTimes, ViewBookings};

    use super::*;

    #[test]
    fn a_page_asks_what_the_longest_beginning_asks() {
        assert_eq!(page_asks("/staff"), Some(ViewBookings));
        assert_eq!(page_asks("/staff/bookings/{id}/slip"), Some(ViewBookings));
        assert_eq!(page_asks("/staff/mail"), Some(HandleMail));
        assert_eq!(page_asks("/staff/mail/held"), Some(ReleaseMail));
        assert_eq!(page_asks("/staff/setup/publish"), Some(ShapeOwnTimes));
        assert_eq!(page_asks("/staff/setup/kinds/{id}"), Some(ManageSetup));
        assert_eq!(page_asks("/staff/password"), None);
        assert_eq!(page_asks("/staff/account/factor"), None);
        assert_eq!(page_asks("/staff/drafts"), None);
        assert_eq!(page_asks("/staffing"), None);
        assert_eq!(page_asks("/b/{token}"), None);
    }

    #[test]
    fn everybody_comes_in_where_she_may_open_something() {
        for permission in Permission::ALL.iter().copied() {
            let rights: Rights = [permission].into_iter().collect();
            let page = first_page(rights);
            assert!(opens(page, |asked| rights.has(asked)), "{permission:?} at {page}");
        }
        assert_eq!(first_page(Rights::every()), "/staff");
        assert_eq!(first_page(Rights::default()), ACCOUNT);
    }
}
