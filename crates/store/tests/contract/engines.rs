//! Being ready, and errors in the words of the port.

use std::time::{Duration, Instant};

use chrono::NaiveDate;
use mendan_domain::ids::BookingId;
use mendan_service::model::Owner;
use mendan_service::ports::StoreError;
use mendan_store::testing::{Engine, Fresh};
use mendan_store::{Options, on_both_engines, open, sqlite_path};
use sqlx::{Connection as _, Executor as _, PgConnection, SqliteConnection};

use crate::sample::{begin, booking, city, claim, insert};

on_both_engines!(
    migrating_twice_is_migrating_once,
    a_database_without_all_migrations_is_not_ready,
    a_word_nobody_knows_is_an_error_not_a_panic,
    a_lock_that_stays_is_busy,
);

async fn execute(fresh: &Fresh, text: &'static str) {
    match fresh.engine {
        Engine::Sqlite => SqliteConnection::connect(&fresh.url).await.unwrap().execute(text).await.map(drop).unwrap(),
        Engine::Postgres => PgConnection::connect(&fresh.url).await.unwrap().execute(text).await.map(drop).unwrap(),
    }
}

async fn migrating_twice_is_migrating_once(fresh: &Fresh) {
    assert!(fresh.store.ready().await.unwrap());
    fresh.store.migrate().await.unwrap();
    assert!(fresh.store.ready().await.unwrap());
}

async fn a_database_without_all_migrations_is_not_ready(fresh: &Fresh) {
    execute(fresh, "DELETE FROM _sqlx_migrations").await;
    assert!(!fresh.store.ready().await.unwrap());
    execute(fresh, "DROP TABLE _sqlx_migrations").await;
    assert!(!fresh.store.ready().await.unwrap());
}

async fn a_word_nobody_knows_is_an_error_not_a_panic(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let booking = booking(&city, 1, 0);
    assert!(insert(&mut tx, &booking).await);
    tx.commit().await.unwrap();
    for text in ["UPDATE booking SET language = 'xx'", "UPDATE booking SET language = 'ja', birth_date = '1998-02-30'"]
    {
        execute(fresh, text).await;
        let outcome = begin(fresh).await.booking(city.id, booking.id).await;
        assert!(matches!(outcome, Err(StoreError::Corrupt(_))), "{outcome:?}");
    }
    execute(fresh, "UPDATE municipality SET timezone = 'Mars/Olympus'").await;
    let outcome = begin(fresh).await.catalogue(city.id, NaiveDate::default()).await;
    assert!(matches!(outcome, Err(StoreError::Corrupt(_))), "{outcome:?}");
}

async fn a_lock_that_stays_is_busy(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let wish = claim(city.staff[0], None, 0, 45);
    let owner = Owner::Booking(BookingId(1));
    let mut first = begin(fresh).await;
    assert!(first.occupy(&wish, owner).await.unwrap());
    let begun = Instant::now();
    let second = async {
        let mut tx = fresh.store.begin().await?;
        tx.occupy(&wish, owner).await
    };
    let outcome = second.await;
    assert!(matches!(outcome, Err(StoreError::Busy(_))), "{outcome:?}");
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
    first.commit().await.unwrap();
    // And it recovers.
    assert!(!begin(fresh).await.occupy(&wish, owner).await.unwrap());
}

#[tokio::test]
async fn a_server_that_is_not_there_is_said_so() {
    let options = Options { max_connections: 2 };
    // The discard port: nobody answers.
    let store = open("postgres://mendan@127.0.0.1:9/mendan", &options).await.unwrap();
    for outcome in [store.ready().await.map(drop), store.begin().await.map(drop), store.migrate().await] {
        assert!(matches!(outcome, Err(StoreError::Busy(_) | StoreError::Unavailable(_))), "{outcome:?}");
    }
}

#[tokio::test]
async fn a_path_that_others_would_read_as_an_address_is_refused() {
    for odd in ["sqlite:///tmp/mendan?x=1.db", "sqlite:///tmp/mendan#1.db", "sqlite:///tmp/mendan%41.db"] {
        let said = open(odd, &Options::default()).await.err().map(|error| format!("{error:?}")).unwrap_or_default();
        assert!(said.contains("must not contain"), "{odd}: {said}");
    }
}

#[tokio::test]
async fn an_address_nobody_knows_is_refused() {
    for url in ["", "mysql://x", "sqlite:", "/data/mendan.db"] {
        assert!(open(url, &Options::default()).await.is_err(), "{url}");
    }
    let path = |url| sqlite_path(url).map(|path| path.display().to_string());
    assert_eq!(path("sqlite://data/mendan.db"), Some("data/mendan.db".into()));
    assert_eq!(path("sqlite:///var/mendan.db"), Some("/var/mendan.db".into()));
    assert_eq!(path("sqlite:mendan.db"), Some("mendan.db".into()));
    assert_eq!(path("postgres://x/y"), None);
}
