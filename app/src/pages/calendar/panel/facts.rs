//! The facts of a booking as a list of terms.

use leptos::prelude::*;
use mendan_domain::booking::mode::Mode;
use mendan_domain::language::Language;
use mendan_service::calendar::day::Opened;

use crate::context::Request;
use crate::pages::kit::choice::mode;
use crate::pages::kit::person_words::{born, need, weeks};
use crate::pages::kit::words::{channel_word, kind_name, office_name, phone, reference, status_word};
use crate::pages::message::sent::mail_state;

/// State, way, place, person, needs, message.
pub(crate) fn facts(request: &Request, opened: &Opened) -> AnyView {
    let (catalogue, booking) = (request.catalogue(), &opened.booking);
    let today = catalogue.municipality.local_date(request.services.now());
    let nurse = catalogue.staff(booking.claim.staff);
    let room = booking
        .claim
        .room
        .and_then(|(id, _)| catalogue.office(booking.office)?.rooms.iter().find(|room| room.id == id));
    let place = [office_name(catalogue.office(booking.office)), room.map(|room| room.name.clone()).unwrap_or_default()]
        .join(" ");
    let needs = opened.private.needs.iter().map(|word| need(word)).collect::<Vec<_>>().join("、");
    let language = (booking.language != Language::Ja).then(|| booking.language.own_name().to_owned());
    let both = [nurse, booking.claim.joint.and_then(|id| catalogue.staff(id))].into_iter().flatten();
    let nurses = both.map(|nurse| format!("{} {}", nurse.display_name, nurse.profession.ja()));
    let nurses = nurses.collect::<Vec<_>>().join("、");
    // A discreet booking's page promises that we tell her.
    let promised = (booking.discreet && booking.mode == Mode::InPerson).then(|| {
        let quietly =
            booking.contact.email.is_some() && opened.private.needs.iter().any(|need| need == "quiet_contact");
        let by = if quietly { "メール" } else { "電話" };
        format!("お知らせには書いていません。{by}で伝えてください")
    });
    view! {
        <dl class="facts">
            <dt>"状態"</dt><dd>{status_word(booking.status, booking.mode)}</dd>
            <dt>"方法"</dt><dd>{mode(booking.mode)}</dd>
            <dt>"内容"</dt><dd>{kind_name(catalogue.kind(booking.kind))}</dd>
            {fact("担当", Some(nurses))}
            {fact("場所", Some(place))}
            <dt>"電話"</dt><dd><a href=format!("tel:{}", booking.contact.phone_e164)>{phone(&booking.contact)}</a></dd>
            {fact("メール", booking.contact.email.clone())}
            {fact("生年月日", Some(born(&booking.contact, today)))}
            {fact("週数", weeks(&opened.private, today))}
            {fact("配慮", Some(needs))}
            {fact("ひとこと", Some(opened.private.note.clone()))}
            {fact("言葉", language)}
            {booking.discreet.then(|| view! { <dt>"連絡"</dt><dd>"ひかえめに(内容を書かない)"</dd> })}
            {fact("持ち物", promised)}
            <dt>"受付番号"</dt><dd>{reference(booking)}</dd>
            <dt>"受付"</dt><dd>{channel_word(booking.channel)}</dd>
            <dt>"知らせ"</dt><dd>{mail_state(booking, &opened.messages)}</dd>
        </dl>
    }
    .into_any()
}

/// A term and its value; nothing when there is none.
fn fact(term: &'static str, value: Option<String>) -> Option<AnyView> {
    let value = value.filter(|value| !value.trim().is_empty())?;
    Some(view! { <dt>{term}</dt><dd>{value}</dd> }.into_any())
}
