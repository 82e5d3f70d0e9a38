//! The call list.

pub mod note;

use crate::http::routes::Routes;
use crate::http::rule::Rule;
use mendan_domain::staff::Permission::KeepCalls;

/// Its routes.
pub fn router() -> Routes {
    Routes::new().post("/staff/calls/{id}", Rule::Staff(KeepCalls), note::note)
}
