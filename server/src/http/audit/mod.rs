//! The log of who saw and did what, as a file.

pub mod export;

use crate::http::routes::Routes;

/// Its routes.
pub fn router() -> Routes {
    Routes::new().form("/staff/audit/export", export::export).proven_lately()
}
