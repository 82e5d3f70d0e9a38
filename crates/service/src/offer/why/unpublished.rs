//! A time that nobody published: what the templates say about it.

use chrono::{DateTime, NaiveDate, Utc};
use mendan_domain::ids::{OfficeId, StaffId, TemplateId};
use mendan_domain::offer::Reason;
use mendan_domain::offer::hours::Hours;
use mendan_domain::offer::publish::{Missing, Unpublished};
use mendan_domain::offer::template::Template;

use super::{WhyQuery, left_out};
use crate::city::catalogue::Catalogue;
use crate::offer::planner;

/// Why nobody published a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotPublished {
    /// A template gives it; it only has to be published.
    NotYet {
        /// Which template.
        template: NamedTemplate,
        /// The local day.
        day: NaiveDate,
    },
    /// A template gives it, and a reason that the judgement knows, too, leaves it out.
    Judged(Reason),
    /// The nurse does not work there.
    NotHere {
        /// Who.
        staff: StaffId,
    },
    /// The nurse is at another place then.
    Elsewhere {
        /// Who.
        staff: StaffId,
        /// Where.
        office: OfficeId,
    },
    /// The place is not open then.
    OutsideOpeningHours {
        /// Which place.
        office: OfficeId,
    },
    /// It lies in a break of a template.
    Break {
        /// Which template.
        template: NamedTemplate,
        /// The break.
        pause: Hours,
    },
    /// It lies within the hours of a template, but no interview begins then.
    Between {
        /// Which template.
        template: NamedTemplate,
        /// The last start before it, in minutes of the day.
        before: Option<i64>,
        /// The first start after it.
        after: Option<i64>,
    },
    /// It lies before or after the hours of a template.
    Outside {
        /// The nearest one.
        template: NamedTemplate,
        /// Its hours.
        hours: Hours,
    },
    /// No template gives that kind there on that day; of the nurse who was asked about.
    NoTemplate(Option<StaffId>),
}

/// A template by what people call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedTemplate {
    /// Which.
    pub id: TemplateId,
    /// Its name; most have none.
    pub name: String,
    /// Whose it is; none: of everybody at the place.
    pub staff: Option<StaffId>,
}

impl NotPublished {
    /// The nurse who may change it herself.
    pub const fn whose(&self) -> Option<StaffId> {
        match self {
            Self::NotYet { template, .. }
            | Self::Break { template, .. }
            | Self::Between { template, .. }
            | Self::Outside { template, .. } => template.staff,
            Self::Judged(Reason::Absent(staff, _)) | Self::Elsewhere { staff, .. } => Some(*staff),
            Self::NoTemplate(staff) => *staff,
            Self::Judged(_) | Self::NotHere { .. } | Self::OutsideOpeningHours { .. } => None,
        }
    }
}

/// Why it was not published.
pub(super) fn reason(
    catalogue: &Catalogue,
    templates: &[Template],
    query: &WhyQuery,
    now: DateTime<Utc>,
) -> NotPublished {
    let WhyQuery { kind, office, at, staff, .. } = *query;
    let missing = Missing { office, kind, staff, at };
    let named = |id| named(templates, id);
    match planner(catalogue, templates, |planner| planner.unpublished(&missing, now)) {
        Unpublished::NotYet(id) => {
            NotPublished::NotYet { template: named(id), day: catalogue.municipality.local_date(at) }
        }
        Unpublished::LeftOut(planned, why) => left_out::reason(catalogue, &planned, &why),
        Unpublished::Break(id, pause) => NotPublished::Break { template: named(id), pause },
        Unpublished::Between { template, before, after } => {
            NotPublished::Between { template: named(template), before, after }
        }
        Unpublished::Outside(id, hours) => NotPublished::Outside { template: named(id), hours },
        Unpublished::NoTemplate => NotPublished::NoTemplate(staff),
    }
}

fn named(templates: &[Template], id: TemplateId) -> NamedTemplate {
    let template = templates.iter().find(|template| template.id == id);
    let name = template.map(|template| template.name.clone()).unwrap_or_default();
    NamedTemplate { id, name, staff: template.and_then(|template| template.staff) }
}
