//! Public holidays of the city: the rule, and where the city decides otherwise.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use mendan_domain::fault::Fault;
use mendan_domain::ids::ClosureId;
use mendan_domain::offer::closed::{ClosedDays, Closure};
use mendan_domain::offer::holiday::holiday;
use mendan_domain::offer::holiday::list::{ListError, differences, read_list};
use mendan_domain::text::{Limits, single_line};
use serde_json::json;

use crate::error::{FieldError, Refusal};
use crate::expected::Expected;
use crate::model::SetupRow;
use crate::offer::closure::Touched;
use crate::services::permit::{Permit, asked::ManageSetup};
use crate::services::{Context, Services, Unit, Writer};

/// A day that is a holiday by rule or by the city's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolidayLine {
    /// The day.
    pub day: NaiveDate,
    /// Its name by rule.
    pub rule: Option<&'static str>,
    /// What the city's list says: a holiday's name, or none of it.
    pub listed: Option<Option<String>>,
}

/// What the city decides about a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HolidayChoice {
    /// Open, although the rule calls it a holiday.
    Open,
    /// A holiday of that name.
    Holiday(String),
    /// As the rule says.
    Rule,
}

/// The holidays from 1 April of `year` to 31 March of the next, with those the city opens.
pub fn holidays_of_fiscal_year(closed: &ClosedDays, year: i32) -> Vec<HolidayLine> {
    let first = NaiveDate::from_ymd_opt(year, 4, 1);
    let last = NaiveDate::from_ymd_opt(year.saturating_add(1), 3, 31);
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    let days = first.iter_days().take_while(|day| *day <= last);
    let lines = days.map(|day| HolidayLine { day, rule: holiday(day), listed: closed.holidays.get(&day).cloned() });
    lines.filter(|line| line.rule.is_some() || line.listed.is_some()).collect()
}

/// Where a list of the Cabinet Office differs from what the city has, from 1 January of the year of `today` on.
///
/// Days of which the list and the rule say the same are not in it, nor is what the city has noted already.
pub fn holidays_to_note(
    closed: &ClosedDays,
    list: &[u8],
    today: NaiveDate,
) -> Result<BTreeMap<NaiveDate, Option<String>>, ListError> {
    let mut found = differences(&read_list(list)?);
    found.retain(|day, listed| day.year() >= today.year() && closed.holidays.get(day) != Some(listed));
    Ok(found)
}

impl Services {
    /// Decides about one day; says what is there on it.
    pub async fn holiday_set(
        &self,
        context: &Permit<ManageSetup>,
        expected: Expected,
        day: NaiveDate,
        choice: &HolidayChoice,
    ) -> Result<Touched, Refusal> {
        self.write(|writer| async move {
            let choice = choice.on(day)?;
            let (mut tx, city) = (writer.begin_holidays(context, expected).await?, context.municipality());
            let closes = match &choice {
                HolidayChoice::Rule => {
                    tx.holiday_forget(city, day).await?;
                    holiday(day).is_some()
                }
                HolidayChoice::Open => {
                    tx.holiday_save(city, day, None).await?;
                    false
                }
                HolidayChoice::Holiday(name) => {
                    tx.holiday_save(city, day, Some(name)).await?;
                    true
                }
            };
            let touched = if closes {
                writer.touched(tx.as_mut(), &context.catalogue, &whole_city(day)).await?
            } else {
                Touched::default()
            };
            let detail = json!({ "day": day, "closed": closes });
            let recorded = writer.audit(tx.as_mut(), context, "holiday_set", ("setup", 0), &detail).await?;
            writer.call_about_closed(tx.as_mut(), context.municipality(), Some((day, day))).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await?;
            Ok(touched)
        })
        .await
    }
}

impl Writer {
    /// Begins a change of the holidays, if they are still what the asker saw: all of them have one version.
    async fn begin_holidays(&self, context: &Context, expected: Expected) -> Result<Unit, Refusal> {
        let (mut tx, catalogue) = self.begin_setup(context).await?;
        expected.check_row(&catalogue, SetupRow::Holidays)?;
        tx.holidays_changed(context.municipality()).await?;
        Ok(tx)
    }
}

impl Services {
    /// Notes what a list says otherwise; see [`holidays_to_note`]. Returns how many days were noted.
    pub async fn holidays_import(
        &self,
        context: &Permit<ManageSetup>,
        expected: Expected,
        list: &[u8],
    ) -> Result<usize, Refusal> {
        self.write(|writer| async move {
            let today = context.catalogue.municipality.local_date(writer.now());
            let found = holidays_to_note(&context.catalogue.closed, list, today);
            let found = found.map_err(|_| Refusal::Invalid(vec![FieldError::new("list", Fault::Invalid)]))?;
            let mut tx = writer.begin_holidays(context, expected).await?;
            for (day, listed) in &found {
                tx.holiday_save(context.municipality(), *day, listed.as_deref()).await?;
            }
            let detail = json!({ "days": found.len() });
            let recorded = writer.audit(tx.as_mut(), context, "holidays_import", ("setup", 0), &detail).await?;
            writer.call_about_closed(tx.as_mut(), context.municipality(), None).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await?;
            Ok(found.len())
        })
        .await
    }

    /// Whether 29 December to 3 January is closed.
    pub async fn year_end_set(
        &self,
        context: &Permit<ManageSetup>,
        expected: Expected,
        closed: bool,
    ) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin_holidays(context, expected).await?;
            tx.year_end_set(context.municipality(), closed).await?;
            let recorded =
                writer.audit(tx.as_mut(), context, "year_end_set", ("setup", 0), &json!({ "closed": closed })).await?;
            writer.call_about_closed(tx.as_mut(), context.municipality(), None).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await
        })
        .await
    }
}

impl HolidayChoice {
    /// The same for that day; what the rule says anyway is nothing to decide.
    fn on(&self, day: NaiveDate) -> Result<Self, Refusal> {
        let rule = holiday(day);
        let Self::Holiday(name) = self else {
            return Ok(if rule.is_some() { self.clone() } else { Self::Rule });
        };
        let name = single_line(name, &Limits::LINE);
        let name = name.map_err(|error| Refusal::Invalid(vec![FieldError::new("name", error.fault())]))?;
        Ok(if rule == Some(name.as_str()) { Self::Rule } else { Self::Holiday(name) })
    }
}

/// A day on which everything is closed.
fn whole_city(day: NaiveDate) -> Closure {
    Closure { id: ClosureId(0), office: None, staff: None, from: day, until: day, hours: None, reason: String::new() }
}
