//! The ways to all mail servers, as this process knows them: one for that of the installation, one for each city's own. What one
//! of them refuses, or thinks about for long, keeps no letter from another.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use mendan_domain::ids::MunicipalityId;

use super::gate::Gate;
use super::lanes::Lanes;
use crate::message::relay::Route;

/// The way to one mail server.
#[derive(Debug)]
pub(super) struct Passage {
    /// Whether it takes us.
    pub(super) gate: Gate,
    /// So many letters at a time.
    pub(super) lanes: Lanes,
}

#[derive(Debug, Default)]
struct Known {
    /// By whose it is (none: the installation's), with the version of what it leads to.
    passages: HashMap<Option<MunicipalityId>, (i64, Arc<Passage>)>,
    /// Cities of which an alarm says that a server refuses their mails, and its words.
    alarms: HashMap<MunicipalityId, String>,
    looked: Option<Instant>,
}

/// All of them.
#[derive(Debug)]
pub(super) struct Gates {
    known: Mutex<Known>,
    /// Letters at a time to each server.
    places: usize,
}

impl Gates {
    /// Up to `places` letters at a time to each server, and twice as many more that are answered slowly.
    pub(super) fn new(places: usize) -> Self {
        Self { known: Mutex::default(), places }
    }

    /// The way that a letter of that city takes. One that leads elsewhere by now is forgotten with all that was known of it.
    pub(super) fn to(&self, city: MunicipalityId, route: &Route, now: DateTime<Utc>) -> Arc<Passage> {
        let (whose, version) = match route {
            Route::Common => (None, 0),
            Route::Own { version, .. } => (Some(city), *version),
        };
        let mut known = self.known();
        let told = known.alarms.get(&city).cloned();
        let fresh = || {
            let lanes = Lanes::new(self.places, self.places * 2);
            (version, Arc::new(Passage { gate: Gate::default(), lanes }))
        };
        let passage = known.passages.entry(whose).or_insert_with(fresh);
        if passage.0 < version {
            *passage = fresh();
        }
        if let Some(why) = told {
            passage.1.gate.believe(&why, now);
        }
        Arc::clone(&passage.1)
    }

    /// Whether it is time to look at the alarms in the database: another process may have raised or ended one.
    pub(super) fn wants_to_look(&self, every: Duration) -> bool {
        let mut known = self.known();
        let due = known.looked.is_none_or(|looked| looked.elapsed() > every);
        if due {
            known.looked = Some(Instant::now());
        }
        due
    }

    /// What the alarms say.
    pub(super) fn heard(&self, alarms: impl Iterator<Item = (MunicipalityId, String)>) {
        self.known().alarms = alarms.collect();
    }

    /// An alarm of that city was raised.
    pub(super) fn alarm(&self, city: MunicipalityId, why: &str) {
        self.known().alarms.insert(city, why.to_owned());
    }

    /// The cities that have an alarm to end.
    pub(super) fn alarmed(&self) -> Vec<MunicipalityId> {
        self.known().alarms.keys().copied().collect()
    }

    /// The alarm of that city was ended.
    pub(super) fn calm(&self, city: MunicipalityId) {
        self.known().alarms.remove(&city);
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::super::gate::Way;
    use super::*;
    use crate::message::relay::Relay;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(0, 0).unwrap_or_default()
    }

    fn own(version: i64) -> Route {
        Route::Own { version, relay: Arc::new(Relay::default()) }
    }

    #[test]
    fn a_server_that_refuses_shuts_its_own_way_alone() {
        let (gates, one, two) = (Gates::new(1), MunicipalityId(1), MunicipalityId(2));
        assert!(gates.to(one, &own(1), now()).gate.refused(Instant::now(), now(), "535 no"));
        assert!(matches!(gates.to(one, &own(1), now()).gate.enter(now()), Way::Shut(..)));
        assert_eq!(gates.to(two, &own(1), now()).gate.enter(now()), Way::Open, "another city's own");
        assert_eq!(gates.to(two, &Route::Common, now()).gate.enter(now()), Way::Open, "the installation's");
        gates.to(two, &Route::Common, now()).gate.refused(Instant::now(), now(), "421 no");
        let third = gates.to(MunicipalityId(3), &Route::Common, now());
        assert!(matches!(third.gate.enter(now()), Way::Shut(..)), "the same server for all who share it");
    }

    #[test]
    fn a_way_that_leads_elsewhere_is_open() {
        let (gates, city) = (Gates::new(1), MunicipalityId(1));
        let before = gates.to(city, &own(1), now());
        before.gate.refused(Instant::now(), now(), "535 no");
        assert_eq!(gates.to(city, &own(2), now()).gate.enter(now()), Way::Open);
        // A letter that was on its way before says nothing of the new one.
        before.gate.refused(Instant::now(), now(), "535 no");
        assert_eq!(gates.to(city, &own(2), now()).gate.enter(now()), Way::Open);
    }

    #[test]
    fn a_process_that_begins_under_an_alarm_sends_one_ahead_in_that_city() {
        let (gates, one, two) = (Gates::new(1), MunicipalityId(1), MunicipalityId(2));
        gates.heard([(one, "504 no".to_owned())].into_iter());
        assert_eq!(gates.to(one, &own(1), now()).gate.enter(now()), Way::Open);
        assert!(matches!(gates.to(one, &own(1), now()).gate.enter(now()), Way::Shut(..)));
        for _ in 0..2 {
            assert_eq!(gates.to(two, &own(1), now()).gate.enter(now()), Way::Open);
        }
        gates.calm(one);
        assert_eq!(gates.alarmed(), []);
    }
}
