//! So many in so much time, counted exactly: for limits that are told to people as numbers.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// At most `most` in any stretch of `span`, for each key. In the memory of this process.
pub struct Window<K> {
    most: usize,
    span: Duration,
    taken: Mutex<HashMap<K, VecDeque<Instant>>>,
}

impl<K: Eq + Hash> Window<K> {
    /// Nothing was taken yet.
    pub fn new(most: usize, span: Duration) -> Self {
        Self { most, span, taken: Mutex::default() }
    }

    fn locked(&self) -> MutexGuard<'_, HashMap<K, VecDeque<Instant>>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes one. `false` when there is none left.
    pub fn take(&self, key: K) -> bool {
        let now = Instant::now();
        let mut taken = self.locked();
        let times = taken.entry(key).or_default();
        times.retain(|at| now.saturating_duration_since(*at) < self.span);
        let free = times.len() < self.most;
        if free {
            times.push_back(now);
        }
        free
    }

    /// How many were taken.
    pub fn count(&self, key: &K) -> usize {
        let now = Instant::now();
        let recent = |at: &&Instant| now.saturating_duration_since(**at) < self.span;
        self.locked().get(key).map_or(0, |times| times.iter().filter(recent).count())
    }

    /// Gives the latest one back: nothing came of it.
    pub fn give_back(&self, key: &K) {
        if let Some(times) = self.locked().get_mut(key) {
            times.pop_back();
        }
    }

    /// Forgets who has been quiet; without it the table would grow for ever.
    pub fn forget_quiet(&self) {
        let now = Instant::now();
        self.locked()
            .retain(|_, times| times.back().is_some_and(|latest| now.saturating_duration_since(*latest) < self.span));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_and_no_more_for_each_key() {
        let window = Window::new(3, Duration::from_mins(10));
        assert!((0..3).all(|_| window.take("a")) && !window.take("a"));
        assert!(window.take("b"), "another one has her own");
        assert_eq!((window.count(&"a"), window.count(&"c")), (3, 0));
        window.give_back(&"a");
        assert!(window.take("a") && !window.take("a"));
        window.forget_quiet();
        assert!(!window.take("a"), "who was busy is remembered");
    }

    #[test]
    fn what_was_taken_comes_back_when_its_time_is_over() {
        let window = Window::new(1, Duration::ZERO);
        assert!(window.take("a") && window.take("a"));
        window.forget_quiet();
        assert!(window.locked().is_empty());
    }
}
