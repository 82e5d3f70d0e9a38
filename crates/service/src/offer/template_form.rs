//! A template as it is typed.

use chrono::{NaiveDate, Weekday};
use mendan_domain::booking::mode::{Mode, Modes};
use mendan_domain::date::parse_date;
use mendan_domain::ids::{KindId, OfficeId, StaffId, TemplateId};
use mendan_domain::offer::hours::Hours;
use mendan_domain::offer::template::{Repeat, Template};
use mendan_domain::offer::weekdays::Weekdays;
use mendan_domain::staff::Permission;
use mendan_domain::text::{Limits, single_line};

use crate::city::catalogue::Catalogue;
use crate::error::{FieldError, Refusal};

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
    /// What was typed as a template; `Refusal::Invalid` names every field that is wrong.
    pub fn read(&self, catalogue: &Catalogue, id: TemplateId, today: NaiveDate) -> Result<Template, Refusal> {
        let mut wrong = Wrong::default();
        let hours = Hours::parse(&self.from, &self.until);
        wrong.note_if(hours.is_none(), "hours_from", "not_a_time");
        let (valid_from, valid_until) = self.days(today, &mut wrong);
        let repeat = self.repeat(&mut wrong);
        let weekdays = self.weekdays(repeat.as_ref(), &mut wrong);
        let template = Template {
            id,
            name: self.name(&mut wrong),
            office: wrong.unless("office", self.office(catalogue)).unwrap_or(OfficeId(0)),
            staff: self.staff(catalogue, &mut wrong),
            kinds: self.kinds(catalogue, &mut wrong),
            modes: self.modes(&mut wrong),
            repeat: repeat.unwrap_or(Repeat::Once),
            weekdays,
            hours: hours.unwrap_or(Hours::WHOLE_DAY),
            breaks: self.breaks(hours, &mut wrong),
            step: self.step(&mut wrong),
            valid_from,
            valid_until,
        };
        if hours.is_some() {
            wrong.note_if(has_no_room(catalogue, &template), "hours_from", "no_room");
        }
        wrong.done().map(|()| template)
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

    fn name(&self, wrong: &mut Wrong) -> String {
        if self.name.trim().is_empty() {
            return String::new();
        }
        single_line(&self.name, &Limits::LINE).unwrap_or_else(|error| {
            wrong.note("name", error.code());
            String::new()
        })
    }

    fn office(&self, catalogue: &Catalogue) -> Option<OfficeId> {
        self.office.parse().ok().filter(|id| catalogue.office(*id).is_some())
    }

    fn staff(&self, catalogue: &Catalogue, wrong: &mut Wrong) -> Option<StaffId> {
        if self.staff.is_empty() {
            return None;
        }
        wrong.unless(
            "staff",
            self.staff
                .parse()
                .ok()
                .filter(|id| catalogue.staff(*id).is_some_and(|member| member.role.may(Permission::HoldInterviews))),
        )
    }

    fn kinds(&self, catalogue: &Catalogue, wrong: &mut Wrong) -> Vec<KindId> {
        let known = |id: &KindId| catalogue.kind(*id).is_some();
        let mut kinds: Vec<KindId> = self.kinds.iter().filter_map(|id| id.parse().ok()).filter(known).collect();
        kinds.dedup();
        wrong.note_if(kinds.is_empty(), "kinds", "required");
        wrong.note_if(!kinds.is_empty() && kinds.len() != self.kinds.len(), "kinds", "invalid");
        kinds
    }

    fn modes(&self, wrong: &mut Wrong) -> Modes {
        let modes: Modes = self.modes.iter().filter_map(|word| Mode::parse(word)).collect();
        wrong.note_if(modes.is_empty(), "modes", "required");
        modes
    }

    fn repeat(&self, wrong: &mut Wrong) -> Option<Repeat> {
        let number = |text: &String| text.trim().parse::<i64>().ok();
        let repeat = match self.repeat.as_str() {
            "weekly" if self.every.trim().is_empty() => Some(Repeat::Weekly { every: 1 }),
            "weekly" => {
                let every = number(&self.every).filter(|every| (1..=MOST_WEEKS).contains(every));
                return wrong.unless("every", every).map(|every| Repeat::Weekly { every });
            }
            "monthly" => {
                let mut weeks: Vec<i64> = self.weeks.iter().filter_map(number).collect();
                weeks.retain(|week| *week == -1 || (1..=5).contains(week));
                wrong.note_if(weeks.is_empty(), "weeks", "required");
                Some(Repeat::Monthly { weeks })
            }
            "once" => Some(Repeat::Once),
            _ => None,
        };
        wrong.unless("repeat", repeat)
    }

    fn weekdays(&self, repeat: Option<&Repeat>, wrong: &mut Wrong) -> Weekdays {
        let weekday = |text: &String| text.parse::<u8>().ok().and_then(|day| Weekday::try_from(day).ok());
        let weekdays: Weekdays = self.weekdays.iter().filter_map(weekday).collect();
        wrong.note_if(weekdays.is_empty() && repeat != Some(&Repeat::Once), "weekdays", "required");
        weekdays
    }

    /// Each break lies within the hours and leaves some of them.
    fn breaks(&self, hours: Option<Hours>, wrong: &mut Wrong) -> Vec<Hours> {
        let mut breaks = Vec::new();
        for (field, [from, until]) in BREAKS.into_iter().zip(&self.breaks) {
            if from.trim().is_empty() && until.trim().is_empty() {
                continue;
            }
            match Hours::parse(from, until) {
                None => wrong.note(field, "not_a_time"),
                Some(pause) if hours.is_some_and(|hours| !hours.contains(&pause) || hours == pause) => {
                    wrong.note(field, "outside_hours");
                }
                Some(pause) => breaks.push(pause),
            }
        }
        breaks.sort();
        breaks
    }

    fn step(&self, wrong: &mut Wrong) -> i64 {
        let step = if self.step.trim().is_empty() { Some(0) } else { self.step.trim().parse().ok() };
        wrong.note_if(step.is_none(), "step", "invalid");
        wrong.note_if(step.is_some_and(|step| step != 0 && !STEPS.contains(&step)), "step", "out_of_range");
        step.unwrap_or_default()
    }

    fn days(&self, today: NaiveDate, wrong: &mut Wrong) -> (NaiveDate, Option<NaiveDate>) {
        let given = |text: &String| !text.trim().is_empty();
        let from = if given(&self.valid_from) { wrong.date("valid_from", &self.valid_from) } else { None };
        let until = if given(&self.valid_until) { wrong.date("valid_until", &self.valid_until) } else { None };
        let from = from.unwrap_or(today);
        wrong.note_if(until.is_some_and(|until| until < from), "valid_until", "before_start");
        (from, until)
    }
}

/// Whether a kind of it finds no room in its hours.
fn has_no_room(catalogue: &Catalogue, template: &Template) -> bool {
    let mut kinds = template.kinds.iter().filter_map(|id| catalogue.kind(*id));
    kinds.any(|kind| template.starts(kind.minutes, kind.buffers.before + kind.buffers.after).is_empty())
}

/// What is wrong so far: each field once.
#[derive(Debug, Default)]
pub(crate) struct Wrong(Vec<FieldError>);

impl Wrong {
    pub fn note(&mut self, field: &'static str, code: &'static str) {
        if self.0.iter().all(|error| error.field != field) {
            self.0.push(FieldError::new(field, code));
        }
    }

    pub fn note_if(&mut self, wrong: bool, field: &'static str, code: &'static str) {
        if wrong {
            self.note(field, code);
        }
    }

    /// The value; without one the field is invalid.
    pub fn unless<T>(&mut self, field: &'static str, value: Option<T>) -> Option<T> {
        self.note_if(value.is_none(), field, "invalid");
        value
    }

    /// The local day that was typed.
    pub fn date(&mut self, field: &'static str, typed: &str) -> Option<NaiveDate> {
        let date = parse_date(typed);
        self.note_if(date.is_none(), field, "not_a_date");
        date
    }

    pub fn done(self) -> Result<(), Refusal> {
        if self.0.is_empty() { Ok(()) } else { Err(Refusal::Invalid(self.0)) }
    }
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
            let mut wrong = Wrong::default();
            let read = form(breaks).breaks(hours, &mut wrong);
            wrong.done().map(|()| read)
        };
        let code = |breaks: &[[&str; 2]]| match read(breaks) {
            Err(Refusal::Invalid(errors)) => errors[0].code,
            other => panic!("{other:?}"),
        };
        assert_eq!(read(&[["", ""], ["12時", "13:00"]]).unwrap(), [Hours { from: 720, until: 780 }]);
        assert_eq!(code(&[["12:00", ""]]), "not_a_time");
        assert_eq!(code(&[["15:30", "16:30"]]), "outside_hours");
        assert_eq!(code(&[["9:00", "16:00"]]), "outside_hours");
    }
}
