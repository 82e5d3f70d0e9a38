//! What the phone desk posts.

pub mod caller;
pub mod correct;
pub mod next;

use crate::http::routes::Routes;

/// Its routes.
pub fn router() -> Routes {
    Routes::new()
        .form("/staff/bookings/{id}/correct", correct::correct)
        .form("/staff/bookings/{id}/next", next::book)
        .form("/staff/bookings/{id}/reassign", correct::reassign)
        .form("/staff/desk/search", caller::search)
        .form("/staff/desk/book", caller::book)
        .form("/staff/desk/choose", caller::choose)
}
