//! ログイン中の端末: where she is signed in, and whether several use the computer that she is at.

use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::staff::factor::kind::{FactorKind, ProvenBy};
use mendan_service::staff::session::OpenSession;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::words::when;

/// After so many minutes without use a computer that several use closes in this city.
pub(super) fn shared_minutes(request: &Request) -> i64 {
    request.catalogue().municipality.settings.sessions.shared_minutes()
}

/// What was just done with them.
pub(super) fn said(word: &str) -> Option<&'static str> {
    let t = &staff_words().session;
    Some(match word {
        "ended" => t.said_ended,
        "ended_others" => t.said_ended_others,
        "shared" => t.said_shared,
        "not_shared" => t.said_not_shared,
        _ => return None,
    })
}

/// Both sections of her page.
pub(super) async fn sections(request: &Request) -> Result<AnyView, Refusal> {
    let t = &staff_words().session;
    let Some(staff) = &request.staff else { return Ok(().into_any()) };
    let all = request.services.own_sessions(&request.context.signed_in()?, &staff.session).await?;
    let others = all.iter().any(|one| !one.here);
    let rows = all.iter().map(|one| row(request, one)).collect_view();
    let end_others = others.then(|| {
        view! {
            <form method="post" action="/staff/account/sessions/end-others">
                <button class="button button--quiet" type="submit">{t.end_others}</button>
            </form>
        }
    });
    Ok(view! {
        <section class="own" aria-labelledby="sessions">
            <h2 id="sessions">{t.title}</h2>
            <p>{if others { t.text } else { t.none_else }}</p>
            <ul>{rows}</ul>
            {end_others}
        </section>
        {computer(request, staff.session.shared)}
    }
    .into_any())
}

fn row(request: &Request, one: &OpenSession) -> AnyView {
    let t = &staff_words().session;
    let browser = if one.browser.is_empty() { t.unknown.to_owned() } else { one.browser.clone() };
    let began = when(request.catalogue(), one.created_at);
    let by = match one.proven_by {
        ProvenBy::Password => t.by_password,
        ProvenBy::OpenId => t.by_openid,
        ProvenBy::OpenIdSecond => t.by_openid_second,
        ProvenBy::Recovery => t.by_recovery,
        ProvenBy::Factor(FactorKind::Totp) => t.by_app,
        ProvenBy::Factor(FactorKind::Passkey) => t.by_passkey,
    };
    let mut about = vec![t.since(began.clone()), t.seen(when(request.catalogue(), one.seen_at)), by.to_owned()];
    about.extend((!one.network.is_empty()).then(|| t.from(one.network.clone())));
    let marks = [(one.here, t.here), (one.shared, t.shared_short)].into_iter().filter(|(is, _)| *is);
    let marks: Vec<&str> = marks.map(|(_, mark)| mark).collect();
    let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(staff_words().city.comma)) };
    let end = (!one.here).then(|| {
        let which = t.end_which(browser.clone(), began);
        view! {
            <form method="post" action="/staff/account/sessions/end">
                <input type="hidden" name="session" value=one.name.clone()/>
                <button class="button button--quiet" type="submit">{t.end}<span class="said">" "{which}</span></button>
            </form>
        }
    });
    view! {
        <li>
            <p><strong>{browser}</strong>{marks}</p>
            <p class="soft">{about.join(staff_words().city.dot)}</p>
            {end}
        </li>
    }
    .into_any()
}

/// Whether several use it, and the button for the other way.
fn computer(request: &Request, shared: bool) -> AnyView {
    let t = &staff_words().session;
    let minutes = shared_minutes(request);
    let (now, action, button) = if shared {
        (t.shared_now(minutes), "/staff/account/not-shared", t.shared_end)
    } else {
        (t.own_now(minutes), "/staff/account/shared", t.shared_begin)
    };
    view! {
        <section class="own" aria-labelledby="computer">
            <h2 id="computer">{t.shared_title}</h2>
            <p>{now}</p>
            <form method="post" action=action>
                <button class="button button--quiet" type="submit">{button}</button>
            </form>
        </section>
    }
    .into_any()
}
