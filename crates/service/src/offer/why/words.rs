//! The words of reasons: a sentence, the rule, and where it is changed.

use chrono::{DateTime, Datelike as _, NaiveDate, Timelike as _, Utc};
use mendan_domain::ids::{ClosureId, KindId, StaffId};
use mendan_domain::offer::Reason;
use mendan_domain::offer::closed::Closed;

use super::WhyReason;
use crate::city::catalogue::Catalogue;

/// 4月3日.
fn day(date: NaiveDate) -> String {
    format!("{}月{}日", date.month(), date.day())
}

fn moment(catalogue: &Catalogue, at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&catalogue.municipality.timezone);
    format!("{} {}:{:02}", day(local.date_naive()), local.hour(), local.minute())
}

pub(super) fn name(catalogue: &Catalogue, staff: StaffId) -> String {
    catalogue.staff(staff).map_or_else(|| "担当者".to_owned(), |member| format!("{}さん", member.display_name))
}

const CLOSURES: &str = "/staff/setup/closures";
pub(super) const TEMPLATES: &str = "/staff/setup/templates";

/// A reason in words.
pub(super) fn of(catalogue: &Catalogue, kind: KindId, reason: &Reason) -> WhyReason {
    let rules = format!("/staff/setup/kinds/{kind}");
    let member = |staff: &StaffId| format!("/staff/setup/staff/{staff}");
    let (text, rule, change_at): (String, String, String) = match reason {
        Reason::Past => ("開始の時刻を過ぎています。".into(), "開始時刻まで".into(), String::new()),
        Reason::KindInactive => ("この面談は、いま受け付けていません。".into(), "面談の種類: 休止中".into(), rules),
        Reason::OfficeInactive => {
            ("この場所は、いま使っていません。".into(), "場所: 休止中".into(), "/staff/setup/offices".into())
        }
        Reason::ModeNotOffered => ("この面談には、その方法がありません。".into(), "面談の種類: 方法".into(), rules),
        Reason::StaffOnly => {
            ("この面談は職員だけが予約を入れられます。".into(), "面談の種類: 職員が予約".into(), rules)
        }
        Reason::Closed(closed) | Reason::Absent(_, closed) => return of_closed(catalogue, reason, closed),
        Reason::Horizon { opens_on } => {
            (format!("まだ受付の期間ではありません。{}から予約できます。", day(*opens_on)), "受付期間".into(), rules)
        }
        Reason::LeadTime { closed_at } => {
            let deadline = catalogue.kind(kind).map(|kind| kind.rules.book.ja()).unwrap_or_default();
            let at = moment(catalogue, *closed_at);
            (format!("受付の締切({at})を過ぎています。"), format!("締切: {deadline}"), rules)
        }
        Reason::Quota { group, limit, opens_on } => {
            let opens = opens_on.map(|date| format!("のこりは{}に Web へ開放します。", day(date))).unwrap_or_default();
            let text = format!("{}で受ける数(1日{limit}件)に達しています。{opens}", group.ja());
            (text, format!("受付数: {} 1日{limit}件", group.ja()), rules)
        }
        Reason::Capacity { limit } => {
            (format!("同じ時刻に受ける数({limit}件)に達しています。"), format!("定員: 同時{limit}件"), rules)
        }
        Reason::NotPublished => ("この時刻の枠は公開されていません。".into(), "ひな型・公開".into(), TEMPLATES.into()),
        Reason::ClosedByHand(staff) => {
            (format!("{}の枠は、職員が閉じています。", name(catalogue, *staff)), "枠を閉じる".into(), "/staff".into())
        }
        Reason::NurseInactive(staff) => {
            (format!("{}は、いま担当していません。", name(catalogue, *staff)), "職員: 停止中".into(), member(staff))
        }
        Reason::WrongProfession(staff) => (
            format!("{}の職種は、この面談を担当しません。", name(catalogue, *staff)),
            "面談の種類: 担当する職種".into(),
            rules,
        ),
        Reason::ModeNotDone(staff) => (
            format!("{}は、この時刻にその方法では面談しません。", name(catalogue, *staff)),
            "職員: 担当する方法".into(),
            member(staff),
        ),
        Reason::DailyMaximum(staff, limit) => (
            format!("{}のこの日の面談が上限({limit}件)に達しています。", name(catalogue, *staff)),
            format!("1日の上限: {limit}件"),
            member(staff),
        ),
        Reason::NurseBusy(staff) => (
            format!("{}には、この時間にほかの予約か仮押さえがあります。", name(catalogue, *staff)),
            "予約・仮押さえ".into(),
            String::new(),
        ),
        Reason::NoPartner => (
            "いっしょに面談する職種の職員が、この時間に空いていません。".into(),
            "面談の種類: 二人で担当".into(),
            rules,
        ),
        Reason::RoomFull => {
            ("場所の部屋がすべて使われています。".into(), "部屋が満室".into(), "/staff/setup/offices".into())
        }
    };
    WhyReason { code: reason.code(), text, rule, change_at, whose: None }
}

fn of_closed(catalogue: &Catalogue, reason: &Reason, closed: &Closed) -> WhyReason {
    let (text, rule) = match closed {
        Closed::Closure { id, reason, office } => {
            let place = office.and_then(|id| catalogue.office(id));
            let place = place.map(|office| office.words(mendan_domain::language::Language::Ja).name);
            let place = place.unwrap_or_else(|| "すべての場所".to_owned());
            (format!("{place}は{}休みです({reason})。", when(catalogue, *id)), format!("休み: {reason}"))
        }
        Closed::YearEnd => ("年末年始(12月29日〜1月3日)はお休みです。".into(), "閉庁日: 年末年始".into()),
        Closed::Holiday { name } => (format!("祝日です({name})。"), format!("祝日: {name}")),
        Closed::Absence { id, reason: why } => {
            let who = match reason {
                Reason::Absent(staff, _) => name(catalogue, *staff),
                _ => "担当者".to_owned(),
            };
            (format!("{who}は{}不在です({why})。", when(catalogue, *id)), format!("不在: {why}"))
        }
    };
    // The turn of the year and holidays have a page of their own.
    let change_at = match closed {
        Closed::YearEnd | Closed::Holiday { .. } => "/staff/setup/holidays",
        Closed::Closure { .. } | Closed::Absence { .. } => CLOSURES,
    };
    let whose = if let Reason::Absent(staff, _) = reason { Some(*staff) } else { None };
    WhyReason { code: reason.code(), text, rule, change_at: change_at.into(), whose }
}

/// 「9:00〜12:00、」 of a closure of some hours; nothing of whole days.
fn when(catalogue: &Catalogue, id: ClosureId) -> String {
    let closure = catalogue.closed.closures.iter().find(|closure| closure.id == id);
    closure.and_then(|closure| closure.hours).map(|hours| format!("{hours}、")).unwrap_or_default()
}
