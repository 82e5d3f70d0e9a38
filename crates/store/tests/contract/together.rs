//! Many write at the same moment, on SQLite in one commit, and some of them fail: each alone.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use mendan_domain::ids::BookingId;
use mendan_service::model::{Booking, Claim, Owner};
use mendan_service::ports::{Store, StoreResult};
use mendan_service::unit::WriteUnit;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

use crate::sample::{begin, booking, city, claim, insert, read};

on_both_engines!(whoever_fails_among_many_takes_nobody_along);

/// What somebody does among many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Does {
    Books,
    /// Her time belongs to somebody else, which she finds out after her booking was written.
    IsTooLate,
    /// A mistake of ours, after her booking was written.
    Panics,
    /// Her connection is cut, after her booking was written.
    IsCut,
}

/// Nobody is at an edge alone, and each stands beside each other.
const CROWD: [Does; 9] = [
    Does::Books,
    Does::IsTooLate,
    Does::Books,
    Does::Panics,
    Does::IsTooLate,
    Does::IsCut,
    Does::Panics,
    Does::Books,
    Does::IsCut,
];

type Beginning = Pin<Box<dyn Future<Output = StoreResult<Box<dyn WriteUnit>>> + Send>>;

/// Stands in the queue when this is back, where there is one.
fn queue(store: Arc<dyn Store>) -> (Beginning, Option<StoreResult<Box<dyn WriteUnit>>>) {
    let mut beginning: Beginning = Box::pin(async move { store.begin().await });
    match beginning.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(tx) => (beginning, Some(tx)),
        Poll::Pending => (beginning, None),
    }
}

/// Whether she was booked. Tells who is at work and waits to be cut off.
async fn act(
    (beginning, begun): (Beginning, Option<StoreResult<Box<dyn WriteUnit>>>),
    does: Does,
    wish: Booking,
    at_work: UnboundedSender<usize>,
    n: usize,
) -> StoreResult<bool> {
    let mut tx = match begun {
        Some(begun) => begun?,
        None => beginning.await?,
    };
    assert!(insert(&mut tx, &wish).await);
    let won = tx.occupy(&wish.claim, Owner::Booking(wish.id)).await?;
    assert_eq!(won, does != Does::IsTooLate);
    match does {
        Does::Books => tx.commit().await?,
        Does::IsTooLate => drop(tx),
        Does::Panics => panic!("in the middle of her work"),
        Does::IsCut => {
            at_work.send(n).expect("somebody listens");
            std::future::pending::<()>().await;
        }
    }
    Ok(won)
}

async fn whoever_fails_among_many_takes_nobody_along(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let taken = claim(city.staff[0], None, -60, -20);
    let mut tx = begin(fresh).await;
    assert!(tx.occupy(&taken, Owner::Booking(BookingId(1))).await.unwrap());
    tx.commit().await.unwrap();
    let (at_work, mut working) = unbounded_channel();
    for round in 0..5 {
        // Whoever has the writer keeps it until all the others wait for it.
        let first = begin(fresh).await;
        let crowd: Vec<(usize, Does)> = CROWD.into_iter().cycle().take(27).enumerate().collect();
        let wishes: Vec<Booking> =
            crowd.iter().map(|(n, does)| wish(&city, round * 100 + n + 1, *does, taken)).collect();
        let tasks: Vec<JoinHandle<StoreResult<bool>>> = crowd
            .iter()
            .zip(&wishes)
            .map(|((n, does), wish)| {
                tokio::spawn(act(queue(fresh.store.clone()), *does, wish.clone(), at_work.clone(), *n))
            })
            .collect();
        // It is answered with those who share its commit, and some of them wait to be cut off.
        let first = tokio::spawn(first.commit());
        for _ in crowd.iter().filter(|(_, does)| *does == Does::IsCut) {
            tasks[working.recv().await.unwrap()].abort();
        }
        first.await.unwrap().unwrap();
        for ((n, does), task) in crowd.iter().zip(tasks) {
            let outcome = task.await;
            match does {
                Does::Books => assert!(outcome.unwrap().unwrap(), "{n}"),
                Does::IsTooLate => assert!(!outcome.unwrap().unwrap(), "{n}"),
                Does::Panics => assert!(outcome.unwrap_err().is_panic(), "{n}"),
                Does::IsCut => assert!(outcome.unwrap_err().is_cancelled(), "{n}"),
            }
        }
        let mut reader = read(fresh).await;
        for ((n, does), wish) in crowd.iter().zip(&wishes) {
            let stored = reader.booking(city.id, wish.id).await.unwrap();
            assert_eq!(stored.is_some(), *does == Does::Books, "{n}, who {does:?}");
        }
        // The guard has what the bookings say: hers, nobody's, and still the first one's.
        drop(reader);
        let mut tx = begin(fresh).await;
        for ((n, does), wish) in crowd.iter().zip(&wishes) {
            let owner = Owner::Booking(if *does == Does::IsTooLate { BookingId(1) } else { wish.id });
            let owned = tx.transfer(&wish.claim, owner, owner).await.unwrap();
            assert_eq!(owned, matches!(does, Does::Books | Does::IsTooLate), "{n}, who {does:?}");
        }
    }
}

/// A booking at a time of its own, or at the one that is taken.
fn wish(city: &crate::sample::City, k: usize, does: Does, taken: Claim) -> Booking {
    let k = i64::try_from(k).unwrap();
    let mut wish = booking(city, k, k * 60);
    wish.claim.room = None;
    if does == Does::IsTooLate {
        wish.claim = taken;
        wish.starts_at = taken.busy.from;
        wish.ends_at = taken.busy.until;
    }
    wish
}
