//! From an address that is posted to, to the page on which its form stands: for whoever opens such an address by itself
//! ([`super::dead_ends`]), and for whoever is led back to her form ([`super::staff::shown_again`]).

/// Lists of the set-up whose entries have a page each.
const EDITED: [&str; 6] = ["closures", "kinds", "offices", "roles", "staff", "templates"];

/// That page; none: it is no address of staff's, or of a booking's own page.
pub fn page_of(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    Some(match *parts.as_slice() {
        ["b", token, ..] => format!("/b/{token}"),
        ["staff", "sign-in", "factor", ..] => "/staff/sign-in/factor".to_owned(),
        ["staff", "link", word, ..] => format!("/staff/link/{word}"),
        ["staff", "forgotten", ..] => "/staff/forgotten".to_owned(),
        ["staff", "account", page @ ("factor" | "passkey")] => format!("/staff/account/{page}"),
        ["staff", "mail", "held", ..] => "/staff/mail/held".to_owned(),
        [
            "staff",
            page @ ("account" | "again" | "audit" | "calls" | "desk" | "drafts" | "hand-over" | "keys" | "mail"
            | "own-calendar" | "password" | "ranges" | "sign-in"),
            ..,
        ] => {
            format!("/staff/{page}")
        }
        ["staff", "absent"] => "/staff/absent".to_owned(),
        ["staff", "rescue", id, ..] if id.parse::<i64>().is_ok() => format!("/staff/rescue/{id}"),
        ["staff", "bookings", id, ..] if id.parse::<i64>().is_ok() => format!("/staff?booking={id}#panel"),
        ["staff", "setup", ref below @ ..] => of_setup(below),
        ["staff", ..] => "/staff".to_owned(),
        _ => return None,
    })
}

fn of_setup(below: &[&str]) -> String {
    match *below {
        ["order", list, ..] if EDITED.contains(&list) => format!("/staff/setup/{list}"),
        ["delete", list, id] if EDITED.contains(&list) => format!("/staff/setup/{list}/{id}"),
        ["kinds", "set"] => "/staff/setup/kinds".to_owned(),
        ["import", sort, "undo"] => format!("/staff/setup/import/{sort}/result"),
        ["import", sort, step @ ("columns" | "words" | "preview")] => format!("/staff/setup/import/{sort}/{step}"),
        [page @ ("begin" | "city" | "import"), part, ..] => format!("/staff/setup/{page}/{part}"),
        [list, id, ..] if EDITED.contains(&list) => format!("/staff/setup/{list}/{id}"),
        [
            page @ ("city" | "dkim" | "holidays" | "import" | "keys" | "mailbox" | "networks" | "openid" | "publish"),
            ..,
        ] => {
            format!("/staff/setup/{page}")
        }
        [list] if EDITED.contains(&list) => format!("/staff/setup/{list}"),
        _ => "/staff/setup".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_posted_address_has_a_page_to_go_on_from() {
        let ways = [
            ("/staff/bookings/7/mark", "/staff?booking=7#panel"),
            ("/staff/desk/book", "/staff/desk"),
            ("/staff/absent", "/staff/absent"),
            ("/staff/rescue/7/offer", "/staff/rescue/7"),
            ("/staff/slots/3", "/staff"),
            ("/staff/ranges/undo", "/staff/ranges"),
            ("/staff/account/factor/3/remove", "/staff/account"),
            ("/staff/account/factor", "/staff/account/factor"),
            ("/staff/account/passkey", "/staff/account/passkey"),
            ("/staff/account/codes", "/staff/account"),
            ("/staff/sign-in/factor/new", "/staff/sign-in/factor"),
            ("/staff/link/word", "/staff/link/word"),
            ("/staff/forgotten", "/staff/forgotten"),
            ("/staff/own-calendar/feed/end", "/staff/own-calendar"),
            ("/staff/account/address", "/staff/account"),
            ("/staff/setup/staff/3/invite", "/staff/setup/staff/3"),
            ("/staff/sign-in/openid", "/staff/sign-in"),
            ("/staff/account/openid/remove", "/staff/account"),
            ("/staff/setup/openid/try", "/staff/setup/openid"),
            ("/staff/audit/export", "/staff/audit"),
            ("/staff/drafts/3/forget", "/staff/drafts"),
            ("/staff/keys", "/staff/keys"),
            ("/staff/mail/held/drop", "/staff/mail/held"),
            ("/staff/mail/3/settle", "/staff/mail"),
            ("/staff/setup/kinds/set", "/staff/setup/kinds"),
            ("/staff/setup/kinds/4/active", "/staff/setup/kinds/4"),
            ("/staff/setup/order/offices/2", "/staff/setup/offices"),
            ("/staff/setup/delete/offices/2", "/staff/setup/offices/2"),
            ("/staff/setup/holidays/import", "/staff/setup/holidays"),
            ("/staff/setup/keys/4/revoke", "/staff/setup/keys"),
            ("/staff/setup/dkim/4/begin", "/staff/setup/dkim"),
            ("/staff/setup/import/bookings/undo", "/staff/setup/import/bookings/result"),
            ("/staff/setup/city/look/logo/delete", "/staff/setup/city/look"),
        ];
        for (path, page) in ways {
            assert_eq!(page_of(path).as_deref(), Some(page), "{path}");
        }
        assert_eq!(page_of("/book/x"), None);
    }
}
