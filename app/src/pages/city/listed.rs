//! What the lists of the set-up share: rows that can be moved up, and the end of what nobody has used yet.

use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::city::listed::Entry;
use mendan_service::model::Listed;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Form, hints, version_of};

/// A row: the way to the entry, and a button that moves it above the one before, unless it is the first.
pub(crate) fn row(above: Option<i64>, listed: Listed, name: &str, about: String) -> AnyView {
    let t = &staff_words().city;
    let (list, id) = (listed.list(), listed.id());
    let up = above.map(|above| {
        view! {
            <form method="post" action=format!("/staff/setup/order/{list}/{id}")>
                <input type="hidden" name="above" value=above.to_string()/>
                <button class="button button--quiet button--small" type="submit">
                    {t.up}<span class="said">{t.of_which(name)}</span>
                </button>
            </form>
        }
    });
    view! {
        <li id=format!("entry-{id}")>
            <a href=format!("/staff/setup/{list}/{id}")><strong>{name.to_owned()}</strong><span>{about}</span></a>
            {up}
        </li>
    }
    .into_any()
}

/// A button that deletes the entry, while nothing speaks of it; or why that was refused just now.
pub(crate) async fn end(request: &Request, listed: Listed) -> Result<AnyView, Refusal> {
    let t = &staff_words().city;
    let used = request.services.listed_used(&Entry::of(&request.context, listed)?).await?;
    let oneself = request.staff.as_ref().is_some_and(|staff| listed == Listed::Staff(staff.member.id));
    let error = Form::of(request).error("delete");
    let body = match error {
        Some(error) => view! { <div id="delete" tabindex="-1">{hints("delete", None, Some(error))}</div> }.into_any(),
        None if used || oneself => return Ok(().into_any()),
        None => view! {
            <p>{t.unused}</p>
            <form method="post" action=format!("/staff/setup/delete/{}/{}", listed.list(), listed.id())>
                {version_of(request, listed.into())}
                <button class="button button--quiet" type="submit">{t.delete}</button>
            </form>
        }
        .into_any(),
    };
    Ok(view! { <section aria-labelledby="end"><h2 id="end">{t.delete}</h2>{body}</section> }.into_any())
}
