//! Signing in, passwords, members of staff.

pub mod account;
pub mod again;
mod browser;
pub mod by_link;
pub mod device;
pub mod factor;
pub mod kept;
pub mod keys;
mod lane;
pub mod members;
pub mod openid;
pub mod provider;
pub mod roles;
pub mod sessions;
mod shown_again;
pub mod sign_in;
pub mod tries;
mod trying;
pub mod whose;

use crate::http::routes::Routes;
use crate::http::rule::Rule;

/// Its routes.
pub fn router() -> Routes {
    Routes::new()
        .post_up_to(kept::BODY_LIMIT, "/staff/sign-in", Rule::Anyone, sign_in::sign_in)
        .post_up_to(kept::BODY_LIMIT, "/staff/sign-in/openid", Rule::Anyone, openid::begin)
        .get("/staff/sign-in/openid/callback", Rule::Anyone, openid::come_back)
        .post_up_to(kept::BODY_LIMIT, "/staff/sign-in/factor", Rule::Anyone, factor::prove)
        .post_up_to(kept::BODY_LIMIT, "/staff/sign-in/factor/new", Rule::Anyone, factor::register)
        .post("/staff/link/{word}", Rule::Anyone, by_link::enter)
        .post("/staff/forgotten", Rule::Anyone, by_link::forgotten)
        .post("/staff/sign-out", Rule::Anyone, sign_in::sign_out)
        .post("/staff/hand-over", Rule::Anyone, sign_in::hand_over)
        .form_up_to(kept::BODY_LIMIT, "/staff/again", again::prove)
        .form_up_to(kept::BODY_LIMIT, "/staff/again/openid", openid::again)
        .form_up_to(kept::BODY_LIMIT, "/staff/account/go-on", account::go_on)
        .form("/staff/account/sessions/end", sessions::end)
        .form("/staff/account/sessions/end-others", sessions::end_others)
        .form("/staff/account/shared", sessions::share)
        .form("/staff/keys", keys::set)
        .form("/staff/setup/staff/{id}/hand-on", members::hand_on)
        .merge(secrets().proven_lately())
}

/// Her own secrets, and what her colleagues may and are known by.
fn secrets() -> Routes {
    Routes::new()
        .form("/staff/password", sign_in::own_password)
        .form("/staff/account/factor", account::register)
        .form("/staff/account/factor/{id}/remove", account::remove)
        .form("/staff/account/passkey", account::register_passkey)
        .form("/staff/account/codes", account::renew_codes)
        .form("/staff/account/not-shared", sessions::unshare)
        .form("/staff/account/address", account::address)
        .form("/staff/account/news", account::news)
        .form("/staff/account/openid", openid::link)
        .form("/staff/account/openid/remove", openid::unlink)
        .form("/staff/setup/staff/new", members::make)
        .form("/staff/setup/staff/{id}", members::save)
        .form("/staff/setup/staff/{id}/disabled", members::set_disabled)
        .form("/staff/setup/staff/{id}/password", members::set_password)
        .form("/staff/setup/staff/{id}/invite", members::invite)
        .form("/staff/setup/staff/{id}/withdraw", members::withdraw)
        .form("/staff/setup/staff/{id}/factors", members::take_factors_away)
        .form("/staff/setup/staff/{id}/sessions", members::end_sessions)
        .form("/staff/setup/staff/{id}/openid", members::take_links_away)
        .form("/staff/setup/openid", provider::save)
        .form("/staff/setup/openid/try", provider::look)
        .form("/staff/setup/openid/remove", provider::remove)
        .form("/staff/setup/openid/undo", provider::undo)
        .form("/staff/setup/roles/new", roles::make)
        .form("/staff/setup/roles/{id}", roles::save)
        .form("/staff/setup/roles/{id}/delete", roles::delete)
}
