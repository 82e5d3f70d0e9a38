//! What a signed-in member of staff asked for and did not get: it is gone, or none of her business. Nobody is told which.

use leptos::prelude::*;

use crate::context::set_status;
use crate::pages::kit::frame::Frame;

/// The whole page, with the ways on.
pub(crate) fn missing() -> AnyView {
    set_status(404);
    let main = view! {
        <div class="plain">
            <h2>"見つからないか、権限がありません"</h2>
            <p>"もう無いか、あなたの権限ではひらけないものです。必要なときは、管理者に頼んでください。"</p>
            <p class="buttons"><a class="button button--quiet" href="/staff">"今日の予定へ"</a><a href="/staff/desk">"電話受付へ"</a></p>
        </div>
    };
    Frame { title: "見つかりません".to_owned(), bar: ().into_any(), class: "", main: main.into_any() }.view()
}
