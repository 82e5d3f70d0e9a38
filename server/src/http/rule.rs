//! Who may come to a route. Every route is registered together with its rule, and the door asks it before a handler runs.

use mendan_app::access::page_asks;
use mendan_domain::staff::Permission;

use super::route::{Area, area};

/// Who may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Anybody. What she reaches there is decided by what she brings: a link's token, a browser's hold, a password.
    Anyone,
    /// A program with a partner's key.
    Partner,
    /// Whoever is signed in.
    SignedIn,
    /// Staff who have that permission.
    Staff(Permission),
}

impl Rule {
    /// The rule of a page of the app crate.
    pub fn of_page(pattern: &str) -> Self {
        match (area(pattern), page_asks(pattern)) {
            (Area::Staff, Some(permission)) => Self::Staff(permission),
            (Area::Staff, None) => Self::SignedIn,
            (Area::Public | Area::Programs | Area::Entrance, _) => Self::Anyone,
        }
    }
}
