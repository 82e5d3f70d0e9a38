//! The call list.

pub mod note;

use crate::http::routes::Routes;

/// Its routes.
pub fn router() -> Routes {
    Routes::new().form("/staff/calls/{id}", note::note)
}
