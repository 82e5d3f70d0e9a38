//! Reminders wait for the morning and for closed doors to open; alarms count and end.

use chrono::{Duration, Timelike as _};
use mendan_service::model::{AlarmCode, MessageKind, OutboxState};
use mendan_service::offer::closure::ClosureForm;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::post::{Post, deliver};
use crate::support::town::Town;
use crate::support::usual::{self, A_DAY};

on_both_engines!(
    a_reminder_of_the_night_leaves_at_eight_and_one_that_is_too_late_is_not_written,
    nobody_is_reminded_of_a_closed_day_until_it_is_open_again,
    an_alarm_is_raised_once_counted_and_ended,
);

/// With times from eight on.
fn early() -> Town {
    let mut town = usual::town();
    town.weeks[0].hours.from = 8 * 60;
    town.weeks[0].hours.until = 18 * 60;
    town
}

async fn a_reminder_of_the_night_leaves_at_eight_and_one_that_is_too_late_is_not_written(fresh: &Fresh) {
    let mut world = usual::city_of(fresh, early()).await;
    let tz = world.desk().catalogue.municipality.timezone;
    let times = world.starts(world.number.kind(0)).await;
    let today = times[0];
    let eight = times.iter().copied().find(|time| {
        let local = time.id.starts_at.with_timezone(&tz);
        local.hour() == 8 && time.id.starts_at - world.services.now() > Duration::hours(30)
    });
    let eight = eight.unwrap();
    let soon = world.booked_by(today, mendan_domain::booking::Channel::Web).await;
    let kinds: Vec<_> = world.messages(&soon).await.iter().map(|row| row.kind).collect();
    assert_eq!(kinds, [MessageKind::Confirmation], "its time has passed");
    let far = world.booked_by(eight, mendan_domain::booking::Channel::Web).await;
    let row = world.messages(&far).await.into_iter().find(|row| row.kind == MessageKind::ReminderOneDay).unwrap();
    assert_eq!(row.due_at, far.starts_at - Duration::hours(24), "eight in the morning is not night");
    // The server slept until late in the evening: she is not woken.
    let (post, worker) = Post::worker(&world);
    deliver(&worker).await;
    let sent = post.letters().len();
    world.set_now(far.starts_at - Duration::hours(10));
    deliver(&worker).await;
    assert_eq!(post.letters().len(), sent);
    let row = world.messages(&far).await.into_iter().find(|row| row.kind == MessageKind::ReminderOneDay).unwrap();
    assert_eq!(row.state, OutboxState::Dropped, "at eight it would be of no use any more");
}

async fn nobody_is_reminded_of_a_closed_day_until_it_is_open_again(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (administrator, services) = (world.administrator(), world.services.clone());
    let day = administrator.catalogue.municipality.local_date(booking.starts_at).to_string();
    let form = ClosureForm { whose: "city".into(), from: day, reason: "台風".into(), ..ClosureForm::default() };
    let (closure, _) = services.closure_save(&administrator.permit().unwrap(), None, &form).await.unwrap();
    let (post, worker) = Post::worker(&world);
    let due = booking.starts_at - Duration::hours(24);
    world.set_now(due);
    deliver(&worker).await;
    assert_eq!(post.letters().iter().map(|(kind, ..)| *kind).collect::<Vec<_>>(), [MessageKind::Confirmation]);
    services
        .closure_delete(&administrator.permit().unwrap(), closure, mendan_service::expected::Expected::Any)
        .await
        .unwrap();
    world.set_now(due + Duration::minutes(5));
    deliver(&worker).await;
    assert_eq!(post.letters().last().map(|(kind, ..)| *kind), Some(MessageKind::ReminderOneDay));
}

async fn an_alarm_is_raised_once_counted_and_ended(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (administrator, services) = (world.administrator(), world.services.clone());
    let about = (Some(world.number.city()), "192.0.2.0/24");
    for _ in 0..3 {
        services.raise_alarm(AlarmCode::NetworkShare, about, "40 of 200").await.unwrap();
    }
    services.raise_alarm(AlarmCode::MailRelay, (None, ""), &"長".repeat(1000)).await.unwrap();
    let alarms = services.alarms_of(&administrator.permit().unwrap()).await.unwrap();
    let told: Vec<_> = alarms.iter().map(|alarm| (alarm.code.as_str(), alarm.count)).collect();
    assert_eq!(told, [("network_share", 3), ("mail_relay", 1)]);
    assert_eq!(alarms[1].detail.chars().count(), 300);
    services.network_leave(&administrator.permit().unwrap(), "192.0.2.0/24").await.unwrap();
    assert_eq!(services.alarms_of(&administrator.permit().unwrap()).await.unwrap().len(), 1);
}
