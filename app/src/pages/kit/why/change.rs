//! The page of the set-up where a reason is changed.

use mendan_domain::ids::KindId;
use mendan_domain::offer::Reason;
use mendan_domain::offer::closed::Closed;
use mendan_service::offer::why::{NotPublished, WhyReason};

const OFFICES: &str = "/staff/setup/offices";
const STAFF: &str = "/staff/setup/staff";
const TEMPLATES: &str = "/staff/setup/templates";

/// Its address; none when it is no rule of the set-up.
pub(crate) fn change_at(kind: KindId, reason: &WhyReason) -> Option<String> {
    match reason {
        WhyReason::Judged(reason) => judged(kind, reason),
        WhyReason::NotPublished(why) => not_published(kind, why),
        WhyReason::NeverOpens { .. } => Some(rules(kind)),
    }
}

fn rules(kind: KindId) -> String {
    format!("/staff/setup/kinds/{kind}")
}

fn judged(kind: KindId, reason: &Reason) -> Option<String> {
    Some(match reason {
        // A calendar of her own she alone changes, and nobody here.
        Reason::Past | Reason::NurseBusy(_) | Reason::ClosedByHand(_) | Reason::OwnCalendar(_) => return None,
        Reason::OfficeInactive | Reason::RoomFull => OFFICES.to_owned(),
        Reason::KindInactive
        | Reason::ModeNotOffered
        | Reason::StaffOnly
        | Reason::Horizon { .. }
        | Reason::LeadTime { .. }
        | Reason::Quota { .. }
        | Reason::Capacity { .. }
        | Reason::WrongProfession(_)
        | Reason::NoPartner => rules(kind),
        Reason::NotPublished => TEMPLATES.to_owned(),
        Reason::NurseInactive(staff) | Reason::ModeNotDone(staff) | Reason::DailyMaximum(staff, _) => {
            format!("{STAFF}/{staff}")
        }
        Reason::Closed(closed) | Reason::Absent(_, closed) => of_closed(closed).to_owned(),
    })
}

/// The turn of the year and holidays have a page of their own.
const fn of_closed(closed: &Closed) -> &'static str {
    match closed {
        Closed::YearEnd | Closed::Holiday { .. } => "/staff/setup/holidays",
        Closed::Closure { .. } | Closed::Absence { .. } => "/staff/setup/closures",
    }
}

fn not_published(kind: KindId, why: &NotPublished) -> Option<String> {
    Some(match why {
        NotPublished::Judged(reason) => return judged(kind, reason),
        NotPublished::NotYet { day, .. } => format!("/staff/setup/publish?month={}", day.format("%Y-%m")),
        NotPublished::NotHere { staff } => format!("{STAFF}/{staff}"),
        NotPublished::Elsewhere { .. } | NotPublished::NoTemplate(_) => TEMPLATES.to_owned(),
        NotPublished::OutsideOpeningHours { office } => format!("{OFFICES}/{office}"),
        NotPublished::Break { template, .. }
        | NotPublished::Between { template, .. }
        | NotPublished::Outside { template, .. } => format!("{TEMPLATES}/{}", template.id),
    })
}
