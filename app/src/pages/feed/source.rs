//! A calendar that she has elsewhere, and the times at which she takes no bookings because of it.

use leptos::prelude::*;
use mendan_domain::fault::Fault;
use mendan_domain::staff::Permission;
use mendan_service::Refusal;
use mendan_service::feed::port::Trouble;
use mendan_service::feed::source::{Conflict, OwnSource};

use crate::components::field::{described_by, field_class};
use crate::components::version::version_field;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Form, Line, hints};
use crate::pages::kit::words::when;

/// The section; nothing for whoever has none and may give none.
pub(super) async fn section(request: &Request) -> Result<Option<AnyView>, Refusal> {
    let t = &staff_words().feed;
    let source = request.services.own_source(&request.context.signed_in()?).await?;
    let may = request.context.may(Permission::ShapeOwnTimes);
    if source.is_none() && !may {
        return Ok(None);
    }
    let conflicts = request.services.own_conflicts(&request.context.permit()?).await?;
    let version = source.as_ref().map_or(0, |source| source.version);
    let now = source.as_ref().map(|source| now(request, source));
    let forms = may.then(|| {
        // Where everybody can read the passwords of the staff, a stranger would look around in the network.
        let settable = request.services.settings().own_mail_servers;
        let address = if settable { by_address(request, version) } else { not_in_demo() };
        view! { {address}{by_file(request, version)} }
    });
    let end = source.is_some().then(|| end(version));
    Ok(Some(
        view! {
            <section class="own" aria-labelledby="source">
                <h2 id="source">{t.source_title}</h2>
                <p>{t.source_text}</p>
                {now}
                {met(request, &conflicts)}
                {forms}
                {end}
            </section>
        }
        .into_any(),
    ))
}

fn now(request: &Request, source: &OwnSource) -> AnyView {
    let t = &staff_words().feed;
    let from = source.host.as_ref().map_or_else(|| t.source_file.to_owned(), |host| t.source_host(host));
    let at = source.read_at.map(|at| when(request.catalogue(), at)).unwrap_or_default();
    let read = match source.trouble {
        Some(trouble) => view! {
            <div class="notice notice--error"><p>{t.source_unread(at)}</p><p>{sentence(trouble)}</p></div>
        }
        .into_any(),
        None => view! { <p class="soft">{t.source_read(at)}</p> }.into_any(),
    };
    view! { <p><strong>{from}</strong></p>{read}<p>{t.source_days(source.days)}</p> }.into_any()
}

/// Interviews of hers that stand at such a time, each a link.
fn met(request: &Request, conflicts: &[Conflict]) -> Option<AnyView> {
    let t = &staff_words().feed;
    let links = conflicts.iter().map(|conflict| {
        let day = request.catalogue().municipality.local_date(conflict.starts_at);
        let href = format!("/staff?date={day}&booking={}#panel", conflict.booking);
        view! { <li><a href=href>{when(request.catalogue(), conflict.starts_at)}</a></li> }
    });
    let links = links.collect_view();
    (!conflicts.is_empty()).then(|| {
        view! {
            <div class="notice">
                <h3>{t.conflicts_title}</h3>
                <p>{t.conflicts_text}</p>
                <ul class="stack">{links}</ul>
            </div>
        }
        .into_any()
    })
}

/// Of a form that came back, the version it was made from.
fn version(request: &Request, stored: i64) -> AnyView {
    let back = request.form.as_deref().filter(|form| !form.is_changed()).and_then(|form| form.value("version"));
    version_field(back.and_then(|version| version.parse().ok()).unwrap_or(stored))
}

/// Why it could not be read, at the field it is of.
fn trouble(request: &Request, field: &str) -> Option<AnyView> {
    let form = request.form.as_deref().filter(|form| form.error(field) == Some(Fault::Unreadable))?;
    let trouble = Trouble::parse(form.value("calendar_trouble")?)?;
    Some(view! { <p class="field-error">{sentence(trouble)}</p> }.into_any())
}

fn sentence(trouble: Trouble) -> &'static str {
    let t = &staff_words().feed;
    match trouble {
        Trouble::NoName => t.trouble_no_name,
        Trouble::NotAllowed => t.trouble_not_allowed,
        Trouble::Unreachable => t.trouble_unreachable,
        Trouble::Silent => t.trouble_silent,
        Trouble::Status => t.trouble_status,
        Trouble::NotCalendar => t.trouble_not_calendar,
        Trouble::TooLarge => t.trouble_too_large,
        Trouble::TooMuch => t.trouble_too_much,
    }
}

fn by_address(request: &Request, stored: i64) -> AnyView {
    let t = &staff_words().feed;
    view! {
        <form class="form" method="post" action="/staff/own-calendar/address" novalidate=true>
            <h3>{t.address_title}</h3>
            {version(request, stored)}
            {trouble(request, "calendar")}
            {Line::text("calendar", t.address_field, "").hint(t.address_hint).view(Form::of(request))}
            <p class="buttons"><button class="button button--quiet" type="submit">{t.address_set}</button></p>
        </form>
    }
    .into_any()
}

fn not_in_demo() -> AnyView {
    view! { <p>{staff_words().feed.address_not_in_demo}</p> }.into_any()
}

fn by_file(request: &Request, stored: i64) -> AnyView {
    let t = &staff_words().feed;
    let error = Form::of(request).error("calendar_file");
    let (class, described) = (field_class(error.is_some()), described_by("calendar_file", true, error.is_some()));
    let invalid = error.is_some().then_some("true");
    view! {
        <form class="form" method="post" action="/staff/own-calendar/file" enctype="multipart/form-data" novalidate=true>
            <h3>{t.file_title}</h3>
            {version(request, stored)}
            {trouble(request, "calendar_file")}
            <div class=class>
                <label for="calendar_file">{t.file_field}</label>
                {hints("calendar_file", Some(t.file_hint.to_owned()), error)}
                <input class="input" id="calendar_file" name="calendar_file" type="file" accept=".ics,text/calendar"
                    aria-describedby=described aria-invalid=invalid/>
            </div>
            <p class="buttons"><button class="button button--quiet" type="submit">{t.file_set}</button></p>
        </form>
    }
    .into_any()
}

fn end(version: i64) -> AnyView {
    let t = &staff_words().feed;
    view! {
        <form method="post" action="/staff/own-calendar/end">
            {version_field(version)}
            <p class="soft">{t.end_text}</p>
            <p class="buttons"><button class="button button--quiet" type="submit">{t.end}</button></p>
        </form>
    }
    .into_any()
}
