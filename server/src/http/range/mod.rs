//! What the page of many times posts.

pub mod acts;

use crate::http::routes::Routes;

/// Its routes.
pub fn router() -> Routes {
    Routes::new().form("/staff/ranges", acts::change).form("/staff/ranges/undo", acts::undo)
}
