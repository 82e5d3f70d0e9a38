//! The demo's weekly templates, minus Sundays, public holidays and the turn of the year.

use chrono::{Datelike, Duration, NaiveDate, TimeZone, Weekday};
use mendan_domain::holiday::{holiday, is_year_end_closure};
use mendan_domain::ids::NurseSlotId;
use mendan_domain::staff::Role;
use mendan_service::model::{NurseSlot, StaffMember};
use mendan_service::{Context, Refusal, Services};

/// Days ahead that are published: eight weeks.
const AHEAD_DAYS: i64 = 56;
/// Days of history a fresh demo begins with.
pub const PAST_DAYS: i64 = 28;

/// Starts of a day, hours and minutes; lunch is free.
const STARTS: [(u32, u32); 8] = [(9, 0), (9, 50), (10, 40), (11, 30), (13, 30), (14, 20), (15, 10), (16, 0)];

/// Publishes what is missing from so many days ago until eight weeks ahead.
pub async fn publish(services: &Services, context: &Context, past_days: i64) -> Result<(), Refusal> {
    let today = context.catalogue.municipality.local_date(services.now());
    let days = (-past_days..=AHEAD_DAYS).map(|day| today + Duration::days(day));
    let slots: Vec<NurseSlot> =
        days.filter(|date| worked(*date)).flat_map(|date| day(services, context, date)).collect();
    services.publish(context, &slots).await?;
    Ok(())
}

fn worked(date: NaiveDate) -> bool {
    date.weekday() != Weekday::Sun && holiday(date).is_none() && !is_year_end_closure(date)
}

/// On Saturdays only the second of the month, in the morning, at the central office, by two nurses.
fn day(services: &Services, context: &Context, date: NaiveDate) -> Vec<NurseSlot> {
    let saturday = date.weekday() == Weekday::Sat;
    if saturday && !(8..=14).contains(&date.day()) {
        return Vec::new();
    }
    let nurses = context.catalogue.staff.iter().filter(|member| member.role == Role::Nurse);
    let starts = if saturday { &STARTS[..4] } else { &STARTS[..] };
    nurses
        .take(if saturday { 2 } else { usize::MAX })
        .flat_map(|nurse| shift(services, context, nurse, date, starts, saturday))
        .collect()
}

/// Nurses go round the offices by the day of the week.
fn shift(
    services: &Services,
    context: &Context,
    nurse: &StaffMember,
    date: NaiveDate,
    starts: &[(u32, u32)],
    saturday: bool,
) -> Vec<NurseSlot> {
    let offices = &context.catalogue.offices;
    let turn = usize::try_from(nurse.position).unwrap_or(0)
        + usize::try_from(date.weekday().num_days_from_monday()).unwrap_or(0);
    let Some(office) = offices.get(if saturday { 0 } else { turn % offices.len().max(1) }) else { return Vec::new() };
    let mut slots = Vec::new();
    for (hour, minute) in starts {
        let Some(naive) = date.and_hms_opt(*hour, *minute, 0) else { continue };
        let Some(local) = context.catalogue.municipality.timezone.from_local_datetime(&naive).earliest() else {
            continue;
        };
        for kind in context.catalogue.kinds.iter().filter(|kind| kind.professions.contains(&nurse.profession)) {
            let starts_at = local.to_utc();
            slots.push(NurseSlot {
                id: NurseSlotId(services.new_id()),
                office: office.id,
                kind: kind.id,
                staff: nurse.id,
                starts_at,
                ends_at: starts_at + Duration::minutes(kind.minutes),
                modes: kind.modes,
                open: true,
            });
        }
    }
    slots
}
