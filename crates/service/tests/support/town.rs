//! A town in a few numbers: offices, nurses and kinds go by their index, days by their distance from the first. It says little
//! on purpose, so that a case that breaks a promise can be read.

use mendan_domain::offer::deadline::Deadline;
use mendan_domain::offer::hours::Hours;
use mendan_domain::offer::rules::{Quota, Rules};
use mendan_domain::offer::template::Repeat;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

#[derive(Debug, Clone)]
pub struct Town {
    /// At the turn of the year; otherwise around the holidays of May.
    pub winter: bool,
    pub offices: Vec<Place>,
    pub nurses: Vec<Nurse>,
    pub kinds: Vec<Sort>,
    pub closures: Vec<Shut>,
    /// Day, and whether the city calls it a holiday.
    pub holidays: Vec<(u64, bool)>,
    pub year_end: bool,
    pub weeks: Vec<Weeks>,
}

#[derive(Debug, Clone)]
pub struct Place {
    /// Places of each room, and whether it is in use.
    pub rooms: Vec<(i64, bool)>,
    pub every_day: bool,
    pub active: bool,
}

#[derive(Debug, Clone)]
pub struct Nurse {
    pub midwife: bool,
    pub modes: i64,
    pub daily_max: Option<i64>,
    pub joint: bool,
    pub disabled: bool,
}

#[derive(Debug, Clone)]
pub struct Sort {
    pub minutes: i64,
    pub buffers: (i64, i64),
    pub modes: i64,
    /// Bits: public health nurses, midwives.
    pub professions: u8,
    pub rules: Rules,
    pub active: bool,
}

#[derive(Debug, Clone, Copy)]
pub enum Whose {
    City,
    Office(usize),
    Nurse(usize),
}

#[derive(Debug, Clone)]
pub struct Shut {
    pub whose: Whose,
    pub from: u64,
    pub days: u64,
    pub hours: Option<Hours>,
    /// Known only after publishing.
    pub late: bool,
}

/// A template.
#[derive(Debug, Clone)]
pub struct Weeks {
    pub office: usize,
    pub nurse: Option<usize>,
    /// Bits: first kind, second kind.
    pub kinds: u8,
    pub modes: i64,
    pub repeat: Repeat,
    pub weekdays: u8,
    pub hours: Hours,
    pub breaks: Vec<Hours>,
    pub step: i64,
    pub from: u64,
}

pub fn any_town() -> impl Strategy<Value = Town> {
    let people = (vec(any_place(), 2), vec(any_nurse(), 3..5), vec(any_sort(), 2));
    let days = (vec(any_shut(), 0..4), vec((0_u64..14, any::<bool>()), 0..3), any::<bool>());
    (any::<bool>(), people, days, vec(any_weeks(), 1..5)).prop_map(
        |(winter, (offices, nurses, kinds), (closures, holidays, year_end), weeks)| Town {
            winter,
            offices,
            nurses,
            kinds,
            closures,
            holidays,
            year_end,
            weeks,
        },
    )
}

pub fn any_place() -> impl Strategy<Value = Place> {
    (vec((1_i64..3, prop::bool::weighted(0.85)), 1..3), any::<bool>(), prop::bool::weighted(0.95))
        .prop_map(|(rooms, every_day, active)| Place { rooms, every_day, active })
}

pub fn any_nurse() -> impl Strategy<Value = Nurse> {
    (any::<bool>(), any_modes(), of(1_i64..4), prop::bool::weighted(0.7), prop::bool::weighted(0.08))
        .prop_map(|(midwife, modes, daily_max, joint, disabled)| Nurse { midwife, modes, daily_max, joint, disabled })
}

pub fn any_sort() -> impl Strategy<Value = Sort> {
    let minutes = prop_oneof![Just(20_i64), Just(30), Just(40), Just(45), Just(60)];
    let buffers = prop_oneof![
        4 => Just((0_i64, 0_i64)),
        8 => (0_i64..16, 0_i64..21),
        1 => (100_i64..121, 100_i64..121),
    ];
    let professions = prop_oneof![4 => Just(3_u8), 1 => Just(1), 1 => Just(2)];
    (minutes, buffers, any_modes(), professions, any_rules(), prop::bool::weighted(0.96)).prop_map(
        |(minutes, buffers, modes, professions, rules, active)| Sort {
            minutes,
            buffers,
            modes,
            professions,
            rules,
            active,
        },
    )
}

fn any_rules() -> impl Strategy<Value = Rules> {
    let book = prop_oneof![
        2 => Just(Deadline::Start),
        1 => (0_i64..2000).prop_map(Deadline::Minutes),
        1 => (0_i64..3, 540_i64..1200).prop_map(|(days, at)| Deadline::BusinessDays { days, at }),
    ];
    let quota = (of(0_i64..4), of(0_i64..4), of(0_i64..4), of(0_i64..8));
    let quota = quota.prop_map(|(web, phone, staff, release_days)| Quota { web, phone, staff, release_days });
    let quota = prop_oneof![1 => Just(Quota::default()), 1 => quota];
    let capacity = prop_oneof![2 => Just(None), 1 => (1_i64..3).prop_map(Some)];
    let horizon = prop_oneof![3 => Just(None), 1 => (0_i64..12).prop_map(Some)];
    (prop::bool::weighted(0.85), book, horizon, capacity, quota, prop::bool::weighted(0.35)).prop_map(
        |(web, book, horizon_days, capacity, quota, joint)| Rules {
            web,
            book,
            horizon_days,
            capacity,
            quota,
            joint,
            ..Rules::default()
        },
    )
}

pub fn any_shut() -> impl Strategy<Value = Shut> {
    let whose = prop_oneof![
        1 => (Just(Whose::City), 0_u64..2),
        2 => ((0_usize..2).prop_map(Whose::Office), 0_u64..3),
        4 => ((0_usize..3).prop_map(Whose::Nurse), 0_u64..6),
    ];
    (whose, 0_u64..14, of(any_hours()), prop::bool::weighted(0.6)).prop_map(|((whose, days), from, hours, late)| Shut {
        whose,
        from,
        days,
        hours,
        late,
    })
}

fn any_weeks() -> impl Strategy<Value = Weeks> {
    let repeat = prop_oneof![
        5 => Just(Repeat::Weekly { every: 1 }),
        1 => Just(Repeat::Weekly { every: 2 }),
        1 => vec(prop_oneof![Just(-1_i64), 1_i64..6], 1..3).prop_map(|weeks| Repeat::Monthly { weeks }),
        1 => Just(Repeat::Once),
    ];
    let who = (0_usize..2, prop_oneof![2 => Just(None), 1 => (0_usize..3).prop_map(Some)]);
    let what = (prop_oneof![3 => Just(3_u8), 1 => Just(1), 1 => Just(2)], any_modes());
    let weekdays = prop_oneof![4 => Just(127_u8), 1 => 1_u8..128];
    let grid = (any_hours(), vec(any_hours(), 0..2), prop_oneof![Just(0_i64), Just(30), Just(60), Just(45)]);
    (who, what, repeat, weekdays, grid, 0_u64..6).prop_map(
        |((office, nurse), (kinds, modes), repeat, weekdays, (hours, breaks, step), from)| Weeks {
            office,
            nurse,
            kinds,
            modes,
            repeat,
            weekdays,
            hours,
            breaks,
            step,
            from,
        },
    )
}

/// Of the working day, so that much of it meets.
fn any_hours() -> impl Strategy<Value = Hours> {
    (17_i64..28, 2_i64..9).prop_map(|(from, long)| Hours { from: from * 30, until: (from + long).min(34) * 30 })
}

fn any_modes() -> impl Strategy<Value = i64> {
    prop_oneof![3 => Just(15_i64), 2 => 1_i64..16]
}
