//! `/staff/setup/keys`: keys of partner systems. A new key stands on the page that answers its making, and nowhere else.

use leptos::prelude::*;
use mendan_domain::date::format_short_ja;
use mendan_service::Refusal;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::model::{PartnerKey, SetupRow};

use crate::components::dates;
use crate::components::live::CopyButton;
use crate::context::Request;
use crate::pages::city::form::{Form, Line, version_of};
use crate::pages::city::page::setup_page;

/// The page.
#[component]
pub fn Keys() -> impl IntoView {
    setup_page("連携の鍵", page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let keys = request.services.partner_keys(&request.context).await?;
    Ok(view! { {made(&request)}{list(&request, &keys)}{new(Form::of(&request))} }.into_any())
}

/// The key that was just made; the server puts it into the form it gives back.
fn made(request: &Request) -> Option<AnyView> {
    let form = request.form.as_deref().filter(|form| form.errors.is_empty())?;
    let (name, key) = (form.value("made")?.to_owned(), form.value("key")?.to_owned());
    Some(
        view! {
            <section class="notice" role="status" aria-labelledby="made">
                <h2 id="made">{name}"の鍵を作りました"</h2>
                <p><code>{key.clone()}</code></p>
                <p class="buttons"><CopyButton text=key label="鍵をコピーする".to_owned() done="コピーしました".to_owned()/></p>
                <p>"この鍵が見られるのは、いまだけです。相手の担当者に、安全な方法で渡してください。なくしたときは、この鍵を止めて、新しい鍵を作ります。"</p>
            </section>
        }
        .into_any(),
    )
}

fn list(request: &Request, keys: &[PartnerKey]) -> AnyView {
    let catalogue = request.catalogue();
    if keys.is_empty() {
        return view! { <p>"鍵は、まだありません。"</p> }.into_any();
    }
    let rows = keys.iter().map(|key| {
        let made = format!("{}に作成", when(catalogue, key.created_at));
        let state = match key.revoked_at {
            Some(at) => view! { <p>{format!("{}に止めました", when(catalogue, at))}</p> }.into_any(),
            None => revoke(request, key),
        };
        view! { <li><p><strong>{key.name.clone()}</strong>" "<span class="soft">{made}</span></p>{state}</li> }
    });
    view! { <section aria-labelledby="keys"><h2 id="keys">"いまの鍵"</h2><ul class="stack">{rows.collect_view()}</ul></section> }
        .into_any()
}

fn revoke(request: &Request, key: &PartnerKey) -> AnyView {
    view! {
        <form class="buttons" method="post" action=format!("/staff/setup/keys/{}/revoke", key.id)>
            {version_of(request, SetupRow::PartnerKey(key.id))}
            <p class="soft">"止めると、この鍵を使う連携はすぐに動かなくなります。元には戻せません。"</p>
            <button class="button button--quiet button--small" type="submit">
                "この鍵を止める"<span class="said">{format!("({})", key.name)}</span>
            </button>
        </form>
    }
    .into_any()
}

fn new(form: Form<'_>) -> AnyView {
    view! {
        <form class="form" method="post" action="/staff/setup/keys" novalidate aria-labelledby="new">
            <h2 id="new">"新しい鍵を作る"</h2>
            <p>"ほかのシステムが、この市の予約を扱えるようになります。相手ごとに1つ作ってください。"</p>
            {Line::text("name", "渡す相手", "").hint("例 母子手帳アプリ").view(form)}
            <p class="buttons"><button class="button" type="submit">"鍵を作る"</button></p>
        </form>
    }
    .into_any()
}

/// 2026年12月1日(火) 9:20, on the city's clocks.
fn when(catalogue: &Catalogue, at: chrono::DateTime<chrono::Utc>) -> String {
    use chrono::Datelike as _;
    let at = dates::local(catalogue, at);
    format!("{}年{} {}", at.year(), format_short_ja(at.date_naive()), dates::time(at))
}
