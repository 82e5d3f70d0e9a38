//! What a member of staff chose to see of the calendar. It is kept when a link or a form of that page says so (`chosen`), never
//! because she came to some address; and it is what she sees where an address says nothing.

use std::time::Duration;

use axum::response::{IntoResponse as _, Redirect, Response};
use http::{HeaderMap, Uri};
use mendan_service::calendar::choice::CalendarChoice;
use mendan_service::{By, Staff};

use crate::http::pages::Visit;
use crate::http::problem::log_fault;
use crate::state::AppState;

/// The calendar.
const PAGE: &str = "/staff";
/// What stands in an address that is a choice, and in none that is shown.
const CHOSEN: &str = "chosen";
/// Where an address would say nothing, and so would mean what was chosen last.
const USUAL: &str = "/staff?view=day";
/// Looking does not wait longer for what is only kept; whoever cannot write today still looks.
const PATIENCE: Duration = Duration::from_secs(1);

/// Where she is led instead of being shown the page of that address.
pub async fn of_page(state: &AppState, visit: &Visit, (uri, headers): (&Uri, &HeaderMap)) -> Option<Response> {
    let staff = visit.staff.as_ref().filter(|_| visit.route.pattern() == PAGE)?;
    let own = visit.city.staff(staff);
    let Some(query) = uri.query().filter(|query| !query.is_empty()) else {
        // What cannot be read now is not worth a page in words.
        let last = state.services.calendar_choice(&own).await.unwrap_or_default().query();
        return (!last.is_empty()).then(|| Redirect::to(&format!("{PAGE}?{last}")).into_response());
    };
    let mut pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).ok()?;
    if !pairs.iter().any(|(name, _)| name == CHOSEN) {
        return None;
    }
    if is_ours(headers) {
        let choice = CalendarChoice::of(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        keep(state, own, choice).await;
    }
    pairs.retain(|(name, value)| name != CHOSEN && !value.is_empty());
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    let place = if query.is_empty() { USUAL.to_owned() } else { format!("{PAGE}?{query}") };
    Some(Redirect::to(&place).into_response())
}

/// Whether it was asked from a page of ours, as far as the browser says: a link elsewhere chooses nothing for her.
fn is_ours(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_none_or(|site| site == "same-origin")
}

async fn keep(state: &AppState, own: By<Staff>, choice: CalendarChoice) {
    let services = state.services.clone();
    let keeping = tokio::spawn(async move { services.calendar_choose(&own, &choice).await });
    match tokio::time::timeout(PATIENCE, keeping).await {
        Ok(Ok(Err(refusal))) => log_fault(&refusal),
        Ok(Err(error)) => tracing::error!(%error, "how the calendar is seen was not kept"),
        Ok(Ok(Ok(()))) | Err(_) => {}
    }
}
