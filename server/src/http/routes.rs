//! Routes with their rules. A router of ours is made here and nowhere else, so that no route is without a rule.

use std::collections::BTreeMap;
use std::fmt;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::routing::{MethodRouter, get, post};
use http::Method;

use super::rule::{Asks, Proof, Rule};
use crate::state::AppState;

/// A router, and who may come to each of its routes.
#[derive(Default)]
pub struct Routes {
    router: Router<AppState>,
    rules: Rules,
}

impl Routes {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What is read.
    #[must_use]
    pub fn get<H: Handler<T, AppState>, T: 'static>(self, pattern: &str, rule: Rule, handler: H) -> Self {
        self.with(&Method::GET, pattern, rule, get(handler))
    }

    /// What is done.
    #[must_use]
    pub fn post<H: Handler<T, AppState>, T: 'static>(self, pattern: &str, rule: Rule, handler: H) -> Self {
        self.with(&Method::POST, pattern, rule, post(handler))
    }

    /// What is done with a body of up to so many octets, where that is more than other forms have.
    #[must_use]
    pub fn post_up_to<H, T>(self, octets: usize, pattern: &str, rule: Rule, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.with(&Method::POST, pattern, rule, post(handler).layer(DefaultBodyLimit::max(octets)))
    }

    /// What staff do by a form: whoever comes must have what the handler asks by its signature ([`Asks`]).
    #[must_use]
    pub fn form<H: Handler<T, AppState>, T: Asks + 'static>(self, pattern: &str, handler: H) -> Self {
        self.post(pattern, T::RULE, handler)
    }

    /// The same with a body of up to so many octets.
    #[must_use]
    pub fn form_up_to<H: Handler<T, AppState>, T: Asks + 'static>(
        self,
        octets: usize,
        pattern: &str,
        handler: H,
    ) -> Self {
        self.post_up_to(octets, pattern, T::RULE, handler)
    }

    /// Pages of the app crate, which says itself what each of them asks.
    #[must_use]
    pub fn pages<'a>(mut self, router: Router<AppState>, patterns: impl IntoIterator<Item = &'a str>) -> Self {
        for pattern in patterns {
            self.rules.add(&Method::GET, pattern, (Rule::of_page(pattern), Proof::of_page(pattern)));
        }
        self.router = self.router.merge(router);
        self
    }

    /// With those of another area.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.rules.0.extend(other.rules.0);
        self
    }

    /// All of these only for whoever has proven lately that it is her: exports, permissions, secrets.
    #[must_use]
    pub fn proven_lately(mut self) -> Self {
        for (_, proof) in self.rules.0.values_mut() {
            *proof = Proof::Lately;
        }
        self
    }

    /// With something around all of its handlers.
    #[must_use]
    pub fn around(self, wrap: impl FnOnce(Router<AppState>) -> Router<AppState>) -> Self {
        Self { router: wrap(self.router), rules: self.rules }
    }

    /// The router, and the rules the door asks.
    pub fn into_parts(self) -> (Router<AppState>, Rules) {
        (self.router, self.rules)
    }

    fn with(mut self, method: &Method, pattern: &str, rule: Rule, handler: MethodRouter<AppState>) -> Self {
        self.rules.add(method, pattern, (rule, Proof::default()));
        self.router = self.router.route(pattern, handler);
        self
    }
}

impl fmt::Debug for Routes {
    /// What the router itself knows: tests compare it with the rules.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.router.fmt(f)
    }
}

/// Who may come to which route: by its pattern, and what is done there.
#[derive(Debug, Clone, Default)]
pub struct Rules(BTreeMap<(String, &'static str), (Rule, Proof)>);

impl Rules {
    /// The rule of a route; none: nothing of ours takes that method there.
    pub fn of(&self, method: &Method, pattern: &str) -> Option<(Rule, Proof)> {
        self.0.get(&(pattern.to_owned(), verb(method)?)).copied()
    }

    /// Whether anything of ours is there.
    pub fn has(&self, pattern: &str) -> bool {
        self.0.range((pattern.to_owned(), "")..).next().is_some_and(|((known, _), _)| known == pattern)
    }

    /// Each of them: method, pattern, rule.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str, Rule)> {
        self.0.iter().map(|((pattern, method), (rule, _))| (*method, pattern.as_str(), *rule))
    }

    /// Those that ask again who it is: method, pattern.
    pub fn proven_lately(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let asking = self.0.iter().filter(|(_, (_, proof))| *proof == Proof::Lately);
        asking.map(|((pattern, method), _)| (*method, pattern.as_str()))
    }

    fn add(&mut self, method: &Method, pattern: &str, ruled: (Rule, Proof)) {
        if let Some(verb) = verb(method) {
            self.0.insert((pattern.to_owned(), verb), ruled);
        }
    }
}

/// What our handlers take; a HEAD is answered by whoever answers a GET.
fn verb(method: &Method) -> Option<&'static str> {
    match *method {
        Method::GET | Method::HEAD => Some("GET"),
        Method::POST => Some("POST"),
        _ => None,
    }
}
