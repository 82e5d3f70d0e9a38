//! `/staff/password`: everybody's own.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::components::notice::Notice;
use crate::context::request;
use crate::pages::city::form::{Form, Line};
use crate::pages::kit::frame::Frame;

/// The page.
#[component]
pub fn OwnPassword() -> impl IntoView {
    let word = use_query_map().get_untracked().get("said").unwrap_or_default();
    let request = request();
    let form = Form::of(&request);
    let said = match word.as_str() {
        "own" => Some("パスワードを変えました。ほかの端末で開いていた画面は、すべて閉じました。"),
        "again" => {
            Some("ログインしました。まだ何も変わっていません。パスワードは残していません。もう一度入れてください。")
        }
        _ => None,
    };
    let said = said.map(|sentence| view! { <Notice><p><strong>{sentence}</strong></p></Notice> });
    let main = view! {
        {form.summary()}
        {said}
        <form class="form" method="post" action="/staff/password" novalidate=true>
            {Line::old_password("old_password", "いまのパスワード").view(form)}
            {Line::password("password", "新しいパスワード").hint("15文字以上。よくある言葉やくり返し、自分やまちの名前は使えません").view(form)}
            {Line::password("password_again", "新しいパスワード(もう一度)").view(form)}
            <p class="buttons"><button class="button" type="submit">"パスワードを変える"</button></p>
        </form>
        <p class="soft">"変えると、ほかの端末で開いている画面は、すべて閉じます。"</p>
    };
    let bar = view! { <a class="bar-link" href="/staff">"今日の予定"</a><a class="bar-link" href="/staff/desk">"電話受付"</a> };
    Frame { title: "自分のパスワード".to_owned(), bar: bar.into_any(), class: "setup", main: main.into_any() }.view()
}
