//! Whoever changes what the city offers sees it on the instance that changed it, at once, whoever reads meanwhile.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use mendan_domain::ids::MunicipalityId;
use mendan_service::Services;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::usual;

on_both_engines!(what_was_changed_here_is_seen_here_at_once);

const CHANGES: usize = 60;
const READERS: usize = 4;

/// Reads what the city offers again and again, as if what is kept had just become too old, until the change is made. What
/// it is reading then it reads to its end.
async fn read_until(services: Services, city: MunicipalityId, made: Arc<AtomicBool>) {
    while !made.load(Ordering::Acquire) {
        services.forget_catalogue(city);
        services.catalogue(city).await.expect("it can be read");
    }
}

async fn what_was_changed_here_is_seen_here_at_once(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (services, context) = (world.services.clone(), world.administrator().permit().unwrap());
    let city = context.municipality();
    for changes in 1..=CHANGES {
        let made = Arc::new(AtomicBool::new(false));
        let readers: Vec<_> =
            (0..READERS).map(|_| tokio::spawn(read_until(services.clone(), city, Arc::clone(&made)))).collect();
        services.network_allow(&context, &format!("192.0.2.{changes}")).await.expect("allowed");
        made.store(true, Ordering::Release);
        for reader in readers {
            reader.await.expect("it ended");
        }
        let seen = services.catalogue(city).await.expect("it can be read").municipality.large_networks.len();
        assert_eq!(seen, changes);
    }
}
