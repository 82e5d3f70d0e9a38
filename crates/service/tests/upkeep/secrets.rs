//! Secrets: what is sealed opens under a new one after a rotation, and a wrong one is said aloud.

use std::sync::Arc;

use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_service::model::AlarmCode;
use mendan_service::secret::Secret;
use mendan_service::{Ports, Services, Settings};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::doubles::{Seeded, SetClock, Silent, her_rooms};
use crate::support::usual::{self, A_DAY};

on_both_engines!(after_a_rotation_the_new_secret_alone_opens_everything);

/// As [`usual::city`] has it.
const FORMER: &str = "a secret of the tests, long enough";
const NEW: &str = "another-secret-of-the-tests-long-enough";

fn under(fresh: &Fresh, secret: &str) -> Services {
    let ports = Ports {
        store: Arc::clone(&fresh.store),
        clock: Arc::new(SetClock::default()),
        entropy: Arc::new(Seeded::default()),
        bell: Arc::new(Silent),
        video: Arc::new(her_rooms()),
    };
    Services::new(ports, Secret::new(secret), Settings::default())
}

async fn after_a_rotation_the_new_secret_alone_opens_everything(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (desk, link) = (world.desk(), world.link(&booking));
    world.services.cancel(&desk, &Handle::Id(booking.id), Expected::Any, Some("体調")).await.unwrap();
    assert_eq!(world.services.check_secret().await.unwrap(), 0);
    let new_alone = under(fresh, NEW);
    assert!(new_alone.check_secret().await.unwrap() > 0);
    let alarms = new_alone.alarms().await.unwrap();
    assert_eq!(alarms.iter().map(|alarm| alarm.code.as_str()).collect::<Vec<_>>(), [AlarmCode::Secret.as_str()]);
    assert_eq!(
        new_alone.open_booking(&desk.permit().unwrap(), booking.id).await.err().map(|refusal| refusal.code()),
        Some("internal")
    );
    let both = under(fresh, &format!("{NEW}\n{FORMER}"));
    let rotation = both.rotate_secret().await.unwrap();
    assert!(rotation.complete && rotation.unreadable.is_empty(), "{rotation:?}");
    assert!(rotation.resealed.iter().map(|(_, values)| values).sum::<u64>() > 0);
    assert_eq!(new_alone.check_secret().await.unwrap(), 0);
    assert!(new_alone.alarms().await.unwrap().is_empty());
    let opened = new_alone.open_booking(&desk.permit().unwrap(), booking.id).await.unwrap();
    assert_eq!(opened.cancel_reason.as_deref(), Some("体調"));
    // The link in her mail goes on working.
    assert_eq!(new_alone.find(&world.resident(), &link).await.unwrap().id, booking.id);
    let again = both.rotate_secret().await.unwrap();
    assert!(again.complete && again.resealed.iter().all(|(_, values)| *values == 0), "{again:?}");
}
