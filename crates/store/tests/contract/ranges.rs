//! What members did to times can be undone in its city until its time is over, and once.

use mendan_service::range::repository::{RangeUndo, RangeUndoId};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{at, begin, city, read};

on_both_engines!(an_act_on_times_is_kept_for_its_city_until_it_is_over);

async fn an_act_on_times_is_kept_for_its_city_until_it_is_over(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    let undo = |id: i64, until: i64| RangeUndo {
        id: RangeUndoId(id),
        municipality: one.id,
        staff: one.staff[0],
        action: "range_close".into(),
        until: at(until),
        undone: false,
        before_sealed: vec![7, 0],
    };
    let (first, second) = (undo(1, 10), undo(2, 20));
    tx.range_undo_save(&first).await.unwrap();
    tx.range_undo_save(&second).await.unwrap();
    assert_eq!(tx.range_undo_of(one.id, first.id).await.unwrap().as_ref(), Some(&first));
    assert_eq!(tx.range_undo_of(two.id, first.id).await.unwrap(), None);
    assert!(!tx.range_undo_done(two.id, first.id).await.unwrap());
    assert!(tx.range_undo_done(one.id, first.id).await.unwrap());
    assert!(!tx.range_undo_done(one.id, first.id).await.unwrap(), "once");
    assert!(tx.range_undo_of(one.id, first.id).await.unwrap().unwrap().undone);
    assert!(!tx.range_undo_over(at(9)).await.unwrap() && tx.range_undo_over(at(10)).await.unwrap());
    assert_eq!(tx.range_undo_forget(at(10)).await.unwrap(), 1);
    tx.commit().await.unwrap();
    let mut tx = read(fresh).await;
    assert_eq!(tx.range_undo_of(one.id, first.id).await.unwrap(), None);
    assert_eq!(tx.range_undo_of(one.id, second.id).await.unwrap().as_ref(), Some(&second));
}
