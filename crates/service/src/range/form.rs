//! What was typed about a range of times.

use chrono::NaiveDate;
use mendan_domain::fault::Fault;
use mendan_domain::ids::{OfficeId, StaffId};
use mendan_domain::offer::hours::Hours;
use mendan_domain::offer::publish::Shift;

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::forms::{Checks, Fields};
use crate::range::scope::{Act, Range, halves};

/// Days that are closed or opened at once.
const MOST_DAYS: i64 = 92;
/// Days that are moved at once, and days that something is moved or copied by.
const MOST_MOVED: i64 = 7;
const FARTHEST: i64 = 366;
/// Minutes that something is moved by.
const MOST_MINUTES: i64 = 12 * 60;

/// The fields of the form, as typed. All but the reason stand in the page's address, and none of those is personal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RangeForm {
    /// `close`, `open`, `move`, `copy`.
    pub act: String,
    /// `office-<id>`, `staff-<id>`.
    pub whose: Vec<String>,
    /// First day.
    pub from: String,
    /// Last day; empty: the first.
    pub until: String,
    /// `day`, `am`, `pm`, `hours`; empty: whole days.
    pub part: String,
    /// Hours of each day, where they are typed.
    pub hours: [String; 2],
    /// The day that the first of them goes to.
    pub to_day: String,
    /// Minutes further on; with a sign: back.
    pub shift: String,
    /// Whose they become: `<id>`; empty: whose they are.
    pub to_nurse: String,
    /// The calendar that it was asked from, as its forms say it.
    pub back: String,
    /// Why they are closed.
    pub reason: String,
}

impl RangeForm {
    /// From its fields.
    pub fn typed(fields: &Fields) -> Self {
        Self {
            act: fields.owned("act"),
            whose: fields.all_owned("whose"),
            from: fields.owned("from"),
            until: fields.owned("until"),
            part: fields.owned("part"),
            hours: ["hours_from", "hours_until"].map(|name| fields.owned(name)),
            to_day: fields.owned("to_day"),
            shift: fields.owned("shift"),
            to_nurse: fields.owned("to_nurse"),
            back: fields.owned("back"),
            reason: fields.owned("reason"),
        }
    }

    /// What stands in the address: everything but the reason.
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        let [hours_from, hours_until] = &self.hours;
        let whose = self.whose.iter().map(|whose| ("whose", whose.as_str()));
        let rest = [
            ("act", &self.act),
            ("from", &self.from),
            ("until", &self.until),
            ("part", &self.part),
            ("hours_from", hours_from),
            ("hours_until", hours_until),
            ("to_day", &self.to_day),
            ("shift", &self.shift),
            ("to_nurse", &self.to_nurse),
            ("back", &self.back),
        ];
        let rest = rest.into_iter().map(|(name, value)| (name, value.as_str()));
        whose.chain(rest).filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The offices that are meant, and those where the nurses work who are meant.
    pub fn offices(&self, catalogue: &Catalogue) -> Vec<OfficeId> {
        let (mut offices, nurses) = self.meant(catalogue).unwrap_or_default();
        let hers = catalogue.staff.iter().filter(|member| nurses.contains(&member.id));
        offices.extend(hers.flat_map(|member| member.offices.iter().copied()));
        offices
    }

    /// What was typed as a range; `Refusal::Invalid` names every field that is wrong.
    pub fn read(&self, catalogue: &Catalogue) -> Result<Range, Refusal> {
        let mut checks = Checks::default();
        checks.fail_if(self.whose.is_empty(), "whose", Fault::Required);
        let (offices, nurses) = checks.valid("whose", self.meant(catalogue)).unwrap_or_default();
        let from = checks.date("from", &self.from).unwrap_or_default();
        let until = if self.until.trim().is_empty() { None } else { checks.date("until", &self.until) };
        let until = until.unwrap_or(from);
        checks.fail_if(until < from, "until", Fault::BeforeStart);
        let hours = self.hours(catalogue, (from, until), &mut checks);
        let act = self.act(catalogue, from, &mut checks);
        let most = match act {
            Some(Act::Move(_)) => MOST_MOVED,
            Some(Act::Copy(_)) => 1,
            Some(Act::Close | Act::Open) | None => MOST_DAYS,
        };
        checks.fail_if((until - from).num_days() >= most, "until", Fault::OutOfRange);
        checks.read(act.map(|act| Range { act, offices, nurses, from, until, hours }))
    }

    fn meant(&self, catalogue: &Catalogue) -> Option<(Vec<OfficeId>, Vec<StaffId>)> {
        let (mut offices, mut nurses) = (Vec::new(), Vec::new());
        for whose in &self.whose {
            match whose.split_once('-')? {
                ("office", id) => offices.push(id.parse().ok().filter(|id| catalogue.office(*id).is_some())?),
                ("staff", id) => nurses.push(id.parse().ok().filter(|id| catalogue.staff(*id).is_some())?),
                _ => return None,
            }
        }
        offices.sort_unstable();
        offices.dedup();
        nurses.sort_unstable();
        nurses.dedup();
        Some((offices, nurses))
    }

    fn hours(&self, catalogue: &Catalogue, days: (NaiveDate, NaiveDate), checks: &mut Checks) -> Option<Hours> {
        let [morning, afternoon] = halves(catalogue, &self.offices(catalogue), days);
        match self.part.as_str() {
            "" | "day" => None,
            "am" => Some(morning),
            "pm" => Some(afternoon),
            "hours" => {
                let hours = Hours::parse(&self.hours[0], &self.hours[1]);
                checks.fail_if(hours.is_none(), "hours_from", Fault::NotATime);
                hours
            }
            _ => checks.valid("part", None),
        }
    }

    fn act(&self, catalogue: &Catalogue, from: NaiveDate, checks: &mut Checks) -> Option<Act> {
        match self.act.as_str() {
            "close" => Some(Act::Close),
            "open" => Some(Act::Open),
            "move" => {
                let shift = self.shift(catalogue, from, checks);
                checks.fail_if(shift.is_nothing(), "to_day", Fault::Required);
                Some(Act::Move(shift))
            }
            "copy" => {
                // Only the day is another: the same plan.
                let days = self.days(from, checks);
                checks.fail_if(days == 0, "to_day", Fault::Required);
                Some(Act::Copy(Shift { days, ..Shift::default() }))
            }
            _ => checks.valid("act", None),
        }
    }

    fn shift(&self, catalogue: &Catalogue, from: NaiveDate, checks: &mut Checks) -> Shift {
        let typed = self.shift.trim();
        let (sign, number) = typed.strip_prefix(['-', '−', '－']).map_or((1, typed), |number| (-1, number));
        let minutes = checks.maybe_number("shift", number, (0, MOST_MINUTES)).unwrap_or_default() * sign;
        checks.fail_if(minutes % 5 != 0, "shift", Fault::StepsOfFive);
        let known = |id: &str| id.parse().ok().filter(|id| catalogue.staff(*id).is_some_and(|one| !one.disabled));
        let typed = Some(self.to_nurse.as_str()).filter(|id| !id.is_empty());
        let staff = checks.optional("to_nurse", typed, known);
        Shift { days: self.days(from, checks), minutes, staff }
    }

    fn days(&self, from: NaiveDate, checks: &mut Checks) -> i64 {
        if self.to_day.trim().is_empty() {
            return 0;
        }
        let days = checks.date("to_day", &self.to_day).map_or(0, |day| (day - from).num_days());
        checks.fail_if(days.abs() > FARTHEST, "to_day", Fault::OutOfRange);
        days
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_has_everything_but_the_reason() {
        let form = RangeForm {
            act: "close".into(),
            whose: vec!["staff-3".into(), "office-1".into()],
            from: "2026-06-01".into(),
            part: "am".into(),
            back: "view=week&office=honcho".into(),
            reason: "研修".into(),
            ..RangeForm::default()
        };
        let pairs = form.pairs();
        assert_eq!(pairs[..2], [("whose", "staff-3"), ("whose", "office-1")]);
        assert!(pairs.contains(&("act", "close")) && pairs.iter().all(|(name, _)| *name != "reason"));
        let fields = pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        assert_eq!(RangeForm::typed(&Fields::new(fields)), RangeForm { reason: String::new(), ..form });
    }
}
