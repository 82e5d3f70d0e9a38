//! A day without interviews: why, and where the next ones are.

use chrono::{Datelike, Duration, NaiveDate, Weekday};
use leptos::prelude::*;
use mendan_domain::date::format_short_ja;
use mendan_domain::holiday::{holiday, is_year_end_closure};
use mendan_service::catalogue::Office;

use super::super::words::office_name;
use super::address::Address;
use crate::context::Request;

/// Why nothing is on that day.
fn why(date: NaiveDate) -> String {
    if let Some(name) = holiday(date) {
        return format!("{name}のため、お休みです。");
    }
    if is_year_end_closure(date) {
        return "年末年始のお休みです。".to_owned();
    }
    match date.weekday() {
        Weekday::Sat => "土曜日で、時間を出していません。".to_owned(),
        Weekday::Sun => "日曜日で、お休みです。".to_owned(),
        _ => "この日の時間を、まだ出していません。".to_owned(),
    }
}

/// What stands instead of the grid.
pub(super) async fn empty(request: &Request, address: &Address, date: NaiveDate, office: Option<&Office>) -> AnyView {
    let next = next(request, date, office).await;
    let link = next.map(|next| {
        let href = address.on(next).href();
        view! { <a class="button button--quiet" href=href>"次に時間がある日は "{format_short_ja(next)}</a> }
    });
    let place = office.map(|office| format!("{}: ", office_name(Some(office)))).unwrap_or_default();
    let nurse = address.nurse.is_some().then(|| Address { nurse: None, ..address.closed() }.href());
    view! {
        <div class="plain">
            <h2>"この日の面談はありません"</h2>
            <p>{place}{why(date)}</p>
            <p class="buttons">{link}{nurse.map(|href| view! { <a href=href>"すべての担当を見る"</a> })}</p>
        </div>
    }
    .into_any()
}

/// The next day with published times. Nothing personal is read, so nothing is logged.
async fn next(request: &Request, date: NaiveDate, office: Option<&Office>) -> Option<NaiveDate> {
    let city = &request.catalogue().municipality;
    let from = city.start_of_day(date.checked_add_signed(Duration::days(1))?);
    let until = from + Duration::days(request.services.settings().listing_days);
    let mut tx = request.services.store().read().await.ok()?;
    let slots = tx.slots_between(city.id, from, until).await.ok()?;
    let first = slots.into_iter().find(|slot| office.is_none_or(|office| office.id == slot.office))?;
    Some(city.local_date(first.starts_at))
}
