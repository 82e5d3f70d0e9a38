//! What a half-filled form is called on her list: what it is for. Whom a booking is of is not said: looking at that is noted in the log.

use mendan_domain::ids::BookingId;
use mendan_service::booking::hold::Draft;
use mendan_service::draft::repository::WorkDraft;
use mendan_service::handle::Handle;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::words::{join, kind_name, when};

/// In a few words.
pub(super) async fn label(request: &Request, draft: &WorkDraft) -> String {
    let path = draft.form.split('#').next().unwrap_or_default();
    match *path.trim_matches('/').split('/').collect::<Vec<_>>().as_slice() {
        ["staff", "desk", ..] => {
            let typed = request.services.draft_fields(draft).map(|fields| Draft::typed(&fields, "ja"));
            new_booking(&typed.unwrap_or_default())
        }
        ["staff", "bookings", id, act] => of_booking(request, id, act).await,
        ["staff", "absent"] => staff_words().draft.absent.to_owned(),
        ["staff", "ranges"] => staff_words().draft.ranges.to_owned(),
        ["staff", "setup", list, ..] => of_setup(list).to_owned(),
        _ => staff_words().draft.setup_other.to_owned(),
    }
}

/// A new booking, by the name that was typed.
pub(super) fn new_booking(draft: &Draft) -> String {
    let t = &staff_words().draft;
    let name = join(&draft.person.family_name, &draft.person.given_name);
    if name.is_empty() { t.new_booking.to_owned() } else { t.new_booking_of(name) }
}

async fn of_booking(request: &Request, id: &str, act: &str) -> String {
    let t = &staff_words().draft;
    let Ok(id) = id.parse() else { return t.booking_unknown.to_owned() };
    let Ok(booking) = request.services.find(&request.context, &Handle::Id(BookingId(id))).await else {
        return t.booking_unknown.to_owned();
    };
    let kind = kind_name(request.catalogue().kind(booking.kind));
    let at = when(request.catalogue(), booking.starts_at);
    match act {
        "cancel" => t.booking_cancel(kind, at),
        "correct" => t.booking_correct(kind, at),
        "note" | "follow-up" => t.booking_note(kind, at),
        _ => t.booking_other(kind, at),
    }
}

fn of_setup(list: &str) -> &'static str {
    let t = &staff_words().draft;
    match list {
        "city" => t.setup_city,
        "closures" => t.setup_closures,
        "kinds" => t.setup_kinds,
        "offices" => t.setup_offices,
        "roles" => t.setup_roles,
        "staff" => t.setup_staff,
        "begin" => t.setup_begin,
        "templates" => t.setup_templates,
        _ => t.setup_other,
    }
}
