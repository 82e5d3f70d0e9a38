//! The demo's templates: a nurse goes round the offices by the day of the week. What they give is published as a city does.

use chrono::{DateTime, Days, Duration, NaiveDate, Utc, Weekday};
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{NurseSlotId, OfficeId, TemplateId};
use mendan_domain::offer::hours::{Hours, instant};
use mendan_domain::offer::template::{Repeat, Template};
use mendan_domain::offer::weekdays::Weekdays;
use mendan_service::city::catalogue::Kind;
use mendan_service::model::{NurseSlot, StaffMember};
use mendan_service::offer::publish::PublishQuery;
use mendan_service::{Context, Refusal, Services};

/// Days ahead that are published: eight weeks.
const AHEAD: Days = Days::new(56);
/// Days of history a fresh demo begins with.
const PAST: Days = Days::new(28);

/// Eight starts a day, fifty minutes apart, four before lunch and four after.
const DAY: Hours = Hours { from: 9 * 60, until: 16 * 60 + 40 };
const LUNCH: Hours = Hours { from: 12 * 60 + 10, until: 13 * 60 + 30 };
const STEP: i64 = 50;
/// On Saturdays only the second of the month, in the morning, at the first office, by so many nurses.
const SATURDAY: Hours = Hours { from: DAY.from, until: LUNCH.from };
const ON_SATURDAY: usize = 2;

/// Writes the templates, unless there are any. `true` when they were written.
pub async fn write_templates(services: &Services, context: &Context) -> Result<bool, Refusal> {
    services.first_templates(&context.permit()?, &templates(services, context)).await
}

/// What the templates gave in the last four weeks and since this morning: history is not published, it is.
pub async fn write_past(services: &Services, context: &Context) -> Result<(), Refusal> {
    let (now, today) = (services.now(), today(services, context));
    let templates = services.all_templates(&context.permit()?).await?;
    let days: Vec<NaiveDate> = (today - PAST).iter_days().take_while(|date| *date <= today).collect();
    let mut past: Vec<NurseSlot> = templates
        .iter()
        .flat_map(|template| days.iter().flat_map(move |date| on(context, template, *date)))
        .filter(|slot| slot.starts_at <= now)
        .collect();
    for slot in &mut past {
        slot.id = NurseSlotId(services.new_id());
    }
    services.publish(&context.permit()?, &past).await?;
    Ok(())
}

/// Publishes the days behind the last one that is published, until eight weeks ahead: what somebody who tries the demo
/// has made of the days before stays as it is.
pub async fn publish_ahead(services: &Services, context: &Context) -> Result<(), Refusal> {
    let (city, today) = (&context.catalogue.municipality, today(services, context));
    let until = today + AHEAD;
    let (first, last) = (city.start_of_day(today), city.start_of_day(until + Days::new(1)));
    let published = services.published_between(&context.permit()?, (first, last)).await?;
    let reached = published.iter().filter(|slot| slot.planned && slot.starts_at > services.now());
    let reached: Option<DateTime<Utc>> = reached.map(|slot| slot.starts_at).max();
    let from = reached.map_or(today, |at| city.local_date(at) + Days::new(1));
    if from > until {
        return Ok(());
    }
    let query = PublishQuery { from, until, office: None, staff: None };
    let preview = services.preview(&context.permit()?, query).await?;
    if preview.counts.create > 0 {
        services.publish_plan(&context.permit()?, query, preview.digest).await?;
    }
    Ok(())
}

fn today(services: &Services, context: &Context) -> NaiveDate {
    context.catalogue.municipality.local_date(services.now())
}

/// Five a nurse, one for each working day, and the Saturday.
fn templates(services: &Services, context: &Context) -> Vec<Template> {
    let catalogue = &context.catalogue;
    let nurses: Vec<&StaffMember> = catalogue.staff.iter().filter(|member| member.role.interviews()).collect();
    let begins = today(services, context) - PAST;
    let new = |nurse: &StaffMember, office: OfficeId, day: Weekday, hours: Hours| Template {
        id: TemplateId(services.new_id()),
        name: String::new(),
        office,
        staff: Some(nurse.id),
        kinds: kinds(context, nurse).map(|kind| kind.id).collect(),
        modes: Mode::ALL.into_iter().collect(),
        repeat: Repeat::Weekly { every: 1 },
        weekdays: std::iter::once(day).collect(),
        hours,
        breaks: Vec::new(),
        step: STEP,
        valid_from: begins,
        valid_until: None,
    };
    let mut templates = Vec::new();
    for nurse in &nurses {
        for day in Weekdays::ALL_WORKING.iter() {
            let turn = usize::try_from(nurse.position + i64::from(day.num_days_from_monday())).unwrap_or(0);
            if let Some(office) = catalogue.offices.get(turn % catalogue.offices.len().max(1)) {
                templates.push(Template { breaks: vec![LUNCH], ..new(nurse, office.id, day, DAY) });
            }
        }
    }
    for (nurse, office) in nurses.iter().take(ON_SATURDAY).zip(std::iter::repeat(catalogue.offices.first()).flatten()) {
        let saturday = new(nurse, office.id, Weekday::Sat, SATURDAY);
        templates.push(Template { repeat: Repeat::Monthly { weeks: vec![2] }, ..saturday });
    }
    templates
}

fn kinds<'a>(context: &'a Context, nurse: &StaffMember) -> impl Iterator<Item = &'a Kind> {
    let profession = nurse.profession;
    context.catalogue.kinds.iter().filter(move |kind| kind.professions.contains(&profession))
}

/// What one template gave on one day of the past; ids follow.
fn on(context: &Context, template: &Template, date: NaiveDate) -> Vec<NurseSlot> {
    let catalogue = &context.catalogue;
    let closed = catalogue.closed.why(date, template.hours, template.office, None).is_some();
    let Some(staff) = template.staff.filter(|_| template.applies_on(date) && !closed) else { return Vec::new() };
    let mut slots = Vec::new();
    for kind in template.kinds.iter().filter_map(|id| catalogue.kind(*id)) {
        for start in template.starts(kind.minutes, kind.buffers.after) {
            let Some(starts_at) = instant(catalogue.municipality.timezone, date, start) else { continue };
            slots.push(NurseSlot {
                id: NurseSlotId(0),
                office: template.office,
                kind: kind.id,
                staff,
                starts_at,
                ends_at: starts_at + Duration::minutes(kind.minutes),
                modes: kind.modes,
                open: true,
                planned: true,
            });
        }
    }
    slots
}
