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
            ("{id}" | "{kind}", "bookings" | "address") => booking.to_string(),
            ("{id}", "slots") => first(home, "slot").await,
            ("{id}", "templates") => first(home, "template").await,
            ("{id}", "offices") => first(home, "office").await,
            ("{id}", "staff") => first(home, "staff").await,
            ("{id}" | "{kind}", "kinds") => first(home, "interview_kind").await,
            ("{id}", "keys") => first(home, "partner_key").await,
            ("{token}", _) => token.to_owned(),
            ("{kind}", _) => KIND.to_owned(),
            ("{list}", _) => "kinds".to_owned(),
            ("{section}", _) => "names".to_owned(),
            ("{sort}", _) => "bookings".to_owned(),
            (param, _) if param.starts_with('{') => "1".to_owned(),
            (name, _) => name.to_owned(),
        };
        path = format!("{path}/{filled}");
        before = segment;
    }
    if path.is_empty() { "/".to_owned() } else { path }
}

/// Paths of that route about what a city has, by `row`, which knows a row of each table; of a parameter that no table is known
/// for, a path for each of its rows. Nobody has to add a route here to have it asked.
pub fn paths(pattern: &str, city: &super::two_cities::City) -> Vec<String> {
    let mut paths = vec![String::new()];
    let mut before = "";
    for segment in pattern.split('/').skip(1) {
        let table = match (segment, before) {
            ("{id}", "bookings" | "address") => Some("booking"),
            ("{id}", "slots") => Some("slot"),
            ("{id}", "templates") => Some("template"),
            ("{id}", "offices") => Some("office"),
            ("{id}", "staff") => Some("staff"),
            ("{id}" | "{kind}", "kinds") => Some("interview_kind"),
            ("{id}", "keys") => Some("partner_key"),
            ("{id}", "closures" | "rescue") => Some("closure"),
            ("{id}", "leaflets") => Some("leaflet"),
            ("{id}", "calls") => Some("call"),
            ("{id}", "roles") => Some("role"),
            _ => None,
        };
        let filled: Vec<String> = match (segment, table) {
            (_, Some(table)) => vec![city.row(table).to_owned()],
            ("{token}", None) => vec![city.token.clone()],
            ("{kind}", None) => vec![KIND.to_owned()],
            ("{file}", None) => vec![city.mail.clone()],
            ("{list}", None) => ["kinds", "offices", "staff"].map(str::to_owned).to_vec(),
            (param, None) if param.starts_with('{') => {
                let mut all: Vec<String> = city.rows.values().cloned().collect();
                all.dedup();
                all
            }
            (name, None) => vec![name.to_owned()],
        };
        paths = paths.iter().flat_map(|path| filled.iter().map(move |part| format!("{path}/{part}"))).collect();
        before = segment;
    }
    paths.into_iter().map(|path| if path.is_empty() { "/".to_owned() } else { path }).collect()
}

async fn first(home: &Home, table: &str) -> String {
    home.db.count(&format!("SELECT MIN(id) FROM {table}")).await.to_string()
}
