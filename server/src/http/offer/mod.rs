//! What the pages of templates, publishing and closed days post.

pub mod closures;
pub mod holidays;
pub mod publish;
pub mod templates;

use axum::Router;
use axum::routing::post;

use crate::state::AppState;

/// Its routes.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/staff/setup/templates/new", post(templates::make))
        .route("/staff/setup/templates/{id}", post(templates::change))
        .route("/staff/setup/templates/{id}/delete", post(templates::delete))
        .route("/staff/setup/publish", post(publish::publish))
        .route("/staff/setup/closures", post(closures::make))
        .route("/staff/setup/closures/{id}", post(closures::change))
        .route("/staff/setup/closures/{id}/delete", post(closures::delete))
        .route("/staff/setup/holidays", post(holidays::choose))
        .route("/staff/setup/holidays/year-end", post(holidays::year_end))
        .route("/staff/setup/holidays/import", post(holidays::import))
}
