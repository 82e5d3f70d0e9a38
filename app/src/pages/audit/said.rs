//! A line of the log as people read it: when, who, what, of what, from where.

use chrono::{DateTime, FixedOffset, NaiveDate};
use mendan_domain::ids::{KindId, OfficeId, PartnerKeyId, StaffId};
use mendan_domain::staff::RoleId;
use mendan_service::audit::line::StoredLine;
use mendan_service::audit::read::{Log, Told, Whose};
use mendan_service::city::catalogue::Catalogue;
use mendan_service::model::PartnerKey;

use super::words;
use crate::components::dates;
use crate::i18n::staff_words;
use crate::pages::kit::words::{join, kind_name, office_name, when};

/// A line in words.
pub(super) struct Said {
    pub(super) at: DateTime<FixedOffset>,
    pub(super) who: String,
    pub(super) what: String,
    pub(super) subject: String,
    pub(super) from: String,
}

/// In words. Names of residents stand in it only for whoever may see bookings.
pub(super) fn said(catalogue: &Catalogue, log: &Log, told: &Told, names: bool) -> Said {
    let t = &staff_words().audit;
    let line = &told.line;
    let mut what = words::what(catalogue, line);
    if line.detail.is_empty() {
        what = format!("{what}{}{}", staff_words().kit.between, t.erased);
    }
    Said {
        at: dates::local(catalogue, line.at),
        who: who(catalogue, &log.partners, line),
        what,
        subject: subject(catalogue, &log.partners, told, names),
        from: from(line),
    }
}

/// `2026年12月1日(火) 9:20:05`, on the city's clocks.
pub(super) fn moment(at: DateTime<FixedOffset>) -> String {
    format!("{} {}", staff_words().dates.date_of(at.date_naive()), at.format("%-H:%M:%S"))
}

/// The member by her name, a partner by its key's.
fn who(catalogue: &Catalogue, partners: &[PartnerKey], line: &StoredLine) -> String {
    let t = &staff_words().audit;
    match (line.actor_kind.as_str(), line.actor) {
        ("staff", Some(id)) => member(catalogue, StaffId(id)),
        ("api", Some(id)) => partner(partners, PartnerKeyId(id)),
        ("api", None) => t.who_program.to_owned(),
        ("system", _) => t.who_system.to_owned(),
        _ => t.who_client.to_owned(),
    }
}

/// A member's name; of one who is gone her id.
pub(super) fn member(catalogue: &Catalogue, id: StaffId) -> String {
    let gone = || staff_words().audit.who_member_gone(id.0);
    catalogue.staff(id).map_or_else(gone, |member| member.display_name.clone())
}

fn partner(partners: &[PartnerKey], id: PartnerKeyId) -> String {
    let key = partners.iter().find(|key| key.id == id);
    key.map_or_else(
        || staff_words().audit.who_key_gone(id.0),
        |key| staff_words().staff.partner_system_named(&key.name),
    )
}

fn subject(catalogue: &Catalogue, partners: &[PartnerKey], told: &Told, names: bool) -> String {
    let t = &staff_words().audit;
    let id = told.line.subject;
    match (told.line.subject_kind.as_str(), &told.whose) {
        ("booking", Some(whose)) => booking(catalogue, whose, names),
        ("booking", None) => t.of_gone_booking(id),
        ("staff", _) if id == 0 => t.unknown_name.to_owned(),
        ("staff", _) => member(catalogue, StaffId(id)),
        ("partner_key", _) => partner(partners, PartnerKeyId(id)),
        ("office", _) => office_name(catalogue.office(OfficeId(id))),
        ("role", _) => catalogue.role(RoleId(id)).map(|role| role.name.clone()).unwrap_or_default(),
        ("kind", _) => kind_name(catalogue.kind(KindId(id))),
        ("day" | "week", _) => day(id).map(|day| staff_words().dates.date_of(day)).unwrap_or_default(),
        _ => String::new(),
    }
}

fn booking(catalogue: &Catalogue, whose: &Whose, names: bool) -> String {
    let t = &staff_words().audit;
    let (when, (family, given)) = (when(catalogue, whose.starts_at), &whose.name);
    if names { t.of_whom(join(family, given), when) } else { t.of_time(when) }
}

fn day(number: i64) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(number).ok()?)
}

/// The network; what the product does itself comes from no other.
fn from(line: &StoredLine) -> String {
    let own = || if line.actor_kind == "system" { staff_words().audit.no_network } else { "" };
    line.network.clone().or_else(|| network_in(line)).unwrap_or_else(|| own().to_owned())
}

/// Where releases before kept it, of what they kept it of. In other lines a network is what was done something with.
fn network_in(line: &StoredLine) -> Option<String> {
    if !["sign_in_failed", "refused"].contains(&line.action.as_str()) {
        return None;
    }
    let detail: serde_json::Value = serde_json::from_str(&line.detail).ok()?;
    detail.get("network")?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use chrono::Utc;
    use mendan_domain::ids::{AuditId, MunicipalityId};

    use super::*;

    fn line(action: &str) -> StoredLine {
        StoredLine {
            id: AuditId(1),
            municipality: MunicipalityId(1),
            at: DateTime::<Utc>::UNIX_EPOCH,
            actor_kind: "staff".into(),
            actor: Some(7),
            action: action.into(),
            subject_kind: "city".into(),
            subject: 1,
            network: None,
            detail: r#"{"network":"198.51.100.0/24"}"#.into(),
            tag: None,
        }
    }

    #[test]
    fn a_network_in_the_detail_is_where_from_only_of_what_releases_before_kept_so() {
        assert_eq!(from(&line("sign_in_failed")), "198.51.100.0/24");
        assert_eq!(from(&line("refused")), "198.51.100.0/24");
        assert_eq!(from(&line("network_allow")), "", "that one was allowed, and is not where she sat");
        let own = StoredLine { network: Some("192.0.2.0/24".into()), ..line("network_allow") };
        assert_eq!(from(&own), "192.0.2.0/24");
    }
}
