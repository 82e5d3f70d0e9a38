//! Words and dates as staff read and say them.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike, Utc};
use mendan_domain::booking::mode::Mode;
use mendan_domain::booking::reference::Reference;
use mendan_domain::booking::{Channel, Status};
use mendan_domain::date::weekday_ja;
use mendan_domain::language::Language;
use mendan_domain::person::name::katakana;
use mendan_domain::person::phone::Phone;
use mendan_domain::staff::Role;
use mendan_service::booking::answer::local;
use mendan_service::city::catalogue::{Catalogue, Kind, Office};
use mendan_service::model::{Booking, Contact};

use crate::components::{dates, mode_icon};

/// `12/2(火)`.
pub(crate) fn slash(date: NaiveDate) -> String {
    format!("{}/{}({})", date.month(), date.day(), weekday_ja(date))
}

/// `1995年4月3日`.
pub(crate) fn birth(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// `10:40 〜 11:20`.
pub(crate) fn span(catalogue: &Catalogue, from: DateTime<Utc>, until: DateTime<Utc>) -> String {
    dates::range(Language::Ja, local(catalogue, from), local(catalogue, until))
}

/// `12月2日(火) 10:40`, on the city's clocks.
pub(crate) fn when(catalogue: &Catalogue, at: DateTime<Utc>) -> String {
    let at = local(catalogue, at);
    format!("{} {}", mendan_domain::date::format_short_ja(at.date_naive()), dates::time(at))
}

/// The sentence to say aloud: `11月25日 火曜日 午前9時20分、北部保健センターですね`.
pub(crate) fn aloud(at: DateTime<FixedOffset>, place: &str) -> String {
    format!("{}、{place}ですね", moment_aloud(at))
}

/// When, as it is said: `11月25日 火曜日 午前9時20分`.
pub(crate) fn moment_aloud(at: DateTime<FixedOffset>) -> String {
    let date = at.date_naive();
    let (half, hour) = if at.hour() < 12 { ("午前", at.hour()) } else { ("午後", at.hour() - 12) };
    let minute = if at.minute() == 0 { String::new() } else { format!("{}分", at.minute()) };
    format!("{}月{}日 {}曜日 {half}{hour}時{minute}", date.month(), date.day(), weekday_ja(date))
}

/// Where, as it is said: the office when she comes, otherwise the way.
pub(crate) fn place_aloud(office: &Office, mode: Mode) -> String {
    if mode == Mode::InPerson { office.words(Language::Ja).name } else { mode_word(mode).to_owned() }
}

/// The mode in one word.
pub(crate) fn mode_word(mode: Mode) -> &'static str {
    mode_icon::mode_word(Language::Ja, mode)
}

/// The state in one word.
pub(crate) const fn status_word(status: Status, mode: Mode) -> &'static str {
    match (status, mode) {
        (Status::Booked, _) => "予約",
        (Status::Arrived, Mode::InPerson) => "来所済",
        (Status::Arrived, Mode::Video) => "入室済",
        (Status::Arrived, Mode::Phone | Mode::HomeVisit) => "開始",
        (Status::Fulfilled, _) => "済",
        (Status::Cancelled, _) => "取消",
        (Status::Noshow, _) => "欠席",
    }
}

/// What a button says that sets `to`.
pub(crate) const fn mark_word(from: Status, to: Status) -> &'static str {
    match (from, to) {
        (Status::Fulfilled, Status::Arrived) => "「済」を取り消す",
        (_, Status::Arrived) => "来ました",
        (_, Status::Fulfilled) => "終わりました",
        (_, Status::Noshow) => "来ませんでした",
        (_, Status::Booked) => "「予約」に戻す",
        (_, Status::Cancelled) => "取り消す",
    }
}

/// How a booking came.
pub(crate) const fn channel_word(channel: Channel) -> &'static str {
    match channel {
        Channel::Web => "ウェブ",
        Channel::Api => "連携システム",
        Channel::Phone => "電話で受付",
        Channel::Counter => "窓口で受付",
    }
}

/// `架空 花子`.
pub(crate) fn name(contact: &Contact) -> String {
    join(&contact.family_name, &contact.given_name)
}

/// `カクウ ハナコ`; empty where it says no more than the name does.
pub(crate) fn kana(contact: &Contact) -> String {
    let kana = join(&contact.family_kana, &contact.given_kana);
    if katakana(&name(contact)) == kana { String::new() } else { kana }
}

fn join(family: &str, given: &str) -> String {
    [family, given].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// The number for people in Japan.
pub(crate) fn phone(contact: &Contact) -> String {
    Phone::parse(&contact.phone_typed).map_or_else(|_| contact.phone_typed.clone(), |phone| phone.national().to_owned())
}

/// `7K3M-29QX`.
pub(crate) fn reference(booking: &Booking) -> String {
    Reference::parse(&booking.reference).map_or_else(|| booking.reference.clone(), |reference| reference.to_string())
}

/// The kind's name.
pub(crate) fn kind_name(kind: Option<&Kind>) -> String {
    kind.map(|kind| kind.words(Language::Ja).name).unwrap_or_default()
}

/// The office's name.
pub(crate) fn office_name(office: Option<&Office>) -> String {
    office.map(|office| office.words(Language::Ja).name).unwrap_or_default()
}

/// The office's short name, as in 中央.
pub(crate) fn office_short(office: &Office) -> String {
    let words = office.words(Language::Ja);
    if words.short.is_empty() { words.name } else { words.short }
}

/// What she may do, in a word.
pub(crate) fn role_word(role: Role) -> &'static str {
    let t = &mendan_words::words(Language::Ja).staff;
    match role {
        Role::Administrator => t.role_administrator,
        Role::Nurse => t.role_nurse,
        Role::Receptionist => t.role_receptionist,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).expect("a time")
    }

    #[test]
    fn a_time_is_said_as_people_say_it() {
        assert_eq!(
            aloud(at("2025-11-25T09:20:00+09:00"), "北部保健センター"),
            "11月25日 火曜日 午前9時20分、北部保健センターですね"
        );
        assert_eq!(aloud(at("2025-11-25T13:00:00+09:00"), "電話"), "11月25日 火曜日 午後1時、電話ですね");
        assert_eq!(aloud(at("2025-11-25T12:05:00+09:00"), "電話"), "11月25日 火曜日 午後0時5分、電話ですね");
    }
}
