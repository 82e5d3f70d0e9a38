//! The ways from the calendar to a range, each with what it is about in its address, and with the way back (`back`).

use chrono::{DateTime, NaiveDate, Timelike as _, Utc};
use leptos::prelude::*;
use mendan_domain::ids::StaffId;
use mendan_domain::offer::hours::Hours;
use mendan_service::booking::answer::local;
use mendan_service::model::StaffMember;

use super::PAGE;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::islands::RangeSelect;

const NOON: u32 = 12;

fn href(pairs: &[(&str, String)]) -> String {
    format!("{PAGE}?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
}

/// Whether she may close and open these times: nobody is shown what she is refused.
fn hers(request: &Request, nurse: StaffId) -> bool {
    request.opens(PAGE) && request.context.shapes(Some(nurse))
}

fn today(request: &Request) -> NaiveDate {
    request.catalogue().municipality.local_date(request.services.now())
}

/// In the bar of the calendar: the form, for that day; and what marks times by keys or mouse where scripts run.
pub(crate) fn bar(request: &Request, date: NaiveDate, back: String) -> Option<AnyView> {
    if !request.opens(PAGE) {
        return None;
    }
    let t = &staff_words().range;
    let form = href(&[("from", date.to_string()), ("back", back)]);
    Some(
        view! {
            <a class="bar-link" href=form>{t.bar}</a>
            <RangeSelect>
                <a class="button button--small" data-range-go="" hidden=true href=PAGE>{t.marked_go}</a>
                <span class="said" aria-live="polite" data-range-said=t.marked('#')></span>
            </RangeSelect>
        }
        .into_any(),
    )
}

/// In the head of a nurse's column, folded; `date` none: today.
pub(crate) fn column(
    request: &Request,
    (date, back): (Option<NaiveDate>, &str),
    nurse: &StaffMember,
) -> Option<AnyView> {
    if !hers(request, nurse.id) {
        return None;
    }
    let t = &staff_words().range;
    let date = date.unwrap_or_else(|| today(request));
    let (day, next) = (date.to_string(), date.succ_opt().unwrap_or(date).to_string());
    let whose = format!("staff-{}", nurse.id);
    let about = |act: &str| [("whose", whose.clone()), ("from", day.clone()), ("act", act.to_owned())].to_vec();
    let part = |act: &str, part: &str| {
        href(&[about(act), vec![("part", part.to_owned()), ("back", back.to_owned())]].concat())
    };
    // The next day, to begin with: the page asks for another.
    let further = |act: &str| href(&[about(act), vec![("to_day", next.clone()), ("back", back.to_owned())]].concat());
    let range = serde_urlencoded::to_string([("whose", whose.as_str()), ("from", day.as_str()), ("back", back)])
        .unwrap_or_default();
    Some(
        view! {
            <details class="column-acts" data-range=range>
                <summary><span aria-hidden="true">"⋯"</span><span class="said">{t.column(&nurse.display_name)}</span></summary>
                <ul>
                    <li><a href=part("close", "am")>{t.column_am}</a></li>
                    <li><a href=part("close", "pm")>{t.column_pm}</a></li>
                    <li><a href=part("open", "day")>{t.column_open}</a></li>
                    <li><a href=further("move")>{t.column_move}</a></li>
                    <li><a href=further("copy")>{t.column_copy}</a></li>
                </ul>
            </details>
        }
        .into_any(),
    )
}

/// In the panel of a time: the same hours, to be closed or moved together with others.
pub(crate) fn around(
    request: &Request,
    nurse: StaffId,
    (starts_at, ends_at): (DateTime<Utc>, DateTime<Utc>),
    back: String,
) -> Option<AnyView> {
    let at = local(request.catalogue(), starts_at);
    let from = i64::from(at.hour() * 60 + at.minute());
    let until = from + (ends_at - starts_at).num_minutes();
    let pairs = [
        ("whose", format!("staff-{nurse}")),
        ("from", at.date_naive().to_string()),
        ("part", "hours".to_owned()),
        ("hours_from", Hours::text(from)),
        ("hours_until", Hours::text(until)),
        ("back", back),
    ];
    hers(request, nurse)
        .then(|| view! { <p class="links"><a href=href(&pairs)>{staff_words().range.around_close}</a></p> }.into_any())
}

/// In the panel of a time that something closes: its half of the day, to be opened.
pub(crate) fn open_around(
    request: &Request,
    nurse: Option<StaffId>,
    at: DateTime<Utc>,
    back: String,
) -> Option<AnyView> {
    let nurse = nurse.filter(|nurse| hers(request, *nurse) && at > request.services.now())?;
    let at = local(request.catalogue(), at);
    let part = if at.hour() < NOON { "am" } else { "pm" };
    let pairs = [
        ("whose", format!("staff-{nurse}")),
        ("from", at.date_naive().to_string()),
        ("part", part.to_owned()),
        ("act", "open".to_owned()),
        ("back", back),
    ];
    Some(view! { <p class="links"><a href=href(&pairs)>{staff_words().range.around_open}</a></p> }.into_any())
}
