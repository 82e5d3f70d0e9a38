//! Files on their way into a city, what became of their rows, and taking it back: of each city its own.

use mendan_domain::import::field::Sort;
use mendan_service::import::repository::{DraftRow, ImportDraftId, ImportKey, ImportRunId, TakenBack};
use mendan_service::model::{OutboxRow, OutboxState};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{City, at, begin, booking, city, insert, message, read};
use crate::waits::until_somebody_waits;

on_both_engines!(
    a_file_is_its_owners_and_a_new_one_takes_its_place,
    rows_are_known_again_with_the_version_their_booking_has_now,
    taking_back_leaves_what_was_touched_or_told_and_every_other_city,
    what_is_being_told_while_it_is_taken_back_stays,
);

fn draft(city: &City, id: i64, sealed: &[u8]) -> DraftRow {
    DraftRow {
        id: ImportDraftId(id),
        municipality: city.id,
        staff: city.staff[0],
        sort: Sort::Bookings,
        sealed: sealed.to_vec(),
        created_at: at(id),
    }
}

fn key(city: &City, k: i64, run: i64) -> ImportKey {
    let booking = booking(city, k, k * 100);
    ImportKey {
        key: format!("n:{k}"),
        booking: booking.id,
        version: booking.version,
        row_hash: vec![7, 255],
        run: ImportRunId(run),
    }
}

async fn a_file_is_its_owners_and_a_new_one_takes_its_place(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    tx.import_draft_save(&draft(&one, 1, b"first")).await.unwrap();
    tx.import_draft_save(&draft(&two, 2, b"other")).await.unwrap();
    tx.import_draft_save(&draft(&one, 3, b"second")).await.unwrap();
    assert_eq!(tx.import_draft(one.id, one.staff[0], Sort::Bookings).await.unwrap(), Some(draft(&one, 3, b"second")));
    for (city, staff, sort) in
        [(&one, one.staff[1], Sort::Bookings), (&one, one.staff[0], Sort::Staff), (&two, one.staff[0], Sort::Bookings)]
    {
        assert_eq!(tx.import_draft(city.id, staff, sort).await.unwrap(), None);
    }
    tx.import_draft_delete(two.id, one.staff[0], Sort::Bookings).await.unwrap();
    assert!(tx.import_draft(one.id, one.staff[0], Sort::Bookings).await.unwrap().is_some());
    tx.import_draft_delete(one.id, one.staff[0], Sort::Bookings).await.unwrap();
    assert!(tx.import_draft(one.id, one.staff[0], Sort::Bookings).await.unwrap().is_none());
    assert!(tx.import_draft(two.id, two.staff[0], Sort::Bookings).await.unwrap().is_some());
}

async fn rows_are_known_again_with_the_version_their_booking_has_now(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    let mut made = booking(&one, 1, 100);
    assert!(insert(&mut tx, &made).await);
    tx.import_keys_save(one.id, "台帳", &[key(&one, 1, 5)]).await.unwrap();
    assert_eq!(tx.import_keys(one.id, "台帳").await.unwrap(), [(key(&one, 1, 5), 0)]);
    assert_eq!(
        (tx.import_keys(one.id, "").await.unwrap(), tx.import_keys(two.id, "台帳").await.unwrap()),
        (vec![], vec![])
    );
    made.version = 1;
    assert!(tx.booking_update(&made).await.unwrap());
    assert_eq!(tx.import_keys(one.id, "台帳").await.unwrap()[0].1, 1);
    // Written again it keeps the import that made its booking.
    let again = ImportKey { version: 1, row_hash: vec![8], run: ImportRunId(6), ..key(&one, 1, 5) };
    tx.import_keys_save(one.id, "台帳", std::slice::from_ref(&again)).await.unwrap();
    assert_eq!(tx.import_keys(one.id, "台帳").await.unwrap(), [(ImportKey { run: ImportRunId(5), ..again }, 1)]);
    let open = tx.bookings_open(one.id).await.unwrap();
    assert_eq!(open.iter().map(|open| (open.id, open.starts_at)).collect::<Vec<_>>(), [(made.id, made.starts_at)]);
    let contact = &made.contact;
    let known = ((contact.phone_e164.clone(), contact.birth_date), made.claim.staff);
    assert_eq!(tx.nurses_since(one.id, at(0)).await.unwrap(), [known]);
    assert_eq!(
        (tx.bookings_open(two.id).await.unwrap().len(), tx.nurses_since(one.id, at(9_000)).await.unwrap().len()),
        (0, 0)
    );
}

async fn taking_back_leaves_what_was_touched_or_told_and_every_other_city(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    for city in [&one, &two] {
        for k in 1..=4 {
            assert!(insert(&mut tx, &booking(city, k, k * 100)).await);
        }
        tx.import_keys_save(city.id, "", &[key(city, 1, 5), key(city, 2, 5), key(city, 3, 5)]).await.unwrap();
    }
    let mut touched = booking(&one, 2, 200);
    touched.version = 1;
    assert!(tx.booking_update(&touched).await.unwrap());
    let told = booking(&one, 3, 300);
    let sent = OutboxRow { state: OutboxState::Sent, finished_at: Some(at(1)), ..message(&one, told.id, 3, 0) };
    tx.outbox_insert(&[message(&one, booking(&one, 1, 100).id, 1, 0), sent]).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = begin(fresh).await;
    let back = tx.import_take_back(one.id, ImportRunId(5)).await.unwrap();
    assert_eq!(back, TakenBack { gone: 1, kept: 2 });
    assert_eq!(tx.import_take_back(one.id, ImportRunId(5)).await.unwrap(), TakenBack::default());
    tx.commit().await.unwrap();
    let mut unit = read(fresh).await;
    let left = |bookings: Vec<mendan_service::model::Booking>| bookings.len();
    assert_eq!(left(unit.bookings_between(one.id, at(0), at(9_000)).await.unwrap()), 3);
    assert_eq!(left(unit.bookings_between(two.id, at(0), at(9_000)).await.unwrap()), 4);
    assert_eq!(unit.import_keys(one.id, "").await.unwrap().len(), 2);
}

async fn what_is_being_told_while_it_is_taken_back_stays(fresh: &Fresh) {
    let one = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let made = booking(&one, 1, 100);
    assert!(insert(&mut tx, &made).await);
    tx.import_keys_save(one.id, "", &[key(&one, 1, 5)]).await.unwrap();
    tx.outbox_insert(&[message(&one, made.id, 1, 0)]).await.unwrap();
    tx.commit().await.unwrap();
    // A worker has the letter in its hands, and nobody sees that yet.
    let mut worker = begin(fresh).await;
    assert_eq!(worker.outbox_claim(1, at(1), at(30), 9).await.unwrap().rows.len(), 1);
    let taking_back = async {
        let mut tx = begin(fresh).await;
        let back = tx.import_take_back(one.id, ImportRunId(5)).await.unwrap();
        tx.commit().await.unwrap();
        back
    };
    let told = async {
        until_somebody_waits(fresh).await;
        worker.commit().await.unwrap();
    };
    let (back, ()) = tokio::join!(taking_back, told);
    assert_eq!(back, TakenBack { gone: 0, kept: 1 });
    assert!(read(fresh).await.booking(one.id, made.id).await.unwrap().is_some());
}
