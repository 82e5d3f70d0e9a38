//! `/staff/setup`: where everything is, one sentence each, and what the city should look at.

use leptos::prelude::*;
use mendan_domain::staff::Permission;
use mendan_service::Refusal;

use crate::context::Request;
use crate::pages::city::kinds::warnings;
use crate::pages::city::page::setup_page;

/// Path, name and sentence.
const PLACES: [(&str, &str, &str); 10] = [
    ("/staff/setup/offices", "場所", "住所、開庁時間、部屋を決めます。"),
    ("/staff/setup/staff", "職員", "だれが、どこで、どの方法で面談するかを決めます。"),
    ("/staff/setup/kinds", "面談の種類", "名前、長さ、持ち物、予約の規則を決めます。"),
    ("/staff/setup/templates", "ひな型", "毎週の時間の割りふりを作ります。"),
    ("/staff/setup/publish", "公開", "ひな型から枠を作り、確かめてから公開します。"),
    ("/staff/setup/closures", "休みの日", "市や場所の休み、職員の不在を入れます。"),
    ("/staff/setup/holidays", "祝日", "祝日の一覧を確かめ、市の規則に合わせます。"),
    ("/staff/setup/keys", "連携の鍵", "ほかのシステムが予約を扱うための鍵を作ります。"),
    ("/staff/setup/networks", "予約の多いネットワーク", "病院など、たくさん予約するところを決めます。"),
    ("/staff/mail", "届かなかったメール", "送れなかったメールと、メールサーバーの答えを見ます。"),
];

/// The page.
#[component]
pub fn SetupIndex() -> impl IntoView {
    setup_page("設定", page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let places = PLACES.into_iter().filter(|(path, ..)| request.opens(path)).map(|(path, name, sentence)| {
        view! { <li><a href=path><strong>{name}</strong><span>{sentence}</span></a></li> }
    });
    let places = places.collect_view();
    let warnings = if request.context.may(Permission::ManageSetup) { warnings(&request).await? } else { ().into_any() };
    Ok(view! { {warnings}<nav aria-label="設定"><ul class="setup-list">{places}</ul></nav> }.into_any())
}
