//! What the staff's day posts.

pub mod acts;

use crate::http::routes::Routes;

/// Its routes.
pub fn router() -> Routes {
    Routes::new()
        .form("/staff/bookings/{id}/mark", acts::mark)
        .form("/staff/bookings/{id}/move", acts::move_to)
        .form("/staff/bookings/{id}/mode", acts::mode)
        .form("/staff/bookings/{id}/cancel", acts::cancel)
        .form("/staff/bookings/{id}/undo", acts::undo)
        .form("/staff/slots/{id}", acts::set_open)
}
