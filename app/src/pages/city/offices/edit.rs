//! One office: words, ways to reach it, opening hours, rooms.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mendan_domain::ids::OfficeId;
use mendan_domain::offer::hours::Hours;
use mendan_service::Refusal;
use mendan_service::city::catalogue::{Office, OfficeTexts, OpeningHours, Room};
use mendan_service::city::office::{HOURS_FIELDS, OFFICE_KINDS, shown};
use mendan_service::model::{Listed, SetupRow};

use crate::context::Request;
use crate::pages::city::form::{Choice, Form, Line, both, time_pair, version_of};
use crate::pages::city::listed;
use crate::pages::city::page::setup_page;

/// Empty rows for rooms to come.
const MORE_ROOMS: usize = 3;
const WEEK: [&str; 7] = ["月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日"];

/// A new office, or one that exists.
#[component]
pub fn OfficeEdit() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id");
    setup_page("場所", |request| async move { page(&request, id.as_deref().unwrap_or("new")).await })
}

async fn page(request: &Request, id: &str) -> Result<AnyView, Refusal> {
    let office = match id {
        "new" => None,
        id => {
            let id = id.parse().map(OfficeId).map_err(|_| Refusal::NotFound)?;
            Some(request.catalogue().office(id).ok_or(Refusal::NotFound)?)
        }
    };
    // A refused deletion must not empty the fields.
    let form = Form::of(request);
    let fields = fields(if form.is_of("name_ja") { form } else { Form::fresh() }, office);
    let in_use = match office {
        Some(office) => {
            let ahead = request.services.bookings_ahead(&request.context, Listed::Office(office.id)).await?;
            let end = listed::end(request, Listed::Office(office.id)).await?;
            Some(view! { {in_use(request, office, ahead)}{end} })
        }
        None => None,
    };
    let title = office.map_or_else(|| "新しい場所".to_owned(), |office| shown(office).0.name);
    Ok(view! {
        <p class="links"><a href="/staff/setup/offices">"場所の一覧へ"</a></p>
        <h2>{title}</h2>
        <form class="form" method="post" action=format!("/staff/setup/offices/{id}") novalidate=true>
            {office.map(|office| version_of(request, SetupRow::Office(office.id)))}
            {fields}
            <p class="buttons"><button class="button" type="submit">"保存する"</button></p>
        </form>
        {in_use}
    }
    .into_any())
}

fn fields(form: Form<'_>, office: Option<&Office>) -> AnyView {
    let (ja, en) = office.map(shown).unwrap_or_default();
    let text = |get: fn(&OfficeTexts) -> &String| (get(&ja).clone(), get(&en).clone());
    let (phone, mailbox) = office.map(|office| (office.phone.clone(), office.mailbox.clone())).unwrap_or_default();
    let hours = office.map_or_else(OpeningHours::default, |office| office.hours);
    let rooms = office.map(|office| office.rooms.as_slice()).unwrap_or_default();
    view! {
        {both(form, "name", ("名前", None), text(|words| &words.name), false)}
        {both(form, "short", ("短い名前", Some("一覧で使います。空けると、名前と同じです。例 中央")), text(|words| &words.short), false)}
        {slug(form, office)}
        {kind(form, office)}
        {both(form, "address", ("住所", None), text(|words| &words.address), false)}
        {both(form, "floor", ("階と部屋", Some("例 2階 母子相談室")), text(|words| &words.floor), false)}
        {both(form, "discreet_name", ("名前(予約を人に知られたくない方に)", Some("予約を人に知られたくない方へのお知らせと控えに使います。何の窓口かが分からない名前に。空けると、住所だけを書きます")), text(|words| &words.discreet_name), false)}
        {both(form, "discreet_floor", ("階と部屋(予約を人に知られたくない方に)", Some("例 2階 相談室")), text(|words| &words.discreet_floor), false)}
        {both(form, "access", ("行き方", Some("駅やバス停からの道、駐車場")), text(|words| &words.access), true)}
        {both(form, "accessibility", ("バリアフリー", Some("段差、エレベーター、トイレ、車いす用の駐車場")), text(|words| &words.accessibility), true)}
        {Line::text("phone", "電話番号", phone).optional().hint("空けると、市の番号を使います").view(form)}
        {Line::text("mailbox", "メールアドレス", mailbox).optional().hint("お知らせへの返信が届くところ。空けると、市のアドレスを使います").view(form)}
        {opening(form, hours)}
        {room_rows(form, rooms)}
    }
    .into_any()
}

/// Addresses hold the slug: it stays once it is made.
fn slug(form: Form<'_>, office: Option<&Office>) -> AnyView {
    match office {
        None => Line::text("slug", "アドレスに使う名前", "")
            .optional()
            .hint("小文字の英字、数字、ハイフン。空けると、英語の名前から作ります。あとから変えられません。例 north")
            .view(form),
        Some(office) => view! { <p class="soft">"アドレスに使う名前 "{office.slug.clone()}</p> }.into_any(),
    }
}

fn kind(form: Form<'_>, office: Option<&Office>) -> AnyView {
    let names = ["保健センター", "こども家庭センター", "そのほか"];
    let options = OFFICE_KINDS.into_iter().zip(names).map(|(word, name)| (word.to_owned(), name.to_owned())).collect();
    let stored = office.map_or("health_center", |office| office.kind.as_str());
    Choice { name: "kind", label: "種類", options, stored, hint: None }.select(form)
}

fn opening(form: Form<'_>, OpeningHours(week): OpeningHours) -> AnyView {
    let days = HOURS_FIELDS.into_iter().zip(WEEK).zip(week).map(|((field, day), hours)| {
        let times = hours.map(|hours| (Hours::text(hours.from), Hours::text(hours.until))).unwrap_or_default();
        time_pair(form, field.trim_end_matches("_from"), day, times)
    });
    view! {
        <section aria-labelledby="opening">
            <h3 id="opening">"開庁時間"</h3>
            <p class="hint">"9:00 の形で。休みの曜日は、両方を空けます。"</p>
            {days.collect_view()}
        </section>
    }
    .into_any()
}

fn room_rows(form: Form<'_>, rooms: &[Room]) -> AnyView {
    let stored = rooms.iter().map(Some).chain(std::iter::repeat_n(None, MORE_ROOMS));
    let rows = stored.enumerate().map(|(row, room)| room_row(form, row, room)).collect_view();
    let error = crate::pages::city::form::hints("rooms", None, form.error("rooms"));
    view! {
        <section aria-labelledby="rooms">
            <h3 id="rooms">"部屋"</h3>
            <p class="hint">"来所の面談だけが部屋を使います。使わなくした部屋でも、今ある予約はそのまま残ります。"</p>
            {error}
            {rows}
        </section>
    }
    .into_any()
}

fn room_row(form: Form<'_>, row: usize, room: Option<&Room>) -> AnyView {
    let legend = room.map_or_else(|| "新しい部屋".to_owned(), |room| room.name.clone());
    let of = format!("部屋{}", row + 1);
    let name = Line::text("room_name", "名前", room.map(|room| room.name.clone()).unwrap_or_default());
    let places = Line::number("room_places", "同時に入れる数", Some(room.map_or(1, |room| room.lanes)));
    let checked = form.ticked("room_active", &row.to_string(), room.is_none_or(|room| room.active));
    view! {
        <fieldset class="field">
            <legend>{legend}</legend>
            <input type="hidden" name="room_id" value=room.map(|room| room.id.to_string()).unwrap_or_default()/>
            <div class="inline">
                {name.of(of.clone()).in_row(row).part(form)}
                {places.of(of.clone()).in_row(row).part(form)}
                <label class="check">
                    <input type="checkbox" name="room_active" value=row.to_string() checked=checked/>
                    <span><span class="said">{of}" "</span>"使う"</span>
                </label>
            </div>
        </fieldset>
    }
    .into_any()
}

/// In use or not, with what becomes of the bookings.
fn in_use(request: &Request, office: &Office, ahead: i64) -> AnyView {
    let (title, consequence, button) = if office.active {
        let bookings = match ahead {
            0 => "今後の予約はありません。".to_owned(),
            n => format!("この場所には今後の予約が{n}件あります。予約はそのまま残ります。"),
        };
        (
            "この場所を使わないようにする",
            format!("利用者のページに出なくなり、新しい予約が入りません。{bookings}"),
            "使わないようにする",
        )
    } else {
        ("この場所は使っていません", "使うようにすると、公開した枠をまた予約できます。".to_owned(), "使うようにする")
    };
    view! {
        <section aria-labelledby="in-use">
            <h2 id="in-use">{title}</h2>
            <p>{consequence}</p>
            <form method="post" action=format!("/staff/setup/offices/{}/active", office.id)>
                {version_of(request, SetupRow::Office(office.id))}
                <input type="hidden" name="active" value=(!office.active).to_string()/>
                <button class="button button--quiet" type="submit">{button}</button>
            </form>
        </section>
    }
    .into_any()
}
