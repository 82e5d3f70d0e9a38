//! Reading the log: of a booking, a person, a member, some days, some actions; in parts; and what stands out.

use chrono::Duration;
use mendan_domain::ids::AuditId;
use mendan_service::audit::action::Group;
use mendan_service::audit::patterns::MANY_VIEWS;
use mendan_service::audit::read::{About, Log, LogQuery, PAGE};
use mendan_service::calendar::day::DayQuery;
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_service::permit::{Permit, asked::ReadAudit};
use mendan_service::staff::sign_in::Try;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{last_line, number, tamper};
use crate::support::build::first_day;
use crate::support::usual::{self, A_DAY};
use crate::support::world::World;

on_both_engines!(
    a_booking_has_all_that_was_done_with_it_and_who_saw_it,
    a_person_has_the_lines_of_all_her_bookings_and_nobody_elses,
    a_member_has_what_she_did_and_what_was_done_to_her,
    days_and_groups_narrow_it,
    it_is_read_in_parts_without_losing_a_line,
    looking_and_writing_to_a_file_are_lines,
    what_a_partner_sees_is_noted_with_its_key,
    what_stands_out_is_counted_by_day_night_and_network,
);

fn auditor(world: &World) -> Permit<ReadAudit> {
    world.administrator().permit().unwrap()
}

async fn log(world: &World, about: About) -> Log {
    let query = LogQuery { about, ..LogQuery::default() };
    world.services.audit_log(&auditor(world), &query).await.unwrap()
}

fn actions(log: &Log) -> Vec<&str> {
    log.lines.iter().map(|told| told.line.action.as_str()).collect()
}

async fn look_at_day(world: &World, who: &mendan_service::By<mendan_service::Staff>) {
    let day = DayQuery { date: first_day(&world.town), office: None, staff: None };
    drop(world.services.day(&who.permit().unwrap(), day).await.unwrap());
}

async fn a_booking_has_all_that_was_done_with_it_and_who_saw_it(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (booking, other) = (world.booked_at(A_DAY).await, world.booked_at(2 * A_DAY).await);
    let desk = world.desk();
    drop(world.services.open_booking(&desk.permit().unwrap(), booking.id).await.unwrap());
    drop(world.services.open_booking(&desk.permit().unwrap(), other.id).await.unwrap());
    world.services.cancel(&desk, &Handle::Id(booking.id), Expected::Any, None).await.unwrap();
    let log = log(&world, About::Booking(booking.id)).await;
    assert_eq!(actions(&log), ["cancel", "view", "book"], "the latest first");
    let whose = log.lines[0].whose.as_ref().unwrap();
    assert_eq!((whose.booking, whose.client, whose.starts_at), (booking.id, booking.client, booking.starts_at));
    assert_eq!(whose.name.0, booking.contact.family_name);
}

async fn a_person_has_the_lines_of_all_her_bookings_and_nobody_elses(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (hers, others) = (world.booked_at(A_DAY).await, world.booked_at(2 * A_DAY).await);
    let desk = world.desk();
    drop(world.services.open_booking(&desk.permit().unwrap(), hers.id).await.unwrap());
    drop(world.services.open_booking(&desk.permit().unwrap(), others.id).await.unwrap());
    let log = log(&world, About::Person(hers.client)).await;
    assert_eq!(actions(&log), ["view", "book"]);
    assert!(log.lines.iter().all(|told| told.line.subject == hers.id.0));
}

async fn a_member_has_what_she_did_and_what_was_done_to_her(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (nurse, desk) = (world.nurse(), world.desk());
    look_at_day(&world, &nurse).await;
    look_at_day(&world, &desk).await;
    let member = desk.catalogue.staff(nurse.who().id()).unwrap().clone();
    let tried = Try { login: &member.login, password: "x", former: None, at: "192.0.2.0/24".into() };
    world.services.sign_in(desk.municipality(), &tried).await.unwrap_err();
    let log = log(&world, About::Member(nurse.who().id())).await;
    assert_eq!(actions(&log), ["sign_in_failed", "view"]);
    assert_eq!(log.lines[0].line.network.as_deref(), Some("192.0.2.0/24"));
}

async fn days_and_groups_narrow_it(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let today = world.desk().catalogue.municipality.local_date(world.services.now());
    look_at_day(&world, &world.desk()).await;
    let _ = world.booked_at(A_DAY).await;
    world.set_now(world.services.now() + Duration::days(1));
    look_at_day(&world, &world.nurse()).await;
    let read = async |query: LogQuery| {
        let log = world.services.audit_log(&auditor(&world), &query).await.unwrap();
        actions(&log).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let first = LogQuery { from: Some(today), until: Some(today), ..LogQuery::default() };
    assert_eq!(read(LogQuery { group: Some(Group::Views), ..first }).await, ["view"]);
    assert_eq!(read(LogQuery { group: Some(Group::Bookings), ..first }).await, ["book"]);
    assert_eq!(read(LogQuery { group: Some(Group::Mail), ..first }).await, [""; 0]);
    let tomorrow = today.succ_opt();
    let second = LogQuery { from: tomorrow, until: tomorrow, ..LogQuery::default() };
    // Reading is a line, too: what was read of the first day was read on the second.
    assert_eq!(read(second).await, ["view"; 4]);
}

async fn it_is_read_in_parts_without_losing_a_line(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    for _ in 0..PAGE + 20 {
        look_at_day(&world, &world.desk()).await;
    }
    let (mut query, mut all) = (LogQuery::default(), Vec::<AuditId>::new());
    let lines = usize::try_from(number(fresh, "SELECT COUNT(*) FROM audit").await).unwrap();
    // Looking adds lines in front, which are no part of what was begun.
    let first = world.services.audit_log(&auditor(&world), &query).await.unwrap();
    assert_eq!(first.lines.len(), PAGE);
    let mut part = first;
    loop {
        all.extend(part.lines.iter().map(|told| told.line.id));
        let Some(next) = part.next else { break };
        query.before = Some(next);
        part = world.services.audit_log(&auditor(&world), &query).await.unwrap();
    }
    assert!(lines > PAGE && all.is_sorted_by(|a, b| a > b), "{all:?}");
    assert_eq!(all.len(), lines);
}

async fn looking_and_writing_to_a_file_are_lines(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    drop(log(&world, About::Booking(booking.id)).await);
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), line.subject.0.as_str()), ("view", "audit"));
    assert_eq!((line.detail["about"].as_str(), line.detail["id"].as_i64()), (Some("booking"), Some(booking.id.0)));
    let query = LogQuery { group: Some(Group::Bookings), ..LogQuery::default() };
    let file = world.services.audit_export(&auditor(&world), &query).await.unwrap();
    assert_eq!(actions(&file), ["book"]);
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), line.detail["lines"].as_i64()), ("audit_export", Some(1)));
    assert_eq!(line.actor, Some(world.administrator().who().id().0));
}

async fn what_a_partner_sees_is_noted_with_its_key(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let link = world.link(&booking);
    let (key, text) = world.services.partner_key_make(&world.system().permit().unwrap(), "架空 連携").await.unwrap();
    let partner = world.services.partner_of_key(world.system().municipality(), &text).await.unwrap();
    world.services.find_for_program(&world.partner(partner), &link).await.unwrap();
    let seen = log(&world, About::Booking(booking.id)).await;
    assert_eq!(actions(&seen)[0], "view");
    assert_eq!((seen.lines[0].line.actor_kind.as_str(), seen.lines[0].line.actor), ("api", Some(key.id.0)));
    assert!(seen.partners.iter().any(|known| known.id == key.id && known.name == "架空 連携"));
    // Whoever has only her link looks at her own.
    world.services.find_for_program(&world.program(), &link).await.unwrap();
    assert_eq!(log(&world, About::Booking(booking.id)).await.lines.len(), seen.lines.len());
}

async fn what_stands_out_is_counted_by_day_night_and_network(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (desk, nurse) = (world.desk(), world.nurse());
    let city = &desk.catalogue.municipality;
    let day = city.local_date(world.services.now());
    for _ in 0..MANY_VIEWS {
        look_at_day(&world, &desk).await;
    }
    look_at_day(&world, &nurse).await;
    // Half past one in the morning of the next day.
    world.set_now(city.start_of_day(day.succ_opt().unwrap()) + Duration::minutes(90));
    look_at_day(&world, &nurse).await;
    for n in 0..3 {
        let login = format!("somebody{n}");
        let tried = Try { login: &login, password: "x", former: None, at: "198.51.100.0/24".into() };
        world.services.sign_in(city.id, &tried).await.unwrap_err();
    }
    // One of them at the second factor.
    let last = "UPDATE audit SET action = 'factor_failed' WHERE id = (SELECT MAX(id) FROM audit)";
    tamper(fresh, last).await;
    let tried = Try { login: "somebody", password: "x", former: None, at: "192.0.2.0/24".into() };
    world.services.sign_in(city.id, &tried).await.unwrap_err();
    let found = world.services.audit_patterns(&auditor(&world), day.succ_opt().unwrap()).await.unwrap();
    let many: Vec<_> = found.many.iter().map(|viewed| (viewed.staff, viewed.day, viewed.views)).collect();
    assert_eq!(many, [(desk.who().id(), day, MANY_VIEWS)]);
    let outside: Vec<_> = found.outside.iter().map(|viewed| (viewed.staff, viewed.day, viewed.views)).collect();
    assert_eq!(outside, [(nurse.who().id(), day.succ_opt().unwrap(), 1)]);
    let tried: Vec<_> =
        found.tried.iter().map(|tried| (tried.network.as_deref(), tried.failures, tried.names)).collect();
    assert_eq!(tried, [(Some("198.51.100.0/24"), 3, 3)]);
    // At noon on a closed day.
    let closed = day + chrono::Days::new(13);
    world.set_now(city.start_of_day(closed) + Duration::hours(12));
    look_at_day(&world, &desk).await;
    let found = world.services.audit_patterns(&auditor(&world), closed).await.unwrap();
    let outside: Vec<_> = found.outside.iter().map(|viewed| (viewed.staff, viewed.day)).collect();
    assert!(outside.contains(&(desk.who().id(), closed)), "{outside:?}");
    // A month later it is over.
    let later = world.services.audit_patterns(&auditor(&world), day + chrono::Days::new(40)).await.unwrap();
    assert!(later.many.is_empty() && later.tried.is_empty());
}
