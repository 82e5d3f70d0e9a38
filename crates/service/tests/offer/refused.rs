//! What is not listed is refused, for the reason that "why not" gives.

use chrono::Duration;
use mendan_domain::booking::Channel;
use mendan_domain::booking::mode::Mode;
use mendan_domain::offer::Reason;
use mendan_domain::offer::slot::SlotId;
use mendan_service::Refusal;
use mendan_service::offer::why::{WhyQuery, WhyReason, explain};
use mendan_service::permit::asked::ViewBookings;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;
use proptest::sample::Index;

use crate::offer::offered::Offered;
use crate::support::build::at;
use crate::support::case::{Case, in_every_case};
use crate::support::world::{Time, World};

on_both_engines!(what_is_not_offered_is_refused_for_the_reason_that_is_given);

/// A time somebody might ask for: published or not, past or holiday.
async fn any_time(world: &World, (index, one, other): &(Index, usize, usize)) -> (Time, Channel) {
    let (mode, channel) = (Mode::ALL[one / 4 % 4], Channel::ALL[one / 16 % 4]);
    let slots = if other % 2 == 0 { world.busy_days().await } else { world.slots().await };
    // Ten minutes apart, from the day before to the day after.
    let on_the_grid = at(&world.town, -1440) + Duration::minutes(i64::try_from(index.index(16 * 144)).unwrap() * 10);
    let (kind, office) = (world.number.kind(one % 2), world.number.office(one / 2 % 2));
    let anything = SlotId { office, kind, starts_at: on_the_grid };
    let slot = (!slots.is_empty()).then(|| index.get(&slots));
    let id = match (slot, other / 2 % 4) {
        (None, _) | (_, 0) => anything,
        (Some(slot), 1) => SlotId { starts_at: slot.starts_at, ..anything },
        (Some(slot), _) => SlotId { office: slot.office, kind: slot.kind, starts_at: slot.starts_at },
    };
    (Time { id, mode }, channel)
}

/// Of a time that nobody published "why not" says more: what the templates have to do with it.
fn plainly(reasons: Vec<WhyReason>) -> Vec<WhyReason> {
    let plain = |reason| match reason {
        WhyReason::NotPublished(_) => WhyReason::Judged(Reason::NotPublished),
        told => told,
    };
    reasons.into_iter().map(plain).collect()
}

async fn ask(world: &mut World, (time, channel): (Time, Channel), listed: &[Offered]) {
    let (Time { id, mode }, context) = (time, world.context(true).permit::<ViewBookings>().unwrap());
    let free = |wanted: Option<Mode>| {
        let same = listed.iter().filter(|(at, m, ..)| *at == id && wanted.is_none_or(|wanted| wanted == *m));
        same.map(|(.., free)| *free).max().unwrap_or(0)
    };
    let query = WhyQuery { kind: id.kind, mode: Some(mode), office: id.office, at: id.starts_at, staff: None, channel };
    for wanted in [Some(mode), None] {
        let why = world.services.why(&context, &WhyQuery { mode: wanted, ..query.clone() }).await.unwrap();
        assert_eq!((why.offered, why.free), (free(wanted) > 0, free(wanted)), "{id:?} {wanted:?} {channel:?} {why:?}");
        assert_eq!(why.reasons.is_empty(), why.offered, "{id:?} {wanted:?} {channel:?}");
    }
    let why = world.services.why(&context, &query).await.unwrap();
    let booked = world.book(time, channel, None).await;
    if why.offered {
        world.cancel(&booked.unwrap()).await;
        return;
    }
    let too_late = why.reasons.first().is_some_and(|reason| matches!(reason.code(), "past" | "lead_time"));
    let possible = context.catalogue.kind(id.kind).unwrap().modes.has(mode);
    match booked {
        Err(Refusal::TooLate) => assert!(too_late && possible, "{why:?}"),
        Err(Refusal::SlotTaken { reasons, .. }) => {
            assert!(!too_late && possible, "{why:?}");
            assert_eq!(plainly(explain(&reasons)), plainly(why.reasons));
        }
        Err(Refusal::Invalid(errors)) => {
            assert!(!possible && errors.iter().all(|error| error.field == "mode"), "{errors:?}");
            assert!(why.reasons.iter().any(|reason| reason.code() == "mode_not_offered"), "{why:?}");
        }
        other => panic!("{id:?} {mode:?} {channel:?}: {other:?} instead of {why:?}"),
    }
}

async fn what_is_not_offered_is_refused_for_the_reason_that_is_given(fresh: &Fresh) {
    in_every_case(fresh, &async |world: &mut World, case: &Case| {
        world.live(case).await;
        let mut listed = Vec::new();
        for channel in Channel::ALL {
            listed.push(world.offered(channel).await);
        }
        for pick in &case.picks {
            let (time, channel) = any_time(world, pick).await;
            let index = Channel::ALL.iter().position(|one| *one == channel).unwrap();
            ask(world, (time, channel), &listed[index]).await;
        }
    });
}
