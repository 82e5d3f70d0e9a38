//! Where somebody goes on to after something stood in her way: an address of the staff's own pages, carried along as `next`.

/// Letters of an address that leads on; longer ones are not ours.
const LONGEST: usize = 300;

/// A path of our own staff pages; nothing else is led to.
pub fn ours(place: &str) -> Option<&str> {
    let staff = place == "/staff" || place.starts_with("/staff?") || place.starts_with("/staff/");
    let plain = place.bytes().all(|b| b.is_ascii_alphanumeric() || b"/?=&-_.%#".contains(&b));
    let straight = !place.contains("//") && !place.contains("..") && !place.contains("/.");
    Some(place).filter(|_| staff && plain && straight && place.len() <= LONGEST)
}

/// That page, which leads on to the place afterwards; to none that is not ours.
pub fn leading_on(page: &str, place: &str) -> String {
    let next = ours(place).and_then(|place| serde_urlencoded::to_string([("next", place)]).ok());
    next.map_or_else(|| page.to_owned(), |next| with(page, &next))
}

/// An address with another pair in it.
pub fn with(page: &str, pair: &str) -> String {
    format!("{page}{}{pair}", if page.contains('?') { '&' } else { '?' })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_staff_pages_are_led_to() {
        for own in [
            "/staff",
            "/staff?date=2026-12-01&view=list",
            "/staff/setup/kinds/7",
            "/staff/desk?b=12",
            "/staff?b=12#b12",
        ] {
            assert_eq!(ours(own), Some(own));
        }
        for foreign in [
            "",
            "/",
            "//evil.example",
            "/staff//evil",
            "https://evil.example",
            "/staff/../b/x",
            "/staff\\evil",
            "/staffx",
            "/b/token",
            "/staff?x=\r\n",
            "/staff?x=javascript:alert(1)",
        ] {
            assert_eq!(ours(foreign), None, "{foreign:?}");
            assert_eq!(leading_on("/staff/again", foreign), "/staff/again");
        }
    }

    #[test]
    fn the_place_stands_in_the_address_as_one_value() {
        let place = "/staff/desk?b=7&view=list";
        assert_eq!(leading_on("/staff/again", place), "/staff/again?next=%2Fstaff%2Fdesk%3Fb%3D7%26view%3Dlist");
        assert_eq!(leading_on("/staff/account?said=x", "/staff"), "/staff/account?said=x&next=%2Fstaff");
    }
}
