//! A page of the staff's that somebody else may open: who, and where to go on.

use leptos::prelude::*;
use mendan_domain::staff::Permission;

use crate::context::set_status;
use crate::pages::kit::frame::Frame;
use crate::pages::kit::words::role_word;

/// The whole page.
pub(crate) fn not_hers(permission: Permission) -> AnyView {
    set_status(403);
    let who = permission.roles().map(role_word).collect::<Vec<_>>().join("と");
    let main = view! {
        <div class="plain">
            <h2>"ひらけません"</h2>
            <p>{format!("この画面は、{who}だけがひらけます。変えたいことがあるときは、管理者に頼んでください。")}</p>
            <p class="buttons"><a class="button button--quiet" href="/staff">"今日の予定へ"</a><a href="/staff/desk">"電話受付へ"</a></p>
        </div>
    };
    Frame { title: "ひらけません".to_owned(), bar: ().into_any(), class: "", main: main.into_any() }.view()
}
