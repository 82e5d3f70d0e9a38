//! A role that counts at some offices only: what is of another office is answered as what nobody has, whichever use case is asked.

use std::collections::BTreeMap;

use mendan_domain::booking::Channel;
use mendan_domain::ids::{OfficeId, OutboxId};
use mendan_domain::staff::Role;
use mendan_service::calendar::day::DayQuery;
use mendan_service::calendar::narrowed::Narrowed;
use mendan_service::calendar::week::WeekQuery;
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_service::model::StaffMember;
use mendan_service::offer::closure::ClosureForm;
use mendan_service::{By, Refusal, Staff};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::allowed::{Asked, Things, ask_all};
use crate::support::behind::{code_of, number, of_city, tamper};
use crate::support::usual::{self, A_DAY};
use crate::support::world::World;

on_both_engines!(
    what_another_office_has_is_asked_for_as_what_nobody_has,
    what_her_own_office_has_is_there_and_counted,
    nothing_is_moved_into_or_closed_at_an_office_beyond_reach,
    what_she_reads_is_kept_for_nobody_else,
);

/// Somebody whose role counts at that office of the city alone.
fn only_at(world: &World, office: OfficeId, role: Role) -> By<Staff> {
    let system = world.system();
    let she = system.catalogue.staff(world.number.nurse(2)).unwrap().clone();
    system.as_member(&StaffMember { role, here_only: true, offices: vec![office], ..she })
}

fn words(asked: Asked) -> Vec<String> {
    asked.into_iter().map(|(name, answer)| format!("{name}: {answer:?}")).collect()
}

/// What no limited role may write of an office beyond it.
fn of_offices(all: BTreeMap<String, Vec<String>>) -> BTreeMap<String, Vec<String>> {
    let kept =
        ["booking", "slot", "template", "call", "outbox", "occupied", "office", "staff", "role", "undo", "range_undo"];
    all.into_iter().filter(|(table, _)| kept.contains(&table.as_str())).collect()
}

async fn what_another_office_has_is_asked_for_as_what_nobody_has(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let things = Things::new(&mut world).await;
    world.reread().await;
    let before = of_offices(of_city(fresh, world.number.city()).await);
    let mut asked = Vec::new();
    for role in Role::ALL {
        asked.push(words(ask_all(&world, &only_at(&world, world.number.office(1), role), &things).await));
    }
    assert_eq!(of_offices(of_city(fresh, world.number.city()).await), before);
    let nobodys = things.nobodys();
    for (role, asked) in Role::ALL.into_iter().zip(asked) {
        let unknown = words(ask_all(&world, &only_at(&world, world.number.office(1), role), &nobodys).await);
        for (theirs, nobodys) in asked.iter().zip(&unknown) {
            assert_eq!(theirs, nobodys, "{role:?}");
        }
    }
}

async fn what_her_own_office_has_is_there_and_counted(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let date = world.desk().catalogue.municipality.local_date(booking.starts_at);
    let closed =
        ClosureForm { whose: "city".into(), from: date.to_string(), reason: "台風".into(), ..Default::default() };
    world.services.closure_save(&world.administrator().permit().unwrap(), None, &closed).await.unwrap();
    world.reread().await;
    let services = world.services.clone();
    let day = DayQuery { date, office: None, staff: None };
    for (office, there) in [(0, true), (1, false)] {
        let desk = only_at(&world, world.number.office(office), Role::Receptionist);
        let found = services.day(&desk.permit().unwrap(), day).await.unwrap();
        assert_eq!((found.bookings.len(), found.slots.is_empty()), (usize::from(there), !there));
        let week = WeekQuery { date, office: None, staff: None };
        let found = services.week(&desk.permit().unwrap(), week).await.unwrap();
        let found = found.iter().map(|(_, day)| (day.bookings.len(), day.slots.len()));
        let found = found.fold((0, 0), |(bookings, slots), (more, others)| (bookings + more, slots + others));
        assert_eq!((found.0, found.1 == 0), (usize::from(there), !there));
        let month = services.month(&desk.permit().unwrap(), date, Narrowed::default()).await.unwrap();
        let found = month.iter().fold((0, 0), |(booked, free), day| (booked + day.booked, free + day.free));
        assert_eq!((found.0, found.1 == 0), (i64::from(there), !there));
        let found = services.desk_search(&desk.permit().unwrap(), &booking.reference).await.unwrap();
        assert_eq!((found.bookings.len(), found.more), (usize::from(there), 0));
        assert_eq!(services.calls_waiting(&desk.permit().unwrap()).await.unwrap(), i64::from(there));
        assert_eq!(services.calls(&desk.permit().unwrap()).await.unwrap().open.len(), usize::from(there));
        let next = services.next_day_with_times(&desk.permit().unwrap(), date, None).await.unwrap();
        assert_eq!(next.is_some(), there);
        let opened = services.open_booking(&desk.permit().unwrap(), booking.id).await;
        match opened {
            Ok(opened) => assert!(there && opened.booking.id == booking.id),
            Err(refusal) => assert!(!there && matches!(refusal, Refusal::NotFound)),
        }
        assert_eq!(services.calls_of(&desk, booking.id).await.is_ok(), there);
        let manager = only_at(&world, world.number.office(office), Role::Manager);
        assert_eq!(services.templates(&manager.permit().unwrap()).await.unwrap().is_empty(), !there);
    }
    // Nor is there a mail of another office that somebody has dealt with.
    tamper(fresh, "UPDATE outbox SET state = 'failed', failure = 'recipient', settled_at = 1").await;
    let mail = OutboxId(number(fresh, "SELECT MAX(id) FROM outbox").await);
    let there = only_at(&world, world.number.office(1), Role::Receptionist).permit().unwrap();
    assert_eq!(code_of(fresh, services.mail_resend(&there, mail)).await, "not_possible");
    assert_eq!(code_of(fresh, services.mail_settle(&there, mail)).await, "not_possible");
    let here = only_at(&world, world.number.office(0), Role::Receptionist).permit().unwrap();
    services.mail_resend(&here, mail).await.unwrap();
    services.mail_settle(&here, mail).await.unwrap();
}

async fn nothing_is_moved_into_or_closed_at_an_office_beyond_reach(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let time = world.time(A_DAY).await;
    let booking = world.booked_at(A_DAY * 2).await;
    let services = world.services.clone();
    // Neither booked nor moved to a time of another office.
    let there = only_at(&world, world.number.office(1), Role::Receptionist);
    let (_, mut command) = world.command(time, Channel::Phone, None);
    command.idempotency_key = None;
    assert_eq!(code_of(fresh, services.book(&there, command.clone())).await, "invalid");
    let here = only_at(&world, world.number.office(0), Role::Receptionist);
    let to = time.id.to_string();
    let which = Handle::Id(booking.id);
    let moved = services.move_to(&there, &which, Expected::Any, &to, None);
    assert_eq!(code_of(fresh, moved).await, "not_found");
    services.move_to(&here, &which, Expected::Any, &to, None).await.unwrap();
    // What is the whole city's, another office's, or of somebody who works elsewhere, too, is not closed.
    let manager = only_at(&world, world.number.office(1), Role::Manager);
    let close = async |whose: String| {
        let form = ClosureForm { whose, from: "2026-05-11".into(), reason: "点検".into(), ..Default::default() };
        services.closure_save(&manager.permit().unwrap(), None, &form).await
    };
    let (first, second) = (world.number.office(0), world.number.office(1));
    assert_eq!(code_of(fresh, close("city".into())).await, "not_found");
    assert_eq!(code_of(fresh, close(format!("office-{first}"))).await, "invalid");
    assert_eq!(code_of(fresh, close(format!("staff-{}", world.number.nurse(0)))).await, "not_found");
    close(format!("office-{second}")).await.unwrap();
}

async fn what_she_reads_is_kept_for_nobody_else(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let services = world.services.clone();
    let there = only_at(&world, world.number.office(1), Role::Receptionist);
    let kind = there.catalogue.kinds[0].clone();
    let now = services.now();
    // She asks first: nothing is free at hers, and what everybody is offered is all the same what it is.
    assert!(services.nearest(&there, &kind, None, now, 3).await.unwrap().is_empty());
    assert_eq!(services.nearest(&world.resident(), &kind, None, now, 3).await.unwrap().len(), 3);
    world.booked_at(0).await;
}
