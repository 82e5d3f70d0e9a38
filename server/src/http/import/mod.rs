//! What the pages of the import post, and the sample files.

pub mod steps;
pub mod template;

use mendan_domain::import::table::MOST_OCTETS;
use mendan_domain::staff::Permission::ManageSetup;

use crate::http::routes::Routes;
use crate::http::rule::Rule;

/// A file and what stands around it.
const BODY_LIMIT: usize = MOST_OCTETS + 64 * 1024;

/// Its routes.
pub fn router() -> Routes {
    Routes::new()
        .get("/staff/setup/import/{sort}/template.csv", Rule::Staff(ManageSetup), template::template)
        .form_up_to(BODY_LIMIT, "/staff/setup/import/{sort}", steps::bring)
        .form("/staff/setup/import/{sort}/columns", steps::columns)
        .form("/staff/setup/import/{sort}/words", steps::words)
        .form("/staff/setup/import/{sort}/stop", steps::stop)
        .merge(bringing_in().proven_lately())
}

/// What writes people and bookings by the thousand, or takes them back.
fn bringing_in() -> Routes {
    Routes::new()
        .form("/staff/setup/import/{sort}/preview", steps::preview)
        .form("/staff/setup/import/{sort}/undo", steps::undo)
}
