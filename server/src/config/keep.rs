//! How long what is over is kept: `48h`, `400d`.

use chrono::Duration;
use mendan_service::Keep;

use super::{ConfigError, duration, wrong};

/// At least so long: whoever asks again a day later still gets the first answer, and pages show what did not leave for sixty days.
const LEAST: [(&str, Duration); 5] = [
    ("MENDAN_KEEP_KEYS", Duration::hours(24)),
    ("MENDAN_KEEP_MESSAGES", Duration::days(61)),
    ("MENDAN_KEEP_CALLS", Duration::days(31)),
    ("MENDAN_KEEP_ALARMS", Duration::days(7)),
    ("MENDAN_KEEP_AUDIT", Duration::days(365)),
];

/// The periods as given, in the order of [`LEAST`]; where none is given, the usual one.
pub(super) fn read(given: [Option<String>; 5]) -> Result<Keep, ConfigError> {
    let usual = Keep::default();
    let mut periods = [usual.keys, usual.messages, usual.calls, usual.alarms, usual.audit];
    for ((period, text), (name, least)) in periods.iter_mut().zip(given).zip(LEAST) {
        let Some(text) = text else { continue };
        let read = duration(&text).and_then(Duration::try_seconds).filter(|read| *read >= least);
        *period = read.ok_or_else(|| wrong(format!("{name}: {text:?} is no time of at least {}", short(least))))?;
    }
    let [keys, messages, calls, alarms, audit] = periods;
    Ok(Keep { keys, messages, calls, alarms, audit })
}

/// The periods as they can be given.
pub(super) fn shown(keep: &Keep) -> [(&'static str, String); 5] {
    [
        ("keep_keys", short(keep.keys)),
        ("keep_messages", short(keep.messages)),
        ("keep_calls", short(keep.calls)),
        ("keep_alarms", short(keep.alarms)),
        ("keep_audit", short(keep.audit)),
    ]
}

fn short(period: Duration) -> String {
    let seconds = period.num_seconds();
    let units = [(86_400, 'd'), (3_600, 'h'), (60, 'm')];
    let unit = units.into_iter().find(|(unit, _)| seconds % unit == 0);
    unit.map_or_else(|| format!("{seconds}s"), |(unit, letter)| format!("{}{letter}", seconds / unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_and_shown_in_their_units() {
        let read = read([Some("36h".into()), None, Some("100d".into()), None, None]).unwrap();
        assert_eq!(read, Keep { keys: Duration::hours(36), calls: Duration::days(100), ..Keep::default() });
        let shown = shown(&read).map(|(_, period)| period);
        assert_eq!(shown, ["36h", "400d", "100d", "90d", "1826d"]);
    }

    #[test]
    fn too_short_a_period_says_what_is_possible() {
        for (given, least) in [
            ([Some("1h".to_owned()), None, None, None, None], "1d"),
            ([None, Some("x".to_owned()), None, None, None], "61d"),
        ] {
            let error = read(given).unwrap_err().to_string();
            assert!(error.starts_with("MENDAN_KEEP_") && error.ends_with(least), "{error}");
        }
    }
}
