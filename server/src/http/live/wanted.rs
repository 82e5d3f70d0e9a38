//! What of a city a page shows, as its address says: `office` (slug or id), `from` and `until` (local dates, both included), `since` (the
//! position it was rendered at). What cannot be read is left out: then she is told of more.

use chrono::NaiveDate;
use chrono_tz::Tz;
use mendan_domain::date::parse_date;
use mendan_domain::ids::OfficeId;
use mendan_service::Context;
use mendan_service::live::notice::Notice;

/// Days that are told one by one; more are any.
const DAYS: usize = 62;

/// What she wants to be told of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// That office; none: all of hers.
    pub office: Option<OfficeId>,
    /// From that day on.
    pub from: Option<NaiveDate>,
    /// Up to that day.
    pub until: Option<NaiveDate>,
    /// What is told already.
    pub since: Option<String>,
}

impl Wanted {
    /// Reads a query.
    pub fn read(query: &str, context: &Context) -> Self {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
        let value = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let office = value("office").and_then(|office| {
            let by_id = || office.parse::<OfficeId>().ok().and_then(|id| context.catalogue.office(id));
            context.catalogue.office_by_slug(office).or_else(by_id).map(|office| office.id)
        });
        let day = |name: &str| value(name).and_then(parse_date);
        let since = value("since").filter(|since| !since.is_empty()).map(str::to_owned);
        Self { office, from: day("from"), until: day("until"), since }
    }

    /// Whether it may concern what her page shows: at an office that is hers, on a day that is wanted.
    pub fn concerns(&self, notice: &Notice, context: &Context) -> bool {
        let at = |office: OfficeId| context.reaches(office) && self.office.is_none_or(|wanted| wanted == office);
        let when = notice.when.days(context.catalogue.municipality.timezone);
        let on = |(from, until): (NaiveDate, NaiveDate)| {
            self.until.is_none_or(|last| from <= last) && self.from.is_none_or(|first| first <= until)
        };
        notice.what.is_told()
            && notice.is_of(context.municipality())
            && notice.office.is_none_or(at)
            && when.is_none_or(on)
    }
}

/// The days of a notice, one by one; none: any.
pub fn days(notice: &Notice, timezone: Tz) -> Option<Vec<NaiveDate>> {
    let (from, until) = notice.when.days(timezone)?;
    let days: Vec<NaiveDate> = from.iter_days().take_while(|day| *day <= until).take(DAYS + 1).collect();
    (days.len() <= DAYS).then_some(days)
}

#[cfg(test)]
mod tests {
    use mendan_domain::ids::MunicipalityId;
    use mendan_service::live::notice::{What, When};

    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2031, 6, day).expect("a day")
    }

    #[test]
    fn days_are_told_one_by_one_while_they_are_few() {
        let notice = |when| Notice { when, ..Notice::somewhere(MunicipalityId(1), What::Closure) };
        let told = |when| days(&notice(when), Tz::Asia__Tokyo);
        assert_eq!(told(When::Days(day(9), day(11))), Some(vec![day(9), day(10), day(11)]));
        assert_eq!(told(When::Any), None);
        assert_eq!(told(When::Days(day(1), NaiveDate::MAX)), None, "for ever is any");
    }
}
