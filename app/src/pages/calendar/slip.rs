//! `/staff/bookings/:id/slip`: the A5 slip she takes home, readable without our system: furigana, QR code, phone.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mendan_domain::booking::mode::Mode;
use mendan_domain::date::format_short_ja;
use mendan_domain::ids::BookingId;
use mendan_domain::language::Language;
use mendan_service::booking::answer::local;
use mendan_service::calendar::day::Opened;
use mendan_service::message::told::Told;

use crate::components::head::Head;
use crate::components::live::PrintButton;
use crate::components::qr::Qr;
use crate::components::scripts::Scripts;
use crate::components::{dates, phone::tel};
use crate::context::{Request, request};
use crate::islands::DeskKeys;
use crate::pages::asked;
use crate::pages::kit::choice::mode;
use crate::pages::kit::frame::{fault, window_title};
use crate::pages::kit::words::{reference, span};

/// The slip.
#[component]
pub fn Slip() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").and_then(|id| id.parse().ok()).map(BookingId);
    asked(async move {
        let request = request();
        let opened = match id {
            Some(id) => request.services.open_booking(&request.context, id).await,
            None => Err(mendan_service::Refusal::NotFound),
        };
        let main = match &opened {
            Ok(opened) => slip(&request, opened),
            Err(refusal) => fault(refusal),
        };
        view! {
            <Head language=Language::Ja title=window_title(&request, "予約の控え")/>
            <div class="page">
                <main id="main" class="main stack" tabindex="-1">{main}</main>
            </div>
            <DeskKeys/>
            <Scripts/>
        }
        .into_any()
    })
}

fn slip(request: &Request, opened: &Opened) -> AnyView {
    let (catalogue, booking) = (request.catalogue(), &opened.booking);
    let start = local(catalogue, booking.starts_at);
    let back = format!("/staff/desk?b={}", booking.id);
    view! {
        <p class="buttons">
            <PrintButton label="印刷する".to_owned() hint="ブラウザーの「印刷」で、A5の紙に印刷できます。".to_owned()/>
            <a href=back data-key="escape"><kbd>"Esc"</kbd>" 電話受付へ戻る"</a>
        </p>
        <div class="done-head">
            <h1><ruby>"予約"<rt>"よやく"</rt></ruby>"の"<ruby>"控"<rt>"ひか"</rt></ruby>"え"</h1>
            <p class="reference"><ruby>"受付番号"<rt>"うけつけばんごう"</rt></ruby><strong>{reference(booking)}</strong></p>
        </div>
        <div class="appointment">
            <p class="appointment-label">{dates::year(Language::Ja, start.date_naive())}</p>
            <p class="appointment-date"><time datetime=dates::iso(start)>{format_short_ja(start.date_naive())}</time></p>
            <p class="appointment-time">{span(catalogue, booking.starts_at, booking.ends_at)}</p>
            <p class="appointment-place">{mode(booking.mode)}</p>
        </div>
        {place(request, opened)}
        {bring(request, opened)}
        {foot(request, opened)}
    }
    .into_any()
}

/// Where to come, or what will happen.
fn place(request: &Request, opened: &Opened) -> AnyView {
    let booking = &opened.booking;
    let Told { house, address, access, .. } = Told::of(request.catalogue(), booking, Language::Ja);
    match booking.mode {
        Mode::InPerson => {
            let lines = [address, access].into_iter().filter(|line| !line.is_empty());
            let lines = lines.map(|line| view! { <br/>{line} }).collect_view();
            view! {
                <section aria-labelledby="place">
                    <h2 id="place"><ruby>"場所"<rt>"ばしょ"</rt></ruby></h2>
                    <p><strong>{house}</strong>{lines}</p>
                </section>
            }
            .into_any()
        }
        Mode::Video => {
            let qr = booking.join_url.clone().map(|url| view! { <Qr text=url label="入室するページのQRコード" caption="時間になったら、このQRコードから入室".to_owned()/> });
            view! { <section aria-labelledby="place"><h2 id="place">"オンラインの"<ruby>"入室"<rt>"にゅうしつ"</rt></ruby></h2>{qr}</section> }.into_any()
        }
        Mode::Phone => view! { <p><ruby>"時間"<rt>"じかん"</rt></ruby>"になると、お"<ruby>"電話"<rt>"でんわ"</rt></ruby>"します。"</p> }.into_any(),
        Mode::HomeVisit => view! { <p><ruby>"時間"<rt>"じかん"</rt></ruby>"になると、お"<ruby>"宅"<rt>"たく"</rt></ruby>"へうかがいます。"</p> }.into_any(),
    }
}

/// What to bring; nothing on a discreet slip, for it would tell what the interview is.
fn bring(request: &Request, opened: &Opened) -> Option<AnyView> {
    let booking = &opened.booking;
    let words = request.catalogue().kind(booking.kind)?.words(Language::Ja);
    let things = words.things(booking.mode).to_vec();
    if booking.discreet || (things.is_empty() && words.note(booking.mode).is_none()) {
        return None;
    }
    let note = words.note(booking.mode).map(str::to_owned).map(|note| view! { <p>{note}</p> });
    if things.is_empty() {
        return Some(note.into_any());
    }
    let things = things.into_iter().map(|thing| view! { <li>{thing}</li> }).collect_view();
    Some(
        view! {
            <section aria-labelledby="bring">
                <h2 id="bring"><ruby>"持"<rt>"も"</rt></ruby>"ち"<ruby>"物"<rt>"もの"</rt></ruby></h2>
                <ul class="bring">{things}</ul>
                {note}
            </section>
        }
        .into_any(),
    )
}

/// How to change it: the link as a code, the phone.
fn foot(request: &Request, opened: &Opened) -> AnyView {
    let Told { phone: number, department, phone_hours, .. } =
        Told::of(request.catalogue(), &opened.booking, Language::Ja);
    let city = request.catalogue().municipality.words(Language::Ja).name;
    let who = if department.starts_with(&city) { department } else { format!("{city} {department}") };
    let hours = phone_hours.lines().map(|line| view! { {line.to_owned()}<br/> }).collect_view();
    view! {
        <div class="slip-foot">
            <div>
                <p>
                    <ruby>"変"<rt>"か"</rt></ruby>"えるとき、"<ruby>"取"<rt>"と"</rt></ruby>"り"<ruby>"消"<rt>"け"</rt></ruby>"すときは、このQRコードか"
                    <ruby>"電話"<rt>"でんわ"</rt></ruby>"で。"
                </p>
                <p><strong><a href=tel(&number)>{number.clone()}</a></strong><br/>{who}<br/>{hours}</p>
            </div>
            <Qr text=opened.manage_url.clone() label="予約のページのQRコード"/>
        </div>
    }
    .into_any()
}
