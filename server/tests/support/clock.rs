//! The suite's own clock. Every test begins at one instant, whenever it really runs, so that neither weekday nor hour nor
//! holidays decide whether it passes; `MENDAN_TEST_INSTANT` moves all of them to another one.

use std::sync::LazyLock;
use std::time::Instant;

use chrono::{DateTime, Datelike as _, Days, FixedOffset, NaiveDate, Timelike as _};
use mendan_domain::offer::holiday::{holiday, is_year_end_closure};

/// A Tuesday in June at ten in the morning: no holiday until 21 July, and the demo's day has a past and a future.
const USUAL: &str = "2031-06-03T10:00:00+09:00";

/// When this process began, on the suite's clock and on the one that only goes on.
static BEGUN: LazyLock<(DateTime<FixedOffset>, Instant)> = LazyLock::new(|| {
    let text = std::env::var("MENDAN_TEST_INSTANT").unwrap_or_else(|_| USUAL.to_owned());
    (DateTime::parse_from_rfc3339(&text).expect("MENDAN_TEST_INSTANT in RFC 3339"), Instant::now())
});

/// Now, Unix seconds.
pub fn now() -> i64 {
    let (begun, since) = &*BEGUN;
    begun.timestamp() + i64::try_from(since.elapsed().as_secs()).expect("a short test")
}

/// Now and so many seconds, in RFC 3339: where a server's clock begins.
pub fn instant(ahead: i64) -> String {
    DateTime::from_timestamp(now() + ahead, 0).expect("an instant").to_rfc3339()
}

/// So many seconds from now, or as many as it takes until the morning where it is night then: whoever did not act herself hears nothing
/// before.
pub fn awake(ahead: i64) -> i64 {
    let then = DateTime::from_timestamp(now() + ahead, 0).expect("an instant").with_timezone(BEGUN.0.offset());
    if (8..20).contains(&then.hour()) {
        return ahead;
    }
    let day = if then.hour() < 8 { then.date_naive() } else { then.date_naive() + Days::new(1) };
    let eight = day.and_hms_opt(8, 0, 1).expect("a morning").and_local_timezone(*BEGUN.0.offset());
    eight.single().expect("a morning").timestamp() - now()
}

/// Shortly before the suite begins, in RFC 3339: the same for every test. What is written then is older than all that tests do.
pub fn before_the_beginning() -> String {
    (BEGUN.0 - chrono::Duration::seconds(10)).to_rfc3339()
}

/// The local date so many days from now.
pub fn days_ahead(days: u64) -> NaiveDate {
    BEGUN.0.date_naive() + Days::new(days)
}

/// The first holiday so many days ahead or later on which the city would work otherwise, and its name.
pub fn holiday_ahead(days: u64) -> (NaiveDate, &'static str) {
    let holidays = days_ahead(days).iter_days().filter_map(|date| Some((date, holiday(date)?)));
    let mut free =
        holidays.filter(|(date, _)| date.weekday().num_days_from_monday() < 5 && !is_year_end_closure(*date));
    free.next().expect("a holiday")
}

/// The second of January that comes next.
pub fn new_year() -> NaiveDate {
    NaiveDate::from_ymd_opt(BEGUN.0.year() + 1, 1, 2).expect("a date")
}
