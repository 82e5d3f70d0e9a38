//! Signing in, passwords, members of staff.

pub mod device;
pub mod members;
pub mod sign_in;
pub mod tries;

use crate::http::forms::kept;
use crate::http::routes::Routes;
use crate::http::rule::Rule;
use mendan_domain::staff::Permission::ManageStaff;

/// Its routes.
pub fn router() -> Routes {
    Routes::new()
        .post_up_to(kept::BODY_LIMIT, "/staff/sign-in", Rule::Anyone, sign_in::sign_in)
        .post("/staff/sign-out", Rule::Anyone, sign_in::sign_out)
        .post("/staff/password", Rule::SignedIn, sign_in::own_password)
        .post("/staff/setup/staff/new", Rule::Staff(ManageStaff), members::make)
        .post("/staff/setup/staff/{id}", Rule::Staff(ManageStaff), members::save)
        .post("/staff/setup/staff/{id}/hand-on", Rule::Staff(ManageStaff), members::hand_on)
        .post("/staff/setup/staff/{id}/disabled", Rule::Staff(ManageStaff), members::set_disabled)
        .post("/staff/setup/staff/{id}/password", Rule::Staff(ManageStaff), members::set_password)
}
