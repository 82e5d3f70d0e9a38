//! What the lists of the set-up share: rows that can be moved up, and the end of what nobody has used yet.

use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::model::Listed;

use super::form::{Form, hints};
use crate::context::Request;

/// The list as addresses have it.
const fn list_of(listed: Listed) -> &'static str {
    match listed {
        Listed::Office(_) => "offices",
        Listed::Kind(_) => "kinds",
        Listed::Staff(_) => "staff",
    }
}

/// A row: the way to the entry, and a button that moves it up, unless it is the first.
pub(super) fn row(index: usize, listed: Listed, name: &str, about: String) -> AnyView {
    let (list, id) = (list_of(listed), listed.id());
    let up = (index > 0).then(|| {
        view! {
            <form method="post" action=format!("/staff/setup/order/{list}/{id}")>
                <button class="button button--quiet button--small" id=format!("up-{id}") type="submit">
                    "上へ"<span class="said">{format!("({name})")}</span>
                </button>
            </form>
        }
    });
    view! {
        <li>
            <a href=format!("/staff/setup/{list}/{id}")><strong>{name.to_owned()}</strong><span>{about}</span></a>
            {up}
        </li>
    }
    .into_any()
}

/// A button that deletes the entry, while nothing speaks of it.
pub(super) async fn end(request: &Request, listed: Listed) -> Result<AnyView, Refusal> {
    let error = Form::of(request).error("delete");
    let used = request.services.listed_used(&request.context, listed).await?;
    let own = request.staff.as_ref().is_some_and(|staff| listed == Listed::Staff(staff.member.id));
    if error.is_none() && (used || own) {
        return Ok(().into_any());
    }
    let action = format!("/staff/setup/delete/{}/{}", list_of(listed), listed.id());
    Ok(view! {
        <section aria-labelledby="end">
            <h2 id="end">"消す"</h2>
            <p>"まだどこにも使われていないので、消せます。消したものは、元に戻せません。"</p>
            {hints("delete", None, error)}
            <form method="post" action=action>
                <button class="button button--quiet" id="delete" type="submit">"消す"</button>
            </form>
        </section>
    }
    .into_any())
}
