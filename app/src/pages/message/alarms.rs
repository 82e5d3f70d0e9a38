//! The strip on every page of an administrator: what is wrong, since when, and what to do.

use leptos::prelude::*;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::model::{Alarm, AlarmCode};

use crate::context::Request;
use crate::pages::kit::words::when;

/// What is wrong, what to do, where.
struct Words {
    wrong: String,
    mend: &'static str,
    place: Option<(&'static str, &'static str)>,
}

/// The strip; nothing while nothing is wrong.
pub(crate) fn strip(request: &Request) -> Option<AnyView> {
    if request.alarms.is_empty() {
        return None;
    }
    let alarms = request.alarms.iter().map(|alarm| one(request.catalogue(), alarm)).collect_view();
    Some(view! { <section class="alarms" aria-label="管理者へのお知らせ"><ul>{alarms}</ul></section> }.into_any())
}

fn one(catalogue: &Catalogue, alarm: &Alarm) -> AnyView {
    let Words { wrong, mend, place } = words(catalogue, alarm);
    let since = format!("{}から", when(catalogue, alarm.raised_at));
    let place = place.map(|(href, word)| view! { " "<a href=href>{word}</a> });
    view! { <li class="notice notice--error"><p><strong>{wrong}</strong>" "<span>{since}</span></p><p>{mend}{place}</p></li> }
        .into_any()
}

/// To add an alarm: its words here.
fn words(catalogue: &Catalogue, alarm: &Alarm) -> Words {
    match AlarmCode::parse(&alarm.code) {
        Some(AlarmCode::MailRelay) => Words {
            wrong: format!("メールを送れません。メールサーバーの答え: {}", alarm.detail),
            mend: "予約はいつもどおり受け付けています。メールは待っていて、直ると2分以内に送ります。メールサーバーの担当者に、この答えを伝えてください。",
            place: Some(("/staff/mail", "待っているメールを見る")),
        },
        Some(AlarmCode::MailInternal) => Words {
            wrong: "このシステムの不具合で、送れないメールがあります。".to_owned(),
            mend: "必要な人には電話で伝え、運用の担当者に知らせてください。",
            place: Some(("/staff/mail", "送れないメールを見る")),
        },
        Some(AlarmCode::MailHeld) => Words {
            wrong: match chrono::DateTime::parse_from_rfc3339(&alarm.detail) {
                Ok(taken) => format!(
                    "{}のバックアップから戻したので、送っていなかったメールを止めています。",
                    when(catalogue, taken.to_utc())
                ),
                Err(_) => "バックアップから戻したので、送っていなかったメールを止めています。".to_owned(),
            },
            mend: "もう送ってあるメールや、いまは違うメールかもしれません。確かめて、送るか、やめるかを決めてください。",
            place: Some(("/staff/mail/held", "止めているメールを見る")),
        },
        Some(AlarmCode::NetworkShare) => Words {
            wrong: format!(
                "同じネットワーク({})からの予約が、これからの枠の5分の1になりました。そこからの予約を止めています。",
                alarm.subject
            ),
            mend: "病院や携帯電話の会社のネットワークなら、続けて予約できるようにしてください。",
            place: Some(("/staff/setup/networks", "ネットワークを見る")),
        },
        Some(AlarmCode::Secret) => Words {
            wrong: "予定日・配慮・ひとことなど、暗号化した項目を読めない予約があります。サーバーの秘密(MENDAN_SECRET)が、保存したときのものと違います。"
                .to_owned(),
            mend: "項目は消えていません。前の秘密も並べて起動し直すと読めます。運用の担当者に知らせてください。",
            place: None,
        },
        None => Words {
            wrong: format!("{} {}", alarm.code, alarm.detail),
            mend: "運用の担当者に知らせてください。",
            place: None,
        },
    }
}
