//! An invitation that was not used yet: where it stands, once more or at another address, and its end.

use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::model::{SetupRow, StaffMember};
use mendan_service::staff::invitation::{Invitation, Sent};

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Form, Line, version_of};
use crate::pages::kit::words::when;

/// In a few words, for the list.
pub(super) fn short(catalogue: &Catalogue, invitation: &Invitation) -> String {
    let (t, until) = (&staff_words().ways_in, when(catalogue, invitation.until));
    match invitation.sent {
        _ if invitation.over => t.short_over.to_owned(),
        Sent::Failed => t.short_failed.to_owned(),
        Sent::Waits => t.short_waits.to_owned(),
        Sent::Taken => t.short_sent(until),
    }
}

/// The section of a member who has no password; nothing of everybody else.
pub(super) async fn section(
    request: &Request,
    form: Form<'_>,
    member: &StaffMember,
) -> Result<Option<AnyView>, Refusal> {
    let t = &staff_words().ways_in;
    let way = request.services.way_in(&request.context.permit()?, member.id).await?;
    if way.password || member.disabled {
        return Ok(None);
    }
    // What was typed into another form of the page is none of this one's.
    let form = if form.is_of("email") { form } else { Form::fresh() };
    let (stands, button) = match &way.invitation {
        Some(invitation) => (stands(request.catalogue(), invitation), t.invite_again),
        None => (t.invite_text.to_owned(), t.invite),
    };
    let withdraw = way.invitation.map(|_| {
        view! {
            <form method="post" action=format!("/staff/setup/staff/{}/withdraw", member.id)>
                {version_of(request, SetupRow::Staff(member.id))}
                <p class="soft">{t.withdraw_text}</p>
                <button class="button button--quiet" type="submit">{t.withdraw}</button>
            </form>
        }
    });
    let section = view! {
        <section aria-labelledby="invitation">
            <h2 id="invitation">{t.invite_title}</h2>
            <p>{stands}</p>
            <form class="form" method="post" action=format!("/staff/setup/staff/{}/invite", member.id) novalidate=true>
                {version_of(request, SetupRow::Staff(member.id))}
                {Line::email("email", t.email).holding(way.address.unwrap_or_default()).view(form)}
                <p class="buttons"><button class="button button--quiet" type="submit">{button}</button></p>
            </form>
            {withdraw}
        </section>
    };
    Ok(Some(section.into_any()))
}

fn stands(catalogue: &Catalogue, invitation: &Invitation) -> String {
    let t = &staff_words().ways_in;
    let (made, until) = (when(catalogue, invitation.made_at), when(catalogue, invitation.until));
    match invitation.sent {
        _ if invitation.over => t.stands_over(until),
        Sent::Failed => t.stands_failed(made),
        Sent::Waits => t.stands_waits(until),
        Sent::Taken => t.stands_sent(made, until),
    }
}
