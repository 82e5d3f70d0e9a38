//! `/staff/sign-in`: the staff entrance. One sentence for every failure, so that it tells nobody which names exist. The name
//! as typed, the page that was asked for and a form that waits go through it.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use mendan_domain::language::Language;

use crate::components::field::{Field, Input};
use crate::components::head::Head;
use crate::components::right_address::RightAddress;
use crate::context::request;
use crate::cookie_check::expecting;
use crate::pages::kit::frame::window_title;

/// The form.
#[component]
pub fn SignIn() -> impl IntoView {
    let (request, query) = (request(), use_query_map().get_untracked());
    let form = request.form.clone().unwrap_or_default();
    let said = form.error("login").map_or_else(|| query.get("said").unwrap_or_default(), str::to_owned);
    let carried = |name: &'static str, value: Option<String>| {
        let value = value.filter(|value| !value.is_empty())?;
        Some(view! { <input type="hidden" name=name value=value/> })
    };
    let next = carried("next", form.value("next").map(str::to_owned).or_else(|| query.get("next")));
    let kept = carried("kept", form.value("kept").map(str::to_owned));
    let login = form.value("login").unwrap_or_default().to_owned();
    let language = Language::Ja;
    let title = window_title(&request, "職員の入口");
    view! {
        <Head language title staff=true/>
        <main id="main" class="sign-in" tabindex="-1">
            <h1>"職員の入口"</h1>
            <form class="form" method="post" action=expecting("/staff/sign-in")>
                <RightAddress language/>
                {said_view(&said)}
                {next}
                {kept}
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
        "busy" => (true, "いま混み合っています。少し待ってから、もう一度押してください。入力した内容は残っています。"),
        "ended" => (true, "しばらく操作がなかったため、もう一度ログインしてください。入力した内容は残っています。"),
        "needed" => (true, "ログインしてください。入力した内容は残っています。"),
        "out" => (false, "出ました。席を離れるときは、画面も閉じてください。"),
        _ => return None,
    };
    Some(if failed {
        view! { <div class="notice notice--error" role="alert"><p>{sentence}</p></div> }.into_any()
    } else {
        view! { <div class="notice" role="status"><p>{sentence}</p></div> }.into_any()
    })
}
