//! A case: a town, what happens in it, what is decided later, what happens then.

use std::cell::Cell;
use std::sync::Arc;

use chrono::Duration;
use mendan_service::secret::Secret;
use mendan_service::unit::WriteUnit;
use mendan_service::{Ports, Services, Settings};
use mendan_store::testing::{Engine, Fresh};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};

use crate::support::acts::{Act, any_act};
use crate::support::build::{self, Number, at};
use crate::support::doubles::{Seeded, SetClock, Silent, her_rooms};
use crate::support::town::{Nurse, Place, Shut, Sort, Town, any_nurse, any_place, any_shut, any_sort, any_town};
use crate::support::world::World;

#[derive(Debug, Clone)]
pub struct Case {
    pub town: Town,
    /// Minutes after the first day begins.
    pub now: i64,
    /// Minutes from now to where people crowd.
    pub crowd: i64,
    pub acts: Vec<Act>,
    pub change: Option<Change>,
    /// Whose times are published again after the change.
    pub again: Again,
    pub later: Vec<Act>,
    /// What the promise looks at.
    pub picks: Vec<(Index, usize, usize)>,
}

#[derive(Debug, Clone, Copy)]
pub enum Again {
    Nobody,
    Everybody,
    Nurse(usize),
}

/// What is decided after publishing.
#[derive(Debug, Clone)]
pub enum Change {
    Kind(usize, Sort),
    /// Minutes of a kind: what is published again lasts as long as that, the rest as before.
    Length(usize, i64),
    Nurse(usize, Nurse),
    Office(usize, Place),
    Closure(Shut),
    YearEnd(bool),
}

fn any_case() -> impl Strategy<Value = Case> {
    let change = prop_oneof![
        4 => (0_usize..2, any_sort()).prop_map(|(index, sort)| Change::Kind(index, sort)),
        3 => (0_usize..2, 4_i64..13).prop_map(|(index, minutes)| Change::Length(index, minutes * 5)),
        2 => (0_usize..3, any_nurse()).prop_map(|(index, nurse)| Change::Nurse(index, nurse)),
        2 => (0_usize..2, any_place()).prop_map(|(index, place)| Change::Office(index, place)),
        2 => any_shut().prop_map(Change::Closure),
        1 => any::<bool>().prop_map(Change::YearEnd),
    ];
    let now = prop_oneof![1 => -4320_i64..0, 3 => 0_i64..8000];
    let crowd = prop_oneof![1 => Just(0_i64), 2 => 0_i64..8000];
    let again = prop_oneof![
        1 => Just(Again::Nobody),
        1 => Just(Again::Everybody),
        2 => (0_usize..3).prop_map(Again::Nurse),
    ];
    let picks = vec((any::<Index>(), 0_usize..64, 0_usize..8), 24);
    let parts = (vec(any_act(), 0..24), proptest::option::of(change), again, vec(any_act(), 0..10));
    (any_town(), now, crowd, parts, picks).prop_map(|(town, now, crowd, (acts, change, again, later), picks)| Case {
        town,
        now,
        crowd,
        acts,
        change,
        again,
        later,
        picks,
    })
}

/// The use cases on a database.
pub fn services(fresh: &Fresh, clock: &Arc<SetClock>) -> Services {
    services_with(fresh, clock, Settings::default())
}

/// The same, as an operator decided.
pub fn services_with(fresh: &Fresh, clock: &Arc<SetClock>, settings: Settings) -> Services {
    services_on(ports(fresh, clock), settings)
}

/// The same, on ports of a test's own.
pub fn services_on(ports: Ports, settings: Settings) -> Services {
    Services::new(ports, Secret::new("a secret of the tests, long enough"), settings)
}

/// The outside of the use cases.
pub fn ports(fresh: &Fresh, clock: &Arc<SetClock>) -> Ports {
    Ports {
        store: Arc::clone(&fresh.store),
        clock: Arc::<SetClock>::clone(clock),
        entropy: Arc::new(Seeded::default()),
        bell: Arc::new(Silent),
        video: Arc::new(her_rooms()),
    }
}

/// Keeps a promise in many cases, each in a city of its own.
pub fn in_every_case(fresh: &Fresh, promise: &impl AsyncFn(&mut World, &Case)) {
    let cases = match fresh.engine {
        Engine::Sqlite => 60,
        Engine::Postgres => 25,
    };
    let clock = Arc::new(SetClock::default());
    let services = services(fresh, &clock);
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 2000,
        max_shrink_time: 40_000,
        ..Config::default()
    };
    let number = Cell::new(0);
    let outcome = TestRunner::new(config).run(&any_case(), |case| {
        number.set(number.get() + 1);
        clock.set(at(&case.town, case.now));
        let keeping = async {
            let (services, clock) = (services.clone(), Arc::clone(&clock));
            let mut world =
                World::open((services, Arc::clone(&fresh.store)), clock, Number(number.get()), &case.town).await;
            world.crowded_from = world.services.now() + Duration::minutes(case.crowd);
            world.publish(None).await;
            world.close_late().await;
            promise(&mut world, &case).await;
        };
        tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(keeping));
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

impl World {
    /// Everything that happens before the promise is looked at.
    pub async fn live(&mut self, case: &Case) {
        for act in &case.acts {
            self.act(act).await;
        }
        self.decide(case).await;
    }

    /// The closures nobody knew of when the times were published.
    async fn close_late(&mut self) {
        let (number, town) = (self.number, self.town.clone());
        self.set_up(async |tx: &mut dyn WriteUnit| {
            for (index, shut) in town.closures.iter().enumerate().filter(|(_, shut)| shut.late) {
                tx.closure_save(number.city(), &build::closure(number, &town, index, shut)).await.unwrap();
            }
        })
        .await;
    }

    /// The change, and publishing after it.
    pub async fn decide(&mut self, case: &Case) {
        if let Some(change) = &case.change {
            let (number, town) = (self.number, self.town.clone());
            self.set_up(async |tx: &mut dyn WriteUnit| write(tx, number, &town, change).await).await;
        }
        match case.again {
            Again::Nobody => {}
            Again::Everybody => _ = self.publish(None).await,
            Again::Nurse(index) => _ = self.publish(Some(index)).await,
        }
    }
}

async fn write(tx: &mut dyn WriteUnit, number: Number, town: &Town, change: &Change) {
    let id = number.city();
    let done = match change {
        Change::Kind(index, sort) => tx.kind_update(id, &build::kind(number, *index, sort)).await,
        Change::Length(index, minutes) => {
            let sort = Sort { minutes: *minutes, ..town.kinds[*index].clone() };
            tx.kind_update(id, &build::kind(number, *index, &sort)).await
        }
        Change::Nurse(index, nurse) => tx.staff_update(&build::nurse(number, *index, nurse)).await,
        Change::Office(index, place) => tx.office_update(id, &build::office(number, *index, place)).await,
        Change::Closure(shut) => tx.closure_save(id, &build::closure(number, town, 90, shut)).await,
        Change::YearEnd(closed) => tx.year_end_set(id, *closed).await,
    };
    done.unwrap();
}
