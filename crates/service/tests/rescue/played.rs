//! Eight bookings of a nurse who is absent tomorrow, three of them without an address: a colleague for some, times by mail for others, a call
//! for the rest, until nobody is left.

use std::collections::BTreeSet;

use chrono::Duration;
use mendan_domain::booking::Channel;
use mendan_domain::ids::ClosureId;
use mendan_service::booking::person::PersonForm;
use mendan_service::booking::reassign::HandedOn;
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_service::model::{Booking, CallOutcome, MessageKind, OfferSet, OfferState, OutboxState, StaffMember};
use mendan_service::offer::closure::ClosureForm;
use mendan_service::rescue::absent::{AbsentForm, Span};
use mendan_service::rescue::list::{Rescue, Rescued};
use mendan_service::rescue::offer::Offered;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line, wrong};
use crate::support::build;
use crate::support::guard;
use crate::support::post::{Post, deliver};
use crate::support::usual::{self, A_DAY};
use crate::support::world::World;

on_both_engines!(
    everybody_is_looked_after_until_nobody_is_left,
    of_two_who_answer_at_once_one_is_heard,
    whatever_happens_to_the_booking_ends_what_it_was_offered,
    she_comes_after_all_and_everything_settles_by_itself,
    a_letter_whose_offer_has_ended_does_not_leave,
    another_address_ends_what_was_offered_at_the_one_before,
    nobody_gets_a_time_of_whoever_is_gone,
    an_answer_is_awaited_until_the_evening_or_for_two_hours_or_until_the_morning,
    an_absence_is_declared_by_whoever_may_for_a_day_that_is_to_come,
);

/// A booking of that nurse at the n-th start.
async fn of_nurse(world: &mut World, nurse: usize, n: usize, mail: bool) -> Booking {
    let time = world.time(n).await;
    let (context, mut command) = world.command(time, Channel::Phone, None);
    command.nurse = Some(world.number.nurse(nurse));
    if mail {
        command.person.email = format!("{}@mail.kaku.example", command.person.phone);
    }
    let answer = world.services.book(&context, command).await.unwrap();
    world.services.find(&context, &Handle::Token(answer.token)).await.unwrap()
}

/// What the first nurse says of tomorrow.
fn tomorrow(world: &World, booking: &Booking) -> AbsentForm {
    let date = world.desk().catalogue.municipality.local_date(booking.starts_at);
    let whose = format!("staff-{}", world.number.nurse(0));
    let closure = ClosureForm { whose, from: date.to_string(), reason: "熱".into(), ..ClosureForm::default() };
    AbsentForm { closure, span: Span::Day.as_str().into() }
}

pub(super) async fn absent(world: &mut World, booking: &Booking) -> ClosureId {
    let form = tomorrow(world, booking);
    let id = world.services.absent(&world.nurse().permit().unwrap(), &form).await.unwrap();
    world.reread().await;
    id
}

pub(super) async fn looked(world: &World, id: ClosureId) -> Rescue {
    world.services.rescue(&world.desk().permit().unwrap(), id).await.unwrap()
}

/// What is in progress: which absence, how many are looked after, how many it meets.
async fn going(world: &World) -> Vec<(ClosureId, usize, usize)> {
    let going = world.services.rescues_open(&world.desk().permit().unwrap()).await.unwrap();
    going.into_iter().map(|one| (one.closure.id, one.done, one.all)).collect()
}

async fn offered(world: &World, id: ClosureId, booking: &Booking) -> Offered {
    let now = world.now_of(booking).await;
    let all = [(now.id, Expected::Version(now.version))];
    world.services.rescue_offer(&world.desk().permit().unwrap(), id, &all).await.unwrap()
}

async fn last_of(world: &World, booking: &Booking) -> OfferSet {
    world.services.offers_of(&world.desk(), &Handle::Id(booking.id)).await.unwrap().unwrap()
}

/// One booking of the absent nurse tomorrow, and what it is offered.
async fn one(world: &mut World) -> (Booking, ClosureId, OfferSet) {
    let booking = of_nurse(world, 0, A_DAY, true).await;
    let closure = absent(world, &booking).await;
    assert_eq!(offered(world, closure, &booking).await, Offered { sent: 1, none: 0, left: 0 });
    let set = last_of(world, &booking).await;
    (world.now_of(&booking).await, closure, set)
}

async fn everybody_is_looked_after_until_nobody_is_left(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let services = world.services.clone();
    let without = [2, 4, 7];
    let mut hers = Vec::new();
    for n in 0..8 {
        hers.push(of_nurse(&mut world, 0, A_DAY + n, !without.contains(&n)).await);
        if n >= 3 {
            for colleague in [1, 2] {
                of_nurse(&mut world, colleague, A_DAY + n, false).await;
            }
        }
    }
    let closure = absent(&mut world, &hers[0]).await;
    assert_eq!(absent(&mut world, &hers[0]).await, closure, "said twice it is one");
    let desk = world.desk();
    let first = looked(&world, closure).await;
    assert_eq!(last_line(fresh).await.subject, ("closure".to_owned(), closure.0), "looking is logged");
    assert_eq!((first.rows.len(), first.done()), (8, 0));
    assert_eq!(going(&world).await, [(closure, 0, 8)]);
    assert!(first.rows.iter().map(|row| row.booking.id).eq(hers.iter().map(|one| one.id)), "in the order of time");
    let named: Vec<bool> = first.rows.iter().map(|row| row.colleague.is_some()).collect();
    assert_eq!(named, [true, true, true, false, false, false, false, false]);
    let colleagues: BTreeSet<_> = first.rows.iter().filter_map(|row| row.colleague).collect();
    assert_eq!(colleagues.len(), 2, "fair by load: not all to one");

    let take = |row: &mendan_service::rescue::list::RescueRow| {
        Some((row.booking.id, Expected::Version(row.booking.version), row.colleague?))
    };
    let all: Vec<_> = first.rows.iter().filter_map(take).collect();
    let handed = services.rescue_hand_on(&desk.permit().unwrap(), closure, &all).await.unwrap();
    assert_eq!(handed.0, HandedOn { handed: 3, called: 0, left: 0 });
    let stale: Vec<_> = all.iter().map(|(id, _, to)| (*id, Expected::Version(0), *to)).collect();
    let nurse = world.member(world.number.nurse(1), mendan_domain::staff::Role::Nurse);
    let late = services.rescue_hand_on(&nurse.permit().unwrap(), closure, &stale).await.unwrap();
    assert_eq!(late, (HandedOn { handed: 0, called: 0, left: 3 }, None), "a colleague was faster");

    let second = looked(&world, closure).await;
    assert_eq!(second.done(), 3);
    let rest: Vec<_> = second.rows.iter().filter(|row| row.state == Rescued::Open).collect();
    let all: Vec<_> = rest.iter().map(|row| (row.booking.id, Expected::Version(row.booking.version))).collect();
    let sent = services.rescue_offer(&desk.permit().unwrap(), closure, &all).await.unwrap();
    assert_eq!(sent, Offered { sent: 3, none: 0, left: 2 }, "two have no address");
    let mut kept = BTreeSet::new();
    for n in [3, 5, 6] {
        let set = last_of(&world, &hers[n]).await;
        assert_eq!((set.choices.len(), set.state), (3, OfferState::Open));
        assert_eq!(set.until - services.now(), Duration::hours(9), "until 17:00");
        assert!(set.choices.iter().all(|choice| choice.starts_at >= set.until && choice.stands(&desk.catalogue)));
        kept.extend(set.choices.iter().map(|choice| (choice.staff, choice.starts_at)));
        let call = services.calls_of(&desk, hers[n].id).await.unwrap().remove(0);
        assert_eq!(call.next_at, set.until, "nobody calls while an answer is awaited");
    }
    assert_eq!(kept.len(), 9, "nobody is offered what another is offered");

    let (post, worker) = Post::worker(&world);
    deliver(&worker).await;
    assert!(post.letters().iter().all(|(kind, ..)| *kind != MessageKind::Offer), "not while it can be taken back");
    world.set_now(services.now() + Duration::seconds(20));
    deliver(&worker).await;
    assert_eq!(post.letters().iter().filter(|(kind, ..)| *kind == MessageKind::Offer).count(), 3);

    // One chooses.
    let (chooser, set) = (world.now_of(&hers[3]).await, last_of(&world, &hers[3]).await);
    let seen = Expected::Version(chooser.version);
    let resident = world.resident();
    services.offer_take(&resident, &world.link(&chooser), seen, set.choices[1].id).await.unwrap();
    let moved = world.now_of(&chooser).await;
    assert_eq!((moved.starts_at, moved.claim.staff), (set.choices[1].starts_at, set.choices[1].staff));
    assert_eq!(moved.sequence, chooser.sequence + 1);
    services.offer_take(&resident, &world.link(&chooser), seen, set.choices[1].id).await.unwrap();
    assert_eq!(world.now_of(&chooser).await, moved, "the same form sent twice");
    assert_eq!(world.holds().await.iter().filter(|hold| hold.expires_at == set.until).count(), 6, "two are free again");
    // Of one none fits, and one does not answer.
    let other = world.now_of(&hers[5]).await;
    let seen = Expected::Version(other.version);
    services.offer_decline(&resident, &world.link(&other), seen).await.unwrap();
    let call = services.calls_of(&desk, other.id).await.unwrap().remove(0);
    assert_eq!(call.next_at, services.now());
    world.set_now(set.until);
    assert_eq!(services.sweep_offers().await.unwrap(), 1);
    assert_eq!(services.sweep_offers().await.unwrap(), 0);
    world.undo_is_over().await;
    assert_eq!(guard::rows(fresh, &world).await, guard::owed(&world).await);

    let third = looked(&world, closure).await;
    assert_eq!(third.done(), 4);
    assert_eq!(going(&world).await, [(closure, 4, 8)], "whoever opens the list goes on");
    let ended: Vec<_> = third.rows.iter().filter_map(|row| Some((row.state, row.offer.as_ref()?.state))).collect();
    let right = [
        (Rescued::Open, OfferState::Declined),
        (Rescued::Open, OfferState::Expired),
        (Rescued::Moved, OfferState::Taken),
    ];
    assert!(right.iter().all(|one| ended.contains(one)), "{ended:?}");
    // Another nurse goes on, and calls those who are left.
    for row in third.rows.iter().filter(|row| !row.state.is_done()) {
        let talked = (Some(CallOutcome::Talked), None);
        let seen = Expected::Version(row.call.version);
        services.call_note(&nurse.permit().unwrap(), row.call.id, seen, talked).await.unwrap();
    }
    let last = looked(&world, closure).await;
    assert_eq!((last.done(), last.rows.len()), (8, 8));
    assert!(going(&world).await.is_empty(), "nobody is left");
    let spoken = last.rows.iter().filter(|row| row.state == Rescued::Spoken);
    assert!(spoken.clone().count() == 4 && spoken.clone().all(|row| row.by == Some(world.number.nurse(1))));
}

async fn of_two_who_answer_at_once_one_is_heard(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (booking, _, set) = one(&mut world).await;
    let (services, resident, desk) = (world.services.clone(), world.resident(), world.desk());
    let (link, seen) = (world.link(&booking), Expected::Version(booking.version));
    let permit = desk.permit().unwrap();
    let (first, second, withdrawn) = futures::join!(
        services.offer_take(&resident, &link, seen, set.choices[0].id),
        services.offer_take(&resident, &link, seen, set.choices[2].id),
        services.offer_withdraw(&permit, booking.id, seen),
    );
    let heard = [first.is_ok(), second.is_ok(), withdrawn.is_ok()].into_iter().filter(|heard| *heard).count();
    assert_eq!(heard, 1, "{first:?} {second:?} {withdrawn:?}");
    assert!(world.holds().await.iter().all(|hold| hold.expires_at != set.until));
    world.undo_is_over().await;
    assert_eq!(guard::rows(fresh, &world).await, guard::owed(&world).await);
    // Nobody has what is another's.
    let stranger = of_nurse(&mut world, 1, A_DAY * 2, true).await;
    let (link, choice) = (world.link(&stranger), set.choices[1].id);
    let taken = services.offer_take(&resident, &link, Expected::Any, choice);
    assert_eq!(code_of(fresh, taken).await, "not_found");
    assert_eq!(code_of(fresh, services.offer_decline(&resident, &link, Expected::Any)).await, "not_found");
}

async fn whatever_happens_to_the_booking_ends_what_it_was_offered(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let first = of_nurse(&mut world, 0, A_DAY, true).await;
    let mut all = vec![first];
    for n in 1..5 {
        all.push(of_nurse(&mut world, 0, A_DAY + n, true).await);
    }
    let closure = absent(&mut world, &all[0]).await;
    for booking in &all {
        assert_eq!(offered(&world, closure, booking).await.sent, 1);
        assert_eq!(offered(&world, closure, booking).await.left, 1, "nobody is offered two at once");
    }
    let (services, resident, desk) = (world.services.clone(), world.resident(), world.desk());
    let to = world.time(A_DAY * 3).await.id.to_string();
    services.cancel(&resident, &world.link(&all[0]), Expected::Any, None).await.unwrap();
    services.move_to(&desk, &Handle::Id(all[1].id), Expected::Any, &to, None).await.unwrap();
    services.change_mode(&desk, &Handle::Id(all[2].id), Expected::Any, "video").await.unwrap();
    let colleague = world.number.nurse(1);
    let pair = (world.number.nurse(0), colleague);
    services.reassign(&desk.permit().unwrap(), all[3].id, Expected::Any, pair).await.unwrap();
    for booking in &all[..4] {
        assert_eq!(last_of(&world, booking).await.state, OfferState::Settled, "{:?}", booking.id);
    }
    assert_eq!(last_of(&world, &all[4]).await.state, OfferState::Open);
    let until = last_of(&world, &all[4]).await.until;
    assert_eq!(world.holds().await.iter().filter(|hold| hold.expires_at == until).count(), 3);
    // What is undone is to be looked after again.
    services.undo(&desk.permit().unwrap(), all[3].id, Expected::Any).await.unwrap();
    let row = looked(&world, closure).await.rows.into_iter().find(|row| row.booking.id == all[3].id).unwrap();
    assert_eq!((row.state, row.call.done_at), (Rescued::Open, None));
    let gone = last_of(&world, &all[0]).await.choices[0].id;
    let link = world.link(&all[0]);
    let late = services.offer_take(&resident, &link, Expected::Any, gone);
    assert_eq!(code_of(fresh, late).await, "too_late");
    world.undo_is_over().await;
    assert_eq!(guard::rows(fresh, &world).await, guard::owed(&world).await);
}

async fn she_comes_after_all_and_everything_settles_by_itself(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (booking, closure, set) = one(&mut world).await;
    let (services, nurse) = (world.services.clone(), world.nurse());
    // Whoever was spoken to meanwhile may choose all the same, until then.
    let call = services.calls_of(&nurse, booking.id).await.unwrap().remove(0);
    let talked = (Some(CallOutcome::Talked), None);
    services.call_note(&nurse.permit().unwrap(), call.id, Expected::Version(call.version), talked).await.unwrap();
    services.closure_delete(&nurse.permit().unwrap(), closure, Expected::Any).await.unwrap();
    assert_eq!(last_of(&world, &booking).await.state, OfferState::Settled);
    assert_eq!(services.calls_of(&nurse, booking.id).await.unwrap(), []);
    assert!(world.holds().await.iter().all(|hold| hold.expires_at != set.until));
    let (resident, link) = (world.resident(), world.link(&booking));
    let late = services.offer_take(&resident, &link, Expected::Any, set.choices[0].id);
    assert_eq!(code_of(fresh, late).await, "too_late");
    let gone = async { services.rescue(&nurse.permit()?, closure).await };
    assert_eq!(code_of(fresh, gone).await, "not_found");
    assert_eq!(world.now_of(&booking).await.claim, booking.claim);
}

async fn a_letter_whose_offer_has_ended_does_not_leave(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (booking, closure, _) = one(&mut world).await;
    let (services, desk) = (world.services.clone(), world.desk());
    let seen = Expected::Version(booking.version);
    services.offer_withdraw(&desk.permit().unwrap(), booking.id, seen).await.unwrap();
    let again = async { services.offer_withdraw(&desk.permit()?, booking.id, Expected::Any).await };
    assert_eq!(code_of(fresh, again).await, "not_possible");
    world.set_now(services.now() + Duration::seconds(30));
    let (post, worker) = Post::worker(&world);
    deliver(&worker).await;
    assert!(post.letters().iter().all(|(kind, ..)| *kind != MessageKind::Offer));
    let rows = world.messages(&booking).await;
    let row = rows.iter().find(|row| row.kind == MessageKind::Offer).unwrap();
    assert_eq!(row.state, OutboxState::Superseded);
    // She may be offered others.
    assert_eq!(offered(&world, closure, &booking).await.sent, 1);
    assert_eq!(last_of(&world, &booking).await.state, OfferState::Open);
}

async fn another_address_ends_what_was_offered_at_the_one_before(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (booking, closure, set) = one(&mut world).await;
    let (services, desk) = (world.services.clone(), world.desk());
    let known = services.next_person(&desk.permit().unwrap(), booking.id, (true, "")).await.unwrap();
    let form = PersonForm { email: "hanako.neu@mail.kaku.example".into(), ..known };
    let seen = Expected::Version(booking.version);
    services.correct(&desk.permit().unwrap(), booking.id, seen, (&form, true)).await.unwrap();
    assert_eq!(last_of(&world, &booking).await.state, OfferState::Withdrawn);
    assert!(world.holds().await.iter().all(|hold| hold.expires_at != set.until), "its times are free");
    let call = services.calls_of(&desk, booking.id).await.unwrap().remove(0);
    assert_eq!(call.next_at, services.now(), "her turn has come");
    assert_eq!(offered(&world, closure, &booking).await.sent, 1, "she may be offered others there");
}

async fn nobody_gets_a_time_of_whoever_is_gone(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (booking, _, set) = one(&mut world).await;
    let (number, town, choice) = (world.number, world.town.clone(), set.choices[0]);
    world
        .set_up(async |tx| {
            for (index, nurse) in town.nurses.iter().enumerate() {
                let member = build::nurse(number, index, nurse);
                let disabled = member.id == choice.staff;
                tx.staff_update(&StaffMember { disabled, ..member }).await.unwrap();
            }
        })
        .await;
    assert!(last_of(&world, &booking).await.choices.iter().all(|one| one.staff != choice.staff));
    let (resident, link) = (world.resident(), world.link(&booking));
    let taken = world.services.offer_take(&resident, &link, Expected::Version(booking.version), choice.id);
    assert_eq!(code_of(fresh, taken).await, "slot_taken");
}

async fn an_answer_is_awaited_until_the_evening_or_for_two_hours_or_until_the_morning(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = of_nurse(&mut world, 0, A_DAY * 2, true).await;
    let closure = absent(&mut world, &booking).await;
    let (services, begin) = (world.services.clone(), world.services.now());
    // The clock begins at eight in the morning of the 27th; the 28th is a working day, the 29th is none.
    for (after, hours) in [(0, 9), (8, 10), (11, 26), (34, 74)] {
        world.set_now(begin + Duration::hours(after));
        assert_eq!(offered(&world, closure, &booking).await.sent, 1);
        let set = last_of(&world, &booking).await;
        assert_eq!(set.until - begin, Duration::hours(hours), "after {after} hours");
        let seen = Expected::Version(world.now_of(&booking).await.version);
        services.offer_withdraw(&world.desk().permit().unwrap(), booking.id, seen).await.unwrap();
    }
}

async fn an_absence_is_declared_by_whoever_may_for_a_day_that_is_to_come(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = of_nurse(&mut world, 0, A_DAY, true).await;
    let (services, form) = (world.services.clone(), tomorrow(&world, &booking));
    let (nurse, colleague) = (world.nurse(), world.member(world.number.nurse(1), mendan_domain::staff::Role::Nurse));
    let of = |change: &dyn Fn(&mut AbsentForm)| {
        let mut form = form.clone();
        change(&mut form);
        form
    };
    let declared = async |form: AbsentForm| services.absent(&nurse.permit()?, &form).await;
    assert_eq!(wrong(fresh, declared(of(&|form| form.span.clear()))).await, [("span", "invalid")]);
    let rest = of(&|form| form.span = Span::Rest.as_str().into());
    assert_eq!(wrong(fresh, declared(rest)).await, [("span", "invalid")], "of another day there is no rest");
    let past = of(&|form| form.closure.from = "2026-04-26".into());
    assert_eq!(wrong(fresh, declared(past)).await, [("from", "out_of_range")]);
    let hours = of(&|form| form.span = Span::Hours.as_str().into());
    assert_eq!(wrong(fresh, declared(hours)).await, [("hours_from", "not_a_time")]);
    let city = of(&|form| form.closure.whose = "city".into());
    assert_eq!(wrong(fresh, declared(city)).await, [("whose", "invalid")]);
    let silent = of(&|form| form.closure.reason.clear());
    let would = services.absent_check(&nurse.permit().unwrap(), &silent).await.unwrap();
    assert_eq!(would.bookings(), 1, "nobody has to say why");
    let anothers = async { services.absent(&colleague.permit()?, &form).await };
    assert_eq!(code_of(fresh, anothers).await, "not_found");
    let today = of(&|form| {
        form.closure.from = "2026-04-27".into();
        form.span = Span::Rest.as_str().into();
    });
    let id = declared(today).await.unwrap();
    world.reread().await;
    let closures = &world.desk().catalogue.closed.closures;
    let hours = closures.iter().find(|closure| closure.id == id).unwrap().hours.unwrap();
    assert_eq!((hours.from, hours.until), (8 * 60, 24 * 60), "from now on");
    assert_eq!(looked(&world, id).await.rows, []);
}
