//! The schedule of a city: what is planned for a booking, what becomes of it when the booking or the schedule changes, and what disturbs
//! nobody.

use chrono::{DateTime, Duration, Timelike as _, Utc};
use mendan_domain::booking::Channel;
use mendan_domain::booking::mode::Mode;
use mendan_service::booking::person::PersonForm;
use mendan_service::city::settings::section::Section;
use mendan_service::expected::Expected;
use mendan_service::forms::Fields;
use mendan_service::handle::Handle;
use mendan_service::message::preview::Outlook;
use mendan_service::model::{Booking, MessageKind, OutboxRow, OutboxState};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::build::at;
use crate::support::post::{Post, deliver};
use crate::support::town::Town;
use crate::support::usual::{self, A_DAY};
use crate::support::world::{Time, World};

on_both_engines!(
    a_video_interview_of_next_week_has_three_and_each_at_its_time,
    one_that_would_come_at_night_is_dropped_and_says_so,
    what_waits_dies_with_a_cancel_and_follows_a_move_and_another_mode,
    she_hears_from_us_in_her_own_hours_and_staff_mend_them,
    what_staff_change_at_night_is_told_in_the_morning_unless_it_is_near,
    another_schedule_moves_what_waits_by_a_job_and_sends_nothing_twice,
    a_preview_tells_of_the_schedule_as_it_was_typed,
);

const ANY: Expected = Expected::Any;
/// Monday of the usual city, in minutes since its midnight.
const NIGHT: i64 = 23 * 60;

/// With times from eight on.
fn early() -> Town {
    let mut town = usual::town();
    town.weeks[0].hours.from = 8 * 60;
    town
}

/// The first free start that far away.
async fn start(world: &World, hours: i64) -> Time {
    let from = world.services.now() + Duration::hours(hours);
    world.starts(world.number.kind(0)).await.into_iter().find(|time| time.id.starts_at >= from).unwrap()
}

async fn booked(world: &mut World, time: Time, mode: Mode) -> Booking {
    world.booked_by(Time { mode, ..time }, Channel::Web).await
}

/// What waits of the schedule, by the time at which it is due.
async fn waiting(world: &World, booking: &Booking) -> Vec<(MessageKind, DateTime<Utc>)> {
    let rows = of_schedule(world, booking).await;
    let rows = rows.into_iter().filter(|row| row.state == OutboxState::Pending);
    rows.map(|row| (row.kind, row.due_at)).collect()
}

/// All of it, by the time at which it is due.
async fn of_schedule(world: &World, booking: &Booking) -> Vec<OutboxRow> {
    let mut rows = world.messages(booking).await;
    rows.retain(|row| row.kind.rule().is_scheduled());
    rows.sort_by_key(|row| (row.due_at, row.id));
    rows
}

async fn a_video_interview_of_next_week_has_three_and_each_at_its_time(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let time = start(&world, 7 * 24 + 26).await;
    let (video, by_phone) = (booked(&mut world, time, Mode::Video).await, booked(&mut world, time, Mode::Phone).await);
    let before = |hours: i64| video.starts_at - Duration::hours(hours);
    // At nine: two hours before it is night still, and an hour before it is eight.
    let link = before(1);
    let far = [(MessageKind::ReminderSevenDays, before(7 * 24)), (MessageKind::ReminderOneDay, before(24))];
    assert_eq!(waiting(&world, &video).await, [far[0], far[1], (MessageKind::ReminderTwoHours, link)]);
    assert_eq!(waiting(&world, &by_phone).await, far, "without a link there is none");
    let until: Vec<_> =
        of_schedule(&world, &video).await.iter().map(|row| video.starts_at - row.useful_until).collect();
    assert_eq!(until, [Duration::days(3), Duration::hours(3), Duration::minutes(30)]);
    let (post, worker) = Post::worker(&world);
    deliver(&worker).await;
    for (_, due) in waiting(&world, &video).await {
        world.set_now(due);
        deliver(&worker).await;
    }
    let hers = post.letters().into_iter().filter(|(_, booking, _)| *booking == video.id).map(|(kind, ..)| kind);
    let reminders: Vec<_> = hers.filter(|kind| kind.rule().is_scheduled()).collect();
    assert_eq!(reminders, [MessageKind::ReminderSevenDays, MessageKind::ReminderOneDay, MessageKind::ReminderTwoHours]);
}

/// Booked at 19:50 for the next morning.
async fn one_that_would_come_at_night_is_dropped_and_says_so(fresh: &Fresh) {
    let mut world = usual::city_of(fresh, early()).await;
    world.set_now(at(&world.town, 19 * 60 + 50));
    let time = start(&world, 12).await;
    let booking = world.booked_by(Time { mode: Mode::Video, ..time }, Channel::Phone).await;
    assert_eq!(booking.starts_at, at(&world.town, (24 + 8) * 60), "eight in the morning");
    let rows = of_schedule(&world, &booking).await;
    let told: Vec<_> = rows.iter().map(|row| (row.kind, row.state, row.due_at, row.last_error.as_deref())).collect();
    let due = booking.starts_at - Duration::hours(2);
    assert_eq!(told, [(MessageKind::ReminderTwoHours, OutboxState::Dropped, due, Some("quiet hours"))]);
    let (post, worker) = Post::worker(&world);
    for hours in [0, 10, 12, 13] {
        world.set_now(at(&world.town, (20 + hours) * 60));
        deliver(&worker).await;
    }
    let letters: Vec<_> = post.letters().into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(letters.first(), Some(&MessageKind::Confirmation), "she is answered at once");
    assert!(letters.iter().all(|kind| !kind.rule().is_scheduled()), "and not woken: {letters:?}");
    assert!(world.services.unsent_mails(&world.desk().permit().unwrap()).await.unwrap().ended.is_empty());
}

async fn what_waits_dies_with_a_cancel_and_follows_a_move_and_another_mode(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let time = start(&world, 48).await;
    let booking = booked(&mut world, time, Mode::Video).await;
    let (resident, link, services) = (world.resident(), world.link(&booking), world.services.clone());
    let kinds = async |world: &World| {
        let waiting = waiting(world, &booking).await;
        waiting.into_iter().map(|(kind, _)| kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&world).await, [MessageKind::ReminderOneDay, MessageKind::ReminderTwoHours]);
    services.change_mode(&resident, &link, ANY, "phone").await.unwrap();
    assert_eq!(kinds(&world).await, [MessageKind::ReminderOneDay], "there is no link to send");
    services.change_mode(&resident, &link, ANY, "video").await.unwrap();
    assert_eq!(kinds(&world).await, [MessageKind::ReminderOneDay, MessageKind::ReminderTwoHours]);
    let to = start(&world, 7 * 24 + 26).await;
    services.move_to(&resident, &link, ANY, &to.id.to_string(), None).await.unwrap();
    let moved = world.now_of(&booking).await;
    let waits = waiting(&world, &booking).await;
    assert_eq!(waits.len(), 3, "{waits:?}");
    assert!(waits.contains(&(MessageKind::ReminderOneDay, moved.starts_at - Duration::hours(24))));
    let rows = of_schedule(&world, &booking).await;
    let former = rows.iter().filter(|row| row.version < moved.sequence);
    assert!(former.clone().count() > 0 && former.clone().all(|row| row.state == OutboxState::Superseded), "{rows:?}");
    services.cancel(&resident, &link, ANY, None).await.unwrap();
    assert!(waiting(&world, &booking).await.is_empty());
}

async fn she_hears_from_us_in_her_own_hours_and_staff_mend_them(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let time = start(&world, 48).await;
    let (resident, mut command) = world.command(Time { mode: Mode::Video, ..time }, Channel::Web, None);
    command.person.email = "hanako@mail.kaku.example".into();
    command.person.contact_window = "evenings".into();
    let answer = world.services.book(&resident, command.clone()).await.unwrap();
    let booking = world.services.find(&resident, &Handle::Token(answer.token)).await.unwrap();
    let rows = of_schedule(&world, &booking).await;
    let tz = world.desk().catalogue.municipality.timezone;
    let day = rows.iter().find(|row| row.kind == MessageKind::ReminderOneDay).unwrap();
    assert_eq!((day.state, day.due_at.with_timezone(&tz).hour()), (OutboxState::Pending, 17));
    let link = rows.iter().find(|row| row.kind == MessageKind::ReminderTwoHours).unwrap();
    assert_eq!((link.state, link.last_error.as_deref()), (OutboxState::Dropped, Some("contact window")));

    // At the desk she says that any time will do.
    let (desk, services) = (world.desk(), world.services.clone());
    let form = PersonForm { contact_window: "any".into(), ..command.person.clone() };
    services.correct(&desk.permit().unwrap(), booking.id, ANY, (&form, false)).await.unwrap();
    let waits = waiting(&world, &booking).await;
    assert_eq!(waits[0], (MessageKind::ReminderOneDay, booking.starts_at - Duration::hours(24)));
    assert_eq!(waits.len(), 2, "and the link is of use by then");
    services.undo(&desk.permit().unwrap(), booking.id, ANY).await.unwrap();
    assert_eq!(waiting(&world, &booking).await, [(MessageKind::ReminderOneDay, day.due_at)], "as it was");
    let unknown = PersonForm { contact_window: "full moon".into(), ..form };
    let refused = services.correct(&desk.permit().unwrap(), booking.id, ANY, (&unknown, false)).await;
    assert!(refused.is_err());
}

async fn what_staff_change_at_night_is_told_in_the_morning_unless_it_is_near(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (near, far, hers) =
        (world.booked_at(A_DAY).await, world.booked_at(A_DAY * 2).await, world.booked_at(A_DAY * 2).await);
    let (near_to, far_to) = (world.time(A_DAY + 3).await, world.time(A_DAY * 3).await);
    world.set_now(at(&world.town, NIGHT));
    let (desk, resident, services) = (world.desk(), world.resident(), world.services.clone());
    let due = async |world: &World, booking: &Booking, kind: MessageKind| {
        let rows = world.messages(booking).await;
        rows.into_iter().find(|row| row.kind == kind && row.state == OutboxState::Pending).unwrap().due_at
    };
    let (now, morning) = (services.now(), at(&world.town, (24 + 8) * 60));
    services.move_to(&desk, &Handle::Id(near.id), ANY, &near_to.id.to_string(), None).await.unwrap();
    assert_eq!(due(&world, &near, MessageKind::Change).await, now + Duration::seconds(20));
    services.move_to(&desk, &Handle::Id(far.id), ANY, &far_to.id.to_string(), None).await.unwrap();
    assert_eq!(due(&world, &far, MessageKind::Change).await, morning);
    services.move_to(&resident, &world.link(&hers), ANY, &far_to.id.to_string(), None).await.unwrap();
    assert_eq!(due(&world, &hers, MessageKind::Change).await, now, "she waits for the answer");
    services.cancel(&desk, &Handle::Id(far.id), ANY, None).await.unwrap();
    assert_eq!(due(&world, &far, MessageKind::Cancellation).await, morning);
    // Whatever kept it until now, nobody is woken by it.
    let (post, worker) = Post::worker(&world);
    world.set_now(now + Duration::hours(1));
    deliver(&worker).await;
    let woken = post
        .letters()
        .into_iter()
        .filter(|(kind, booking, _)| *booking == far.id && *kind != MessageKind::Confirmation);
    assert_eq!(woken.count(), 0);
    world.set_now(morning);
    deliver(&worker).await;
    let mut told = post.letters().into_iter().rev().filter(|(_, booking, _)| *booking == far.id);
    assert_eq!(told.next().map(|(kind, ..)| kind), Some(MessageKind::Cancellation));
}

/// Saves the schedule with some of it typed over.
async fn save(world: &mut World, over: &[(&str, &str)]) {
    let city = &world.system().catalogue.municipality;
    let stands = Section::Reminder.stands(city).unwrap().into_iter();
    let kept = stands.filter(|(name, _)| over.iter().all(|(typed, _)| typed != name));
    let kept = kept.map(|(name, value)| (name.to_owned(), value));
    let over = over.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let fields = Fields::new(kept.chain(over).collect());
    let permit = world.administrator().permit().unwrap();
    assert!(world.services.setting_save(&permit, Section::Reminder, ANY, &fields).await.unwrap());
    world.reread().await;
}

async fn another_schedule_moves_what_waits_by_a_job_and_sends_nothing_twice(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (soon, later) = (start(&world, 25).await, start(&world, 72).await);
    let (reminded, waits) = (booked(&mut world, soon, Mode::Phone).await, booked(&mut world, later, Mode::Phone).await);
    let (post, worker) = Post::worker(&world);
    world.set_now(reminded.starts_at - Duration::hours(24));
    deliver(&worker).await;
    let due = |hours| (MessageKind::ReminderOneDay, waits.starts_at - Duration::hours(hours));
    assert_eq!(waiting(&world, &waits).await, [due(24)]);

    save(&mut world, &[("row_1_before", "22"), ("row_1_before_unit", "h")]).await;
    assert_eq!(waiting(&world, &waits).await, [due(24)], "whoever saves does not wait for it");
    deliver(&worker).await;
    deliver(&worker).await;
    assert_eq!(waiting(&world, &waits).await, [due(22)]);
    let rows = of_schedule(&world, &waits).await;
    let replaced: Vec<_> = rows.iter().filter(|row| row.state == OutboxState::Superseded).collect();
    assert_eq!((replaced.len(), replaced[0].last_error.as_deref()), (1, Some("the schedule has changed")));
    assert!(waiting(&world, &reminded).await.is_empty(), "she has been reminded");

    // Without it, with it again, and as it was.
    save(&mut world, &[("row_1_on", "")]).await;
    deliver(&worker).await;
    assert!(waiting(&world, &waits).await.is_empty());
    let undo = world.services.setting_undo(&world.administrator().permit().unwrap(), Section::Reminder, ANY).await;
    undo.unwrap();
    world.reread().await;
    deliver(&worker).await;
    assert_eq!(waiting(&world, &waits).await, [due(22)]);
    // A row of that kind of interviews goes before the one of all.
    let kind = waits.kind.to_string();
    let row: [(&str, &str); 7] = [
        ("row_3_message", "reminder_1d"),
        ("row_3_interview", &kind),
        ("row_3_before", "20"),
        ("row_3_before_unit", "h"),
        ("row_3_latest", "4"),
        ("row_3_latest_unit", "h"),
        ("row_3_on", "true"),
    ];
    save(&mut world, &row).await;
    deliver(&worker).await;
    assert_eq!(waiting(&world, &waits).await, [due(20)]);
    world.set_now(waits.starts_at - Duration::hours(20));
    deliver(&worker).await;
    let hers = async |booking: &Booking| {
        let letters = post.letters().into_iter();
        letters.filter(|(kind, of, _)| *of == booking.id && *kind == MessageKind::ReminderOneDay).count()
    };
    assert_eq!((hers(&reminded).await, hers(&waits).await), (1, 1));
}

async fn a_preview_tells_of_the_schedule_as_it_was_typed(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let time = start(&world, 48).await;
    let booking = booked(&mut world, time, Mode::Phone).await;
    let (administrator, services) = (world.administrator(), world.services.clone());
    let permit = administrator.permit().unwrap();
    let city = &administrator.catalogue.municipality;
    let preview = services.schedule_preview(&permit, city, None).await.unwrap();
    assert_eq!(preview.chosen, Some(booking.id));
    assert_eq!(
        preview.samples.iter().map(|sample| sample.reference.as_str()).collect::<Vec<_>>(),
        [&booking.reference]
    );
    let day = Outlook::Leaves(booking.starts_at - Duration::hours(24));
    assert_eq!(
        preview.lines,
        [
            (MessageKind::ReminderOneDay, day),
            (MessageKind::ReminderSevenDays, Outlook::Past),
            (MessageKind::ReminderTwoHours, Outlook::Unsent)
        ]
    );
    let typed = Section::Reminder.stands(city).unwrap().into_iter().map(|(name, value)| {
        let value = if name == "row_1_before" { "2".to_owned() } else { value };
        (name.to_owned(), value)
    });
    let typed = services.schedule_as_typed(&permit, &Fields::new(typed.collect())).unwrap();
    let preview = services.schedule_preview(&permit, &typed, Some(booking.id)).await.unwrap();
    assert!(preview.lines.iter().all(|(_, outlook)| *outlook != day), "{:?}", preview.lines);
    assert_eq!(waiting(&world, &booking).await.len(), 1, "and nothing is written");
}
