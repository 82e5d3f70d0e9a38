//! An alarm about tried names ends by itself when nobody tries any more.

use chrono::Duration;
use mendan_service::model::AlarmCode;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::usual;

on_both_engines!(the_alarm_of_a_spray_ends_three_hours_after_it_was_last_noticed);

async fn the_alarm_of_a_spray_ends_three_hours_after_it_was_last_noticed(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (services, begun) = (world.services.clone(), world.services.now());
    let city = world.administrator().municipality();
    let raise = async || services.raise_alarm(AlarmCode::SignInSpray, (Some(city), ""), "").await.unwrap();
    let stands = async |after: Duration| {
        world.set_now(begun + after);
        services.sweep_old().await.unwrap();
        services.alarms().await.unwrap().len()
    };
    raise().await;
    assert_eq!(stands(Duration::hours(2)).await, 1);
    raise().await;
    assert_eq!(stands(Duration::hours(5)).await, 1, "it went on");
    assert_eq!(stands(Duration::hours(5) + Duration::seconds(1)).await, 0);
}
