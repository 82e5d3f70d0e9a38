//! Words and dates as staff read and say them.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use mendan_domain::booking::mark::Mark;
use mendan_domain::booking::mode::Mode;
use mendan_domain::booking::reference::Reference;
use mendan_domain::booking::{Channel, Status};
use mendan_domain::person::name::katakana;
use mendan_domain::person::phone::Phone;
use mendan_domain::staff::{Profession, Role};
use mendan_service::booking::answer::local;
use mendan_service::city::catalogue::{Catalogue, Kind, Office};
use mendan_service::model::{Booking, Contact};

use crate::components::{dates, mode_icon};
use crate::i18n::{staff_language, staff_words};

/// `12月2日(火)`.
pub(crate) fn day(date: NaiveDate) -> String {
    dates::day(staff_language(), date)
}

/// `12/2(火)`.
pub(crate) fn slash(date: NaiveDate) -> String {
    staff_words().dates.slash_of(date)
}

/// `1995年4月3日`.
pub(crate) fn birth(date: NaiveDate) -> String {
    staff_words().dates.birth_of(date)
}

/// A profession in a word.
pub(crate) fn profession(profession: Profession) -> &'static str {
    staff_words().staff.profession_of(profession)
}

/// `10:40 〜 11:20`.
pub(crate) fn span(catalogue: &Catalogue, from: DateTime<Utc>, until: DateTime<Utc>) -> String {
    dates::range(staff_language(), local(catalogue, from), local(catalogue, until))
}

/// `12月2日(火) 10:40`, on the city's clocks.
pub(crate) fn when(catalogue: &Catalogue, at: DateTime<Utc>) -> String {
    let at = local(catalogue, at);
    staff_words().dates.day_time(day(at.date_naive()), dates::time(at))
}

/// The sentence to say aloud: `11月25日 火曜日 午前9時20分、北部保健センターですね`.
pub(crate) fn aloud(at: DateTime<FixedOffset>, place: &str) -> String {
    staff_words().kit.aloud(moment_aloud(at), place)
}

/// When, as it is said: `11月25日 火曜日 午前9時20分`.
pub(crate) fn moment_aloud(at: DateTime<FixedOffset>) -> String {
    staff_words().dates.moment_spoken_of(at)
}

/// Where, as it is said: the office when she comes, otherwise the way.
pub(crate) fn place_aloud(office: &Office, mode: Mode) -> String {
    if mode == Mode::InPerson { office.words(staff_language()).name } else { mode_word(mode).to_owned() }
}

/// The mode in one word.
pub(crate) fn mode_word(mode: Mode) -> &'static str {
    mode_icon::mode_word(staff_language(), mode)
}

/// The state in one word.
pub(crate) fn status_word(status: Status, mode: Mode) -> &'static str {
    let t = &staff_words().kit;
    match (status, mode) {
        (Status::Booked, _) => t.status_booked,
        (Status::Arrived, Mode::InPerson) => t.status_here,
        (Status::Arrived, Mode::Video) => t.status_in_room,
        (Status::Arrived, Mode::Phone | Mode::HomeVisit) => t.status_begun,
        (Status::Fulfilled, _) => t.status_done,
        (Status::Cancelled, _) => t.status_cancelled,
        (Status::Noshow, _) => t.status_missed,
    }
}

/// The state of a booking in one word: whether its interview is going on, too.
pub(crate) fn state_word(booking: &Booking) -> &'static str {
    if booking.is_going_on() { staff_words().calendar.going_on } else { status_word(booking.status, booking.mode) }
}

/// What a button says that sets that mark.
pub(crate) fn mark_word(booking: &Booking, mark: Mark) -> &'static str {
    let t = &staff_words().kit;
    match (booking.status, mark) {
        (Status::Booked, Mark::Started) => t.mark_start_now,
        (_, Mark::Started) => t.mark_start,
        (_, Mark::NotStarted) => t.mark_not_started,
        (Status::Fulfilled, Mark::To(Status::Arrived)) => t.mark_not_done,
        (_, Mark::To(Status::Arrived)) => t.mark_came,
        (_, Mark::To(Status::Fulfilled)) if booking.is_going_on() => t.mark_end,
        (_, Mark::To(Status::Fulfilled)) => t.mark_done,
        (_, Mark::To(Status::Noshow)) => t.mark_missed,
        (_, Mark::To(Status::Booked)) => t.mark_booked,
        (_, Mark::To(Status::Cancelled)) => t.mark_cancelled,
    }
}

/// How a booking came.
pub(crate) fn channel_word(channel: Channel) -> &'static str {
    let t = &staff_words().kit;
    match channel {
        Channel::Web => t.channel_web,
        Channel::Api => t.channel_api,
        Channel::Phone => t.channel_phone,
        Channel::Counter => t.channel_counter,
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

/// Both parts of a name.
pub(crate) fn join(family: &str, given: &str) -> String {
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
    kind.map(|kind| kind.words(staff_language()).name).unwrap_or_default()
}

/// The office's name.
pub(crate) fn office_name(office: Option<&Office>) -> String {
    office.map(|office| office.words(staff_language()).name).unwrap_or_default()
}

/// The office's short name, as in 中央.
pub(crate) fn office_short(office: &Office) -> String {
    let words = office.words(staff_language());
    if words.short.is_empty() { words.name } else { words.short }
}

/// What a role is called, in the language of the staff or by the city.
pub(crate) fn role_name(catalogue: &Catalogue, role: Role) -> String {
    let own = || role.own().and_then(|id| catalogue.role(id)).map(|role| role.name.clone());
    staff_words().staff.ready_role_of(role).map(str::to_owned).or_else(own).unwrap_or_default()
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
