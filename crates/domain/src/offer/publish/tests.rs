use chrono::{NaiveDate, Weekday};

use super::*;
use crate::booking::mode::Mode;
use crate::offer::hours::instant;
use crate::offer::template::Repeat;

const TOKYO: Tz = Tz::Asia__Tokyo;
const HALL: OfficeId = OfficeId(1);
const BRANCH: OfficeId = OfficeId(2);
const SATO: StaffId = StaffId(1);
const ITO: StaffId = StaffId(2);
const TALK: KindId = KindId(1);
/// Midwives only.
const CARE: KindId = KindId(2);

/// A city of two offices, a public-health nurse at both and a midwife at the hall.
struct City {
    templates: Vec<Template>,
    closed: ClosedDays,
    kinds: Vec<PlanKind>,
    staff: Vec<PlanStaff>,
    offices: Vec<PlanOffice>,
}

fn modes() -> Modes {
    [Mode::InPerson, Mode::Phone].into_iter().collect()
}

fn city() -> City {
    let kind = |id, professions| {
        let buffers = Buffers { before: 0, after: 10 };
        PlanKind { id, minutes: 40, buffers, modes: modes(), professions }
    };
    let nurse = |id, profession, offices| PlanStaff { id, profession, modes: modes(), offices, active: true };
    let opening = Hours { from: 510, until: 1035 };
    let week = [Some(opening), Some(opening), Some(opening), Some(opening), Some(opening), None, None];
    City {
        templates: Vec::new(),
        closed: ClosedDays::default(),
        kinds: vec![kind(TALK, Vec::new()), kind(CARE, vec![Profession::Midwife])],
        staff: vec![
            nurse(SATO, Profession::PublicHealthNurse, vec![HALL, BRANCH]),
            nurse(ITO, Profession::Midwife, vec![HALL]),
        ],
        offices: [HALL, BRANCH].map(|id| PlanOffice { id, hours: week, active: true }).to_vec(),
    }
}

impl City {
    fn planner(&self) -> Planner<'_> {
        Planner {
            templates: &self.templates,
            closed: &self.closed,
            kinds: &self.kinds,
            staff: &self.staff,
            offices: &self.offices,
            timezone: TOKYO,
        }
    }

    /// One Monday in June.
    fn plan(&self) -> Plan {
        self.planner().plan(day(8), day(8), at(1, 0))
    }
}

fn template(id: i64, office: OfficeId, staff: Option<StaffId>, from: i64, until: i64) -> Template {
    Template {
        id: TemplateId(id),
        name: String::new(),
        office,
        staff,
        kinds: vec![TALK],
        modes: modes(),
        repeat: Repeat::Weekly { every: 1 },
        weekdays: [Weekday::Mon].into_iter().collect(),
        hours: Hours { from, until },
        breaks: Vec::new(),
        step: 0,
        valid_from: day(1),
        valid_until: None,
    }
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, day).unwrap()
}

fn at(date: u32, minutes: i64) -> DateTime<Utc> {
    instant(TOKYO, day(date), minutes).unwrap()
}

fn reasons(plan: &Plan) -> Vec<Why> {
    plan.skipped.iter().map(|skipped| skipped.why.clone()).collect()
}

/// The plan as it would be stored.
fn stored(plan: &Plan) -> Vec<NurseSlot> {
    (1..).zip(&plan.times).map(|(id, planned)| existing(id, planned)).collect()
}

fn existing(id: i64, planned: &Planned) -> NurseSlot {
    let Planned { office, kind, staff, starts_at, ends_at, modes, .. } = *planned;
    NurseSlot { id: NurseSlotId(id), office, kind, staff, starts_at, ends_at, modes, open: true, planned: true }
}

fn kept(planned: &Planned) -> Kept {
    let busy = Buffers { before: 0, after: 10 }.around(planned.starts_at, planned.ends_at);
    Kept { staff: planned.staff, office: planned.office, busy, starts_at: planned.starts_at }
}

#[test]
fn a_template_gives_its_times_in_the_shared_modes() {
    let mut city = city();
    city.templates = vec![Template { modes: Modes::from_bits(15), ..template(1, HALL, Some(SATO), 540, 640) }];
    let plan = city.plan();
    assert_eq!(
        plan.times.iter().map(|p| (p.starts_at, p.ends_at)).collect::<Vec<_>>(),
        [(at(8, 540), at(8, 580)), (at(8, 590), at(8, 630)),]
    );
    assert!(plan.times.iter().all(|p| p.modes == modes() && p.template == Some(TemplateId(1))));
    assert_eq!(plan.skipped, []);
}

#[test]
fn an_office_template_concerns_those_who_can_hold_the_kind() {
    let mut city = city();
    city.templates = vec![Template { kinds: vec![TALK, CARE], ..template(1, HALL, None, 540, 580) }];
    let plan = city.plan();
    assert_eq!(
        plan.times.iter().map(|p| (p.staff, p.kind)).collect::<Vec<_>>(),
        [(SATO, TALK), (ITO, TALK), (ITO, CARE),]
    );
    assert_eq!(plan.skipped, [], "the other nurse is not meant");
    city.templates = vec![Template { kinds: vec![CARE], ..template(1, BRANCH, None, 540, 580) }];
    assert_eq!(reasons(&city.plan()), [Why::WrongProfession], "nobody can, so the plan says so");
}

#[test]
fn what_cannot_be_is_left_out_with_its_reason() {
    let mut city = city();
    let one = |id, office, staff| template(id, office, Some(staff), 540, 580);
    let cases: Vec<(Template, Why)> = vec![
        (one(1, BRANCH, ITO), Why::NotHere),
        (Template { kinds: vec![CARE], ..one(1, HALL, SATO) }, Why::WrongProfession),
        (Template { modes: [Mode::Video].into_iter().collect(), ..one(1, HALL, SATO) }, Why::NoCommonMode),
        (one(1, HALL, StaffId(9)), Why::Gone),
        (one(1, OfficeId(9), SATO), Why::Gone),
        (Template { kinds: vec![KindId(9)], ..one(1, HALL, SATO) }, Why::Gone),
        (template(1, HALL, Some(SATO), 500, 540), Why::OutsideOpeningHours),
    ];
    for (template, why) in cases {
        city.templates = vec![template];
        let plan = city.plan();
        assert_eq!((plan.times.len(), reasons(&plan)), (0, vec![why]));
    }
    city.templates = vec![one(1, HALL, SATO)];
    city.closed.holidays.insert(day(8), Some("市民の日".to_owned()));
    assert_eq!(reasons(&city.plan()), [Why::Closed(Closed::Holiday { name: "市民の日".to_owned() })]);
    city.closed = ClosedDays::default();
    assert_eq!(reasons(&city.planner().plan(day(8), day(8), at(8, 540))), [Why::InThePast]);
    city.staff.retain_mut(|nurse| {
        nurse.active = false;
        true
    });
    assert_eq!(reasons(&city.plan()), [Why::Gone]);
}

#[test]
fn the_earlier_template_keeps_a_nurse_who_is_wanted_twice() {
    let mut city = city();
    city.templates = vec![template(2, HALL, Some(SATO), 540, 680), template(1, BRANCH, Some(SATO), 560, 600)];
    let plan = city.plan();
    assert_eq!(
        plan.times.iter().map(|p| (p.office, p.starts_at)).collect::<Vec<_>>(),
        [(BRANCH, at(8, 560)), (HALL, at(8, 640)),]
    );
    assert_eq!(reasons(&plan), vec![Why::ElsewhereThen { office: BRANCH }; 2]);
    city.templates = vec![template(2, HALL, Some(SATO), 540, 580), template(1, HALL, Some(SATO), 540, 580)];
    assert_eq!(city.plan().times.iter().map(|p| p.template).collect::<Vec<_>>(), [Some(TemplateId(1))]);
}

#[test]
fn publishing_again_changes_nothing_and_changes_are_told() {
    let mut city = city();
    city.templates = vec![template(1, HALL, Some(SATO), 540, 680)];
    let plan = city.plan();
    let fresh = difference(&plan, &[], &[]);
    assert_eq!(fresh.counts(), Counts { create: 3, ..Counts::default() });
    let stored = stored(&plan);
    let again = difference(&plan, &stored, &[]);
    assert_eq!(again.counts(), Counts { keep: 3, ..Counts::default() });
    assert_eq!(again.digest(), difference(&Plan::default(), &[], &[]).digest(), "nothing is written");
    assert_ne!(again.digest(), fresh.digest());

    city.templates =
        vec![Template { modes: [Mode::Phone].into_iter().collect(), ..template(1, HALL, Some(SATO), 540, 630) }];
    let changed = difference(&city.plan(), &stored, &[]);
    assert_eq!(changed.counts(), Counts { change: 2, withdraw: 1, ..Counts::default() });
    assert_eq!(changed.steps.last(), stored.last().map(|last| Step::Withdraw(*last)).as_ref());
}

#[test]
fn what_was_made_or_closed_by_hand_stays() {
    let mut city = city();
    city.templates = vec![template(1, HALL, Some(SATO), 540, 580)];
    let plan = city.plan();
    let by_hand = NurseSlot { planned: false, ..stored(&plan)[0] };
    let closed = NurseSlot { open: false, ..stored(&plan)[0] };
    for time in [by_hand, closed] {
        for plan in [&plan, &Plan::default()] {
            assert_eq!(difference(plan, &[time], &[]).steps, [Step::KeepByHand(time)]);
        }
    }
}

#[test]
fn a_booking_stays_whatever_is_published_and_keeps_its_nurse() {
    let mut city = city();
    city.templates = vec![template(1, HALL, Some(SATO), 540, 580)];
    let plan = city.plan();
    let (time, booking) = (stored(&plan)[0], kept(&plan.times[0]));
    let withdrawn = difference(&Plan::default(), &[time], &[booking]);
    assert_eq!((withdrawn.steps, withdrawn.booked), (vec![Step::Withdraw(time)], vec![time]));
    assert_eq!(difference(&plan, &[], &[booking]).counts().create, 1, "the same start again, for when it is cancelled");

    city.templates = vec![template(1, BRANCH, Some(SATO), 585, 625)];
    let elsewhere = difference(&city.plan(), &[], &[booking]);
    let with = Collision::Booking { at: at(8, 540), office: HALL };
    assert!(matches!(elsewhere.steps.as_slice(), [Step::Collides { with: found, .. }] if *found == with));
    assert_eq!(elsewhere.counts(), Counts { collide: 1, ..Counts::default() });
}

#[test]
fn an_open_time_made_by_hand_at_another_office_is_in_the_way() {
    let mut city = city();
    city.templates = vec![template(1, HALL, Some(SATO), 540, 580)];
    let plan = city.plan();
    let there = NurseSlot { office: BRANCH, planned: false, ..stored(&plan)[0] };
    let with = Collision::ByHand { id: there.id, office: BRANCH };
    assert!(difference(&plan, &[there], &[]).steps.contains(&Step::Collides { planned: plan.times[0], with }));
    let shut = NurseSlot { open: false, ..there };
    assert_eq!(difference(&plan, &[shut], &[]).counts().create, 1);
}

#[test]
fn times_that_have_begun_are_not_withdrawn() {
    let mut city = city();
    city.templates = vec![template(1, HALL, Some(SATO), 540, 630)];
    let stored = stored(&city.plan());
    let later = city.planner().plan(day(8), day(8), at(8, 560));
    assert_eq!(difference(&later, &stored, &[]).counts(), Counts { keep: 2, ..Counts::default() });
}

#[test]
fn a_month_is_copied_weekday_by_weekday() {
    let mut city = city();
    city.templates = vec![template(1, HALL, Some(SATO), 540, 580)];
    // Five Mondays in June, four in July, the third of them the Marine Day.
    let mut june = stored(&city.planner().plan(day(1), day(30), at(1, 0)));
    june[1].open = false;
    let july = NaiveDate::from_ymd_opt(2026, 7, 15).unwrap();
    let copy = copy_month(&june, day(20), july, &city.planner(), at(30, 0));
    let days = |times: Vec<&Planned>| -> Vec<String> {
        times.iter().map(|p| p.starts_at.with_timezone(&TOKYO).format("%m%d %H%M").to_string()).collect()
    };
    assert_eq!(days(copy.times.iter().collect()), ["0706 0900", "0727 0900"]);
    assert_eq!(days(copy.skipped.iter().map(|s| &s.planned).collect()), ["0720 0900"]);
    assert_eq!(reasons(&copy), [Why::Closed(Closed::Holiday { name: "海の日".to_owned() })]);
    assert!(copy.times.iter().all(|p| p.template.is_none() && p.modes == modes()));
}

#[test]
fn times_go_where_they_are_shifted_and_what_cannot_be_there_says_why() {
    let mut city = city();
    city.templates = vec![template(1, HALL, Some(SATO), 540, 640)];
    let mut monday = stored(&city.plan());
    let shifted = |times: &[NurseSlot], shift: Shift, city: &City| {
        let plan = shift_times(times, shift, &city.planner(), at(1, 0));
        let local = |p: &Planned| p.starts_at.with_timezone(&TOKYO).format("%d %H%M").to_string();
        (plan.times.iter().map(local).collect::<Vec<_>>(), reasons(&plan))
    };
    let days = |days| Shift { days, ..Shift::default() };
    assert_eq!(shifted(&monday, days(1), &city), (vec!["09 0900".into(), "09 0950".into()], vec![]));
    // On Saturdays the hall is shut.
    assert_eq!(shifted(&monday, days(-2), &city), (vec![], vec![Why::OutsideOpeningHours; 2]));
    let later = Shift { minutes: 60, ..days(0) };
    assert_eq!(shifted(&monday, later, &city).0, ["08 1000", "08 1050"]);
    let elsewhere = Shift { staff: Some(ITO), ..days(1) };
    let hers = shift_times(&monday, elsewhere, &city.planner(), at(1, 0));
    assert!(hers.times.iter().all(|planned| planned.staff == ITO));
    assert!(hers.times[0].is_of(&monday[0], elsewhere, TOKYO) && !hers.times[1].is_of(&monday[0], elsewhere, TOKYO));
    // What leaves its day is nowhere.
    assert_eq!(Shift { minutes: 15 * 60, ..days(0) }.at(at(8, 590), TOKYO), None);
    assert_eq!(shifted(&monday, Shift { minutes: -600, ..days(0) }, &city), (vec![], vec![]));
    monday[0].open = false;
    assert_eq!(shifted(&monday, days(1), &city).0, ["09 0950"], "what is closed stays where it is");
    assert!(days(0).is_nothing() && !later.is_nothing());
}

#[test]
fn hours_that_the_clocks_skip_are_no_times() {
    let mut city = city();
    city.offices.iter_mut().for_each(|office| office.hours = [Some(Hours::WHOLE_DAY); 7]);
    let sunday = NaiveDate::from_ymd_opt(2026, 3, 8).unwrap();
    city.templates =
        vec![Template { repeat: Repeat::Once, valid_from: sunday, step: 30, ..template(1, HALL, Some(SATO), 60, 240) }];
    let planner = Planner { timezone: Tz::America__New_York, ..city.planner() };
    let plan = planner.plan(sunday, sunday, DateTime::UNIX_EPOCH);
    let local = |p: &Planned| p.starts_at.with_timezone(&Tz::America__New_York).format("%H%M").to_string();
    assert_eq!(plan.times.iter().map(local).collect::<Vec<_>>(), ["0100", "0130", "0300"]);
}

#[test]
fn of_a_time_nobody_published_the_templates_say_why() {
    let mut city = city();
    let lunch = Hours { from: 640, until: 700 };
    city.templates = vec![
        Template { breaks: vec![lunch], ..template(1, HALL, Some(SATO), 540, 760) },
        template(2, HALL, None, 840, 940),
        template(3, BRANCH, Some(ITO), 540, 580),
    ];
    let ask = |city: &City, staff, minute| {
        let missing = Missing { office: HALL, kind: TALK, staff, at: at(8, minute) };
        city.planner().unpublished(&missing, at(1, 0))
    };
    for staff in [Some(SATO), None] {
        assert_eq!(ask(&city, staff, 590), Unpublished::NotYet(TemplateId(1)));
        assert_eq!(ask(&city, staff, 660), Unpublished::Break(TemplateId(1), lunch));
        let between = Unpublished::Between { template: TemplateId(1), before: Some(540), after: Some(590) };
        assert_eq!(ask(&city, staff, 545), between);
        let last = Unpublished::Between { template: TemplateId(1), before: Some(700), after: None };
        assert_eq!(ask(&city, staff, 745), last);
        assert_eq!(ask(&city, staff, 520), Unpublished::Outside(TemplateId(1), Hours { from: 540, until: 760 }));
        assert_eq!(ask(&city, staff, 820), Unpublished::Outside(TemplateId(2), Hours { from: 840, until: 940 }));
    }
    assert_eq!(ask(&city, Some(ITO), 590), Unpublished::Outside(TemplateId(2), Hours { from: 840, until: 940 }));
    let tuesday = Missing { office: HALL, kind: TALK, staff: None, at: at(9, 590) };
    assert_eq!(city.planner().unpublished(&tuesday, at(1, 0)), Unpublished::NoTemplate);
    let there = Missing { office: BRANCH, kind: TALK, staff: Some(ITO), at: at(8, 540) };
    let left_out = city.planner().unpublished(&there, at(1, 0));
    assert!(matches!(left_out, Unpublished::LeftOut(Planned { staff: ITO, .. }, Why::NotHere)), "{left_out:?}");
}
