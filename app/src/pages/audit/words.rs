//! What was done, in words.

use chrono::DateTime;
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_service::audit::action::Group;
use mendan_service::audit::line::StoredLine;
use mendan_service::city::catalogue::Catalogue;
use serde::Deserialize;

use crate::i18n::staff_words;
use crate::pages::kit::words::{status_word, when};

/// What lines say besides what was done.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Detail {
    was: Option<i64>,
    starts_at: Option<i64>,
    to: Option<Status>,
    bookings: Option<i64>,
    found: Option<i64>,
    what: Option<String>,
    unknown_name: Option<String>,
}

/// A group of actions.
pub(super) fn group(group: Group) -> &'static str {
    let t = &staff_words().audit;
    match group {
        Group::Views => t.group_views,
        Group::Bookings => t.group_bookings,
        Group::SignIns => t.group_sign_ins,
        Group::Members => t.group_members,
        Group::Times => t.group_times,
        Group::Setup => t.group_setup,
        Group::Mail => t.group_mail,
        Group::Files => t.group_files,
    }
}

/// 「日時を変えた(12月1日(月) 9:00 → 12月2日(火) 10:40)」.
pub(super) fn what(catalogue: &Catalogue, line: &StoredLine) -> String {
    let t = &staff_words().audit;
    let detail: Detail = serde_json::from_str(&line.detail).unwrap_or_default();
    let at = |seconds: Option<i64>| {
        seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0)).map(|at| when(catalogue, at))
    };
    match line.action.as_str() {
        "view" => viewed(line, &detail),
        "move" => match (at(detail.was), at(detail.starts_at)) {
            (Some(was), Some(now)) if was != now => t.moved(now, was),
            _ => t.changed_time.to_owned(),
        },
        "mark" => detail.to.map_or_else(|| t.mark_some.to_owned(), |to| t.mark(status_word(to, Mode::InPerson))),
        // An address that no page has is not kept.
        "refused" => match detail.what.filter(|route| route.starts_with('/')) {
            Some(route) => t.refused(route),
            None => t.refused_nowhere.to_owned(),
        },
        "sign_in_failed" if detail.unknown_name.is_some() => t.sign_in_failed_unknown.to_owned(),
        action => plain(action).map_or_else(|| t.other(action), str::to_owned),
    }
}

fn viewed(line: &StoredLine, detail: &Detail) -> String {
    let t = &staff_words().audit;
    match line.subject_kind.as_str() {
        "booking" => t.view_booking.to_owned(),
        "day" => t.view_day(detail.bookings.unwrap_or_default()),
        "week" => t.view_week(detail.bookings.unwrap_or_default()),
        "search" => t.view_search(detail.found.unwrap_or_default()),
        "calls" => t.view_calls.to_owned(),
        "closure" => t.view_rescue.to_owned(),
        "staff" => t.view_staff.to_owned(),
        "audit" => t.view_audit.to_owned(),
        _ => t.view_other.to_owned(),
    }
}

/// Actions that are said alike whatever their line says besides.
fn plain(action: &str) -> Option<&'static str> {
    of_bookings_and_people(action).or_else(|| of_the_city(action))
}

fn of_bookings_and_people(action: &str) -> Option<&'static str> {
    let t = &staff_words().audit;
    Some(match action {
        "book" => t.book,
        "bring_in" => t.bring_in,
        "call" => t.call,
        "call_asked" => t.call_asked,
        "digits_wrong" => t.digits_wrong,
        "call_because_left" => t.call_because_left,
        "cancel" => t.cancel,
        "change_mode" => t.change_mode,
        "correct" => t.correct,
        "follow_up" => t.follow_up,
        "joint" => t.joint,
        "link" => t.link,
        "move" => t.changed_time,
        "new_link" => t.new_link,
        "note" => t.note,
        "offer_decline" => t.offer_decline,
        "offer_times" => t.offer_times,
        "offer_withdraw" => t.offer_withdraw,
        "reassign" => t.reassign,
        "undo" => t.undo,
        "factor_add" => t.factor_add,
        "feed_end" => t.feed_end,
        "feed_make" => t.feed_make,
        "factor_failed" => t.factor_failed,
        "factor_remove" => t.factor_remove,
        "factors_taken" => t.factors_taken,
        "proven_again" => t.proven_again,
        "browser_shared" => t.browser_shared,
        "session_end" => t.session_end,
        "sessions_ended" => t.sessions_ended,
        "recovery_renew" => t.recovery_renew,
        "sign_in_step" => t.sign_in_step,
        "staff_url" => t.staff_url,
        "sign_in" => t.sign_in,
        "sign_in_failed" => t.sign_in_failed,
        "partner_key_make" => t.partner_key_make,
        "partner_key_revoke" => t.partner_key_revoke,
        "role_delete" => t.role_delete,
        "role_save" => t.role_save,
        "staff_add" => t.staff_add,
        "staff_disable" => t.staff_disable,
        "staff_enable" => t.staff_enable,
        "staff_own_password" => t.staff_own_password,
        "staff_reset" => t.staff_reset,
        "address_asked" => t.address_asked,
        "address_set" => t.address_set,
        "news_by_mail" => t.news_by_mail,
        "password_by_link" => t.password_by_link,
        "password_link" => t.password_link,
        "staff_invite" => t.staff_invite,
        "staff_invited_in" => t.staff_invited_in,
        "staff_reset_link" => t.staff_reset_link,
        "staff_withdraw" => t.staff_withdraw,
        "staff_save" => t.staff_save,
        _ => return None,
    })
}

fn of_the_city(action: &str) -> Option<&'static str> {
    let t = &staff_words().audit;
    Some(match action {
        "close" => t.close,
        "closure_delete" => t.closure_delete,
        "closure_save" => t.closure_save,
        "copy_month" => t.copy_month,
        "holiday_set" => t.holiday_set,
        "holidays_import" => t.holidays_import,
        "open" => t.open,
        "own_calendar_end" => t.own_calendar_end,
        "own_calendar_set" => t.own_calendar_set,
        "publish" | "publish_plan" => t.publish,
        "range_close" => t.range_close,
        "range_copy" => t.range_copy,
        "range_move" => t.range_move,
        "range_open" => t.range_open,
        "range_undo" => t.range_undo,
        "template_delete" => t.template_delete,
        "template_save" => t.template_save,
        "templates_first" => t.templates_first,
        "year_end_set" => t.year_end_set,
        "begin_place" => t.begin_place,
        "city_found" => t.city_found,
        "delete" => t.delete,
        "founding_link" => t.founding_link,
        "kind_save" => t.kind_save,
        "kind_set_add" => t.kind_set_add,
        "leaflet_add" => t.leaflet_add,
        "leaflet_delete" => t.leaflet_delete,
        "network_allow" => t.network_allow,
        "network_forget" => t.network_forget,
        "network_leave" => t.network_leave,
        "office_save" => t.office_save,
        "openid_failed" => t.openid_failed,
        "openid_link" => t.openid_link,
        "openid_links_taken" => t.openid_links_taken,
        "openid_remove" => t.openid_remove,
        "openid_set" => t.openid_set,
        "openid_try" => t.openid_try,
        "openid_undo" => t.openid_undo,
        "openid_unlink" => t.openid_unlink,
        "order" => t.order,
        "public_url" => t.public_url,
        "setting_save" => t.setting_save,
        "setting_undo" => t.setting_undo,
        "dkim_begin" => t.dkim_begin,
        "dkim_delete" => t.dkim_delete,
        "dkim_end" => t.dkim_end,
        "dkim_make" => t.dkim_make,
        "mail_again" => t.mail_again,
        "mail_drop" => t.mail_drop,
        "mail_hold" => t.mail_hold,
        "mail_release" => t.mail_release,
        "mail_resend" => t.mail_resend,
        "mail_settle" => t.mail_settle,
        "mail_undo" => t.mail_undo,
        "mailbox_remove" => t.mailbox_remove,
        "mailbox_set" => t.mailbox_set,
        "mailbox_try" => t.mailbox_try,
        "audit_release" => t.audit_release,
        "audit_export" => t.audit_export,
        "import" => t.import,
        "import_undo" => t.import_undo,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use mendan_service::audit::action::ACTIONS;

    use super::*;

    #[test]
    fn every_action_has_words() {
        let told = ["view", "mark", "refused"];
        let missing: Vec<_> =
            ACTIONS.iter().filter(|(action, _)| !told.contains(action) && plain(action).is_none()).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
