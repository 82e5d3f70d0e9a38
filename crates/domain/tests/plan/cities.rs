//! Any city: two or three offices, a few nurses, templates that collide, days that are closed.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use mendan_domain::booking::mode::Modes;
use mendan_domain::ids::{ClosureId, KindId, OfficeId, StaffId, TemplateId};
use mendan_domain::offer::Buffers;
use mendan_domain::offer::closed::{ClosedDays, Closure};
use mendan_domain::offer::hours::{Hours, instant};
use mendan_domain::offer::publish::{PlanKind, PlanOffice, PlanStaff, Planner};
use mendan_domain::offer::template::{Repeat, Template};
use mendan_domain::offer::weekdays::Weekdays;
use mendan_domain::staff::Profession;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

#[derive(Debug, Clone)]
pub struct City {
    pub templates: Vec<Template>,
    pub closed: ClosedDays,
    pub kinds: Vec<PlanKind>,
    pub staff: Vec<PlanStaff>,
    pub offices: Vec<PlanOffice>,
    pub timezone: Tz,
}

impl City {
    pub fn planner(&self) -> Planner<'_> {
        Planner {
            templates: &self.templates,
            closed: &self.closed,
            kinds: &self.kinds,
            staff: &self.staff,
            offices: &self.offices,
            timezone: self.timezone,
        }
    }

    pub fn at(&self, date: NaiveDate, minutes: i64) -> DateTime<Utc> {
        instant(self.timezone, date, minutes).unwrap_or_default()
    }
}

/// Around the golden week, and around the nights in which clocks change elsewhere.
pub fn any_day() -> impl Strategy<Value = NaiveDate> {
    let from = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    (prop_oneof![Just(from(4, 20)), Just(from(3, 2)), Just(from(10, 26)), Just(from(12, 21))], 0..20_u64)
        .prop_map(|(first, later)| first + chrono::Days::new(later))
}

pub fn any_city() -> impl Strategy<Value = City> {
    let zone =
        prop_oneof![3 => Just(Tz::Asia__Tokyo), 1 => Just(Tz::America__New_York), 1 => Just(Tz::Australia__Lord_Howe)];
    let parts = (vec(any_kind(), 2), vec(any_nurse(), 4), vec(any_week(), 3), any_closed(), zone, any_templates());
    parts.prop_map(|(mut kinds, mut staff, weeks, closed, timezone, templates)| {
        (1..).zip(&mut kinds).for_each(|(id, kind)| kind.id = KindId(id));
        (1..).zip(&mut staff).for_each(|(id, nurse)| nurse.id = StaffId(id));
        let offices =
            (1..).zip(weeks).map(|(id, hours)| PlanOffice { id: OfficeId(id), hours, active: true }).collect();
        City { templates, closed, kinds, staff, offices, timezone }
    })
}

/// One nurse and one kind more than there are, so that some are gone.
pub fn any_templates() -> impl Strategy<Value = Vec<Template>> {
    let repeat = prop_oneof![
        4 => (1_i64..3).prop_map(|every| Repeat::Weekly { every }),
        1 => vec(prop_oneof![Just(-1_i64), 1_i64..6], 1..3).prop_map(|weeks| Repeat::Monthly { weeks }),
        1 => Just(Repeat::Once),
    ];
    let who = (1_i64..4, prop_oneof![Just(None), (1_i64..6).prop_map(Some)], vec(1_i64..4, 1..3), any_modes());
    let grid = (any_hours(), vec(any_hours(), 0..3), prop_oneof![Just(0_i64), Just(20), Just(45)]);
    let weekdays = prop_oneof![2 => Just(127_u8), 1 => 0_u8..128];
    let valid_from = prop_oneof![2 => Just(NaiveDate::from_ymd_opt(2026, 1, 5).unwrap()), 1 => any_day()];
    let template = (who, repeat, weekdays, grid, valid_from);
    vec(template, 0..7).prop_map(|templates| {
        let numbered = (1..).zip(templates);
        numbered
            .map(|(id, ((office, staff, kinds, modes), repeat, weekdays, (hours, breaks, step), valid_from))| {
                Template {
                    id: TemplateId(id),
                    name: String::new(),
                    office: OfficeId(office),
                    staff: staff.map(StaffId),
                    kinds: kinds.into_iter().map(KindId).collect(),
                    modes,
                    repeat,
                    weekdays: Weekdays::from_bits(weekdays),
                    hours,
                    breaks,
                    step,
                    valid_from,
                    valid_until: None,
                }
            })
            .collect()
    })
}

/// Mostly by day, so that much of it meets.
fn any_hours() -> impl Strategy<Value = Hours> {
    (prop_oneof![3 => 16_i64..30, 1 => 0_i64..40], 1_i64..16)
        .prop_map(|(from, long)| Hours { from: from * 30, until: (from + long).min(48) * 30 })
}

fn any_kind() -> impl Strategy<Value = PlanKind> {
    let professions = prop_oneof![3 => Just(Vec::new()), 1 => Just(vec![Profession::Midwife])];
    (prop_oneof![Just(30_i64), Just(40)], 0_i64..11, any_modes(), professions).prop_map(
        |(minutes, after, modes, professions)| PlanKind {
            id: KindId(0),
            minutes,
            buffers: Buffers { before: 5, after },
            modes,
            professions,
        },
    )
}

fn any_nurse() -> impl Strategy<Value = PlanStaff> {
    let profession = prop_oneof![Just(Profession::Midwife), Just(Profession::PublicHealthNurse)];
    let offices = prop_oneof![2 => Just(vec![1, 2, 3]), 1 => vec(1_i64..4, 1..3)];
    (profession, any_modes(), offices, prop::bool::weighted(0.9)).prop_map(|(profession, modes, offices, active)| {
        PlanStaff { id: StaffId(0), profession, modes, offices: offices.into_iter().map(OfficeId).collect(), active }
    })
}

fn any_modes() -> impl Strategy<Value = Modes> {
    prop_oneof![2 => Just(15_i64), 1 => 1_i64..16].prop_map(Modes::from_bits)
}

fn any_week() -> impl Strategy<Value = [Option<Hours>; 7]> {
    let opening = prop_oneof![
        4 => Just(Some(Hours::WHOLE_DAY)),
        3 => Just(Some(Hours { from: 510, until: 1035 })),
        1 => Just(None),
    ];
    vec(opening, 7).prop_map(|week| week.try_into().unwrap())
}

fn any_closed() -> impl Strategy<Value = ClosedDays> {
    let closure = (
        proptest::option::of(1_i64..4),
        proptest::option::of(1_i64..5),
        any_day(),
        0_u64..4,
        proptest::option::of(any_hours()),
    );
    let listed = btree_map(any_day(), proptest::option::of(Just("市民の日".to_owned())), 0..3);
    (vec(closure, 0..4), listed, any::<bool>()).prop_map(|(closures, holidays, year_end)| ClosedDays {
        closures: (1..)
            .zip(closures)
            .map(|(id, (office, staff, from, days, hours))| Closure {
                id: ClosureId(id),
                office: office.map(OfficeId),
                staff: staff.map(StaffId),
                from,
                until: from + chrono::Days::new(days),
                hours,
                reason: String::new(),
            })
            .collect(),
        holidays,
        year_end,
        ..ClosedDays::default()
    })
}
