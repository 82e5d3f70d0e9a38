//! `/staff/again`: before what is dangerous she proves once more that it is her. What she had posted goes along.

use leptos::prelude::*;
use mendan_service::Refusal;

use crate::context::{Request, request};
use crate::i18n::staff_words;
use crate::pages::asked;
use crate::pages::kit::frame::{Frame, fault, left};
use crate::pages::staff::carried::carried;
use crate::pages::staff::factor::evidence;
use crate::pages::staff::openid::failed;

/// The page.
#[component]
pub fn ProveAgain() -> impl IntoView {
    // What stands in the address is read here, before anything is waited for.
    let along = carried(&request(), &[]);
    asked(async move {
        let (t, request) = (&staff_words().factor, request());
        let waiting = request.form.as_ref().filter(|form| form.some("kept").is_some());
        let waiting =
            waiting.map(|form| format!("{}{}", form.value("left").and_then(left).unwrap_or_default(), t.again_kept));
        let wrong = request.form.as_ref().and_then(|form| failed(form.value("said")?));
        let shown = ways(&request, along).await.unwrap_or_else(|refusal| fault(&refusal));
        let main = view! {
            <p>{t.again_text}</p>
            {waiting.map(|waiting| view! { <div class="notice" role="status"><p>{waiting}</p></div> })}
            {wrong.map(|wrong| view! { <div class="notice notice--error" role="alert"><p>{wrong}</p></div> })}
            {shown}
        };
        Frame { title: t.again_title.to_owned(), bar: ().into_any(), class: "setup", main: main.into_any() }.view()
    })
}

/// What she can show: a factor where she has one; else her password, where that is as much as she has shown before; and the provider,
/// where her account there is known.
async fn ways(request: &Request, along: AnyView) -> Result<AnyView, Refusal> {
    let context = request.context.signed_in()?;
    let session = &request.staff.as_ref().ok_or(Refusal::NotFound)?.session;
    let ways = request.services.own_ways(&context, session).await?;
    let openid = request.services.openid_own(&context).await?;
    let required = request.catalogue().municipality.settings.factor.required;
    let too_little = ways.kinds.is_empty() && required && session.proven_by.is_second();
    let ours = (!too_little).then(|| evidence(request, "/staff/again", &ways));
    let there = openid.label.filter(|_| openid.link.is_some()).map(|label| {
        view! {
            <form class="form" method="post" action="/staff/again/openid">
                {along}
                <p class="buttons buttons--wide">
                    <button class="button button--quiet" type="submit">{staff_words().openid.again(label)}</button>
                </p>
            </form>
        }
    });
    Ok(view! { {ours}{there} }.into_any())
}
