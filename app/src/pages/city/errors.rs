//! What is to mend on a set-up form, from a field and what is wrong with it.

use mendan_domain::fault::Fault;
use mendan_service::city::settings::reminder::cell_of;
use mendan_words::{City, SetupErrors};

use crate::i18n::staff_words;
use crate::pages::city::settings::labels;

/// The input an error leads to: groups and rows have their first.
pub(crate) fn input_of(field: &str) -> &str {
    match field {
        "rooms" => "room_name_0",
        "links" => "link_ja_0",
        "book" => "book_kind",
        "change" => "change_kind",
        "cancel" => "cancel_kind",
        other => other,
    }
}

/// What a field is called where an error speaks of it.
fn name_of(t: &'static City, field: &str) -> Option<&'static str> {
    Some(match field {
        "name" | "name_ja" | "leaflet_ja" | "display_name" => t.name,
        "short_ja" => t.short,
        "address_ja" => t.address,
        "floor_ja" => t.floor,
        "access_ja" => t.access,
        "accessibility_ja" => t.accessibility,
        "audience_ja" => t.audience,
        "purpose_ja" => t.purpose,
        "bring_ja" => t.field_bring,
        "ready_ja" => t.field_ready,
        "login" => t.login,
        "password" => t.password,
        "password_again" => t.password_again,
        "role" => t.role,
        "permissions" => t.permissions,
        "profession" => t.profession,
        "professions" => t.professions,
        "offices" => t.works_at,
        "office" => t.office,
        "staff" => t.staff,
        "modes" => t.modes,
        "kind" => t.sort,
        "kinds" => t.kinds,
        "weekdays" => t.weekdays,
        "weeks" => t.field_weeks,
        "repeat" => t.repeat,
        "hours" | "hours_from" | "hours_until" => t.hours,
        "step" => t.step,
        "minutes" => t.minutes,
        "before" => t.before,
        "after" => t.after,
        "daily_max" => t.daily_max,
        "video_url" => t.video_url,
        "horizon_days" => t.field_horizon,
        "capacity" => t.capacity,
        "valid_from" => t.valid_from,
        "valid_until" => t.valid_until,
        "from" => t.first_day,
        "until" => t.last_day,
        "day" => t.day,
        "reason" => t.reason,
        "span" => staff_words().rescue.absent_span,
        "whose" => t.whose,
        "act" => staff_words().range.act,
        "part" => staff_words().range.hours,
        "to_day" => staff_words().range.to_day,
        "to_nurse" => staff_words().range.to_nurse,
        "shift" => staff_words().range.shift,
        "list" => t.list,
        "file" => t.file,
        "network" => t.network,
        "email" => staff_words().ways_in.email,
        "who" => staff_words().ways_in.who,
        "office_name" => staff_words().founding.place_office_name,
        "office_address" => staff_words().founding.place_address,
        "room_name" => staff_words().founding.place_room,
        "nurse_name" => staff_words().founding.place_nurse_name,
        "public_url" => staff_words().founding.address,
        "server" | "port" | "user" | "hello" | "authority" | "bounces" | "to" => of_mail_server(field)?,
        "sender_domain" => staff_words().dkim.sender_domain,
        "selector" => staff_words().dkim.selector,
        "algorithm" => staff_words().dkim.algorithm,
        "key_password" => staff_words().dkim.private_key,
        "issuer" | "client_id" | "client_password" | "label" | "naming" | "domain" | "second" => of_provider(field)?,
        _ => return labels::of_error(field),
    })
}

/// The same of a mail server.
fn of_mail_server(field: &str) -> Option<&'static str> {
    let t = &staff_words().mail_server;
    Some(match field {
        "server" => t.server,
        "port" => t.port,
        "user" => t.user,
        "hello" => t.hello,
        "authority" => t.authority,
        "bounces" => t.bounces,
        "to" => t.to,
        _ => return None,
    })
}

/// The same of an identity provider.
fn of_provider(field: &str) -> Option<&'static str> {
    let t = &staff_words().openid;
    Some(match field {
        "issuer" => t.issuer,
        "client_id" => t.client_id,
        "client_password" => t.secret,
        "label" => t.label,
        "naming" => t.naming,
        "domain" => t.domain,
        "second" => t.second,
        _ => return None,
    })
}

/// Fields in which something is chosen, not typed.
fn is_chosen(field: &str) -> bool {
    matches!(
        field,
        "role"
            | "permissions"
            | "profession"
            | "professions"
            | "offices"
            | "office"
            | "staff"
            | "modes"
            | "kind"
            | "kinds"
            | "weekdays"
            | "weeks"
            | "repeat"
            | "whose"
            | "naming"
    )
}

/// The sentence of an error, with the name of its field: it stands on top of the page, too.
pub(crate) fn sentence(field: &str, fault: Fault) -> String {
    let t = &staff_words().setup_errors;
    let what = of_field(t, field, fault).unwrap_or_else(|| of_any(t, fault));
    let Some(name) = name_of(&staff_words().city, field) else { return what.to_owned() };
    match fault {
        Fault::Required if is_said_whole(field) => what.to_owned(),
        Fault::Required if is_chosen(field) => t.chosen(name),
        Fault::Required => t.entered(name),
        Fault::Taken
            if matches!(field, "name_ja" | "office_name" | "display_name" | "nurse_name" | "login" | "name") =>
        {
            t.taken_named(name)
        }
        _ if names_its_field(fault) => t.of_field(name, what),
        _ => what.to_owned(),
    }
}

/// Fields whose absence has a sentence of its own.
fn is_said_whole(field: &str) -> bool {
    matches!(field, "file" | "logo" | "site_url" | "privacy_url" | "accessibility_url" | "contact_url")
}

/// Whether the sentence alone would not say what it is about.
const fn names_its_field(fault: Fault) -> bool {
    matches!(
        fault,
        Fault::TooLong
            | Fault::Invalid
            | Fault::OutOfRange
            | Fault::StepsOfFive
            | Fault::ControlCharacter
            | Fault::NotHttps
            | Fault::NotATime
            | Fault::NotADate
            | Fault::Taken
            | Fault::MyNumber
            | Fault::Link
    )
}

/// What some fields say in their own way.
fn of_field(t: &'static SetupErrors, field: &str, fault: Fault) -> Option<&'static str> {
    let (of_person, own) = (&staff_words().errors, &staff_words().settings);
    Some(match (field, fault) {
        ("slug", Fault::Invalid) => t.slug,
        ("phone", _) => of_person.phone_invalid,
        ("public_url", Fault::Invalid) => staff_words().founding.address_wrong,
        ("public_url", Fault::Taken) => staff_words().founding.address_taken,
        ("mailbox" | "to" | "bounces" | "mail_from" | "reply_to" | "discreet_mail_from" | "email", Fault::Invalid) => {
            of_person.email_invalid
        }
        ("email", Fault::Undelivered) => of_person.email_undelivered,
        ("email", Fault::TooLong) => of_person.email_too_long,
        ("email", Fault::Same) => staff_words().ways_in.email_same,
        ("server", Fault::Invalid) => t.server_form,
        ("port", Fault::OutOfRange | Fault::Invalid) => t.port_form,
        ("hello", Fault::Invalid) => t.hello_form,
        ("authority", Fault::Invalid) => t.authority_form,
        ("selector", Fault::Invalid) => staff_words().dkim.selector_form,
        ("key_password", Fault::Invalid) => staff_words().dkim.private_key_form,
        ("calendar", Fault::NotHttps) => staff_words().feed.address_form,
        ("calendar", Fault::Required) => staff_words().feed.address_none,
        ("calendar_file", Fault::Required) => staff_words().feed.file_none,
        ("calendar" | "calendar_file", Fault::Unreadable) => staff_words().feed.unread,
        ("issuer", Fault::NotHttps) => staff_words().openid.issuer_form,
        ("rooms", Fault::Taken) => t.rooms_taken,
        ("rooms", Fault::Required | Fault::OutOfRange | Fault::Invalid) => t.rooms,
        ("links", Fault::Required) => t.links,
        ("file" | "logo", Fault::Required) => t.file_required,
        ("colour", Fault::Pale) => own.colour_pale,
        ("colour", Fault::Invalid) => own.colour_form,
        ("logo", Fault::NotALeaflet) => own.logo_form,
        ("logo", Fault::TooLarge) => own.logo_large,
        ("logo", Fault::OutOfRange) => own.logo_size,
        ("site_url" | "privacy_url" | "accessibility_url" | "contact_url", Fault::Required) => own.link_missing,
        ("contact_url", Fault::NotHttps) => own.contact_form,
        ("doubts", Fault::Required) => t.doubts,
        ("quiet_from", Fault::OutOfRange) => own.quiet_from_limits,
        ("quiet_until", Fault::OutOfRange) => own.quiet_until_limits,
        (cell, Fault::TooLate) if cell_of(cell).is_some() => own.schedule_too_late,
        (cell, Fault::Taken) if cell_of(cell).is_some() => own.schedule_twice,
        (cell, Fault::OutOfRange) if cell_of(cell).is_some() => own.schedule_limits,
        ("network", Fault::OutOfRange) => t.network_wide,
        ("network", Fault::Invalid) => t.network_form,
        _ => return None,
    })
}

/// What every other field says. All faults stand here, so that a new one is not without its text.
fn of_any(t: &'static SetupErrors, fault: Fault) -> &'static str {
    match fault {
        Fault::Required => t.required,
        Fault::TooLong => t.too_long,
        Fault::Taken => t.taken,
        Fault::OutOfRange => t.out_of_range,
        Fault::NotSame => t.not_same,
        Fault::NotHttps => t.not_https,
        Fault::NotATime => t.not_a_time,
        Fault::NotADate => t.not_a_date,
        Fault::BeforeStart => t.before_start,
        Fault::OutsideHours => t.outside_hours,
        Fault::NoRoom => t.no_room,
        Fault::OverlapSame => t.overlap_same,
        Fault::OverlapElsewhere => t.overlap_elsewhere,
        Fault::OverlapKind => t.overlap_kind,
        Fault::OverlapAsked => t.overlap_asked,
        Fault::StepsOfFive => t.steps_of_five,
        Fault::BothOrNone => t.both_or_none,
        Fault::Deadline => t.deadline,
        Fault::Joint => t.joint,
        Fault::LastAdministrator => t.last_administrator,
        Fault::NotHerOwn => t.not_her_own,
        Fault::HasMembers => t.has_members,
        Fault::Guessable => t.password_guessable,
        Fault::TooShort => t.password_short,
        Fault::Same => t.password_same,
        Fault::Wrong => t.password_old,
        Fault::Used => t.used,
        Fault::Oneself => t.oneself,
        Fault::NotALeaflet => t.file_form,
        Fault::Unreadable => t.file_unreadable,
        Fault::TooLarge => t.file_large,
        Fault::TooMany => t.file_many,
        Fault::Pale => staff_words().settings.colour_pale,
        Fault::Changed => t.changed,
        Fault::ControlCharacter => t.control_character,
        Fault::Link => t.link,
        Fault::MyNumber => t.my_number,
        // Of people and times alone, but for the first.
        Fault::Invalid
        | Fault::NotKana
        | Fault::MissingYear
        | Fault::MissingMonth
        | Fault::MissingDay
        | Fault::MissingYearMonth
        | Fault::MissingYearDay
        | Fault::MissingMonthDay
        | Fault::WhichYear
        | Fault::NoSuchDay
        | Fault::InFuture
        | Fault::Past
        | Fault::OutsideWeeks
        | Fault::DidYouMean
        | Fault::Undelivered
        | Fault::Beside
        | Fault::SlotTaken
        | Fault::TooLate
        | Fault::Refused
        | Fault::AlreadyBooked
        | Fault::HersToo => t.invalid,
    }
}
