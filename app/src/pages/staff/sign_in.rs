//! `/staff/sign-in`: the staff entrance. One sentence for every failure, so that it tells nobody which names exist.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use mendan_domain::language::Language;

use super::frame::window_title;
use crate::components::field::{Field, Input};
use crate::components::head::Head;
use crate::components::right_address::RightAddress;
use crate::context::request;
use crate::cookie_check::expecting;

/// The form.
#[component]
pub fn SignIn() -> impl IntoView {
    let request = request();
    let form = request.form.as_deref();
    let refused = form.and_then(|form| form.error("login")).map(str::to_owned);
    let said = refused.or_else(|| use_query_map().get_untracked().get("said")).unwrap_or_default();
    let login = form.and_then(|form| form.value("login")).unwrap_or_default().to_owned();
    let language = Language::Ja;
    let title = window_title(&request, "職員の入口");
    view! {
        <Head language title staff=true/>
        <main id="main" class="sign-in" tabindex="-1">
            <h1>"職員の入口"</h1>
            <form class="form" method="post" action=expecting("/staff/sign-in")>
                <RightAddress language/>
                {said_view(&said)}
                <Field language input=Input::text("login", "username") label="ログイン名" value=login/>
                <Field language input=Input::password("password") label="パスワード"/>
                <p class="buttons buttons--wide"><button class="button" type="submit">"入る"</button></p>
            </form>
        </main>
    }
}

fn said_view(said: &str) -> Option<AnyView> {
    let (failed, sentence) = match said {
        "wrong" => (true, "ログイン名かパスワードが合いません。もう一度入れてください。"),
        "wait" => (true, "何度も合わなかったため、少し待ってから入れてください。"),
        "cookies" => (
            true,
            "このブラウザーは、クッキー(入ったことを覚えておく印)を受け取りませんでした。設定でこのページのクッキーを許可するか、\
             正しいアドレスで開きなおしてから、もう一度入れてください。",
        ),
        "busy" => (true, "いま混み合っています。少し待ってから、もう一度入れてください。"),
        "out" => (false, "出ました。席を離れるときは、画面も閉じてください。"),
        _ => return None,
    };
    Some(if failed {
        view! { <div class="notice notice--error" role="alert"><p>{sentence}</p></div> }.into_any()
    } else {
        view! { <div class="notice" role="status"><p>{sentence}</p></div> }.into_any()
    })
}
