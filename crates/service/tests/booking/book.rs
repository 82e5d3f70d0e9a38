//! Booking: what it writes, what it refuses, and that a refusal writes nothing.

use chrono::{Days, Duration};
use mendan_domain::booking::{Channel, Status};
use mendan_domain::offer::rules::{DueDate, Rules};
use mendan_service::Refusal;
use mendan_service::booking::book::BookCommand;
use mendan_service::booking::person::PersonForm;
use mendan_service::model::MessageKind;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line, lines, refused, wrong};
use crate::support::guard;
use crate::support::usual::{self, A_DAY};
use crate::support::world::World;

on_both_engines!(
    a_booking_takes_its_time_and_writes_what_is_to_be_told,
    what_cannot_be_accepted_writes_nothing,
    a_full_time_is_refused_with_others_near_it,
    who_has_a_booking_of_that_kind_gets_its_link_and_no_second_one,
    the_same_key_gets_the_first_answer_and_serves_nothing_else,
    the_weeks_of_pregnancy_count_on_the_day_of_the_interview,
    staff_are_asked_about_a_second_interview_at_that_time_and_residents_never,
    she_comes_back_to_the_nurse_she_knows,
);

async fn a_booking_takes_its_time_and_writes_what_is_to_be_told(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    assert_eq!((booking.status, booking.sequence, booking.version), (Status::Booked, 0, 0));
    assert_eq!(guard::rows(fresh, &world).await, guard::owed(&world).await);
    let (now, starts_at) = (world.services.now(), booking.starts_at);
    let messages = world.messages(&booking).await;
    let mut told: Vec<_> = messages.iter().map(|row| (row.due_at, row.useful_until, row.kind)).collect();
    told.sort_by_key(|(due, ..)| *due);
    let reminder = (starts_at - Duration::hours(24), starts_at - Duration::hours(3), MessageKind::ReminderOneDay);
    assert_eq!(told, [(now, now + Duration::hours(72), MessageKind::Confirmation), reminder]);
    let line = last_line(fresh).await;
    assert_eq!((line.actor_kind.as_str(), line.actor, line.action.as_str()), ("client", None, "book"));
    assert_eq!(line.subject, ("booking".to_owned(), booking.id.0));
    let contact = &booking.contact;
    for personal in [&contact.family_name, &contact.phone_e164, contact.email.as_ref().unwrap()] {
        assert!(!line.detail.to_string().contains(personal), "{}", line.detail);
    }
}

async fn what_cannot_be_accepted_writes_nothing(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let time = world.time(A_DAY).await;
    let (resident, good) = world.command(time, Channel::Web, None);
    let services = world.services.clone();
    let wrong_with = async |change: fn(&mut BookCommand)| {
        let mut command = good.clone();
        change(&mut command);
        wrong(fresh, services.book(&resident, command)).await
    };
    assert_eq!(wrong_with(|command| command.kind = "none".into()).await, [("kind", "invalid")]);
    assert_eq!(wrong_with(|command| command.mode = "letter".into()).await, [("mode", "invalid")]);
    assert_eq!(wrong_with(|command| command.slot_id = "0".repeat(30)).await, [("slot_id", "invalid")]);
    let key = |command: &mut BookCommand| command.idempotency_key = Some("a\u{1f}b".into());
    assert_eq!(wrong_with(key).await, [("idempotency_key", "invalid")]);
    assert_eq!(wrong_with(|command| command.person.consent = false).await, [("consent", "required")]);
    // All that is to mend is said at once.
    let nothing = wrong_with(|command| command.person = PersonForm::default()).await;
    for field in ["family_name", "birth_date", "phone", "consent"] {
        assert!(nothing.iter().any(|(name, _)| *name == field), "{field}: {nothing:?}");
    }
    // Nobody else books in the name of the desk.
    let at_desk = BookCommand { channel: Channel::Phone, ..good.clone() };
    assert_eq!(code_of(fresh, services.book(&resident, at_desk)).await, "not_found");
    world.set_now(time.id.starts_at);
    assert_eq!(code_of(fresh, services.book(&resident, good.clone())).await, "too_late");
    world.set_now(time.id.starts_at - Duration::seconds(1));
    services.book(&resident, good).await.unwrap();
}

async fn a_full_time_is_refused_with_others_near_it(fresh: &Fresh) {
    let mut world = usual::city_of(fresh, usual::town_with(Rules { capacity: Some(2), ..Rules::default() })).await;
    let time = world.time(A_DAY).await;
    for _ in 0..2 {
        world.book(time, Channel::Web, None).await.unwrap();
    }
    let (resident, third) = world.command(time, Channel::Web, None);
    let refusal = refused(fresh, world.services.book(&resident, third)).await;
    let Refusal::SlotTaken { alternatives, reasons } = refusal else { panic!("{refusal:?}") };
    assert!(!reasons.is_empty());
    assert_eq!(alternatives.len(), 3);
    let day = |at| resident.catalogue.municipality.local_date(at);
    assert!(alternatives.iter().all(|slot| day(slot.id.starts_at) == day(time.id.starts_at)), "{alternatives:?}");
}

async fn who_has_a_booking_of_that_kind_gets_its_link_and_no_second_one(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (time, other) = (world.time(A_DAY).await, world.time(A_DAY + 1).await);
    let (resident, mut command) = world.command(time, Channel::Web, None);
    command.person.email = "hanako@mail.kaku.example".into();
    world.services.book(&resident, command.clone()).await.unwrap();
    let first = world.bookings().await.remove(0);
    command.slot_id = other.id.to_string();
    for _ in 0..3 {
        let again = world.services.book(&resident, command.clone()).await;
        assert!(matches!(again, Err(Refusal::AlreadyBooked)), "{again:?}");
    }
    // Whoever asks on about one person is told nothing more.
    let again = world.services.book(&resident, command.clone()).await;
    assert!(matches!(again, Err(Refusal::TooManyRequests)), "{again:?}");
    let links = world.messages(&first).await.into_iter().filter(|row| row.kind == MessageKind::AlreadyBooked);
    assert_eq!(links.count(), 1, "one letter an hour");
    assert_eq!(world.bookings().await.len(), 1);
    assert_eq!(lines(fresh).await.iter().filter(|line| line.action == "book").count(), 1);
    // One that is over and was never marked keeps nobody from booking again.
    world.set_now(first.ends_at + Duration::seconds(1));
    let (late, third) = (world.time(8).await, world.resident());
    command.slot_id = late.id.to_string();
    world.services.book(&third, command).await.unwrap();
}

async fn the_same_key_gets_the_first_answer_and_serves_nothing_else(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (time, other) = (world.time(A_DAY).await, world.time(A_DAY + 1).await);
    let (resident, command) = world.command(time, Channel::Web, None);
    let services = &world.services;
    let keyed = BookCommand { idempotency_key: Some("a key of the form".into()), ..command };
    // What was not accepted leaves the key as new as it was.
    let unsigned = PersonForm { consent: false, ..keyed.person.clone() };
    refused(fresh, services.book(&resident, BookCommand { person: unsigned, ..keyed.clone() })).await;
    let first = services.book(&resident, keyed.clone()).await.unwrap();
    let again = services.book(&resident, keyed.clone()).await.unwrap();
    assert!(first == again, "{first:?} {again:?}");
    let elsewhere = BookCommand { slot_id: other.id.to_string(), ..keyed.clone() };
    assert_eq!(code_of(fresh, services.book(&resident, elsewhere)).await, "idempotency_mismatch");
    // Her own key is hers alone, also when what she sends has become too late.
    world.set_now(time.id.starts_at + Duration::hours(1));
    assert!(services.book(&resident, keyed).await.unwrap() == first);
    assert_eq!(world.bookings().await.len(), 1);
}

async fn the_weeks_of_pregnancy_count_on_the_day_of_the_interview(fresh: &Fresh) {
    let rules = Rules { due_date: DueDate::Required, weeks: Some((28, 31)), ..Rules::default() };
    let mut world = usual::city_of(fresh, usual::town_with(rules)).await;
    let time = world.time(A_DAY * 2).await;
    let day = world.resident().catalogue.municipality.local_date(time.id.starts_at);
    let with = async |world: &mut World, due: String| {
        let (resident, mut command) = world.command(time, Channel::Web, None);
        command.person.due_date = due;
        (resident, command)
    };
    let (resident, missing) = with(&mut world, String::new()).await;
    assert_eq!(wrong(fresh, world.services.book(&resident, missing)).await, [("due_date", "required")]);
    for (gestation, accepted) in [(28 * 7 - 1, false), (28 * 7, true), (31 * 7 + 6, true), (32 * 7, false)] {
        let due = day + Days::new(280) - Days::new(gestation);
        let (resident, command) = with(&mut world, due.to_string()).await;
        let asked = world.services.book(&resident, command);
        if accepted {
            asked.await.unwrap();
        } else {
            assert_eq!(wrong(fresh, asked).await, [("due_date", "outside_weeks")], "{gestation} days");
        }
    }
}

async fn staff_are_asked_about_a_second_interview_at_that_time_and_residents_never(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (time, other) = (world.time(A_DAY).await, world.starts(world.number.kind(1)).await[A_DAY]);
    assert_eq!(time.id.starts_at, other.id.starts_at);
    let (desk, mut first) = world.command(time, Channel::Phone, None);
    first.beside = false;
    world.services.book(&desk, first.clone()).await.unwrap();
    let (_, second) = world.command(other, Channel::Phone, None);
    let beside = BookCommand { person: first.person, beside: false, ..second };
    assert_eq!(wrong(fresh, world.services.book(&desk, beside.clone())).await, [("slot_id", "beside")]);
    let meant = BookCommand { beside: true, ..beside.clone() };
    world.services.book(&desk, meant).await.unwrap();
    // A resident would learn when somebody whose number she knows has an interview.
    let (resident, alone) = world.command(time, Channel::Web, None);
    world.services.book(&resident, alone.clone()).await.unwrap();
    let (_, same_time) = world.command(other, Channel::Web, None);
    let same_time = BookCommand { person: alone.person, beside: false, ..same_time };
    world.set_now(world.services.now() + Duration::minutes(1));
    let answer = world.services.book(&resident, same_time).await;
    assert!(!matches!(answer, Err(Refusal::Invalid(_))), "{answer:?}");
}

async fn she_comes_back_to_the_nurse_she_knows(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (time, later) = (world.time(A_DAY).await, world.starts(world.number.kind(1)).await[A_DAY * 2]);
    let (resident, first) = world.command(time, Channel::Web, None);
    world.services.book(&resident, first.clone()).await.unwrap();
    let nurse = world.bookings().await[0].claim.staff;
    let (_, second) = world.command(later, Channel::Web, None);
    world.services.book(&resident, BookCommand { person: first.person, ..second }).await.unwrap();
    // Her nurse has more bookings than the others: by number alone another would have it.
    let nurses: Vec<_> = world.bookings().await.iter().map(|booking| booking.claim.staff).collect();
    assert_eq!(nurses, [nurse, nurse]);
    let stranger = world.booked_at(A_DAY * 2 + 1).await;
    assert_ne!(stranger.claim.staff, nurse);
}
