//! One member of staff: what she may do, where she works, how she interviews; her password; whether she may sign in.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::StaffId;
use mendan_domain::language::Language;
use mendan_domain::staff::{Profession, Role};
use mendan_service::Refusal;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::model::{Listed, SetupRow, StaffMember, Work};

use super::hand_on::hand_on;
use crate::components::mode_icon::mode_word;
use crate::context::Request;
use crate::pages::city::form::{Choice, Form, Line, checks, tick, version_of};
use crate::pages::city::listed;
use crate::pages::city::page::setup_page;
use crate::pages::kit::words::role_word;

/// A new member, or one who is there.
#[component]
pub fn PersonEdit() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id");
    setup_page("職員", |request| async move { page(&request, id.as_deref().unwrap_or("new")).await })
}

async fn page(request: &Request, id: &str) -> Result<AnyView, Refusal> {
    let (catalogue, form) = (request.catalogue(), Form::of(request));
    let member = match id {
        "new" => None,
        id => {
            let id = id.parse().map(StaffId).map_err(|_| Refusal::NotFound)?;
            Some(catalogue.staff(id).ok_or(Refusal::NotFound)?)
        }
    };
    let more = match member {
        Some(member) => {
            let ahead = request.services.bookings_ahead(&request.context, Listed::Staff(member.id)).await?;
            let hand_on = hand_on(request, member).await?;
            let end = listed::end(request, Listed::Staff(member.id)).await?;
            view! { {hand_on}{password(request, form, member)}{may_sign_in(request, form, member, ahead)}{end} }
                .into_any()
        }
        None => ().into_any(),
    };
    let title = member.map_or_else(|| "新しい職員".to_owned(), |member| member.display_name.clone());
    // A refused password must not empty the fields above it.
    let of_member = if form.is_of("display_name") { form } else { Form::fresh() };
    Ok(view! {
        <p class="links"><a href="/staff/setup/staff">"職員の一覧へ"</a></p>
        <h2>{title}</h2>
        <form class="form" method="post" action=format!("/staff/setup/staff/{id}") novalidate=true>
            {member.map(|member| version_of(request, SetupRow::Staff(member.id)))}
            {fields(of_member, catalogue, member)}
            <p class="buttons"><button class="button" type="submit">"保存する"</button></p>
        </form>
        {more}
    }
    .into_any())
}

fn fields(form: Form<'_>, catalogue: &Catalogue, member: Option<&StaffMember>) -> AnyView {
    let name = member.map(|member| member.display_name.clone()).unwrap_or_default();
    let (role, profession) = member.map_or((Role::Nurse, Profession::PublicHealthNurse), |m| (m.role, m.profession));
    let roles = Role::ALL.map(|role| (role.as_str().to_owned(), role_word(role).to_owned())).to_vec();
    let professions = Profession::ALL.map(|word| (word.as_str().to_owned(), word.ja().to_owned())).to_vec();
    let work = member.map_or_else(Work::default, |member| member.work);
    let modes = Mode::ALL
        .map(|mode| (mode.as_str().to_owned(), mode_word(Language::Ja, mode).to_owned(), work.modes.has(mode)));
    let offices = catalogue.offices.iter().map(|office| {
        let here = member.is_some_and(|member| member.offices.contains(&office.id));
        (office.slug.clone(), office.words(Language::Ja).name, here)
    });
    let video = member.and_then(|member| member.video_url.clone()).unwrap_or_default();
    view! {
        {Line::text("display_name", "名前", name).hint("職員どうしで呼ぶ名前。面談する方には見えません").view(form)}
        {login(form, member)}
        {Choice { name: "role", label: "できること", options: roles, stored: role.as_str(),
            hint: Some("管理者は設定を、面談の担当は自分の枠を変えられます。受付は予約だけを扱います") }.radios(form)}
        {Choice { name: "profession", label: "職種", options: professions, stored: profession.as_str(), hint: None }.radios(form)}
        {checks(form, "offices", ("働く場所", None), offices.collect())}
        {checks(form, "modes", ("面談の方法", None), modes.to_vec())}
        {tick(form, "joint", "二人での面談を受け持つ", work.joint)}
        {Line::number("daily_max", "1日の面談の上限", work.daily_max).optional().hint("件。空けると、上限はありません").view(form)}
        {Line::text("video_url", "自分のオンライン面談室", video).optional().hint("https:// で始まるアドレス。空けると、市の面談室を使います").view(form)}
    }
    .into_any()
}

/// The sign-in name stays; a new member gets it with her first password.
fn login(form: Form<'_>, member: Option<&StaffMember>) -> AnyView {
    match member {
        Some(member) => view! { <p class="soft">"ログイン名 "{member.login.clone()}</p> }.into_any(),
        None => view! {
            {Line::text("login", "ログイン名", "").hint("英字、数字、. _ - が使えます。あとから変えられません").view(form)}
            {typed_twice(form)}
        }
        .into_any(),
    }
}

fn typed_twice(form: Form<'_>) -> AnyView {
    view! {
        {Line::password("password", "パスワード").hint("15文字以上。よくある言葉やくり返し、本人やまちの名前は使えません。本人に、じかに伝えてください").view(form)}
        {Line::password("password_again", "パスワード(もう一度)").view(form)}
    }
    .into_any()
}

fn password(request: &Request, form: Form<'_>, member: &StaffMember) -> AnyView {
    view! {
        <section aria-labelledby="new-password">
            <h2 id="new-password">"パスワードを変える"</h2>
            <p>"いま開いている画面は、すべて閉じます。"</p>
            <form class="form" method="post" action=format!("/staff/setup/staff/{}/password", member.id) novalidate=true>
                {version_of(request, SetupRow::Staff(member.id))}
                {typed_twice(form)}
                <p class="buttons"><button class="button button--quiet" type="submit">"パスワードを変える"</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// Whether she may sign in, with what becomes of her bookings.
fn may_sign_in(request: &Request, form: Form<'_>, member: &StaffMember, ahead: i64) -> AnyView {
    let (title, consequence, button) = if member.disabled {
        (
            "この職員は止めています",
            "戻すと、また入れるようになり、公開した枠も予約できます。".to_owned(),
            "また使えるようにする",
        )
    } else {
        let bookings = match ahead {
            0 => "今後の予約はありません。".to_owned(),
            n => format!(
                "この職員には今後の予約が{n}件あります。予約はそのまま残ります。止める前に、上の「予約を引きつぐ」で、ほかの人へ渡してください。"
            ),
        };
        ("この職員を止める", format!("入れなくなり、新しい予約が入りません。{bookings}"), "止める")
    };
    let error = crate::pages::city::form::hints("disabled", None, form.error("disabled"));
    view! {
        <section aria-labelledby="sign-in">
            <h2 id="sign-in">{title}</h2>
            <p>{consequence}</p>
            {error}
            <form method="post" action=format!("/staff/setup/staff/{}/disabled", member.id)>
                {version_of(request, SetupRow::Staff(member.id))}
                <input type="hidden" name="disabled" value=(!member.disabled).to_string()/>
                <button class="button button--quiet" id="disabled" type="submit">{button}</button>
            </form>
        </section>
    }
    .into_any()
}
