//! The frame of every staff page: title, bar, main, keys.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_service::Refusal;
use mendan_service::ports::StoreError;
use mendan_words::words;

use crate::components::head::Head;
use crate::components::scripts::Scripts;
use crate::context::{Request, request, set_status};
use crate::islands::DeskKeys;
use crate::pages::message::alarms::strip;

/// What is said to whoever had to sign in again in the middle of a form.
pub(crate) const AGAIN: &str =
    "ログインしました。入力した内容は残っています。まだ何も変わっていません。確かめて、もう一度押してください。";

/// A staff page.
pub(crate) struct Frame {
    /// Title of the window and name of the page.
    pub title: String,
    /// Between the name and the end of the bar.
    pub bar: AnyView,
    /// More classes of `main`.
    pub class: &'static str,
    /// What the page is about.
    pub main: AnyView,
}

impl Frame {
    /// Renders it.
    pub(crate) fn view(self) -> AnyView {
        let request = request();
        // Whoever hears the title knows at once that there is something to mend.
        let wrong = request.form.as_ref().is_some_and(|form| !form.errors.is_empty());
        let prefix = if wrong { words(Language::Ja).kit.error_prefix } else { "" };
        let title = format!("{prefix}{}", window_title(&request, &self.title));
        view! {
            <Head language=Language::Ja title staff=true/>
            {(request.path == "/staff").then(|| view! { <a class="skip" href="#grid">"予定の表へ"</a> })}
            <header class="bar">
                {places(&request)}
                <h1>{self.title}</h1>
                {self.bar}
                {signed_in(&request)}
            </header>
            {strip(&request)}
            <main id="main" class=format!("staff-main {}", self.class) tabindex="-1">{self.main}</main>
            <DeskKeys/>
            <Scripts/>
        }
        .into_any()
    }
}

/// The page's name and the city's.
pub(crate) fn window_title(request: &Request, page: &str) -> String {
    format!("{page} | {} 面談の予約", request.catalogue().municipality.words(Language::Ja).name)
}

/// The same way to everywhere on every page of the staff, with where one is.
fn places(request: &Request) -> AnyView {
    let calls =
        if request.calls > 0 { format!("かける電話 {}件", request.calls) } else { "かける電話".to_owned() };
    let all = [
        ("/staff", "予定".to_owned()),
        ("/staff/desk", "電話受付".to_owned()),
        ("/staff/calls", calls),
        ("/staff/setup", "設定".to_owned()),
    ];
    let here = all.iter().rfind(|(path, ..)| request.path == *path || request.path.starts_with(&format!("{path}/")));
    let here = here.map(|(path, ..)| *path);
    let items = all.into_iter().filter(|(path, _)| request.opens(path)).map(|(path, word)| {
        // The page itself, or one below it.
        let current = (here == Some(path)).then_some(if request.path == path { "page" } else { "true" });
        view! { <li><a href=path aria-current=current>{word}</a></li> }
    });
    view! { <nav aria-label="職員の画面"><ul>{items.collect_view()}</ul></nav> }.into_any()
}

/// Who is signed in, and the way out.
fn signed_in(request: &Request) -> AnyView {
    let Some(staff) = request.staff.clone() else { return ().into_any() };
    view! {
        <a class="bar-link bar-who" href="/staff/password" title="自分のパスワード">{staff.member.display_name.clone()}</a>
        <form method="post" action="/staff/sign-out">
            <button class="button button--link" type="submit">"出る"</button>
        </form>
    }
    .into_any()
}

/// The search box of the bar; what is typed is posted, so that no name stands in an address.
pub(crate) fn bar_search() -> AnyView {
    view! {
        <form class="bar-search" role="search" method="post" action="/staff/desk/search">
            <label class="said" for="q">"利用者を探す"</label>
            <input class="input" id="q" name="q" type="search" autocomplete="off" placeholder="名前・電話の下4けた・受付番号" data-key="/" data-key-focus=""/>
            <kbd aria-hidden="true">"/"</kbd>
        </form>
    }
    .into_any()
}

/// What stands instead of what could not be read.
pub(crate) fn fault(refusal: &Refusal) -> AnyView {
    let (status, title, hint) = match refusal {
        Refusal::NotFound => (404, "見つかりません", "もう無いか、ほかの市の予約です。"),
        Refusal::Busy(_) => (503, "いま混み合っています", "少し待ってから、もう一度ひらいてください。"),
        Refusal::Internal(StoreError::Sealed(_)) => (
            500,
            "暗号化した項目を読めません",
            "予定日・配慮・ひとことは消えていませんが、いまは読めないので、空のまま表示することはしません。管理者と運用の担当者に知らせてください。",
        ),
        _ => (500, "表示できませんでした", "もう一度ひらいてください。続くときは、管理者に知らせてください。"),
    };
    set_status(status);
    tracing::warn!(code = refusal.code(), error = ?std::error::Error::source(refusal), "staff page");
    view! {
        <div class="plain">
            <h2>{title}</h2>
            <p>{hint}</p>
            <p class="buttons"><a class="button button--quiet" href="/staff">"今日の予定へ"</a><a href="/staff/desk">"電話受付へ"</a></p>
        </div>
    }
    .into_any()
}
