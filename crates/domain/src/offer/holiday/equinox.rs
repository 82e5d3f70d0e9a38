//! The days of the equinoxes in Japan Standard Time.
//!
//! Formula of 海上保安庁水路部 (新こよみ便利帳), good for 1900–2099, in millionths of a day.

const MILLION: i32 = 1_000_000;
/// Drift of the equinox per year against a year of 365 days.
const DRIFT: i32 = 242_194;

/// The day in March of 春分の日.
pub(super) fn spring(year: i32) -> u32 {
    day(year, if year < 1980 { 20_835_700 } else { 20_843_100 })
}

/// The day in September of 秋分の日.
pub(super) fn autumn(year: i32) -> u32 {
    day(year, if year < 1980 { 23_258_800 } else { 23_248_800 })
}

fn day(year: i32, offset: i32) -> u32 {
    let years = year - 1980;
    let day = (offset + DRIFT * years).div_euclid(MILLION) - years.div_euclid(4);
    u32::try_from(day).unwrap_or_default()
}
