//! The keys that sign the mails of cities: each its own, one of a sort at a time.

use mendan_domain::ids::MunicipalityId;
use mendan_service::message::dkim::{Algorithm, DkimKey, DkimKeyId, DkimRow, KeyState};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{at, begin, city, read};

on_both_engines!(a_citys_keys_are_its_own_and_change_by_their_state, two_keys_of_a_sort_do_not_sign_at_a_time,);

/// The key of that id, which is its selector, too.
pub(crate) fn key(city: MunicipalityId, id: i64) -> DkimRow {
    let key = DkimKey {
        id: DkimKeyId(id),
        municipality: city,
        domain: "city.example.jp".into(),
        selector: format!("s{id}"),
        algorithm: Algorithm::Rsa,
        public: "cHVibGlj".into(),
        state: KeyState::New,
        version: 1,
        made_at: at(id),
    };
    DkimRow { key, sealed: vec![1] }
}

async fn a_citys_keys_are_its_own_and_change_by_their_state(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    for row in [key(one.id, 2), key(one.id, 1), key(two.id, 3)] {
        tx.dkim_insert(&row).await.unwrap();
    }
    assert_eq!(tx.dkim_rows(one.id).await.unwrap(), [key(one.id, 1), key(one.id, 2)]);
    tx.dkim_state(one.id, DkimKeyId(2), KeyState::Signs).await.unwrap();
    tx.dkim_state(one.id, DkimKeyId(3), KeyState::Old).await.unwrap();
    tx.dkim_delete(one.id, DkimKeyId(3)).await.unwrap();
    tx.dkim_delete(one.id, DkimKeyId(1)).await.unwrap();
    tx.commit().await.unwrap();
    let mut signing = key(one.id, 2);
    (signing.key.state, signing.key.version) = (KeyState::Signs, 2);
    let mut tx = read(fresh).await;
    assert_eq!(tx.dkim_rows(one.id).await.unwrap(), [signing]);
    assert_eq!(tx.dkim_rows(two.id).await.unwrap(), [key(two.id, 3)], "another city's is not touched");
}

async fn two_keys_of_a_sort_do_not_sign_at_a_time(fresh: &Fresh) {
    let one = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    for id in [1, 2] {
        tx.dkim_insert(&key(one.id, id)).await.unwrap();
    }
    tx.dkim_state(one.id, DkimKeyId(1), KeyState::Signs).await.unwrap();
    assert!(tx.dkim_state(one.id, DkimKeyId(2), KeyState::Signs).await.is_err());
}
