//! What the desk finds, and in which order. What a typed text may mean is tested in the domain.

use chrono::NaiveDate;
use mendan_domain::booking::Status;
use mendan_domain::desk::search::wanted;
use mendan_domain::ids::{BookingId, ClientId};
use mendan_service::model::Booking;
use mendan_service::unit::ReadUnit;
use mendan_store::on_both_engines;
use mendan_store::testing::{Engine, Fresh};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, SqliteConnection};

use crate::sample::{City, at, begin, booking, city, february, insert, read};

on_both_engines!(
    she_is_found_by_what_she_says,
    what_is_corrected_is_found_under_its_new_letters_only,
    what_is_to_come_stands_first_and_the_rest_is_counted,
    what_is_typed_into_a_search_field_is_no_pattern,
    bookings_made_before_there_were_terms_get_them_when_migrating,
    another_time_of_hers_beside_a_new_one_is_found,
);

async fn found(tx: &mut dyn ReadUnit, city: &City, typed: &str, limit: i64) -> (Vec<i64>, i64) {
    let wanted = wanted(typed, february(1));
    let (found, total) = tx.bookings_found(city.id, &wanted, at(0), (limit, None)).await.unwrap();
    (found.iter().map(|booking| booking.id.0 % 1000).collect(), total)
}

/// Number, names with their readings, and the day of January 1990 she was born on.
fn person(city: &City, k: i64, [family, given, family_kana, given_kana]: [&str; 4]) -> Booking {
    let mut booking = booking(city, k, k * 60);
    booking.contact.family_name = family.into();
    booking.contact.given_name = given.into();
    booking.contact.family_kana = family_kana.into();
    booking.contact.given_kana = given_kana.into();
    booking.contact.birth_date = NaiveDate::from_ymd_opt(1990, 1, u32::try_from(k).unwrap()).unwrap();
    booking.contact.email = Some(format!("haha{k}@mail.kaku.example"));
    booking.reference = format!("7K3M29{}", k + 22);
    booking
}

async fn she_is_found_by_what_she_says(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    for (k, names) in (1..).zip([
        ["山田", "花子", "ヤマダ", "ハナコ"],
        ["山口", "花子", "ヤマグチ", "ハナコ"],
        ["佐藤", "ゆみ", "サトウ", "ユミ"],
        ["髙橋", "由美", "タカハシ", "ユミ"],
        ["", "Suharti", "", ""],
    ]) {
        assert!(insert(&mut tx, &person(&city, k, names)).await);
    }
    for (typed, expected) in [
        ("やま", vec![1, 2]),
        ("ヤマダ ハナ", vec![1]),
        ("はなこ", vec![1, 2]),
        ("花子 山口", vec![2]),
        ("山", vec![1, 2]),
        ("高橋さん", vec![4]),
        ("由 高", vec![4]),
        ("yumi", vec![3, 4]),
        ("sato", vec![3]),
        ("suharti", vec![5]),
        ("0003", vec![3]),
        ("1234-0002", vec![2]),
        ("090-1234", vec![1, 2, 3, 4, 5]),
        ("2.1.4", vec![4]),
        ("H2.1.4", vec![4]),
        ("はなこ H2.1.2", vec![2]),
        ("はなこ H2.1.4", vec![]),
        ("7k3m", vec![1, 2, 3, 4, 5]),
        ("2924", vec![2]),
        ("7K3M-2925", vec![3]),
        ("haha4@mail", vec![4]),
        ("haha9@mail", vec![]),
    ] {
        let (ids, total) = found(&mut *tx, &city, typed, 10).await;
        assert_eq!((ids.len(), ids), (usize::try_from(total).unwrap(), expected), "{typed}");
    }
}

async fn what_is_corrected_is_found_under_its_new_letters_only(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let first = person(&city, 1, ["山田", "花子", "ヤマダ", "ハナコ"]);
    assert!(insert(&mut tx, &first).await);
    let mut changed = first.clone();
    changed.contact.family_name = "渡邉".into();
    changed.contact.family_kana = "ワタナベ".into();
    changed.contact.phone_e164 = "+81901239999".into();
    changed.version += 1;
    assert!(tx.booking_update(&changed).await.unwrap());
    for (typed, expected) in [("わた", 1), ("渡辺", 1), ("9999", 1), ("ヤマ", 0), ("山田", 0), ("0001", 0), ("花子", 1)]
    {
        assert_eq!(found(&mut *tx, &city, typed, 9).await.1, expected, "{typed}");
    }
    // Another time changes nothing of it.
    changed.sequence = 1;
    changed.version += 1;
    assert!(tx.booking_update(&changed).await.unwrap());
    assert_eq!(found(&mut *tx, &city, "わた", 9).await, (vec![1], 1));
}

async fn what_is_to_come_stands_first_and_the_rest_is_counted(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let names = ["佐藤", "花子", "サトウ", "ハナコ"];
    // 1 to 5 are over, 6 to 10 to come, 11 was cancelled.
    for k in 1..=11 {
        let mut booking = person(&city, k, names);
        let from = if k <= 5 { -k * 60 } else { k * 60 };
        (booking.starts_at, booking.ends_at) = (at(from), at(from + 30));
        (booking.claim.busy.from, booking.claim.busy.until) = (at(from - 10), at(from + 35));
        if k == 11 {
            (booking.open, booking.status) = (false, Status::Cancelled);
        }
        assert!(insert(&mut tx, &booking).await);
    }
    assert_eq!(found(&mut *tx, &city, "さとう", 20).await, (vec![6, 7, 8, 9, 10, 11, 1, 2, 3, 4, 5], 11));
    assert_eq!(found(&mut *tx, &city, "さとう", 3).await, (vec![6, 7, 8], 11), "the soonest are never cut off");
    assert_eq!(found(&mut *tx, &city, "すずき", 3).await, (vec![], 0));
}

async fn what_is_typed_into_a_search_field_is_no_pattern(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    assert!(insert(&mut tx, &booking(&city, 1, 0)).await);
    for typed in ["%", "_", "*", "'", "ヤマダ\0", "\0", "\u{10FFFF}", "ヤ%", "", " ", "ヤマダ %", "\"],[", "{}"]
    {
        assert_eq!(found(&mut *tx, &city, typed, 10).await, (vec![], 0), "{typed:?}");
    }
}

async fn execute(fresh: &Fresh, text: &str) {
    let text = AssertSqlSafe(text.to_owned());
    match fresh.engine {
        Engine::Sqlite => SqliteConnection::connect(&fresh.url).await.unwrap().execute(text).await.map(drop).unwrap(),
        Engine::Postgres => PgConnection::connect(&fresh.url).await.unwrap().execute(text).await.map(drop).unwrap(),
    }
}

async fn bookings_made_before_there_were_terms_get_them_when_migrating(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    for k in 1..=700 {
        assert!(insert(&mut tx, &booking(&city, k, k * 60)).await);
    }
    tx.commit().await.unwrap();
    execute(fresh, "DELETE FROM search_term").await;
    execute(fresh, "UPDATE booking SET search_hash = 0").await;
    assert_eq!(found(&mut *read(fresh).await, &city, "花子", 1).await.1, 0);
    fresh.store.migrate().await.unwrap();
    assert_eq!(found(&mut *read(fresh).await, &city, "花子", 1).await.1, 700);
}

async fn another_time_of_hers_beside_a_new_one_is_found(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let hers = booking(&city, 1, 60);
    let cancelled = Booking {
        client: hers.client,
        kind: city.kinds[1],
        status: Status::Cancelled,
        open: false,
        ..booking(&city, 2, 120)
    };
    assert!(insert(&mut tx, &hers).await);
    assert!(tx.booking_insert(&cancelled).await.unwrap());
    for (from, until, met) in
        [(0, 60, false), (30, 61, true), (60, 90, true), (89, 100, true), (90, 120, false), (120, 150, false)]
    {
        let beside = tx.booking_beside(hers.client, at(from), at(until)).await.unwrap();
        assert_eq!(beside.map(|booking| booking.id), met.then_some(BookingId(hers.id.0)), "{from} to {until}");
    }
    assert_eq!(tx.booking_beside(ClientId(7), at(0), at(900)).await.unwrap(), None);
}
