//! The schedule: a row for each message with the interviews it is about, and beside them what the rows make of a real booking.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use mendan_domain::booking::mode::Mode;
use mendan_domain::booking::reference::Reference;
use mendan_domain::ids::BookingId;
use mendan_domain::message::when::Dropped;
use mendan_domain::offer::hours::Hours;
use mendan_service::Refusal;
use mendan_service::city::catalogue::{Catalogue, Kind};
use mendan_service::city::settings::part::Shown;
use mendan_service::city::settings::reminder::{MOST_OFFERED, Reminder, Row, UNITS, cell, in_units};
use mendan_service::message::preview::{Outlook, Preview, Sample};
use mendan_service::model::MessageKind;
use serde_json::Value;

use super::PLACE;
use super::fields::Page;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Choice, Form, Line, group, tick};
use crate::pages::kit::person_words::contact_window;
use crate::pages::kit::words::{kind_name, mode_word, when};

/// Rows without anything in them, behind those that stand.
const EMPTY: usize = 2;

/// The fields.
pub(super) fn fields(page: &Page<'_>) -> AnyView {
    let t = &staff_words().settings;
    let stand = page.stands.iter().filter(|(name, _)| name.ends_with("_message")).count();
    let rows = (0..(stand + EMPTY).min(MOST_OFFERED.max(stand))).map(|number| row(page, number, number >= stand));
    view! {
        {tick(page.form, "reminder", t.reminder_sent, page.stands("reminder") == "true")}
        {quiet(page)}
        <p class="hint" id="schedule-hint">{t.schedule_hint}</p>
        {rows.collect_view()}
    }
    .into_any()
}

/// The hours in which nothing leaves.
fn quiet(page: &Page<'_>) -> AnyView {
    let t = &staff_words().settings;
    let line = |name: &'static str, label: &'static str| {
        Line::time(name, label, page.stands(name)).of(t.quiet).view(page.form)
    };
    let (from, until) = (line("quiet_from", t.quiet_from), line("quiet_until", t.quiet_until));
    let inside = view! { <div class="inline">{from}{until}</div> }.into_any();
    group(page.form, "quiet", t.quiet, Some(t.quiet_hint), inside)
}

fn row(page: &Page<'_>, number: usize, empty: bool) -> AnyView {
    let t = &staff_words().settings;
    let form = page.form;
    let at = |name: &'static str| cell(number, name);
    let choose = |name: &'static str, label: &str, options: Vec<(String, String)>| {
        let stored = page.stands(at(name));
        Choice { name: at(name), label, options, stored: &stored, hint: None }.select(form)
    };
    let distance = |name: &'static str, unit: &'static str, label: &str| {
        let line = Line::number(at(name), label, None).holding(page.stands(at(name))).view(form);
        let unit = choose(unit, t.schedule_unit, units());
        view! { <div class="inline">{line}{unit}</div> }
    };
    let on = empty || page.stands(at("on")) == "true";
    let inside = view! {
        <div class="pair">
            {choose("message", t.schedule_message, messages())}
            {choose("interview", t.schedule_interview, interviews(page.kinds))}
        </div>
        <div class="pair">
            {choose("mode", t.schedule_mode, modes())}
            <div>{tick(form, at("on"), t.schedule_on, on)}</div>
        </div>
        {distance("before", "before_unit", t.schedule_before)}
        {distance("latest", "latest_unit", t.schedule_latest)}
    }
    .into_any();
    let legend = if empty { t.schedule_new_row(number + 1) } else { t.schedule_row(number + 1) };
    group(form, &format!("row_{number}"), &legend, None, inside)
}

fn messages() -> Vec<(String, String)> {
    let none = (String::new(), staff_words().settings.schedule_no_message.to_owned());
    let all = MessageKind::scheduled().map(|kind| (kind.as_str().to_owned(), message(kind).to_owned()));
    std::iter::once(none).chain(all).collect()
}

fn interviews(kinds: &[Kind]) -> Vec<(String, String)> {
    let all = (String::new(), staff_words().settings.schedule_all_interviews.to_owned());
    std::iter::once(all).chain(kinds.iter().map(|kind| (kind.id.to_string(), kind_name(Some(kind))))).collect()
}

fn modes() -> Vec<(String, String)> {
    let all = (String::new(), staff_words().settings.schedule_all_modes.to_owned());
    let each = Mode::ALL.into_iter().map(|mode| (mode.as_str().to_owned(), mode_word(mode).to_owned()));
    std::iter::once(all).chain(each).collect()
}

fn units() -> Vec<(String, String)> {
    UNITS.map(|(word, _)| (word.to_owned(), unit(word).to_owned())).to_vec()
}

/// What staff call a kind of messages.
fn message(kind: MessageKind) -> &'static str {
    staff_words().message.text(&format!("{}_name", kind.as_str())).unwrap_or(kind.as_str())
}

fn unit(word: &str) -> &'static str {
    let t = &staff_words().settings;
    match word {
        "d" => t.schedule_days,
        "h" => t.schedule_hours,
        _ => t.schedule_minutes,
    }
}

/// What the rows make of a booking: as they were typed if they were only to be looked at, else as they stand.
pub(super) async fn outlook(request: &Request, form: Form<'_>) -> Result<AnyView, Refusal> {
    let t = staff_words();
    let permit = request.context.permit()?;
    let typed = request.form.as_deref().filter(|form| form.errors.is_empty() && form.has("section"));
    let as_typed = typed.and_then(|form| request.services.schedule_as_typed(&permit, &form.values).ok());
    let of = typed.and_then(|form| form.value("of")?.parse::<BookingId>().ok());
    let city = as_typed.as_ref().unwrap_or(&request.catalogue().municipality);
    let preview = request.services.schedule_preview(&permit, city, of).await?;
    let Some(chosen) = preview.chosen else {
        return Ok(view! { <h2 id="outlook">{t.settings.outlook}</h2><p>{t.settings.outlook_none}</p> }.into_any());
    };
    let options = preview.samples.iter().map(|sample| (sample.id.to_string(), booking(request, sample))).collect();
    let stored = chosen.to_string();
    let choice = Choice { name: "of", label: t.settings.outlook_of, options, stored: &stored, hint: None };
    let note = typed.map(|_| view! { <p>{t.city.not_saved}</p> });
    Ok(view! {
        <h2 id="outlook">{t.settings.outlook}</h2>
        <div class="notice" role="status">{lines(request, &preview)}{note}</div>
        {choice.select(form)}
        <p class="buttons"><button class="button button--quiet" type="submit" name="step" value="preview" formaction=format!("{PLACE}/reminder#outlook")>{t.settings.outlook_look}</button></p>
    }
    .into_any())
}

/// A booking by its number: whose it is, nobody needs to know here.
fn booking(request: &Request, sample: &Sample) -> String {
    let catalogue = request.catalogue();
    let kind = kind_name(catalogue.kind(sample.kind));
    let (mode, at) = (mode_word(sample.mode), when(catalogue, sample.starts_at));
    let reference = Reference::parse(&sample.reference).map_or_else(|| sample.reference.clone(), |one| one.to_string());
    staff_words().settings.outlook_booking(kind, mode, reference, at)
}

fn lines(request: &Request, preview: &Preview) -> AnyView {
    let t = &staff_words().settings;
    let lines = preview.lines.iter().map(|(kind, outlook)| {
        view! { <li><strong>{message(*kind)}</strong><br/>{said(request, *outlook)}</li> }
    });
    let window = contact_window(preview.window);
    view! { <ol class="changes">{lines.collect_view()}</ol><p class="soft">{t.outlook_window(window)}</p> }.into_any()
}

fn said(request: &Request, outlook: Outlook) -> String {
    let t = &staff_words().settings;
    let at = |at: DateTime<Utc>| when(request.catalogue(), at);
    match outlook {
        Outlook::Leaves(time) => t.outlook_leaves(at(time)),
        Outlook::Dropped(due, Dropped::QuietHours) => t.outlook_at_night(at(due)),
        Outlook::Dropped(due, Dropped::ContactWindow) => t.outlook_for_her(at(due)),
        Outlook::Past => t.outlook_past.to_owned(),
        Outlook::Unsent => t.outlook_unsent.to_owned(),
    }
}

/// A value of the history, a sentence for each row.
pub(super) fn in_words(catalogue: &Catalogue, value: &Value) -> Shown {
    let reminder = Reminder::of_history(value);
    let quiet = reminder.quiet;
    let sent = if reminder.silent { String::new() } else { "true".to_owned() };
    let first =
        [("reminder", sent), ("quiet_from", Hours::text(quiet.begins())), ("quiet_until", Hours::text(quiet.ends()))];
    let rows = reminder.rows.iter().map(|row| ("schedule", sentence(catalogue, row)));
    first.into_iter().chain(rows).collect()
}

fn sentence(catalogue: &Catalogue, row: &Row) -> String {
    let t = &staff_words().settings;
    let interview =
        row.interview.map_or_else(|| t.schedule_all_interviews.to_owned(), |id| kind_name(catalogue.kind(id)));
    let mode = row.mode.map_or(t.schedule_all_modes, mode_word);
    let distance = |minutes: u32| {
        let (number, word) = in_units(minutes);
        t.schedule_distance(number, unit(word))
    };
    let sent = if row.on { t.schedule_is_sent } else { t.schedule_is_not_sent };
    t.schedule_sentence(distance(row.before), interview, distance(row.latest), message(row.message), mode, sent)
}
