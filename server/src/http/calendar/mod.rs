//! What the staff's day posts.

pub mod acts;

use crate::http::routes::Routes;
use crate::http::rule::Rule;
use mendan_domain::staff::Permission::{BookForOthers, OpenTimes};

/// Its routes.
pub fn router() -> Routes {
    Routes::new()
        .post("/staff/bookings/{id}/mark", Rule::Staff(BookForOthers), acts::mark)
        .post("/staff/bookings/{id}/move", Rule::Staff(BookForOthers), acts::move_to)
        .post("/staff/bookings/{id}/mode", Rule::Staff(BookForOthers), acts::mode)
        .post("/staff/bookings/{id}/cancel", Rule::Staff(BookForOthers), acts::cancel)
        .post("/staff/bookings/{id}/undo", Rule::Staff(BookForOthers), acts::undo)
        .post("/staff/slots/{id}", Rule::Staff(OpenTimes), acts::set_open)
}
