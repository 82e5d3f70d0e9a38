//! The rules of a kind: who, until when, how many.

use leptos::prelude::*;
use mendan_domain::offer::deadline::Deadline;
use mendan_domain::offer::rules::{DueDate, Rules};

use crate::i18n::staff_words;
use crate::pages::city::form::{Choice, Form, Line, group};

/// The fields.
pub(super) fn fields(form: Form<'_>, rules: &Rules) -> AnyView {
    let t = &staff_words().city;
    view! {
        {who(form, rules)}
        {due_date(form, rules)}
        {deadline(form, "book", t.deadline_book, rules.book)}
        {deadline(form, "change", t.deadline_change, rules.change)}
        {deadline(form, "cancel", t.deadline_cancel, rules.cancel)}
        <p class="hint">{t.deadlines_hint}</p>
        {numbers(form, rules)}
    }
    .into_any()
}

fn who(form: Form<'_>, rules: &Rules) -> AnyView {
    let t = &staff_words().city;
    let options = [("true", t.by_residents), ("false", t.by_staff)];
    let options = options.map(|(word, label)| (word.to_owned(), label.to_owned())).to_vec();
    let stored = if rules.web { "true" } else { "false" };
    Choice { name: "web", label: t.booked_by, options, stored, hint: None }.radios(form)
}

fn due_date(form: Form<'_>, rules: &Rules) -> AnyView {
    let t = &staff_words().city;
    let options = [("hidden", t.due_hidden), ("optional", t.due_optional), ("required", t.due_required)];
    let options = options.map(|(word, label)| (word.to_owned(), label.to_owned())).to_vec();
    let stored = match rules.due_date {
        DueDate::Hidden => "hidden",
        DueDate::Optional => "optional",
        DueDate::Required => "required",
    };
    let (first, last) = rules.weeks.map_or((None, None), |(first, last)| (Some(first), Some(last)));
    let weeks = view! {
        <div class="inline">
            {Line::number("weeks_from", t.weeks_from, first).of(t.weeks).part(form)}
            {Line::number("weeks_until", t.weeks_until, last).of(t.weeks).part(form)}
        </div>
    };
    let hint = Some(t.weeks_hint);
    view! {
        {Choice { name: "due_date", label: t.due_date, options, stored, hint: None }.radios(form)}
        {group(form, "weeks", t.weeks, hint, weeks.into_any())}
    }
    .into_any()
}

/// A deadline: one way of counting, and the fields of each.
fn deadline(form: Form<'_>, name: &str, legend: &str, stored: Deadline) -> AnyView {
    let t = &staff_words().city;
    let (kind, days, at, hours) = stored.fields();
    let options = [("start", t.until_start), ("hours", t.until_hours), ("business_days", t.until_days)];
    let options = options.map(|(word, label)| (word.to_owned(), label.to_owned())).to_vec();
    let (kind_name, field) = (format!("{name}_kind"), |part: &str| format!("{name}_{part}"));
    let choice = Choice { name: &kind_name, label: t.counted, options, stored: kind, hint: None };
    let inside = view! {
        <div class="inline">
            {choice.select(form)}
            {Line::number(field("days"), t.business_days, None).holding(days).of(legend).part(form)}
            {Line::time(field("at"), t.time, at).of(legend).part(form)}
            {Line::time(field("hours"), t.hours_before, hours).of(legend).part(form)}
        </div>
    };
    let now = t.deadline_now(staff_words().offer.deadline_of(&staff_words().dates, stored));
    group(form, name, legend, Some(&now), inside.into_any())
}

fn numbers(form: Form<'_>, rules: &Rules) -> AnyView {
    let t = &staff_words().city;
    let quota = &rules.quota;
    let each = view! {
        <div class="inline">
            {Line::number("quota_web", t.quota_web, quota.web).of(t.quota).part(form)}
            {Line::number("quota_phone", t.quota_phone, quota.phone).of(t.quota).part(form)}
            {Line::number("quota_staff", t.quota_staff, quota.staff).of(t.quota).part(form)}
            {Line::number("release_days", t.release_days, quota.release_days).of(t.quota).part(form)}
        </div>
    };
    let hint = Some(t.quota_hint);
    view! {
        {Line::number("horizon_days", t.horizon, rules.horizon_days).optional().hint(t.horizon_hint).view(form)}
        {Line::number("capacity", t.capacity, rules.capacity).optional().hint(t.capacity_hint).view(form)}
        {group(form, "quota", t.quota, hint, each.into_any())}
    }
    .into_any()
}
