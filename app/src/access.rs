//! What each page of the staff's asks of whoever opens it. The server lets nobody else come to it; the bar and the index of the
//! set-up show what she may open.

use mendan_domain::staff::Permission;

use crate::pages::{calendar, call, city, message, offer, partner, staff};

/// What each area asks for its pages and those below them; the longest beginning counts.
const AREAS: [&[(&str, Permission)]; 7] =
    [calendar::ASKS, call::ASKS, city::ASKS, message::ASKS, offer::ASKS, partner::ASKS, staff::ASKS];

/// Her own account is anybody's who is signed in.
const OWN: &str = "/staff/password";

/// What is asked at that path or pattern; nothing outside the staff's pages, and of her own account.
pub fn page_asks(path: &str) -> Option<Permission> {
    let below = |page: &str| path.strip_prefix(page).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let asked = AREAS.iter().copied().flatten().filter(|(page, _)| below(page)).max_by_key(|(page, _)| page.len());
    asked.map(|(_, permission)| *permission).filter(|_| !below(OWN))
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
        assert_eq!(page_asks("/staffing"), None);
        assert_eq!(page_asks("/b/{token}"), None);
    }
}
