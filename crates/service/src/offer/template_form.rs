//! A template as it is typed.

use chrono::{NaiveDate, Weekday};
use mendan_domain::booking::mode::{Mode, Modes};
use mendan_domain::fault::Fault;
use mendan_domain::ids::{KindId, OfficeId, StaffId, TemplateId};
use mendan_domain::offer::hours::Hours;
use mendan_domain::offer::template::{Repeat, Template};
use mendan_domain::offer::weekdays::Weekdays;
use mendan_domain::staff::Permission;
use mendan_domain::text::{Limits, single_line};

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::forms::{Checks, Fields};

/// Weeks between two times, at most.
const MOST_WEEKS: i64 = 8;
/// Minutes from start to start; 0 leaves it to the kind.
const STEPS: std::ops::RangeInclusive<i64> = 5..=480;

/// The fields that errors of breaks stand at; no template has more of them.
pub const BREAKS: [&str; 3] = ["break1_from", "break2_from", "break3_from"];

/// The fields of the form, as typed. Lists hold what was ticked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TemplateForm {
    /// Name for staff; empty: none.
    pub name: String,
    /// Id of the office.
    pub office: String,
    /// Id of the nurse; empty: every nurse of the office.
    pub staff: String,
    /// Ids of kinds.
    pub kinds: Vec<String>,
    /// Words of modes.
    pub modes: Vec<String>,
    /// `weekly`, `monthly`, `once`.
    pub repeat: String,
    /// Weeks from one time to the next; for `weekly`.
    pub every: String,
    /// 1 to 5 and -1; for `monthly`.
    pub weeks: Vec<String>,
    /// 0 (Monday) to 6 (Sunday).
    pub weekdays: Vec<String>,
    /// From when.
    pub from: String,
    /// Until when.
    pub until: String,
    /// Breaks, at most as many as [`BREAKS`]; pairs of empty texts are none.
    pub breaks: Vec<[String; 2]>,
    /// Minutes from start to start; empty: 0.
    pub step: String,
    /// First day; empty: today.
    pub valid_from: String,
    /// Last day; empty: none.
    pub valid_until: String,
    /// It may meet templates of other kinds: that was shown, and is meant.
    pub overlap_meant: bool,
}

impl TemplateForm {
    /// From its fields.
    pub fn typed(fields: &Fields) -> Self {
        let pair = |from: &str| [fields.owned(from), fields.owned(&from.replace("_from", "_until"))];
        let [from, until] = pair("hours_from");
        Self {
            name: fields.owned("name"),
            office: fields.owned("office"),
            staff: fields.owned("staff"),
            kinds: fields.all_owned("kinds"),
            modes: fields.all_owned("modes"),
            repeat: fields.owned("repeat"),
            every: fields.owned("every"),
            weeks: fields.all_owned("weeks"),
            weekdays: fields.all_owned("weekdays"),
            from,
            until,
            breaks: BREAKS.iter().map(|from| pair(from)).collect(),
            step: fields.owned("step"),
            valid_from: fields.owned("valid_from"),
            valid_until: fields.owned("valid_until"),
            overlap_meant: fields.ticked("overlap_meant"),
        }
    }

    /// What was typed as a template; `Refusal::Invalid` names every field that is wrong.
    pub fn read(&self, catalogue: &Catalogue, id: TemplateId, today: NaiveDate) -> Result<Template, Refusal> {
        let mut checks = Checks::default();
        let hours = Hours::parse(&self.from, &self.until);
        checks.fail_if(hours.is_none(), "hours_from", Fault::NotATime);
        let (valid_from, valid_until) = self.days(today, &mut checks);
        let repeat = self.repeat(&mut checks);
        let weekdays = self.weekdays(repeat.as_ref(), &mut checks);
        let template = Template {
            id,
            name: self.name(&mut checks),
            office: checks.valid("office", self.office(catalogue)).unwrap_or(OfficeId(0)),
            staff: self.staff(catalogue, &mut checks),
            kinds: self.kinds(catalogue, &mut checks),
            modes: self.modes(&mut checks),
            repeat: repeat.unwrap_or(Repeat::Once),
            weekdays,
            hours: hours.unwrap_or(Hours::WHOLE_DAY),
            breaks: self.breaks(hours, &mut checks),
            step: self.step(&mut checks),
            valid_from,
            valid_until,
        };
        if hours.is_some() {
            checks.fail_if(has_no_room(catalogue, &template), "hours_from", Fault::NoRoom);
        }
        checks.done().map(|()| template)
    }

    /// What stands in the fields for a template that exists.
    pub fn of(template: &Template) -> Self {
        let (repeat, every, weeks) = match &template.repeat {
            Repeat::Weekly { every } => ("weekly", every.to_string(), Vec::new()),
            Repeat::Monthly { weeks } => ("monthly", String::new(), weeks.iter().map(i64::to_string).collect()),
            Repeat::Once => ("once", String::new(), Vec::new()),
        };
        let pause = |pause: &Hours| [Hours::text(pause.from), Hours::text(pause.until)];
        Self {
            name: template.name.clone(),
            office: template.office.to_string(),
            staff: template.staff.map(|id| id.to_string()).unwrap_or_default(),
            kinds: template.kinds.iter().map(KindId::to_string).collect(),
            modes: template.modes.iter().map(|mode| mode.as_str().to_owned()).collect(),
            repeat: repeat.to_owned(),
            every,
            weeks,
            weekdays: template.weekdays.iter().map(|weekday| weekday.num_days_from_monday().to_string()).collect(),
            from: Hours::text(template.hours.from),
            until: Hours::text(template.hours.until),
            breaks: template.breaks.iter().map(pause).collect(),
            step: if template.step == 0 { String::new() } else { template.step.to_string() },
            valid_from: template.valid_from.to_string(),
            valid_until: template.valid_until.map(|day| day.to_string()).unwrap_or_default(),
            overlap_meant: false,
        }
    }

    fn name(&self, checks: &mut Checks) -> String {
        if self.name.trim().is_empty() {
            return String::new();
        }
        single_line(&self.name, &Limits::LINE).unwrap_or_else(|error| {
            checks.fail("name", error.fault());
            String::new()
        })
    }

    fn office(&self, catalogue: &Catalogue) -> Option<OfficeId> {
        self.office.parse().ok().filter(|id| catalogue.office(*id).is_some())
    }

    fn staff(&self, catalogue: &Catalogue, checks: &mut Checks) -> Option<StaffId> {
        if self.staff.is_empty() {
            return None;
        }
        checks.valid(
            "staff",
            self.staff
                .parse()
                .ok()
                .filter(|id| catalogue.staff(*id).is_some_and(|member| member.role.may(Permission::HoldInterviews))),
        )
    }

    fn kinds(&self, catalogue: &Catalogue, checks: &mut Checks) -> Vec<KindId> {
        let known = |id: &KindId| catalogue.kind(*id).is_some();
        let mut kinds: Vec<KindId> = self.kinds.iter().filter_map(|id| id.parse().ok()).filter(known).collect();
        kinds.dedup();
        checks.fail_if(kinds.is_empty(), "kinds", Fault::Required);
        checks.fail_if(!kinds.is_empty() && kinds.len() != self.kinds.len(), "kinds", Fault::Invalid);
        kinds
    }

    fn modes(&self, checks: &mut Checks) -> Modes {
        let modes: Modes = self.modes.iter().filter_map(|word| Mode::parse(word)).collect();
        checks.fail_if(modes.is_empty(), "modes", Fault::Required);
        modes
    }

    fn repeat(&self, checks: &mut Checks) -> Option<Repeat> {
        let number = |text: &String| text.trim().parse::<i64>().ok();
        let repeat = match self.repeat.as_str() {
            "weekly" if self.every.trim().is_empty() => Some(Repeat::Weekly { every: 1 }),
            "weekly" => {
                let every = number(&self.every).filter(|every| (1..=MOST_WEEKS).contains(every));
                return checks.valid("every", every).map(|every| Repeat::Weekly { every });
            }
            "monthly" => {
                let mut weeks: Vec<i64> = self.weeks.iter().filter_map(number).collect();
                weeks.retain(|week| *week == -1 || (1..=5).contains(week));
                checks.fail_if(weeks.is_empty(), "weeks", Fault::Required);
                Some(Repeat::Monthly { weeks })
            }
            "once" => Some(Repeat::Once),
            _ => None,
        };
        checks.valid("repeat", repeat)
    }

    fn weekdays(&self, repeat: Option<&Repeat>, checks: &mut Checks) -> Weekdays {
        let weekday = |text: &String| text.parse::<u8>().ok().and_then(|day| Weekday::try_from(day).ok());
        let weekdays: Weekdays = self.weekdays.iter().filter_map(weekday).collect();
        checks.fail_if(weekdays.is_empty() && repeat != Some(&Repeat::Once), "weekdays", Fault::Required);
        weekdays
    }

    /// Each break lies within the hours and leaves some of them.
    fn breaks(&self, hours: Option<Hours>, checks: &mut Checks) -> Vec<Hours> {
        let mut breaks = Vec::new();
        for (field, [from, until]) in BREAKS.into_iter().zip(&self.breaks) {
            if from.trim().is_empty() && until.trim().is_empty() {
                continue;
            }
            match Hours::parse(from, until) {
                None => checks.fail(field, Fault::NotATime),
                Some(pause) if hours.is_some_and(|hours| !hours.contains(&pause) || hours == pause) => {
                    checks.fail(field, Fault::OutsideHours);
                }
                Some(pause) => breaks.push(pause),
            }
        }
        breaks.sort();
        breaks
    }

    fn step(&self, checks: &mut Checks) -> i64 {
        let step = if self.step.trim().is_empty() { Some(0) } else { self.step.trim().parse().ok() };
        checks.fail_if(step.is_none(), "step", Fault::Invalid);
        checks.fail_if(step.is_some_and(|step| step != 0 && !STEPS.contains(&step)), "step", Fault::OutOfRange);
        step.unwrap_or_default()
    }

    fn days(&self, today: NaiveDate, checks: &mut Checks) -> (NaiveDate, Option<NaiveDate>) {
        let given = |text: &String| !text.trim().is_empty();
        let from = if given(&self.valid_from) { checks.date("valid_from", &self.valid_from) } else { None };
        let until = if given(&self.valid_until) { checks.date("valid_until", &self.valid_until) } else { None };
        let from = from.unwrap_or(today);
        checks.fail_if(until.is_some_and(|until| until < from), "valid_until", Fault::BeforeStart);
        (from, until)
    }
}

/// Whether a kind of it finds no room in its hours.
fn has_no_room(catalogue: &Catalogue, template: &Template) -> bool {
    let mut kinds = template.kinds.iter().filter_map(|id| catalogue.kind(*id));
    kinds.any(|kind| template.starts(kind.minutes, kind.buffers.before + kind.buffers.after).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_lie_inside_the_hours_and_leave_some() {
        let form = |breaks: &[[&str; 2]]| TemplateForm {
            breaks: breaks.iter().map(|pair| pair.map(str::to_owned)).collect(),
            ..TemplateForm::default()
        };
        let hours = Hours::parse("9:00", "16:00");
        let read = |breaks: &[[&str; 2]]| {
            let mut checks = Checks::default();
            let read = form(breaks).breaks(hours, &mut checks);
            checks.done().map(|()| read)
        };
        let code = |breaks: &[[&str; 2]]| match read(breaks) {
            Err(Refusal::Invalid(errors)) => errors[0].code,
            other => panic!("{other:?}"),
        };
        assert_eq!(read(&[["", ""], ["12時", "13:00"]]).unwrap(), [Hours { from: 720, until: 780 }]);
        assert_eq!(code(&[["12:00", ""]]), Fault::NotATime);
        assert_eq!(code(&[["15:30", "16:30"]]), Fault::OutsideHours);
        assert_eq!(code(&[["9:00", "16:00"]]), Fault::OutsideHours);
    }
}
