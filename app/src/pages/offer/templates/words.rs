//! A template in one sentence.

use chrono::{NaiveDate, Weekday};
use mendan_domain::booking::mode::Mode;
use mendan_domain::offer::hours::Hours;
use mendan_domain::offer::template::{Repeat, Template};
use mendan_domain::offer::weekdays::Weekdays;
use mendan_service::city::catalogue::Catalogue;

use crate::i18n::staff_words;
use crate::pages::kit::words::{kind_name, mode_word};

/// `毎週 月・水 9:00〜12:00、13:30〜16:30 妊娠の届出と面談 ほか1(来所・オンライン)`.
pub(crate) fn sentence(catalogue: &Catalogue, template: &Template) -> String {
    let (days, hours) = (days(template), spans(template));
    staff_words().offer.template(days, hours, kinds(catalogue, template), modes(catalogue, template))
}

/// From when to when it counts, as far as that is worth saying on `today`.
pub(crate) fn validity(template: &Template, today: NaiveDate) -> Option<String> {
    let (t, dates) = (&staff_words().offer, &staff_words().dates);
    if template.repeat == Repeat::Once {
        return (template.valid_from < today).then(|| t.over.to_owned());
    }
    let from = (template.valid_from > today).then(|| dates.date_of(template.valid_from));
    match (from, template.valid_until) {
        (_, Some(last)) if last < today => Some(t.ended(dates.date_of(last))),
        (Some(from), Some(last)) => Some(t.starting_ending(from, dates.date_of(last))),
        (None, Some(last)) => Some(t.ending(dates.date_of(last))),
        (from, None) => from.map(|from| t.starting(from)),
    }
}

/// A weekday in the fewest letters, as in `月`.
pub(crate) fn weekday(day: Weekday) -> String {
    staff_words().dates.weekday_short(day.number_from_monday())
}

/// Which one of its weekday: `第2`, `最終`.
pub(crate) fn week(week: i64) -> String {
    let t = &staff_words().offer;
    if week == -1 { t.last_week.to_owned() } else { t.nth_week(week) }
}

fn days(template: &Template) -> String {
    let t = &staff_words().offer;
    match &template.repeat {
        Repeat::Weekly { every: 1 } => t.weekly(weekdays(template.weekdays)),
        Repeat::Weekly { every } => t.every_weeks(*every, weekdays(template.weekdays)),
        Repeat::Monthly { weeks } => {
            let weeks: Vec<String> = weeks.iter().map(|number| week(*number)).collect();
            t.monthly(weekdays(template.weekdays), weeks.join(staff_words().city.and_dot))
        }
        Repeat::Once => t.once(staff_words().dates.day_of(template.valid_from)),
    }
}

fn weekdays(days: Weekdays) -> String {
    days.iter().map(weekday).collect::<Vec<_>>().join(staff_words().city.and_dot)
}

/// The hours without the breaks.
fn spans(template: &Template) -> String {
    let mut breaks = template.breaks.clone();
    breaks.sort();
    let mut spans = Vec::new();
    let mut from = template.hours.from;
    for pause in breaks {
        spans.extend(Hours::new(from, pause.from));
        from = from.max(pause.until);
    }
    spans.extend(Hours::new(from, template.hours.until));
    let spans: Vec<String> = spans.into_iter().map(|hours| staff_words().dates.hours_of(hours)).collect();
    spans.join(staff_words().city.comma)
}

fn kinds(catalogue: &Catalogue, template: &Template) -> String {
    let first = template.kinds.first().map(|id| kind_name(catalogue.kind(*id))).unwrap_or_default();
    match template.kinds.len() {
        0 | 1 => first,
        all => staff_words().offer.and_more(first, all - 1),
    }
}

/// Those that one of its kinds is held in.
fn modes(catalogue: &Catalogue, template: &Template) -> String {
    let held =
        |mode: &Mode| template.kinds.iter().filter_map(|id| catalogue.kind(*id)).any(|kind| kind.modes.has(*mode));
    template.modes.iter().filter(held).map(mode_word).collect::<Vec<_>>().join(staff_words().city.and_dot)
}

#[cfg(test)]
mod tests {
    use super::*;
    use mendan_domain::booking::mode::Modes;
    use mendan_domain::ids::{OfficeId, TemplateId};

    fn template(repeat: Repeat) -> Template {
        Template {
            id: TemplateId(1),
            name: String::new(),
            office: OfficeId(1),
            staff: None,
            kinds: Vec::new(),
            modes: Modes::default(),
            repeat,
            weekdays: [Weekday::Mon, Weekday::Wed].into_iter().collect(),
            hours: Hours { from: 540, until: 990 },
            breaks: vec![Hours { from: 720, until: 810 }],
            step: 0,
            valid_from: NaiveDate::from_ymd_opt(2026, 12, 5).unwrap(),
            valid_until: NaiveDate::from_ymd_opt(2027, 3, 31),
        }
    }

    #[test]
    fn days_and_hours_are_told_as_people_tell_them() {
        assert_eq!(days(&template(Repeat::Weekly { every: 1 })), "毎週 月・水");
        assert_eq!(days(&template(Repeat::Weekly { every: 2 })), "2週ごと 月・水");
        assert_eq!(days(&template(Repeat::Monthly { weeks: vec![2, -1] })), "毎月 第2・最終 月・水");
        assert_eq!(days(&template(Repeat::Once)), "12月5日(土)だけ");
        assert_eq!(spans(&template(Repeat::Once)), "9:00〜12:00、13:30〜16:30");
    }

    #[test]
    fn only_what_is_worth_saying_is_said_of_its_days() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let weekly = template(Repeat::Weekly { every: 1 });
        assert_eq!(validity(&weekly, day("2026-11-01")).unwrap(), "2026年12月5日(土)から2027年3月31日(水)まで");
        assert_eq!(validity(&weekly, day("2027-01-01")).unwrap(), "2027年3月31日(水)まで");
        assert_eq!(validity(&weekly, day("2027-04-01")).unwrap(), "2027年3月31日(水)で終わりました");
        assert_eq!(validity(&Template { valid_until: None, ..weekly }, day("2027-01-01")), None);
    }
}
