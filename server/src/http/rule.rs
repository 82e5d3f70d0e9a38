//! Who may come to a route. Every route is registered together with its rule, and the door asks it before a handler runs.

use mendan_app::access::{INDEX, INDEX_ASKS, page_asks, page_asks_again};
use mendan_domain::staff::Permission;
use mendan_domain::staff::permission::Permitted;
use mendan_service::permit::Permit;
use mendan_service::{By, Staff};

use super::forms::staff_form::StaffForm;
use super::forms::upload::Upload;
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
    /// Staff who have one of them.
    StaffWithOne(&'static [Permission]),
}

/// Whether it is enough that she is signed in. Said beside the rule, of what would hurt if somebody found her screen open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Proof {
    /// It is.
    #[default]
    Session,
    /// She has to have proven lately that it is her; else she is asked again first.
    Lately,
}

impl Proof {
    /// That of a page of the app crate.
    pub fn of_page(pattern: &str) -> Self {
        if page_asks_again(pattern) { Self::Lately } else { Self::Session }
    }
}

impl Rule {
    /// The rule of a page of the app crate.
    pub fn of_page(pattern: &str) -> Self {
        if pattern == INDEX {
            return Self::StaffWithOne(INDEX_ASKS);
        }
        match (area(pattern), page_asks(pattern)) {
            (Area::Staff, Some(permission)) => Self::Staff(permission),
            (Area::Staff, None) => Self::SignedIn,
            (Area::Public | Area::Programs | Area::Entrance, _) => Self::Anyone,
        }
    }
}

/// What a handler asks of whoever comes to it, so that the door's question and the handler's are one: the proof in what it reads last.
pub trait Asks {
    /// The rule of its route.
    const RULE: Rule;
}

impl Asks for By<Staff> {
    const RULE: Rule = Rule::SignedIn;
}

impl<P: Permitted> Asks for Permit<P> {
    const RULE: Rule = Rule::Staff(P::PERMISSION);
}

impl<C: Asks> Asks for StaffForm<C> {
    const RULE: Rule = C::RULE;
}

impl<C: Asks> Asks for Upload<C> {
    const RULE: Rule = C::RULE;
}

/// The arguments of a handler as axum has them: a mark, then each; the form is the last.
macro_rules! asks_by_its_last {
    ($($before:ident),*) => {
        impl<Mark, $($before,)* Last: Asks> Asks for (Mark, $($before,)* Last) {
            const RULE: Rule = Last::RULE;
        }
    };
}

asks_by_its_last!();
asks_by_its_last!(A);
asks_by_its_last!(A, B);
asks_by_its_last!(A, B, C);
asks_by_its_last!(A, B, C, D);
