//! 150 bookings in all states, from four weeks ago until six weeks ahead.

use chrono::{DateTime, Duration, Utc};
use mendan_domain::booking::mode::Mode;
use mendan_domain::booking::reference::Reference;
use mendan_domain::booking::{Channel, Status};
use mendan_domain::ids::{BookingId, ClientId};
use mendan_domain::language::Language;
use mendan_domain::offer::Able;
use mendan_domain::offer::rules::Group;
use mendan_domain::staff::Profession;
use mendan_service::booking::claim::{Taken, Wanted};
use mendan_service::message::write::mail_domain;
use mendan_service::model::{Booking, Course, NurseSlot, PrivateNotes};
use mendan_service::sealed::SealedPlace;
use mendan_service::secret::sha256;
use mendan_service::{Context, Refusal, Services};

use super::people::person;

/// How many before today and from today on.
const PAST: usize = 55;
const AHEAD: usize = 95;

/// Writes them.
pub async fn write(services: &Services, context: &Context) -> Result<(), Refusal> {
    let (city, now) = (&context.catalogue.municipality, services.now());
    let midnight = city.start_of_day(city.local_date(now));
    let past = services.published_between(&context.permit()?, (midnight - Duration::days(28), midnight)).await?;
    let ahead = services.published_between(&context.permit()?, (midnight, midnight + Duration::days(42))).await?;
    let mut number = 0;
    for (mut slots, wanted) in [(past, PAST), (ahead, AHEAD)] {
        // Ids are made by chance; the demo is the same each time it is filled at the same hour.
        slots.sort_by_key(|slot| (slot.starts_at, place(context, slot)));
        // Evenly spread; near days are fuller than far ones because the step grows.
        let until = number + wanted;
        let mut index = 0;
        let step = (slots.len() / (wanted + 10)).max(1);
        while number < until && index < slots.len() {
            if one(services, context, &slots[index], number, now).await? {
                number += 1;
            }
            index += step - 1 + number % 3;
        }
    }
    Ok(())
}

/// Where the slot's nurse, kind and office stand in the city's lists.
fn place(context: &Context, slot: &NurseSlot) -> [Option<usize>; 3] {
    let catalogue = &context.catalogue;
    [
        catalogue.staff.iter().position(|member| member.id == slot.staff),
        catalogue.kinds.iter().position(|kind| kind.id == slot.kind),
        catalogue.offices.iter().position(|office| office.id == slot.office),
    ]
}

async fn one(
    services: &Services,
    context: &Context,
    slot: &NurseSlot,
    number: usize,
    now: DateTime<Utc>,
) -> Result<bool, Refusal> {
    let catalogue = &context.catalogue;
    let (Some(kind), Some(office)) = (catalogue.kind(slot.kind), catalogue.office(slot.office)) else {
        return Ok(false);
    };
    let modes: Vec<Mode> = slot.modes.iter().collect();
    // Four in five come to the office: so it is in practice.
    let mode = if number % 5 == 4 { modes[(number / 5) % modes.len()] } else { modes[0] };
    let id = BookingId(services.new_id());
    let profession = catalogue.staff(slot.staff).map_or(Profession::PublicHealthNurse, |nurse| nurse.profession);
    // The past is past: no rule of the calendar stands against what has happened.
    let own = Able { staff: slot.staff, profession, joint: true, ends_at: slot.ends_at, modes: slot.modes };
    let wanted = Wanted {
        kind,
        office,
        starts_at: slot.starts_at,
        mode,
        group: Group::Web,
        prefer: Some(slot.staff),
        keeps: vec![own],
        only: Some(slot.staff),
        with: None,
    };
    let status = state(number, slot, now);
    let make = |taken: &Taken| booking(services, context, slot, (id, number, mode, status), taken);
    services.bring_in(&context.permit()?, (id, &wanted), &make).await
}

fn state(number: usize, slot: &NurseSlot, now: DateTime<Utc>) -> Status {
    let past = slot.ends_at < now;
    match number % 11 {
        3 => Status::Cancelled,
        7 if past => Status::Noshow,
        _ if past => Status::Fulfilled,
        _ if slot.starts_at <= now => Status::Arrived,
        _ => Status::Booked,
    }
}

fn booking(
    services: &Services,
    context: &Context,
    slot: &NurseSlot,
    (id, number, mode, status): (BookingId, usize, Mode, Status),
    taken: &Taken,
) -> Result<Booking, Refusal> {
    let made = (slot.starts_at - Duration::days(12)).min(services.now() - Duration::hours(3));
    let mut octets = [0_u8; 8];
    services.entropy().fill(&mut octets);
    let due = (slot.starts_at + Duration::days(150)).date_naive();
    let private = PrivateNotes {
        due_date: Some(due),
        needs: if number % 9 == 2 { vec!["older_child".into()] } else { Vec::new() },
        ..PrivateNotes::default()
    };
    let channel = if number % 4 == 3 { Channel::Phone } else { Channel::Web };
    let mut booking = Booking {
        id,
        municipality: context.municipality(),
        reference: Reference::from_entropy(u64::from_be_bytes(octets)).as_str().to_owned(),
        token_version: 0,
        token_hash: sha256(services.secret().booking_token(id, 0).as_bytes()),
        client: ClientId(services.new_id()),
        kind: slot.kind,
        office: slot.office,
        claim: taken.claim,
        mode,
        status,
        open: matches!(status, Status::Booked | Status::Arrived),
        starts_at: slot.starts_at,
        ends_at: taken.ends_at,
        sequence: i64::from(status == Status::Cancelled),
        version: 0,
        uid: String::new(),
        join_url: None,
        language: if number % 17 == 5 { Language::En } else { Language::Ja },
        channel,
        counted: Group::of(channel),
        source: None,
        discreet: number % 31 == 13,
        consent_version: context.catalogue.municipality.consent_version.clone(),
        modes_offered: taken.modes,
        contact: person(number),
        private_sealed: services.seal(&SealedPlace::Private(id), &private)?,
        created_at: made,
        created_by: None,
        updated_at: made,
        updated_by: None,
        cancel_reason_sealed: None,
        token_sealed: None,
        course: course(status, slot.starts_at),
    };
    booking.uid = services.secret().calendar_uid(id, mail_domain(&context.catalogue));
    booking.join_url = services.link_for(context, &booking);
    Ok(booking)
}

/// Of whoever is here: she came a little early, and it began in time. Of what is over nobody wrote down the times.
fn course(status: Status, starts_at: DateTime<Utc>) -> Course {
    let here = status == Status::Arrived;
    Course {
        arrived_at: here.then(|| starts_at - Duration::minutes(4)),
        started_at: here.then_some(starts_at),
        ..Course::default()
    }
}
