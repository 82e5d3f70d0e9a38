//! Alarms for machines: lines of `/readyz`, figures of `/metrics`. Codes and times, nothing personal.

use std::fmt::Write as _;

use chrono::SecondsFormat;
use mendan_service::Services;
use mendan_service::model::AlarmCode;

/// `alarms: N`, and for each what, since when and how often. Empty when the store cannot tell.
pub async fn lines(services: &Services) -> String {
    let Ok(alarms) = services.alarms().await else { return String::new() };
    let mut text = format!("alarms: {}\n", alarms.len());
    for alarm in alarms {
        let since = alarm.raised_at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let _written = writeln!(text, "alarm: {} since {since} seen {}", alarm.code, alarm.count);
    }
    text
}

/// `mendan_alarms{code}`: how many of each are raised; 0 when none is.
pub async fn gauges(services: &Services) {
    let Ok(alarms) = services.alarms().await else { return };
    for code in AlarmCode::ALL {
        let raised = alarms.iter().filter(|alarm| alarm.code == code.as_str()).count();
        let raised = u32::try_from(raised).map_or(f64::MAX, f64::from);
        metrics::gauge!("mendan_alarms", "code" => code.as_str()).set(raised);
    }
}
