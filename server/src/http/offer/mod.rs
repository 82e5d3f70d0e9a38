//! What the pages of templates, publishing and closed days post.

pub mod closures;
pub mod holidays;
pub mod publish;
pub mod templates;

use crate::http::routes::Routes;

/// Its routes.
pub fn router() -> Routes {
    Routes::new()
        .form("/staff/setup/templates/new", templates::make)
        .form("/staff/setup/templates/{id}", templates::change)
        .form("/staff/setup/templates/{id}/delete", templates::delete)
        .form("/staff/setup/publish", publish::publish)
        .form("/staff/setup/closures", closures::make)
        .form("/staff/setup/closures/{id}", closures::change)
        .form("/staff/setup/closures/{id}/delete", closures::delete)
        .form("/staff/setup/holidays", holidays::choose)
        .form("/staff/setup/holidays/year-end", holidays::year_end)
        .form("/staff/setup/holidays/import", holidays::import)
}
