//! Every route of the real router: its pattern, its rule, and a path to it.

use std::collections::BTreeSet;

use mendan::http::routes::Rules;

use super::people::KIND;
use super::server::Home;

/// The rules as the door asks them.
pub fn rules() -> Rules {
    mendan::http::routes().into_parts().1
}

/// Every pattern that the router itself knows.
pub fn patterns() -> BTreeSet<String> {
    let shown = format!("{:?}", mendan::http::routes());
    let quoted = shown.split('"').filter(|part| part.starts_with('/') && !part.contains(['*', ' ']));
    let patterns: BTreeSet<String> = quoted.map(str::to_owned).collect();
    for known in ["/", "/en/book/{kind}", "/staff", "/staff/bookings/{id}/slip", "/leaflets/{id}", "/api/v1/slots"] {
        assert!(patterns.contains(known), "the router no longer tells its routes: {known} is not in {patterns:?}");
    }
    assert!(patterns.len() > 70, "{patterns:?}");
    patterns
}

/// A path of that route: ids that exist, `booking` for a booking's and `token` for a link's.
pub async fn path(home: &Home, pattern: &str, booking: i64, token: &str) -> String {
    let mut path = String::new();
    let mut before = "";
    for segment in pattern.split('/').skip(1) {
        let filled = match (segment, before) {
            ("{id}" | "{kind}", "bookings") => booking.to_string(),
            ("{id}", "slots") => first(home, "slot").await,
            ("{id}", "templates") => first(home, "template").await,
            ("{id}", "offices") => first(home, "office").await,
            ("{id}", "staff") => first(home, "staff").await,
            ("{id}" | "{kind}", "kinds") => first(home, "interview_kind").await,
            ("{id}", "keys") => first(home, "partner_key").await,
            ("{token}", _) => token.to_owned(),
            ("{kind}", _) => KIND.to_owned(),
            ("{list}", _) => "kinds".to_owned(),
            (param, _) if param.starts_with('{') => "1".to_owned(),
            (name, _) => name.to_owned(),
        };
        path = format!("{path}/{filled}");
        before = segment;
    }
    if path.is_empty() { "/".to_owned() } else { path }
}

async fn first(home: &Home, table: &str) -> String {
    home.db.count(&format!("SELECT MIN(id) FROM {table}")).await.to_string()
}
