//! 「次の面談」 in the frame of the staff's pages: when, how, where or the way in, how long until, and the way to what she wants to know before
//! (week of pregnancy, language, needs). That stands in the panel alone, where looking is noted, and not here in a fold: what is in a page has
//! been shown, folded or not, so every page she opens would have to note a look that nobody took, and the log would tell nothing any more.

use leptos::prelude::*;
use mendan_domain::booking::mode::Mode;
use mendan_service::booking::answer::local;
use mendan_service::booking::repository::NextInterview;

use crate::components::dates;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::choice::mode;
use crate::pages::kit::words::office_short;

/// The line; nothing where she has none.
pub(super) fn line(request: &Request) -> Option<AnyView> {
    let next = request.next.as_deref()?;
    let NextInterview { booking, mode: how, starts_at, .. } = *next;
    let t = staff_words();
    let start = local(request.catalogue(), starts_at);
    let join = next.join_url.clone().filter(|_| how == Mode::Video);
    let place = place(request, next).map(|place| view! { <span>{place}</span> });
    Some(
        view! {
            <section class="upnext upnext--bar" aria-label=t.calendar.next>
                <span>{t.calendar.next}</span>
                <a href=format!("/staff?booking={booking}#panel")>
                    <time datetime=dates::iso(start)>{dates::time(start)}</time><span>{mode(how)}</span><span>{t.calendar.next_essentials}</span>
                </a>
                {place}
                {join.map(enter)}
                <span>{until((starts_at - request.services.now()).num_minutes())}</span>
            </section>
        }
        .into_any(),
    )
}

/// Where she comes to, with the room.
fn place(request: &Request, next: &NextInterview) -> Option<String> {
    let office = request.catalogue().office(next.office).filter(|_| next.mode == Mode::InPerson)?;
    let room = office.rooms.iter().find(|room| Some(room.id) == next.room);
    Some(room.map_or_else(|| office_short(office), |room| format!("{} {}", office_short(office), room.name)))
}

/// The way into the room.
pub(crate) fn enter(url: String) -> AnyView {
    let t = staff_words();
    view! { <a href=url rel="noreferrer" target="_blank">{t.calendar.enter}<span class="said">{t.kit.new_window}</span></a> }
        .into_any()
}

/// How long until, in words.
pub(crate) fn until(minutes: i64) -> String {
    let t = &staff_words().calendar;
    match minutes {
        60.. if minutes % 60 == 0 => t.in_hours(minutes / 60),
        60.. => t.in_hours_minutes(minutes / 60, minutes % 60),
        1..60 => t.in_minutes(minutes),
        0 => t.begins_now.to_owned(),
        _ => t.since_minutes(-minutes),
    }
}

#[cfg(test)]
mod tests {
    use super::until;

    #[test]
    fn the_wait_is_told_in_hours_and_minutes() {
        assert_eq!(
            [until(28), until(60), until(125), until(-3)],
            ["あと28分", "あと1時間", "あと2時間5分", "始まりから3分"]
        );
    }
}
