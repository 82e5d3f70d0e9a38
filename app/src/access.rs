//! What each page of the staff's asks of whoever opens it. The server lets nobody else come to it; the bar and the index of the
//! set-up show what she may open.

use mendan_domain::staff::Permission::{
    self, HandleMail, KeepCalls, ManagePartners, ManageSetup, ManageStaff, ReleaseMail, ShapeOwnTimes, ViewBookings,
};

/// A page and those below it; the longest beginning counts.
const PAGES: [(&str, Permission); 13] = [
    ("/staff", ViewBookings),
    ("/staff/calls", KeepCalls),
    ("/staff/mail", HandleMail),
    ("/staff/mail/held", ReleaseMail),
    ("/staff/setup", ShapeOwnTimes),
    ("/staff/setup/offices", ManageSetup),
    ("/staff/setup/staff", ManageStaff),
    ("/staff/setup/kinds", ManageSetup),
    ("/staff/setup/holidays", ManageSetup),
    ("/staff/setup/networks", ManageSetup),
    ("/staff/setup/keys", ManagePartners),
    ("/staff/setup/templates", ShapeOwnTimes),
    ("/staff/setup/closures", ShapeOwnTimes),
];

/// Her own account is anybody's who is signed in.
const OWN: &str = "/staff/password";

/// What is asked at that path or pattern; nothing outside the staff's pages, and of her own account.
pub fn page_asks(path: &str) -> Option<Permission> {
    let below = |page: &str| path.strip_prefix(page).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let asked = PAGES.iter().filter(|(page, _)| below(page)).max_by_key(|(page, _)| page.len());
    asked.map(|(_, permission)| *permission).filter(|_| !below(OWN))
}

#[cfg(test)]
mod tests {
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
        assert_eq!(page_asks("/staffing"), None);
        assert_eq!(page_asks("/b/{token}"), None);
    }
}
