//! What members have elsewhere closes their times, as long as it stands there; bookings stay.

use chrono::{Duration, NaiveDate, Timelike as _};
use mendan_domain::ids::StaffId;
use mendan_domain::offer::Reason;
use mendan_domain::offer::slot::{NurseSlot, SlotId};
use mendan_service::call::met::{meets_own_calendar, met};
use mendan_service::error::FieldError;
use mendan_service::expected::Expected;
use mendan_service::feed::port::Trouble;
use mendan_service::feed::source::OwnSource;
use mendan_service::offer::publish::PublishQuery;
use mendan_service::offer::why::{WhyQuery, WhyReason};
use mendan_service::{By, Refusal, Staff};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::code_of;
use crate::support::build;
use crate::support::calendars::{Calendar, NoCalendar, event, file};
use crate::support::usual::{self, A_DAY};
use crate::support::world::{Time, World};

on_both_engines!(
    busy_hours_close_her_times_and_no_others_and_open_when_they_end,
    a_booking_that_is_met_stays_and_nobody_is_called,
    an_address_is_read_again_and_what_was_read_last_counts_until_then,
    what_cannot_be_read_is_told_and_nothing_is_kept_of_it,
    a_preview_of_publishing_says_what_is_closed_so,
);

const ANY: Expected = Expected::Any;
const ADDRESS: &str = "https://cal.example/private-himitsu/basic.ics";

/// The nurse of that number, as she is.
fn nurse(world: &World, index: usize) -> By<Staff> {
    world.system().as_member(&build::nurse(world.number, index, &world.town.nurses[index]))
}

fn local(world: &World, time: Time) -> (NaiveDate, u32) {
    let at = time.id.starts_at.with_timezone(&world.system().catalogue.municipality.timezone);
    (at.date_naive(), at.hour())
}

async fn source(world: &World, hers: &By<Staff>) -> Option<OwnSource> {
    world.services.own_source(hers).await.unwrap()
}

/// Why that nurse does not take that time.
async fn why(world: &mut World, time: Time, staff: StaffId) -> Vec<WhyReason> {
    world.reread().await;
    let query = WhyQuery {
        kind: time.id.kind,
        mode: None,
        office: time.id.office,
        at: time.id.starts_at,
        staff: Some(staff),
        channel: mendan_domain::booking::Channel::Phone,
    };
    world.services.why(&world.desk().permit().unwrap(), &query).await.unwrap().reasons
}

async fn busy_hours_close_her_times_and_no_others_and_open_when_they_end(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let time = world.time(A_DAY).await;
    let (day, hour) = local(&world, time);
    let (hers, other) = (nurse(&world, 0), world.number.nurse(1));
    let id = hers.who().id();
    assert!(why(&mut world, time, id).await.is_empty(), "she is free");
    let services = world.services.clone();
    let given = file(&event(day, hour, 60));
    services.source_upload(&hers.permit().unwrap(), ANY, given.as_bytes()).await.unwrap().unwrap();
    assert_eq!(why(&mut world, time, id).await, [WhyReason::Judged(Reason::OwnCalendar(id))]);
    assert!(why(&mut world, time, other).await.is_empty(), "a colleague takes it");
    let kept = source(&world, &hers).await.unwrap();
    assert_eq!((kept.host, kept.days, kept.trouble), (None, 1, None));
    // Of the file nothing is kept but hours: whoever has the database learns no title of hers.
    let mut tx = world.store.read().await.unwrap();
    let row = tx.busy_source(world.number.city(), id).await.unwrap().unwrap();
    assert_eq!((row.busy.len(), row.next_at, row.address_sealed), (1, None, None));
    drop(tx);
    assert_eq!(code_of(fresh, services.source_end(&hers, Expected::Version(0))).await, "changed");
    services.source_end(&hers, Expected::Version(kept.version)).await.unwrap();
    assert!(why(&mut world, time, id).await.is_empty(), "all that it closed is open again");
    assert_eq!(source(&world, &hers).await, None);
}

async fn a_booking_that_is_met_stays_and_nobody_is_called(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (day, _) = local(&world, world.time(A_DAY).await);
    let index = (0..3).find(|index| world.number.nurse(*index) == booking.claim.staff).unwrap();
    let hers = nurse(&world, index);
    let services = world.services.clone();
    let all_day = file(&event(day, 0, 24 * 60));
    services.source_upload(&hers.permit().unwrap(), ANY, all_day.as_bytes()).await.unwrap().unwrap();
    world.reread().await;
    let catalogue = world.system().catalogue.clone();
    assert!(meets_own_calendar(&catalogue, &booking));
    assert_eq!(met(&catalogue, &booking), None, "no closed day");
    assert_eq!(world.now_of(&booking).await, booking);
    let waiting = services.calls_waiting(&world.desk().permit().unwrap()).await.unwrap();
    assert_eq!(waiting, 0, "nobody is called about it");
    let hers = nurse(&world, index);
    let conflicts = services.own_conflicts(&hers.permit().unwrap()).await.unwrap();
    assert_eq!(conflicts.iter().map(|conflict| conflict.booking).collect::<Vec<_>>(), [booking.id]);
    // Nobody is offered who has something else then.
    let leaving = world.number.nurse((index + 1) % 3);
    let other = nurse(&world, (index + 1) % 3);
    services.source_upload(&other.permit().unwrap(), ANY, all_day.as_bytes()).await.unwrap().unwrap();
    world.reread().await;
    let desk = world.desk();
    let free = services.colleagues(&desk.permit().unwrap(), booking.id, booking.claim.staff).await.unwrap();
    assert!(free.iter().all(|colleague| colleague.staff != leaving), "{free:?}");
}

async fn an_address_is_read_again_and_what_was_read_last_counts_until_then(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let time = world.time(A_DAY).await;
    let (day, hour) = local(&world, time);
    let hers = nurse(&world, 0);
    let id = hers.who().id();
    let services = world.services.clone();
    let calendar = Calendar::of("");
    services.source_set(&hers.permit().unwrap(), ANY, ADDRESS, &calendar).await.unwrap().unwrap();
    let kept = source(&world, &hers).await.unwrap();
    assert_eq!((kept.host.as_deref(), kept.days), (Some("cal.example"), 0), "the address itself is told to nobody");
    let port = calendar.port();
    assert_eq!(services.read_due_calendars(&port).await.unwrap(), 0, "it was read a moment ago");

    // Something is added there; a quarter of an hour later it is known here.
    calendar.becomes(&event(day, hour, 60));
    let later = async |world: &World, minutes| {
        world.set_now(world.services.now() + Duration::minutes(minutes));
        world.services.read_due_calendars(&port).await.unwrap()
    };
    assert_eq!(later(&world, 20).await, 1);
    assert_eq!(why(&mut world, time, id).await, [WhyReason::Judged(Reason::OwnCalendar(id))]);
    assert_eq!(later(&world, 20).await, 1);
    let asked = calendar.asked.lock().unwrap().clone();
    let etags: Vec<bool> = asked.iter().map(|(_, etag)| etag.is_some()).collect();
    assert_eq!(etags, [false, true, true], "it is asked whether it is the same");
    assert!(asked.iter().all(|(address, _)| address == ADDRESS));
    let unchanged = world.system().catalogue.version;
    world.reread().await;
    assert_eq!(world.system().catalogue.version, unchanged, "what is the same is read anew by nobody");

    // It cannot be read: what was read last counts, it is told, and it is tried less and less often.
    let read_at = source(&world, &hers).await.unwrap().read_at;
    calendar.fails(Trouble::Silent);
    assert_eq!(later(&world, 20).await, 1);
    let kept = source(&world, &hers).await.unwrap();
    assert_eq!((kept.trouble, kept.read_at), (Some(Trouble::Silent), read_at));
    assert_eq!(why(&mut world, time, id).await, [WhyReason::Judged(Reason::OwnCalendar(id))]);
    assert_eq!(later(&world, 20).await, 0, "it waits for longer");
    assert_eq!(later(&world, 20).await, 1);
    assert_eq!(later(&world, 40).await, 0);

    // It is back, and nothing is in it.
    calendar.becomes("");
    assert_eq!(later(&world, 60).await, 1);
    assert_eq!(source(&world, &hers).await.unwrap().trouble, None);
    assert!(why(&mut world, time, id).await.is_empty());
}

async fn what_cannot_be_read_is_told_and_nothing_is_kept_of_it(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (hers, services) = (nurse(&world, 0), world.services.clone());
    let permit = hers.permit().unwrap();
    let set = services.source_set(&permit, ANY, ADDRESS, &NoCalendar).await.unwrap();
    assert_eq!(set, Err(Trouble::Unreachable));
    for (octets, trouble) in [
        (b"<html>".to_vec(), Trouble::NotCalendar),
        (vec![b'x'; 3 * 1024 * 1024], Trouble::TooLarge),
        (file(&event(NaiveDate::default(), 9, 60).repeat(5_001)).into_bytes(), Trouble::TooMuch),
    ] {
        assert_eq!(services.source_upload(&permit, ANY, &octets).await.unwrap(), Err(trouble));
    }
    for typed in ["", "http://cal.example/a.ics", "cal.example"] {
        let refused = services.source_set(&permit, ANY, typed, &NoCalendar).await;
        let at_the_field = |errors: &[FieldError]| errors.iter().all(|error| error.field == "calendar");
        assert!(matches!(&refused, Err(Refusal::Invalid(errors)) if at_the_field(errors)), "{typed}: {refused:?}");
    }
    assert!(matches!(services.source_upload(&permit, ANY, b"").await, Err(Refusal::Invalid(_))));
    assert_eq!(source(&world, &hers).await, None);
}

async fn a_preview_of_publishing_says_what_is_closed_so(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let time = world.time(A_DAY).await;
    let (day, hour) = local(&world, time);
    let (services, hers) = (world.services.clone(), nurse(&world, 0));
    let (id, administrator) = (hers.who().id(), world.administrator());
    let preview = async |staff| {
        let query = PublishQuery { from: day, until: day + Duration::days(1), office: None, staff };
        services.preview(&administrator.permit().unwrap(), query).await.unwrap()
    };
    let before = preview(None).await;
    assert_eq!(before.own, []);
    let given = file(&event(day, hour, 60));
    services.source_upload(&hers.permit().unwrap(), ANY, given.as_bytes()).await.unwrap().unwrap();
    let shown = preview(None).await;
    let [closed] = shown.own.as_slice() else { panic!("{:?}", shown.own) };
    assert_eq!((closed.staff, shown.digest), (id, before.digest), "nothing else would be written");
    // Exactly those of which the reasons say so.
    let slots = world.slots().await;
    let of_her = |slot: &&NurseSlot| {
        let date = administrator.catalogue.municipality.local_date(slot.starts_at);
        slot.staff == id && (date == day || date == day + Duration::days(1))
    };
    let slots: Vec<NurseSlot> = slots.iter().filter(of_her).copied().collect();
    let mut times = 0;
    for slot in &slots {
        let slot_id = SlotId { office: slot.office, kind: slot.kind, starts_at: slot.starts_at };
        let why = why(&mut world, Time { id: slot_id, ..time }, id).await;
        let is_closed = why == [WhyReason::Judged(Reason::OwnCalendar(id))];
        assert_eq!(is_closed, closed.starts.contains(&slot.starts_at), "{slot:?}: {why:?}");
        times += usize::from(is_closed);
    }
    assert!(closed.times == times && times > 0 && times < slots.len(), "{times}: {closed:?}");
    let colleagues = preview(Some(world.number.nurse(1))).await;
    assert_eq!(colleagues.own, []);
}
