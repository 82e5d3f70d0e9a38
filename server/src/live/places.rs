//! Places for those who watch: each costs memory and a connection, so a session has so many, and all together have so many.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Pages that one session watches at once. Browsers give theirs back when nobody looks at them.
const OF_SESSION: usize = 8;
/// Pages that are watched at once.
const ALL: usize = 2000;

/// The places of this process.
#[derive(Default)]
pub struct Places(Mutex<HashMap<i64, usize>>);

/// A place, until it is dropped.
pub struct Place {
    places: Arc<Places>,
    session: i64,
}

impl Places {
    /// Takes a place for a session; none: it has as many as it may, or all are taken.
    pub fn take(self: &Arc<Self>, session: i64) -> Option<Place> {
        let mut taken = self.taken();
        let full = taken.values().sum::<usize>() >= ALL;
        let own = taken.get(&session).copied().unwrap_or_default();
        if full || own >= OF_SESSION {
            return None;
        }
        taken.insert(session, own + 1);
        count(&taken);
        drop(taken);
        Some(Place { places: Arc::clone(self), session })
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<i64, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        if let Some(own) = taken.get_mut(&self.session) {
            *own = own.saturating_sub(1);
            if *own == 0 {
                taken.remove(&self.session);
            }
        }
        count(&taken);
    }
}

fn count(taken: &HashMap<i64, usize>) {
    let all = u32::try_from(taken.values().sum::<usize>()).unwrap_or(u32::MAX);
    metrics::gauge!("mendan_open_pages").set(f64::from(all));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_has_its_share_and_gives_it_back() {
        let places = Arc::new(Places::default());
        let mut held: Vec<Place> = (0..OF_SESSION).map(|_| places.take(1).expect("a place")).collect();
        assert!(places.take(1).is_none());
        assert!(places.take(2).is_some(), "another one has her own");
        held.pop();
        assert!(places.take(1).is_some());
        drop(held);
        assert!(places.taken().is_empty(), "nothing is kept of who has gone");
    }

    #[test]
    fn all_together_have_so_many() {
        let places = Arc::new(Places::default());
        let sessions = i64::try_from(ALL).expect("a number");
        let held: Vec<Place> = (0..sessions).map(|session| places.take(session).expect("a place")).collect();
        assert!(places.take(-1).is_none());
        drop(held);
        assert!(places.take(-1).is_some());
    }
}
