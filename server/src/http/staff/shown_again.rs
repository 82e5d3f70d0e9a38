//! A form that waited stands on its page again: what of it does, and where that is.

use mendan_app::audit;
use mendan_app::context::{DeskState, KeptForm};
use mendan_app::ways::{leading_on, with};
use mendan_domain::ids::BookingId;
use mendan_service::booking::hold::Draft;
use mendan_service::forms::Fields;
use serde::{Deserialize, Serialize};

use crate::http::desk::caller as desk;
use crate::http::forms::fields::Posted;
use crate::http::forms::staff_form::back_of;
use crate::http::offer::publish;
use crate::http::range::acts as range;
use crate::http::way_back::page_of;

/// What of a form stands in it again. It is said as it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Left {
    /// All that was typed.
    #[default]
    All,
    /// All but the passwords.
    NoPassword,
    /// All but the file.
    NoFile,
    /// Nothing was typed, or its page has no place for it.
    Nothing,
}

impl Left {
    /// Of what was posted to that path, with a file or without.
    pub(super) fn of(path: &str, typed: &Fields, file: bool) -> Self {
        if file {
            Self::NoFile
        } else if typed.has_passwords() {
            Self::NoPassword
        } else if stands(&words(path), typed) && !is_app(path) {
            Self::All
        } else {
            Self::Nothing
        }
    }

    /// The word by which pages say it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::All => "again",
            Self::NoPassword => "again_password",
            Self::NoFile => "again_file",
            Self::Nothing => "again_nothing",
        }
    }
}

/// What the session remembers of a form, and the page that shows it again.
pub(super) fn shown_again(form: &Posted, path: &str, left: Left) -> (DeskState, String) {
    let (mut desk, word) = (DeskState::default(), left.word());
    let said = |page: &str| with(page, &format!("said={word}"));
    let place = match *words(path).as_slice() {
        ["staff", "desk", "search"] => {
            form.text("q").clone_into(&mut desk.query);
            said("/staff/desk")
        }
        ["staff", "desk", _] => {
            desk.draft = Some(Draft::typed(form, "ja"));
            said(&desk::place(form))
        }
        ["staff", "bookings", id, "correct"] => {
            desk.draft = Some(Draft::typed(form, "ja"));
            let id = id.parse().unwrap_or_default();
            said(&format!("/staff/desk?b={}&correct=1&again=1", BookingId(id)))
        }
        ["staff", "bookings", id, verb @ ("note" | "follow-up")] if form.some("staff_note").is_some() => {
            desk.kept = Some(kept("/staff", form));
            let id = id.parse().ok().map(BookingId);
            let ask = if verb == "note" { "note" } else { "missed" };
            back_of(form.text("back"), id, &format!("{word}&ask={ask}"))
        }
        ["staff", "bookings", id, verb] => {
            let id = id.parse().ok().map(BookingId);
            desk.reason = id.zip(form.some("reason")).map(|(id, reason)| (id, reason.to_owned()));
            let ask = if verb == "cancel" { "&ask=cancel" } else { "" };
            back_of(form.text("back"), id, &format!("{word}{ask}"))
        }
        ["staff", "slots", _] => back_of(form.text("back"), None, word),
        ["staff", "setup", "publish"] => said(&publish::page(form)),
        ["staff", "ranges"] => said(&range::page(form)),
        ["staff", "audit", ..] => said(&audit::href(&audit::query_of(|name| form.some(name).map(str::to_owned)))),
        ref words => {
            let page = page_of(path).unwrap_or_else(|| "/staff".to_owned());
            if stands(words, form) {
                desk.kept = Some(kept(&page, form));
            }
            let year = form.text("year").parse::<i32>().ok().filter(|_| words.get(2) == Some(&"holidays"));
            // Something stood in her way already, and she is still going on to somewhere else.
            let page = leading_on(&page, form.text("next"));
            said(&year.map_or(page.clone(), |year| with(&page, &format!("year={year}"))))
        }
    };
    (desk, place)
}

fn kept(page: &str, form: &Posted) -> KeptForm {
    KeptForm { page: page.to_owned(), values: form.fields.clone(), number: 0 }
}

/// An app that is being registered: the picture she has scanned stands there again, the code she typed is over.
fn is_app(path: &str) -> bool {
    path == "/staff/account/factor"
}

fn words(path: &str) -> Vec<&str> {
    path.trim_matches('/').split('/').collect()
}

/// Whether its page has a place for what was typed.
fn stands(words: &[&str], form: &Fields) -> bool {
    match *words {
        ["staff", "desk" | "audit", ..]
        | ["staff", "bookings", _, "correct"]
        | ["staff", "account" | "own-calendar", "address"] => true,
        ["staff", "bookings", _, "note" | "follow-up"] => form.some("staff_note").is_some(),
        ["staff", "bookings", ..] => form.some("reason").is_some(),
        ["staff", "account", "factor"] => form.some("offered").is_some(),
        ["staff", "account", "passkey"] => form.some("passkey_name").is_some(),
        ["staff", "setup", ref below @ ..] => stands_in_setup(below, form),
        _ => false,
    }
}

fn stands_in_setup(below: &[&str], form: &Fields) -> bool {
    match *below {
        ["order" | "delete" | "import" | "publish", ..]
        | ["kinds", "set"]
        | ["mailbox" | "openid", "remove"]
        | ["openid", "undo"]
        | ["networks", "leave" | "forget"]
        | ["city", _, "undo" | "logo", ..]
        | [
            _,
            _,
            "active" | "begin" | "disabled" | "end" | "password" | "factors" | "openid" | "sessions" | "hand-on"
            | "withdraw" | "delete" | "revoke",
        ] => false,
        ["kinds", _, "leaflets", ..] => form.has("leaflet_ja"),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(path: &str, fields: &[(&str, &str)]) -> Left {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Left::of(path, &Fields::new(fields.collect()), false)
    }

    #[test]
    fn what_is_said_to_stand_there_again_does() {
        assert_eq!(left("/staff/desk/search", &[("q", "かくう")]), Left::All);
        assert_eq!(left("/staff/setup/keys", &[("name", "x")]), Left::All);
        assert_eq!(left("/staff/setup/keys/4/revoke", &[("version", "1")]), Left::Nothing);
        assert_eq!(left("/staff/setup/staff/3/hand-on", &[("to_7", "2")]), Left::Nothing);
        assert_eq!(left("/staff/setup/staff/3/invite", &[("email", "x")]), Left::All);
        assert_eq!(left("/staff/account/address", &[("email", "x")]), Left::All);
        assert_eq!(left("/staff/setup/staff/3/password", &[("password", "x")]), Left::NoPassword);
        assert_eq!(left("/staff/account/factor", &[("offered", "x"), ("code", "123456")]), Left::Nothing);
        assert_eq!(left("/staff/account/passkey", &[("passkey_name", "x"), ("passkey", "{}")]), Left::All);
        assert_eq!(left("/staff/setup/mailbox", &[("host", "x"), ("password", "")]), Left::All);
        assert_eq!(left("/staff/setup/mailbox", &[("host", "x"), ("password", "x")]), Left::NoPassword);
        assert_eq!(left("/staff/bookings/3/cancel", &[("back", "desk")]), Left::Nothing);
        assert_eq!(left("/staff/bookings/3/cancel", &[("reason", "x")]), Left::All);
        assert_eq!(left("/staff/bookings/3/note", &[("staff_note", "x")]), Left::All);
        assert_eq!(Left::of("/staff/setup/city/look/logo", &Fields::default(), true), Left::NoFile);
    }
}
