//! Her own account at the identity provider, and a colleague's.

use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::model::{SetupRow, StaffMember};
use mendan_service::staff::openid::link::OwnOpenId;

use crate::components::dates::local;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::version_of;
use crate::pages::staff::carried::going_field;

/// Of her own page: whether it is linked, since when, and the way to and fro. Nothing where the city has no provider.
pub(crate) async fn section(request: &Request, going: Option<&str>) -> Result<Option<AnyView>, Refusal> {
    let t = &staff_words().openid;
    let OwnOpenId { label, link } = request.services.openid_own(&request.context.signed_in()?).await?;
    let Some(label) = label else { return Ok(None) };
    let day = |at| staff_words().dates.date_of(local(request.catalogue(), at).date_naive());
    let inside = match &link {
        Some(link) => view! {
            <p>{t.linked_since(day(link.made_at))}</p>
            {link.used_at.map(|at| view! { <p class="soft">{t.linked_used(day(at))}</p> })}
            <form method="post" action="/staff/account/openid/remove">
                {going_field(going)}
                <p class="soft">{t.unlink_text}</p>
                <p class="buttons"><button class="button button--quiet" type="submit">{t.unlink}</button></p>
            </form>
        }
        .into_any(),
        None => view! {
            <p>{t.link_text(&label)}</p>
            <form method="post" action="/staff/account/openid">
                {going_field(going)}
                <p class="buttons"><button class="button button--quiet" type="submit">{t.link(&label)}</button></p>
            </form>
        }
        .into_any(),
    };
    Ok(Some(
        view! { <section class="own" aria-labelledby="openid"><h2 id="openid">{t.mine(&label)}</h2>{inside}</section> }
            .into_any(),
    ))
}

/// Of a colleague's page: where somebody else has her account there.
pub(crate) async fn of_member(request: &Request, member: &StaffMember) -> Result<Option<AnyView>, Refusal> {
    let t = &staff_words().openid;
    if !request.services.openid_has_link(&request.context.permit()?, member.id).await? {
        return Ok(None);
    }
    let section = view! {
        <section aria-labelledby="openid">
            <h2 id="openid">{t.take_title}</h2>
            <p>{t.take_text}</p>
            <form method="post" action=format!("/staff/setup/staff/{}/openid", member.id)>
                {version_of(request, SetupRow::Staff(member.id))}
                <button class="button button--quiet" type="submit">{t.take}</button>
            </form>
        </section>
    };
    Ok(Some(section.into_any()))
}
