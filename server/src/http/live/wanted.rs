//! What of a city a page shows, as its address says: `office` (slug or id), `from` and `until` (local dates, both included), `what` (sorts of
//! change, with commas), `booking` (an id), `bar` (the day of which its bar tells), `since` (the position it was rendered at). What cannot be
//! read is left out: then she is told of more.

use chrono::NaiveDate;
use chrono_tz::Tz;
use mendan_domain::date::parse_date;
use mendan_domain::ids::OfficeId;
use mendan_service::Context;
use mendan_service::live::notice::{Notice, What};

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
    /// Of those sorts; none: of all.
    pub what: Vec<What>,
    /// Of bookings that one only.
    pub booking: Option<i64>,
    /// Whatever becomes of bookings on that day, besides: the bar says what is next, and what others changed.
    pub bar: Option<NaiveDate>,
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
        let what = value("what").into_iter().flat_map(|words| words.split(',')).filter_map(What::parse).collect();
        let booking = value("booking").and_then(|id| id.parse().ok());
        let since = value("since").filter(|since| !since.is_empty()).map(str::to_owned);
        Self { office, from: day("from"), until: day("until"), what, booking, bar: day("bar"), since }
    }

    /// Whether it may concern what her page shows, or its bar.
    pub fn concerns(&self, notice: &Notice, context: &Context) -> bool {
        let when = notice.when.days(context.catalogue.municipality.timezone);
        notice.what.is_told()
            && notice.is_of(context.municipality())
            && notice.office.is_none_or(|office| context.reaches(office))
            && (self.is_shown(notice, when) || self.is_in_bar(notice, when))
    }

    /// At the office, on the days, of the sorts, and of the booking that are shown.
    fn is_shown(&self, notice: &Notice, when: Option<Days>) -> bool {
        let on = |(from, until): Days| {
            self.until.is_none_or(|last| from <= last) && self.from.is_none_or(|first| first <= until)
        };
        let is_another = |booking: i64| notice.what == What::Booking && ![0, booking].contains(&notice.id);
        notice.office.is_none_or(|office| self.office.is_none_or(|wanted| wanted == office))
            && when.is_none_or(on)
            && (self.what.is_empty() || notice.what == What::All || self.what.contains(&notice.what))
            && !self.booking.is_some_and(is_another)
    }

    /// A booking of the day that the bar tells of.
    fn is_in_bar(&self, notice: &Notice, when: Option<Days>) -> bool {
        let on = |day: NaiveDate| when.is_none_or(|(from, until)| from <= day && day <= until);
        notice.what == What::Booking && self.bar.is_some_and(on)
    }
}

/// First and last day.
type Days = (NaiveDate, NaiveDate);

/// The days of a notice, one by one; none: any.
pub fn days(notice: &Notice, timezone: Tz) -> Option<Vec<NaiveDate>> {
    let (from, until) = notice.when.days(timezone)?;
    let days: Vec<NaiveDate> = from.iter_days().take_while(|day| *day <= until).take(DAYS + 1).collect();
    (days.len() <= DAYS).then_some(days)
}

#[cfg(test)]
mod tests {
    use mendan_domain::ids::MunicipalityId;
    use mendan_service::live::notice::When;

    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2031, 6, day).expect("a day")
    }

    fn told(what: What, id: i64, when: When) -> Notice {
        Notice { id, when, ..Notice::somewhere(MunicipalityId(1), what) }
    }

    fn days_of(notice: &Notice) -> Option<Days> {
        notice.when.days(Tz::Asia__Tokyo)
    }

    #[test]
    fn a_page_of_one_booking_is_told_of_that_one_and_of_what_may_be_it() {
        let what = vec![What::Booking, What::Closure];
        let page = Wanted { what, booking: Some(7), ..Wanted::default() };
        let shown = |what, id| page.is_shown(&told(what, id, When::Any), None);
        assert!(shown(What::Booking, 7) && shown(What::Booking, 0) && shown(What::Closure, 0) && shown(What::All, 0));
        assert!(!shown(What::Booking, 8) && !shown(What::Hold, 7) && !shown(What::Call, 0));
    }

    #[test]
    fn the_bar_is_told_of_bookings_of_its_day_whatever_the_page_shows() {
        let page = Wanted { from: Some(day(20)), until: Some(day(21)), bar: Some(day(9)), ..Wanted::default() };
        let of_bar = |what, when| {
            let notice = told(what, 7, when);
            assert!(when == When::Any || !page.is_shown(&notice, days_of(&notice)), "no day of the page");
            page.is_in_bar(&notice, days_of(&notice))
        };
        assert!(of_bar(What::Booking, When::Days(day(9), day(9))) && of_bar(What::Booking, When::Any));
        assert!(
            !of_bar(What::Booking, When::Days(day(10), day(10))) && !of_bar(What::Time, When::Days(day(9), day(9)))
        );
        assert!(!Wanted::default().is_in_bar(&told(What::Booking, 7, When::Any), None), "not every page has one");
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
