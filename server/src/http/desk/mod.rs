//! What the phone desk posts.

pub mod caller;
pub mod correct;

use crate::http::routes::Routes;
use crate::http::rule::Rule;
use mendan_domain::staff::Permission::{BookForOthers, ViewBookings};

/// Its routes.
pub fn router() -> Routes {
    Routes::new()
        .post("/staff/bookings/{id}/correct", Rule::Staff(BookForOthers), correct::correct)
        .post("/staff/bookings/{id}/reassign", Rule::Staff(BookForOthers), correct::reassign)
        .post("/staff/desk/search", Rule::Staff(ViewBookings), caller::search)
        .post("/staff/desk/book", Rule::Staff(BookForOthers), caller::book)
        .post("/staff/desk/choose", Rule::Staff(BookForOthers), caller::choose)
}
