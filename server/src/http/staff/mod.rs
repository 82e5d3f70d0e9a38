//! Signing in, passwords, members of staff.

pub mod account;
pub mod again;
pub mod device;
pub mod factor;
pub mod kept;
mod lane;
pub mod members;
pub mod roles;
mod shown_again;
pub mod sign_in;
pub mod tries;
mod trying;

use crate::http::routes::Routes;
use crate::http::rule::Rule;

/// Its routes.
pub fn router() -> Routes {
    Routes::new()
        .post_up_to(kept::BODY_LIMIT, "/staff/sign-in", Rule::Anyone, sign_in::sign_in)
        .post_up_to(kept::BODY_LIMIT, "/staff/sign-in/factor", Rule::Anyone, factor::prove)
        .post_up_to(kept::BODY_LIMIT, "/staff/sign-in/factor/new", Rule::Anyone, factor::register)
        .post("/staff/sign-out", Rule::Anyone, sign_in::sign_out)
        .form_up_to(kept::BODY_LIMIT, "/staff/again", again::prove)
        .form_up_to(kept::BODY_LIMIT, "/staff/account/go-on", account::go_on)
        .form("/staff/setup/staff/{id}/hand-on", members::hand_on)
        .merge(secrets().proven_lately())
}

/// Her own secrets, and what her colleagues may and are known by.
fn secrets() -> Routes {
    Routes::new()
        .form("/staff/password", sign_in::own_password)
        .form("/staff/account/factor", account::register)
        .form("/staff/account/factor/{id}/remove", account::remove)
        .form("/staff/account/codes", account::renew_codes)
        .form("/staff/setup/staff/new", members::make)
        .form("/staff/setup/staff/{id}", members::save)
        .form("/staff/setup/staff/{id}/disabled", members::set_disabled)
        .form("/staff/setup/staff/{id}/password", members::set_password)
        .form("/staff/setup/staff/{id}/factors", members::take_factors_away)
        .form("/staff/setup/roles/new", roles::make)
        .form("/staff/setup/roles/{id}", roles::save)
        .form("/staff/setup/roles/{id}/delete", roles::delete)
}
