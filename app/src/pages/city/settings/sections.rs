//! The fields of each section, in the order of its page.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_service::city::settings::links::LinkTo;
use mendan_service::city::settings::section::Section;
use mendan_service::city::settings::{Limit, Period, limits};

use super::fields::Page;
use super::{look, schedule};
use crate::components::foot;
use crate::i18n::{staff_language, staff_words};
use crate::pages::city::form::{checks, tick};

/// All of them.
pub(super) fn fields(section: Section, page: &Page<'_>) -> AnyView {
    let t = &staff_words().settings;
    match section {
        Section::Names => names(page),
        Section::Consent => consent(page),
        Section::Sender => sender(page),
        Section::Languages => languages(page),
        Section::Look => look::colour(page),
        Section::Links => links(page),
        Section::Video => page.line("video_base_url", Some(t.video_hint)).optional().view(page.form),
        Section::Reminder => schedule::fields(page),
        Section::Keep => keep(page),
        Section::Sessions => sessions(page),
        Section::Factor => {
            tick(page.form, "factor_required", t.factor_required, page.stands("factor_required") == "true")
        }
    }
}

fn names(page: &Page<'_>) -> AnyView {
    let t = &staff_words().settings;
    view! {
        {page.lines("name", Some(t.other_languages_hint), true)}
        {page.lines("department", None, false)}
        {page.line("phone", Some(t.phone_hint)).view(page.form)}
        {page.texts("phone_hours", Some(t.phone_hours_hint), false)}
        {page.lines("discreet_department", Some(t.discreet_department_hint), false)}
    }
    .into_any()
}

fn consent(page: &Page<'_>) -> AnyView {
    let t = &staff_words().settings;
    page.texts("purpose", Some(t.purpose_hint), true)
}

fn sender(page: &Page<'_>) -> AnyView {
    let t = &staff_words().settings;
    view! {
        {page.line("mail_from", Some(t.mail_from_hint)).view(page.form)}
        {page.line("reply_to", Some(t.reply_to_hint)).optional().view(page.form)}
        {page.line("discreet_mail_from", Some(t.discreet_mail_from_hint)).optional().view(page.form)}
        {page.lines("discreet_sender", Some(t.discreet_sender_hint), false)}
    }
    .into_any()
}

/// Japanese is not among them: it is always offered.
fn languages(page: &Page<'_>) -> AnyView {
    let t = &staff_words().settings;
    let others = Language::ALL.into_iter().filter(|language| *language != Language::Ja);
    let offered =
        |language: Language| page.stands.iter().any(|shown| *shown == ("languages", language.tag().to_owned()));
    let boxes = others.map(|language| (language.tag().to_owned(), language.own_name().to_owned(), offered(language)));
    checks(page.form, "languages", (t.languages_offered, Some(t.languages_hint)), boxes.collect())
}

fn links(page: &Page<'_>) -> AnyView {
    let t = &staff_words().settings;
    let rows = LinkTo::ALL.map(|(to, url, label)| {
        let hint = if to == LinkTo::Contact { t.contact_hint } else { t.url_hint };
        let usual = t.label_hint(foot::usual(to, page.city, staff_language()));
        view! {
            {page.line(url, Some(hint)).optional().view(page.form)}
            {page.lines(label, Some(&usual), false)}
        }
    });
    rows.into_iter().collect_view().into_any()
}

/// Each with its limits, and with what holds where the city says nothing.
fn keep(page: &Page<'_>) -> AnyView {
    let t = &staff_words().settings;
    let rows = page.periods.iter().map(|period| {
        let Period { name, within: (least, most), usual, hours } = *period;
        let hint = if hours { t.keep_hours(least, most, usual) } else { t.keep_days(least, most, usual) };
        page.number(name, hint)
    });
    rows.collect_view().into_any()
}

/// Likewise.
fn sessions(page: &Page<'_>) -> AnyView {
    let t = &staff_words().settings;
    let rows = limits().map(|Limit { name, within: (least, most), usual, minutes }| {
        let hint = if minutes { t.sessions_minutes(least, most, usual) } else { t.keep_hours(least, most, usual) };
        page.number(name, hint)
    });
    rows.into_iter().collect_view().into_any()
}
