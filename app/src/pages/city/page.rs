//! What all pages of `/staff/setup` have in common: what the city decides, without a developer. Each page is a form of few fields; the handlers of the server
//! crate (`http/<area>`) call one use case each and lead back with a word, or show the form again as it was typed.

use std::future::Future;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use mendan_domain::staff::Role;
use mendan_service::Refusal;

use crate::components::notice::Notice;
use crate::context::{Request, request, set_status};
use crate::pages::asked;
use crate::pages::city::form::Form;
use crate::pages::kit::frame::{AGAIN, Frame, fault};

/// Who may open a set-up page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum For {
    /// Administrators.
    Administrators,
    /// Nurses, too: they shape their own times.
    Shapers,
}

impl For {
    /// Whether whoever is signed in may.
    pub(crate) fn lets_in(self, request: &Request) -> bool {
        match request.staff.as_ref().map(|staff| staff.member.role) {
            Some(Role::Administrator) => true,
            Some(Role::Nurse) => self == Self::Shapers,
            _ => false,
        }
    }
}

/// A set-up page: the frame, the word about what was just done, what is to mend, and the page itself.
pub(crate) fn setup_page<F, P>(title: &'static str, may: For, page: F) -> impl IntoView
where
    F: FnOnce(Request) -> P + Send + 'static,
    P: Future<Output = Result<AnyView, Refusal>> + Send + 'static,
{
    let word = use_query_map().get_untracked().get("said").unwrap_or_default();
    asked(async move {
        let request = request();
        let form = request.form.clone();
        let main = if may.lets_in(&request) {
            page(request.clone()).await.unwrap_or_else(|refusal| fault(&refusal))
        } else {
            not_hers(&request)
        };
        let summary = Form::of(&Request { form, ..request }).summary();
        let main = view! { {summary}{said(&word)}{main} }.into_any();
        Frame { title: title.to_owned(), bar: ().into_any(), class: "setup", main }.view()
    })
}

/// A page that somebody else may open: who, and where to go on.
fn not_hers(request: &Request) -> AnyView {
    set_status(403);
    let who = if For::Shapers.lets_in(request) { "管理者" } else { "管理者と面談の担当" };
    view! {
        <div class="plain">
            <h2>"ひらけません"</h2>
            <p>{format!("この画面は、{who}だけがひらけます。変えたいことがあるときは、管理者に頼んでください。")}</p>
            <p class="buttons"><a class="button button--quiet" href="/staff">"今日の予定へ"</a><a href="/staff/desk">"電話受付へ"</a></p>
        </div>
    }
    .into_any()
}

/// What was just done.
fn said(word: &str) -> Option<AnyView> {
    let sentence = match word {
        "saved" => "保存しました。",
        "again" => AGAIN,
        "added" => "加えました。",
        "deleted" => "消しました。",
        "moved" => "順番を変えました。",
        "published" => "公開しました。",
        "handed" => "引きつぎました。空いている人のいない予約は、「かける電話」に入れました。",
        "handed_some" => {
            "いくつかの予約は、そのあいだに変わりました。それには何もしていません。のこりを確かめてください。"
        }
        "disabled" => "使えないようにしました。",
        "allowed" => "続けて予約できるようにしました。",
        "left" => "このままにしました。",
        "forgotten" => "やめました。ほかのネットワークと同じになりました。",
        "revoked" => "鍵を止めました。",
        "reset" => "パスワードを変えました。本人に、じかに伝えてください。",
        "closed_booked" => "保存しました。その日に予約があります。予約はそのまま残ります。連絡が必要です。",
        "nothing" => "変わったところは、ありませんでした。",
        _ => return None,
    };
    Some(view! { <Notice><p><strong>{sentence}</strong></p></Notice> }.into_any())
}
