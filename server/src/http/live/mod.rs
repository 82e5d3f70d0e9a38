//! What others change, told to pages that are open.

pub mod by_itself;
pub mod stream;
pub mod wanted;

use mendan_domain::staff::Permission;

use crate::http::routes::Routes;
use crate::http::rule::Rule;

/// Its route.
pub fn router() -> Routes {
    Routes::new().get(by_itself::EVENTS, Rule::Staff(Permission::ViewBookings), stream::open)
}
