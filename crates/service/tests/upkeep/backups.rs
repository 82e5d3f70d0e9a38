//! A backup that failed, or is too old, is said aloud until there is a good one.

use chrono::Duration;
use mendan_service::Services;
use mendan_service::model::AlarmCode;
use mendan_service::upkeep::backup_watch::OLD;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::usual;

on_both_engines!(a_backup_that_failed_or_is_too_old_is_said_until_the_next_good_one);

async fn raised(services: &Services) -> Vec<(String, String, i64)> {
    let alarms = services.alarms().await.unwrap();
    alarms.into_iter().map(|alarm| (alarm.code, alarm.detail, alarm.count)).collect()
}

async fn a_backup_that_failed_or_is_too_old_is_said_until_the_next_good_one(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (services, begun) = (world.services.clone(), world.services.now());
    let [failed, old] = [AlarmCode::BackupFailed, AlarmCode::BackupOld].map(|code| code.as_str().to_owned());
    assert!(!services.watch_backup(None, begun).await.unwrap(), "tonight there will be one");
    world.set_now(begun + OLD);
    assert!(!services.watch_backup(Some(begun), begun).await.unwrap());
    assert!(raised(&services).await.is_empty());
    world.set_now(begun + OLD + Duration::seconds(1));
    assert!(services.watch_backup(Some(begun), begun).await.unwrap());
    assert!(services.watch_backup(Some(begun), begun).await.unwrap());
    assert_eq!(raised(&services).await, [(old.clone(), begun.to_rfc3339(), 2)], "raised again it counts");

    services.backup_failed("the disk is full").await.unwrap();
    // Whoever notices the same from outside adds nothing; an hour later it is another failure.
    services.backup_failed_untold("exit-code").await.unwrap();
    let told = raised(&services).await;
    assert_eq!(told.iter().find(|(code, ..)| *code == failed), Some(&(failed.clone(), "the disk is full".into(), 1)));
    world.set_now(services.now() + Duration::hours(1));
    services.backup_failed_untold("oom-kill").await.unwrap();
    let told = raised(&services).await;
    assert_eq!(told.iter().find(|(code, ..)| *code == failed), Some(&(failed, "oom-kill".into(), 2)));

    services.backup_made().await.unwrap();
    assert!(raised(&services).await.is_empty());
    // Without any, since there should be one.
    assert!(services.watch_backup(None, begun).await.unwrap());
    assert_eq!(raised(&services).await, [(old, String::new(), 1)]);
    assert!(!services.watch_backup(Some(services.now()), begun).await.unwrap());
    assert!(raised(&services).await.is_empty());
}
