//! Which forms are kept while they are typed, what they are called, and on which page each stands: all with text that would hurt to lose.
//! Those of a single line (a day's name, a network, a mail address) are typed again sooner than they are found again. No form whose secret
//! is its point (passwords, codes, keys, servers, addresses of calendars) is among them, and of the others no secret is kept.

use mendan_app::ways::{ours, with};
use mendan_service::forms::Fields;

use crate::http::forms::staff_form::name_of_form;
use crate::http::way_back::page_of;

/// Lists of the set-up whose forms are long enough to be missed.
const LISTS: [&str; 6] = ["city", "closures", "kinds", "offices", "roles", "templates"];
/// The first office and nurse of a new city.
const FIRST_PLACE: &str = "/staff/setup/begin/place";
/// What an address says once.
const ONCE: [&str; 4] = ["said", "undo", "again", "act"];
/// Where many times are closed at once; `act` is part of what is asked for there.
const RANGES: &str = "/staff/ranges";
/// Longer names of forms are none of ours.
const LONGEST: usize = 200;

/// Name and page of a form that is kept; none: it is not.
pub(super) fn kept(form: &str, place: &str, typed: &Fields) -> Option<(String, String)> {
    let page = page_of_form(form)?;
    let name = name_of_form(form, typed);
    let path = |address: &str| address.split(['?', '#']).next().unwrap_or_default().to_owned();
    // A booking's forms stand beside the day and at the desk.
    let here = |place: &&str| {
        path(place) == path(&page) || is_of_booking(form) && ["/staff", "/staff/desk"].contains(&path(place).as_str())
    };
    let place = ours(place).filter(here).map_or(page.clone(), without_words);
    let key = name.split_once('#').map(|(_, key)| format!("draft={key}"));
    let place = match key {
        Some(key) if !place.split(['?', '&']).any(|pair| pair == key) => with(&place, &key),
        _ => place,
    };
    (name.len() <= LONGEST).then_some((name, place))
}

/// The page of a form of the set-up that is kept.
pub(super) fn page_in_setup(form: &str) -> Option<String> {
    let parts: Vec<&str> = form.trim_matches('/').split('/').collect();
    let is_kept = match *parts.as_slice() {
        // A member's own fields: what is below (her password, how she signs in) is not.
        ["staff", "setup", "staff", id] => id == "new" || id.parse::<i64>().is_ok(),
        ["staff", "setup", list, ..] => LISTS.contains(&list) || form == FIRST_PLACE,
        _ => false,
    };
    page_of(form).filter(|_| is_kept)
}

fn page_of_form(form: &str) -> Option<String> {
    let parts: Vec<&str> = form.trim_matches('/').split('/').collect();
    match *parts.as_slice() {
        ["staff", "desk", "book"] => Some("/staff/desk?new=1".to_owned()),
        ["staff", "bookings", id, act] if id.parse::<i64>().is_ok() => Some(match act {
            "correct" => format!("/staff/desk?b={id}&correct=1"),
            "cancel" => format!("/staff?booking={id}&ask=cancel#panel"),
            "note" => format!("/staff?booking={id}&ask=note#panel"),
            _ => format!("/staff?booking={id}#panel"),
        }),
        ["staff", "absent"] => Some("/staff/absent".to_owned()),
        ["staff", "ranges"] => Some(RANGES.to_owned()),
        _ => page_in_setup(form),
    }
}

fn is_of_booking(form: &str) -> bool {
    form.starts_with("/staff/bookings/")
}

/// The address without what was said there once.
fn without_words(place: &str) -> String {
    let Some((path, query)) = place.split_once('?') else { return place.to_owned() };
    let once = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        ONCE.contains(&name) && (path, name) != (RANGES, "act")
    };
    let pairs: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !once(pair)).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(form: &str, place: &str, draft: &str) -> Option<(String, String)> {
        let typed = if draft.is_empty() { Fields::default() } else { Fields::of([("draft", draft.to_owned())]) };
        kept(form, place, &typed)
    }

    fn at(name: &str, place: &str) -> (String, String) {
        (name.to_owned(), place.to_owned())
    }

    #[test]
    fn a_form_is_kept_with_the_page_on_which_it_stands() {
        let cancel = "/staff/bookings/7/cancel";
        assert_eq!(
            of(cancel, "/staff?date=2031-06-10&booking=7&ask=cancel&said=changed", ""),
            Some(at(cancel, "/staff?date=2031-06-10&booking=7&ask=cancel"))
        );
        assert_eq!(of(cancel, "/staff/desk?b=7&ask=cancel", ""), Some(at(cancel, "/staff/desk?b=7&ask=cancel")));
        assert_eq!(of(cancel, "https://evil.example", ""), Some(at(cancel, "/staff?booking=7&ask=cancel#panel")));
        assert_eq!(of(cancel, "/staff/audit", ""), Some(at(cancel, "/staff?booking=7&ask=cancel#panel")));
        let note = "/staff/bookings/7/note";
        assert_eq!(of(note, "/staff/audit", ""), Some(at(note, "/staff?booking=7&ask=note#panel")));
        let absent = "/staff/absent";
        assert_eq!(
            of(absent, "/staff/absent?staff=3&date=2031-06-10&said=back", ""),
            Some(at(absent, "/staff/absent?staff=3&date=2031-06-10"))
        );
        let range = "/staff/ranges?whose=staff-3&from=2031-06-10&act=close";
        assert_eq!(of("/staff/ranges", range, ""), Some(at("/staff/ranges", range)), "what is asked for stays");
        let office = "/staff/setup/offices/new";
        assert_eq!(of(office, office, ""), Some(at(office, office)));
        for page in ["/staff/setup/staff/new", "/staff/setup/staff/7", "/staff/setup/begin/place"] {
            assert_eq!(of(page, page, ""), Some(at(page, page)));
        }
        assert_eq!(
            of("/staff/setup/closures", "/staff/setup/closures?said=saved", ""),
            Some(at("/staff/setup/closures", "/staff/setup/closures"))
        );
    }

    #[test]
    fn of_new_bookings_there_may_be_several() {
        let book = "/staff/desk/book";
        assert_eq!(
            of(book, "/staff/desk?new=1&again=1&kind=x", "12"),
            Some(at("/staff/desk/book#12", "/staff/desk?new=1&kind=x&draft=12"))
        );
        assert_eq!(
            of(book, "/staff/desk?new=1&draft=12", "12"),
            Some(at("/staff/desk/book#12", "/staff/desk?new=1&draft=12"))
        );
        assert_eq!(of(book, "/staff/desk?new=1", "evil#"), Some(at(book, "/staff/desk?new=1")));
    }

    #[test]
    fn what_is_secret_or_short_is_not_kept() {
        for form in [
            "/staff/password",
            "/staff/setup/staff",
            "/staff/setup/staff/7/password",
            "/staff/setup/staff/7/invite",
            "/staff/setup/begin/times",
            "/staff/setup/mailbox",
            "/staff/setup/openid",
            "/staff/setup/keys",
            "/staff/account/factor",
            "/staff/sign-in",
            "/staff/desk/search",
            "/staff/bookings/x/cancel",
            "/b/token/cancel",
            "",
        ] {
            assert_eq!(of(form, form, ""), None, "{form}");
        }
    }
}
