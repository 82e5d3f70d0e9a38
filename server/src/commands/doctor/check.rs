//! What a check is, and what it finds.

use async_trait::async_trait;
use mendan_words::Doctor;
use serde::Serialize;

use super::around::Around;

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// As it should be.
    Good,
    /// It could not be looked at.
    Unknown,
    /// Something is to be done.
    Mend,
}

/// What a check found: what is so, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How it is.
    pub state: State,
    /// What is so, a sentence each.
    pub said: Vec<String>,
    /// What to do, a step each.
    pub mend: Vec<String>,
}

impl Finding {
    /// It is well.
    pub fn good(said: impl Into<String>) -> Self {
        Self { state: State::Good, said: vec![said.into()], mend: Vec::new() }
    }

    /// Something is to be done.
    pub fn mend(said: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { state: State::Mend, said: vec![said.into()], mend: vec![mend.into()] }
    }

    /// It could not be looked at.
    pub fn unknown(said: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { state: State::Unknown, said: vec![said.into()], mend: vec![mend.into()] }
    }

    /// All of them as one: where something is wrong, what is well is not told.
    pub fn of(all: impl IntoIterator<Item = Self>, none: impl FnOnce() -> Self) -> Self {
        all.into_iter().reduce(Self::and).unwrap_or_else(none)
    }

    fn and(mut self, other: Self) -> Self {
        let (worse, better) =
            if other.state > self.state { (other.state, self.state) } else { (self.state, other.state) };
        if better == State::Good && worse != State::Good {
            return if self.state == worse { self } else { other };
        }
        self.state = worse;
        self.said.extend(other.said.into_iter().filter(|said| !self.said.contains(said)).collect::<Vec<_>>());
        self.mend.extend(other.mend.into_iter().filter(|mend| !self.mend.contains(mend)).collect::<Vec<_>>());
        self
    }
}

/// One thing that is looked at. To add one: its file, its line in `super::CHECKS`, its words in `locales/<language>/doctor.ftl`.
#[async_trait]
pub trait Check: Send + Sync {
    /// What machines know it by.
    fn name(&self) -> &'static str;
    /// What people call it.
    fn title(&self, t: &Doctor) -> &'static str;
    /// Looks.
    async fn look(&self, around: &Around) -> Finding;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_of_several_is_told_and_nothing_twice() {
        let none = || Finding::good("none");
        let all =
            [Finding::good("a"), Finding::mend("b", "do b"), Finding::unknown("c", "do c"), Finding::mend("b", "do b")];
        let found = Finding::of(all, none);
        assert_eq!(
            (found.state, found.said, found.mend),
            (State::Mend, vec!["b".to_owned(), "c".to_owned()], vec!["do b".to_owned(), "do c".to_owned()])
        );
        assert_eq!(Finding::of([], none), Finding::good("none"));
    }
}
