//! What was just done, said once on the page that follows, with its undo while that can be done.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use mendan_domain::booking::Status;
use mendan_domain::ids::BookingId;
use mendan_service::booking::answer::local;
use mendan_service::handle::Handle;
use mendan_service::model::Booking;

use crate::components::version::version_field;
use crate::context::Request;
use crate::pages::desk::reassign::nurse_name;
use crate::pages::kit::frame::AGAIN;
use crate::pages::kit::words::{aloud, name, place_aloud, reference, status_word};

/// `?said=…` beside the id of the booking it speaks of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Said {
    word: String,
    booking: Option<BookingId>,
}

impl Said {
    /// Reads it.
    pub(crate) fn read(query: &ParamsMap) -> Self {
        let booking = query.get("b").or_else(|| query.get("booking"));
        Self {
            word: query.get("said").unwrap_or_default(),
            booking: booking.and_then(|id| id.parse().ok()).map(BookingId),
        }
    }

    /// Whether there is anything to say; it has the focus then.
    pub(crate) fn speaks(&self) -> bool {
        plain(&self.word).is_some()
            || (self.booking.is_some()
                && matches!(
                    self.word.as_str(),
                    "moved"
                        | "booked"
                        | "mode"
                        | "cancelled"
                        | "marked"
                        | "undone"
                        | "changed"
                        | "corrected"
                        | "reassigned"
                ))
    }

    /// The notice; `back` is where its undo comes back to.
    pub(crate) async fn view(&self, request: &Request, back: &str) -> Option<AnyView> {
        if !self.speaks() {
            return None;
        }
        if let Some(sentence) = plain(&self.word) {
            return Some(notice(sentence.to_owned(), None));
        }
        let booking = request.services.find(&request.context, &Handle::Id(self.booking?)).await.ok()?;
        let who = name(&booking.contact);
        let sentence = match self.word.as_str() {
            "moved" => format!("{who}さんの予約を移しました。{}", read_back(request, &booking)),
            "booked" => format!(
                "{who}さんの予約を入れました。受付番号 {}。{}",
                reference(&booking),
                read_back(request, &booking)
            ),
            "mode" => format!("{who}さんの方法を変えました。{}", read_back(request, &booking)),
            "corrected" => format!("{who}さんの内容をなおしました。"),
            "reassigned" => {
                let nurse = nurse_name(request, booking.claim.staff);
                format!("{who}さんの担当を替えました。いまの担当は、{nurse}さんです。")
            }
            "cancelled" => format!("{who}さんの予約を取り消しました。"),
            "undone" => format!("元にもどしました。{who}さん {}", stands(request, &booking)),
            "changed" => {
                format!("この予約は変わりました。何もしていません。いまは、{who}さん {}", stands(request, &booking))
            }
            _ => format!("{who}さんを「{}」にしました。", status_word(booking.status, booking.mode)),
        };
        let undo = if matches!(self.word.as_str(), "undone" | "changed") {
            None
        } else {
            undo_form(request, &booking, back).await
        };
        Some(notice(sentence, undo))
    }
}

/// What the booking is now, in a line.
fn stands(request: &Request, booking: &Booking) -> String {
    match booking.status {
        Status::Booked => read_back(request, booking),
        Status::Cancelled => "取り消し済み".to_owned(),
        status => format!("「{}」", status_word(status, booking.mode)),
    }
}

/// The button that takes the last act back, while that can be done, and until when.
async fn undo_form(request: &Request, booking: &Booking, back: &str) -> Option<AnyView> {
    let until = request.services.undoable(&request.context, booking).await.ok()??;
    let rest = (until - request.services.now()).num_seconds();
    let until = local(request.catalogue(), until).format("%-H:%M:%S");
    let hint = format!("あと{rest}秒({until}まで)。知らせは、そのあとに送ります");
    Some(
        view! {
            <form method="post" action=format!("/staff/bookings/{}/undo", booking.id)>
                <input type="hidden" name="back" value=back.to_owned()/>
                {version_field(booking.version)}
                <button class="button button--quiet button--small" type="submit" data-key="u"><kbd>"U"</kbd>"元にもどす"</button>
                <span class="hint">{hint}</span>
            </form>
        }
        .into_any(),
    )
}

fn notice(sentence: String, undo: Option<AnyView>) -> AnyView {
    view! { <div class="undo" id="said" role="status" tabindex="-1" autofocus=true><p>{sentence}</p>{undo}</div> }
        .into_any()
}

fn read_back(request: &Request, booking: &Booking) -> String {
    let catalogue = request.catalogue();
    let place = catalogue.office(booking.office).map(|office| place_aloud(office, booking.mode)).unwrap_or_default();
    format!("「{}」", aloud(local(catalogue, booking.starts_at), &place))
}

/// Sentences that name no booking.
fn plain(word: &str) -> Option<&'static str> {
    Some(match word {
        "taken" => "その時間は、たったいま埋まりました。ほかの時間を選んでください。何も変わっていません。",
        "already" => "同じ内容の予約が、もうあります。名前か電話の下4けたで探して、その予約を移してください。",
        "refused" => "その時間は、規則か休みのため選べません。ほかの時間を選んでください。何も変わっていません。",
        "full" => {
            "この時間は、その方法では空いていません。日時を変えると、選べることがあります。何も変わっていません。"
        }
        "reason" => {
            "理由が長すぎるか、使えない文字や番号があります。直して、もう一度押してください。何も変わっていません。"
        }
        "same" => "日時はそのままです。",
        "correct_same" => "変わったところは、ありませんでした。",
        "colleague_busy" => "その人は、この時間に空いていません。ほかの人を選んでください。何も変わっていません。",
        "mode_same" => "方法はそのままです。",
        "over" => "元にもどせる時間(20秒)が過ぎました。何も変わっていません。",
        "time_changed" => "この時間は変わりました。ほかの人が先にあけたか、閉じました。何もしていません。",
        "late" => "その時間は、もう過ぎています。何も変わっていません。",
        "impossible" => "いまの状態では、できません。ほかの人が先に変えたかもしれません。何も変わっていません。",
        "missing" => "その予約は見つかりません。",
        "busy" => "混み合っていて、できませんでした。もう一度押してください。",
        "again" => AGAIN,
        "gone" => "その時間は、もうありません。何も変わっていません。",
        "opened" => "時間をあけました。",
        "closed" => "時間を閉じました。",
        _ => return None,
    })
}
