//! What is over ends by itself when its time has come, and nobody begins to write while nothing is due.

use chrono::Duration;
use mendan_service::Keep;
use mendan_service::city::settings::section::Section;
use mendan_service::expected::Expected;
use mendan_service::forms::Fields;
use mendan_service::upkeep::repository::Over;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::usual;

on_both_engines!(
    what_is_over_goes_when_its_time_has_come_and_not_before,
    a_city_keeps_what_is_over_as_long_as_it_decides,
);

/// More than go in one transaction.
const KEYS: usize = 1203;

async fn what_is_over_goes_when_its_time_has_come_and_not_before(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (services, city) = (world.services.clone(), world.administrator().municipality());
    let (begun, keep) = (services.now(), Keep::default());
    let mut tx = fresh.store.begin().await.expect("a transaction");
    for n in 0..KEYS {
        tx.idempotency_claim(city, &format!("key {n}"), b"hash", begun).await.expect("a new key");
    }
    tx.commit().await.expect("written");

    world.set_now(begun + keep.keys);
    // Somebody else writes all the while: nobody waits for her.
    let writing = fresh.store.begin().await.expect("a transaction");
    assert_eq!(services.sweep_old().await.expect("nothing is due"), 0);
    drop(writing);

    world.set_now(begun + keep.keys + Duration::seconds(1));
    assert_eq!(services.sweep_old().await.expect("swept"), u64::try_from(KEYS).expect("a number"));
    assert!(
        !fresh
            .store
            .read()
            .await
            .expect("a reader")
            .is_over(Over::Keys, Some(city), services.now())
            .await
            .expect("an answer")
    );
    assert_eq!(services.sweep_old().await.expect("nothing is left"), 0);
}

async fn a_city_keeps_what_is_over_as_long_as_it_decides(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (services, administrator) = (world.services.clone(), world.administrator());
    let begun = services.now();
    let mut tx = fresh.store.begin().await.expect("a transaction");
    tx.idempotency_claim(administrator.municipality(), "key", b"hash", begun).await.expect("a new key");
    tx.commit().await.expect("written");
    let fields = Fields::of([("keep_keys", "72".to_owned())]);
    let permit = administrator.permit().expect("she may");
    services.setting_save(&permit, Section::Keep, Expected::Any, &fields).await.expect("saved");
    world.set_now(begun + Keep::default().keys + Duration::seconds(1));
    assert_eq!(services.sweep_old().await.expect("nothing is due"), 0, "longer than the installation");
    services.setting_undo(&permit, Section::Keep, Expected::Any).await.expect("taken back");
    assert_eq!(services.sweep_old().await.expect("swept"), 1);
}
