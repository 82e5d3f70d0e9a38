//! What was just done, said once on the page that follows, with its undo where undoing is simple.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use mendan_domain::booking::Status;
use mendan_domain::ids::BookingId;
use mendan_domain::mode::Mode;
use mendan_domain::slot::SlotId;
use mendan_service::model::Booking;
use mendan_service::usecase::answer::local;
use mendan_service::usecase::find::Handle;
use mendan_service::usecase::mark::may_mark;

use super::super::frame::AGAIN;
use super::super::words::{aloud, name, place_aloud, reference, status_word};
use crate::context::Request;

/// `?said=…&undo=…` beside the id of the booking it speaks of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Said {
    word: String,
    undo: Option<String>,
    booking: Option<BookingId>,
}

impl Said {
    /// Reads it.
    pub(crate) fn read(query: &ParamsMap) -> Self {
        let booking = query.get("b").or_else(|| query.get("booking"));
        Self {
            word: query.get("said").unwrap_or_default(),
            undo: query.get("undo"),
            booking: booking.and_then(|id| id.parse().ok()).map(BookingId),
        }
    }

    /// Whether there is anything to say; it has the focus then.
    pub(crate) fn speaks(&self) -> bool {
        plain(&self.word).is_some()
            || (self.booking.is_some()
                && matches!(self.word.as_str(), "moved" | "booked" | "mode" | "cancelled" | "marked"))
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
            "cancelled" => format!("{who}さんの予約を取り消しました。"),
            _ => format!("{who}さんを「{}」にしました。", status_word(booking.status, booking.mode)),
        };
        Some(notice(sentence, self.undo_form(request, &booking, back)))
    }

    fn undo_form(&self, request: &Request, booking: &Booking, back: &str) -> Option<AnyView> {
        let (undo, city) = (self.undo.as_deref()?, &request.catalogue().municipality);
        let (verb, field) = match self.word.as_str() {
            "moved" => SlotId::parse(undo).map(|_| ("move", "slot_id")),
            "mode" => Mode::parse(undo).map(|_| ("mode", "mode")),
            "marked" => Status::parse(undo)
                .filter(|to| *to != booking.status && may_mark(city, booking, *to, request.services.now()))
                .map(|_| ("mark", "status")),
            _ => None,
        }?;
        Some(
            view! {
                <form method="post" action=format!("/staff/bookings/{}/{verb}", booking.id)>
                    <input type="hidden" name="back" value=back.to_owned()/>
                    <input type="hidden" name=field value=undo.to_owned()/>
                    <button class="button button--quiet button--small" type="submit" data-key="u"><kbd>"U"</kbd>"元に戻す"</button>
                </form>
            }
            .into_any(),
        )
    }
}

fn notice(sentence: String, undo: Option<AnyView>) -> AnyView {
    view! { <div class="undo" role="status" tabindex="-1" autofocus=true><p>{sentence}</p>{undo}</div> }.into_any()
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
        "late" => "その時間は、もう過ぎています。何も変わっていません。",
        "impossible" => "いまの状態では、できません。ほかの人が先に変えたかもしれません。何も変わっていません。",
        "missing" => "その予約は見つかりません。",
        "busy" => "混み合っていて、できませんでした。もう一度押してください。",
        "again" => AGAIN,
        "gone" => "その時間は、もうありません。何も変わっていません。",
        "forbidden" => "時間をあけたり閉じたりするのは、保健師などの担当と管理者です。何も変わっていません。",
        "opened" => "時間をあけました。",
        "closed" => "時間を閉じました。",
        _ => return None,
    })
}
