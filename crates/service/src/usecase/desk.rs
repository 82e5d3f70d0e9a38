//! Find a caller in one go: kana, name, last four digits, birth date or reference, all offices at once.

use mendan_domain::date::parse_date;
use mendan_domain::name::search_key;
use mendan_domain::reference::Reference;
use serde_json::json;

use crate::error::Refusal;
use crate::model::{Booking, Search};
use crate::services::{Context, Services};

/// Results shown at most.
const LIMIT: i64 = 30;

/// What a typed text may mean, the likeliest first.
pub fn readings(typed: &str) -> Vec<Search> {
    let key = search_key(typed);
    if key.is_empty() {
        return Vec::new();
    }
    let mut readings = Vec::new();
    if key.len() == 4 && key.bytes().all(|b| b.is_ascii_digit()) {
        return vec![Search::Last4(key)];
    }
    if let Some(reference) = Reference::parse(typed) {
        readings.push(Search::Reference(reference.as_str().to_owned()));
    }
    if let Some(date) = parse_date(typed) {
        readings.push(Search::Birth(date));
    }
    let digits: String = key.chars().filter(char::is_ascii_digit).collect();
    if digits.len() >= 10 && readings.is_empty() {
        readings.push(Search::Last4(digits[digits.len() - 4..].to_owned()));
    }
    readings.push(Search::Kana(key.clone()));
    readings.push(Search::Name(key));
    readings
}

impl Services {
    /// What the desk looks for: open bookings first, then by start. Looking is logged, without what was typed.
    pub async fn desk_search(&self, context: &Context, typed: &str) -> Result<Vec<Booking>, Refusal> {
        context.reads_bookings()?;
        let mut found: Vec<Booking> = Vec::new();
        let mut tx = self.store().read().await?;
        for search in readings(typed) {
            for booking in tx.bookings_found(context.municipality(), &search, LIMIT).await? {
                if !found.iter().any(|other| other.id == booking.id) {
                    found.push(booking);
                }
            }
        }
        drop(tx);
        let now = self.now();
        // What can still be moved stands first, the soonest on top; then the past, the latest on top.
        found.sort_by_key(|b| {
            let waiting = b.open && b.ends_at >= now;
            (!waiting, if waiting { b.starts_at.timestamp() } else { -b.starts_at.timestamp() })
        });
        found.truncate(usize::try_from(LIMIT).unwrap_or(usize::MAX));
        self.note_view(context, ("search", 0), &json!({ "found": found.len() })).await?;
        Ok(found)
    }
}
