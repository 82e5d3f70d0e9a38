//! What the staff's calendar posts, what is kept of how it is seen, and where a booking that is carried can be put.

pub mod acts;
pub mod choice;
pub mod meeting;
pub mod places;

use mendan_domain::staff::Permission;

use crate::http::routes::Routes;
use crate::http::rule::Rule;

/// Its routes.
pub fn router() -> Routes {
    Routes::new()
        .get("/staff/bookings/{id}/places", Rule::Staff(Permission::BookForOthers), places::read)
        .form("/staff/bookings/{id}/mark", acts::mark)
        .form("/staff/bookings/{id}/move", acts::move_to)
        .form("/staff/bookings/{id}/mode", acts::mode)
        .form("/staff/bookings/{id}/cancel", acts::cancel)
        .form("/staff/bookings/{id}/undo", acts::undo)
        .form("/staff/bookings/{id}/note", meeting::note)
        .form("/staff/bookings/{id}/follow-up", meeting::follow_up)
        .form("/staff/bookings/{id}/joint", meeting::joint)
        .form("/staff/changes/seen", meeting::seen)
        .form("/staff/slots/{id}", acts::set_open)
}
