//! What the pages of templates, publishing and closed days post.

pub mod closures;
pub mod holidays;
pub mod publish;
pub mod templates;

use crate::http::routes::Routes;
use crate::http::rule::Rule;
use mendan_domain::staff::Permission::{ManageSetup, ShapeOwnTimes};

/// Its routes.
pub fn router() -> Routes {
    Routes::new()
        .post("/staff/setup/templates/new", Rule::Staff(ShapeOwnTimes), templates::make)
        .post("/staff/setup/templates/{id}", Rule::Staff(ShapeOwnTimes), templates::change)
        .post("/staff/setup/templates/{id}/delete", Rule::Staff(ShapeOwnTimes), templates::delete)
        .post("/staff/setup/publish", Rule::Staff(ShapeOwnTimes), publish::publish)
        .post("/staff/setup/closures", Rule::Staff(ShapeOwnTimes), closures::make)
        .post("/staff/setup/closures/{id}", Rule::Staff(ShapeOwnTimes), closures::change)
        .post("/staff/setup/closures/{id}/delete", Rule::Staff(ShapeOwnTimes), closures::delete)
        .post("/staff/setup/holidays", Rule::Staff(ManageSetup), holidays::choose)
        .post("/staff/setup/holidays/year-end", Rule::Staff(ManageSetup), holidays::year_end)
        .post("/staff/setup/holidays/import", Rule::Staff(ManageSetup), holidays::import)
}
