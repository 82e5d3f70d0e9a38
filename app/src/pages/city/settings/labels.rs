//! What sections and their fields are called: on their pages, in errors and in the history.

use mendan_domain::language::Language;
use mendan_service::city::settings::in_language::text_of;
use mendan_service::city::settings::reminder::cell_of;
use mendan_service::city::settings::section::Section;

use crate::i18n::staff_words;

/// Name, one sentence for the list, and what saving does.
pub(super) fn of_section(section: Section) -> (&'static str, &'static str, &'static str) {
    let t = &staff_words().settings;
    match section {
        Section::Names => (t.names, t.names_about, t.names_effect),
        Section::Consent => (t.consent, t.consent_about, t.consent_effect),
        Section::Sender => (t.sender, t.sender_about, t.sender_effect),
        Section::Languages => (t.languages, t.languages_about, t.languages_effect),
        Section::Look => (t.look, t.look_about, t.look_effect),
        Section::Links => (t.links, t.links_about, t.links_effect),
        Section::Video => (t.video, t.video_about, t.video_effect),
        Section::Reminder => (t.reminder, t.reminder_about, t.reminder_effect),
        Section::Factor => (t.factor, t.factor_about, t.factor_effect),
        Section::Sessions => (t.sessions, t.sessions_about, t.sessions_effect),
        Section::Keep => (t.keep, t.keep_about, t.keep_effect),
    }
}

/// The label of a field; of a text that is written in every language the label of all of them. `None` of fields of other pages.
pub(super) fn of_text(text: &str) -> Option<&'static str> {
    let t = &staff_words().settings;
    Some(match text {
        "name" => t.name,
        "department" => t.department,
        "phone" => t.phone,
        "phone_hours" => t.phone_hours,
        "discreet_department" => t.discreet_department,
        "purpose" => t.purpose,
        "consent_version" => t.consent_version,
        "mail_from" => t.mail_from,
        "reply_to" => t.reply_to,
        "discreet_mail_from" => t.discreet_mail_from,
        "discreet_sender" => t.discreet_sender,
        "languages" => t.languages_offered,
        "colour" => t.colour,
        "logo" => t.logo,
        "site_url" => t.site_url,
        "site_label" => t.site_label,
        "privacy_url" => t.privacy_url,
        "privacy_label" => t.privacy_label,
        "accessibility_url" => t.accessibility_url,
        "accessibility_label" => t.accessibility_label,
        "contact_url" => t.contact_url,
        "contact_label" => t.contact_label,
        "video_base_url" => t.video_base_url,
        "reminder" => t.reminder_sent,
        "quiet_from" => t.quiet_from,
        "quiet_until" => t.quiet_until,
        "schedule" => t.schedule,
        "factor_required" => t.factor_required,
        "session_rest" => t.session_rest,
        "session_limit" => t.session_limit,
        "session_shared" => t.session_shared,
        "keep_messages" => t.keep_messages,
        "keep_calls" => t.keep_calls,
        "keep_alarms" => t.keep_alarms,
        "keep_audit" => t.keep_audit,
        "keep_keys" => t.keep_keys,
        _ => return None,
    })
}

/// What a cell of the schedule is called.
fn of_cell(cell: &str) -> &'static str {
    let t = &staff_words().settings;
    match cell {
        "message" => t.schedule_message,
        "interview" => t.schedule_interview,
        "mode" => t.schedule_mode,
        "before" | "before_unit" => t.schedule_before,
        "latest" | "latest_unit" => t.schedule_latest,
        _ => t.schedule_on,
    }
}

/// What a field is called where an error speaks of it.
pub(crate) fn of_error(field: &str) -> Option<&'static str> {
    if let Some((_, cell)) = cell_of(field) {
        return Some(of_cell(cell));
    }
    of_text(text_of(field).map_or(field, |(text, _)| text))
}

/// What a field is called where it stands alone: with its language.
pub(super) fn of_field(field: &str) -> Option<String> {
    match text_of(field) {
        Some((text, language)) => {
            of_text(text).map(|label| staff_words().settings.in_language(language.own_name(), label))
        }
        None => of_text(field).map(str::to_owned),
    }
}

/// A value of the history in words.
pub(super) fn of_value(field: &str, value: &str) -> String {
    let t = &staff_words().settings;
    match field {
        "languages" => {
            Language::parse(value).map_or_else(|| value.to_owned(), |language| language.own_name().to_owned())
        }
        "reminder" | "factor_required" => if value == "true" { t.yes } else { t.no }.to_owned(),
        // Told apart by the beginning of their digests; nobody has given them names.
        "logo" if !value.is_empty() => t.logo_called(value.get(..6).unwrap_or(value)),
        _ => value.to_owned(),
    }
}
