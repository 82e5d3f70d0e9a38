//! What an auditor looks for first: who looked at much in a day, who looked at night or on closed days, and where somebody tried
//! one name after the other.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, Timelike as _, Utc};
use mendan_domain::ids::StaffId;
use serde_json::json;

use crate::error::Refusal;
use crate::services::Services;
use crate::services::permit::{Permit, asked::ReadAudit};

/// Days that are looked at.
pub const DAYS: u64 = 31;
/// So many views of one member in a day are many.
pub const MANY_VIEWS: i64 = 100;
/// So many failures from one network in a day, or so many names, are many.
pub const MANY_FAILURES: usize = 5;
/// The same of names.
pub const MANY_NAMES: usize = 3;
/// From so many networks in a day, with so many names between them, it is a spray: each of them alone may be nothing.
pub const MANY_NETWORKS: usize = 10;
/// The same of its names; fewer are one, too, with [`SPRAYED_FAILURES`].
pub const SPRAYED_NAMES: usize = 20;
/// From so many networks so many failures are a spray, whatever the names: the alarm counts no names, and what it tells of is shown.
pub const SPRAYED_FAILURES: usize = 50;
/// Failures that are read: a flood is told by its first part.
pub const FAILURES: usize = 20_000;
/// It is night from that hour on,
const NIGHT_FROM: u32 = 20;
/// until that one.
const NIGHT_UNTIL: u32 = 7;

/// Half an hour of somebody's views.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Who.
    pub staff: StaffId,
    /// The half hour's beginning.
    pub at: DateTime<Utc>,
    /// Views in it.
    pub views: i64,
}

/// A sign-in that failed, by the password or by the second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// When.
    pub at: DateTime<Utc>,
    /// Whose name it was; 0: nobody's.
    pub staff: StaffId,
    /// From where.
    pub network: Option<String>,
    /// JSON: of an unknown name its keyed digest.
    pub detail: String,
}

/// Views of one member in a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewed {
    /// Who.
    pub staff: StaffId,
    /// The day.
    pub day: NaiveDate,
    /// How many.
    pub views: i64,
}

/// What failed from one network in a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// The network, where it is known.
    pub network: Option<String>,
    /// The day.
    pub day: NaiveDate,
    /// How many.
    pub failures: usize,
    /// With so many names, unknown ones among them.
    pub names: usize,
}

/// Failed sign-ins from many networks in a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sprayed {
    /// The day.
    pub day: NaiveDate,
    /// From so many networks.
    pub networks: usize,
    /// How many.
    pub failures: usize,
    /// With so many names, unknown ones among them.
    pub names: usize,
}

/// What stands out, the most first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patterns {
    /// The first day that was looked at.
    pub from: NaiveDate,
    /// The last one.
    pub until: NaiveDate,
    /// Days on which somebody looked at much.
    pub many: Vec<Viewed>,
    /// Views at night or on closed days.
    pub outside: Vec<Viewed>,
    /// Many failures, or many names.
    pub tried: Vec<Tried>,
    /// Many names from many networks.
    pub sprays: Vec<Sprayed>,
}

/// Failures of a day from a network, and the names in them.
type Networks = BTreeMap<(NaiveDate, Option<String>), (usize, BTreeSet<String>)>;

impl Services {
    /// What stands out in the days up to that one. That she looked is a line, too.
    pub async fn audit_patterns(&self, context: &Permit<ReadAudit>, until: NaiveDate) -> Result<Patterns, Refusal> {
        let city = &context.catalogue.municipality;
        let from = until.checked_sub_days(Days::new(DAYS - 1)).ok_or(Refusal::NotFound)?;
        let end = city.start_of_day(until.succ_opt().ok_or(Refusal::NotFound)?);
        let span = (city.start_of_day(from), end);
        self.views_in_the_table().await;
        let mut tx = self.store().look().await?;
        let rates = tx.audit_rates(city.id, span).await?;
        let failures = tx.audit_failures(city.id, span, FAILURES).await?;
        drop(tx);
        let local = |at: DateTime<Utc>| at.with_timezone(&city.timezone);
        let (mut days, mut outside) = (BTreeMap::new(), BTreeMap::new());
        for rate in rates {
            let at = local(rate.at);
            let key = (rate.staff, at.date_naive());
            *days.entry(key).or_insert(0) += rate.views;
            let is_night = at.hour() >= NIGHT_FROM || at.hour() < NIGHT_UNTIL;
            if is_night || !context.catalogue.closed.is_business_day(at.date_naive()) {
                *outside.entry(key).or_insert(0) += rate.views;
            }
        }
        let mut networks = Networks::new();
        for failure in failures {
            let name = name_of(&failure);
            let (failures, names) = networks.entry((local(failure.at).date_naive(), failure.network)).or_default();
            *failures += 1;
            names.insert(name);
        }
        let sprays = sprays(&networks);
        self.note_view(context, ("audit", 0), &json!({ "about": "patterns", "until": until })).await?;
        Ok(Patterns {
            from,
            until,
            many: most(days, MANY_VIEWS),
            outside: most(outside, 1),
            tried: tried(networks),
            sprays,
        })
    }
}

fn tried(networks: Networks) -> Vec<Tried> {
    let mut tried: Vec<Tried> = networks
        .into_iter()
        .map(|((day, network), (failures, names))| Tried { network, day, failures, names: names.len() })
        .filter(|tried| tried.failures >= MANY_FAILURES || tried.names >= MANY_NAMES)
        .collect();
    tried.sort_by_key(|tried| std::cmp::Reverse((tried.failures, tried.day)));
    tried
}

fn sprays(networks: &Networks) -> Vec<Sprayed> {
    let mut days: BTreeMap<NaiveDate, (usize, usize, BTreeSet<&String>)> = BTreeMap::new();
    for ((day, _), (failed, tried)) in networks {
        let (networks, failures, names) = days.entry(*day).or_default();
        *networks += 1;
        *failures += failed;
        names.extend(tried);
    }
    let sprayed = |(day, (networks, failures, names)): (NaiveDate, (usize, usize, BTreeSet<&String>))| Sprayed {
        day,
        networks,
        failures,
        names: names.len(),
    };
    let is_spray = |day: &Sprayed| {
        day.networks >= MANY_NETWORKS && (day.names >= SPRAYED_NAMES || day.failures >= SPRAYED_FAILURES)
    };
    days.into_iter().rev().map(sprayed).filter(is_spray).collect()
}

fn most(days: BTreeMap<(StaffId, NaiveDate), i64>, least: i64) -> Vec<Viewed> {
    let days = days.into_iter().filter(|(_, views)| *views >= least);
    let mut most: Vec<Viewed> = days.map(|((staff, day), views)| Viewed { staff, day, views }).collect();
    most.sort_by_key(|viewed| std::cmp::Reverse((viewed.views, viewed.day)));
    most
}

/// The name, without saying it: a member's id, or the digest of what is nobody's.
fn name_of(failure: &Failure) -> String {
    let detail: serde_json::Value = serde_json::from_str(&failure.detail).unwrap_or_default();
    let unknown = detail.get("unknown_name").and_then(serde_json::Value::as_str);
    unknown.map_or_else(|| failure.staff.to_string(), str::to_owned)
}
