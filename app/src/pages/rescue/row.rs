//! One of those whom an absence meets: who, what is to be minded, how far it is, and what can be done for her.

use leptos::prelude::*;
use mendan_domain::ids::{ClosureId, StaffId};
use mendan_domain::language::Language;
use mendan_domain::staff::Permission;
use mendan_service::Refusal;
use mendan_service::model::{Booking, OfferSet, OfferState};
use mendan_service::rescue::list::{RescueRow, Rescued, is_due};

use crate::components::version::version_field;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::person_words::need;
use crate::pages::kit::words::{day, kana, kind_name, mode_word, name, office_name, phone, span, when};

/// Which booking a form is about, as its page shows it.
pub(super) fn mark(booking: &Booking) -> AnyView {
    let version = format!("version_{}", booking.id);
    view! {
        <input type="hidden" name="b" value=booking.id.to_string()/>
        <input type="hidden" name=version value=booking.version.to_string()/>
    }
    .into_any()
}

/// The entry.
pub(super) async fn row(request: &Request, closure: ClosureId, row: &RescueRow) -> Result<AnyView, Refusal> {
    let (booking, catalogue) = (&row.booking, request.catalogue());
    let (id, heading) = (format!("b{}", booking.id), format!("r{}", booking.id));
    let date = day(catalogue.municipality.local_date(booking.starts_at));
    let time = format!("{date} {}", span(catalogue, booking.starts_at, booking.ends_at));
    let nurse = nurse_name(request, booking.claim.staff);
    let what = [
        mode_word(booking.mode).to_owned(),
        kind_name(catalogue.kind(booking.kind)),
        office_name(catalogue.office(booking.office)),
        nurse,
    ]
    .join(" ・ ");
    let acts = if row.state.is_done() { undo(request, closure, row).await? } else { acts(request, closure, row) };
    Ok(view! {
        <li id=id>
            <article aria-labelledby=heading.clone()>
                <h3 id=heading.clone()>{time}" "{staff_words().kit.addressed(name(&booking.contact))}" "<small class="soft">{kana(&booking.contact)}</small></h3>
                <p>{what}</p>
                {marks(row)}
                <p><strong>{state(request, row)}</strong></p>
                {acts}
            </article>
        </li>
    }
    .into_any())
}

fn nurse_name(request: &Request, id: StaffId) -> String {
    request.catalogue().staff(id).map(|member| member.display_name.clone()).unwrap_or_default()
}

/// What is to be minded: her language, what she needs, whether she reads mails.
fn marks(row: &RescueRow) -> AnyView {
    let t = &staff_words().rescue;
    let booking = &row.booking;
    let language = (booking.language != Language::Ja).then(|| t.language(booking.language.own_name()));
    let needs = row.needs.iter().map(|word| need(word).to_owned());
    let mail = if booking.contact.email.is_some() { t.has_mail } else { t.no_mail };
    let all: Vec<String> = language.into_iter().chain(needs).chain([mail.to_owned()]).collect();
    view! { <p class="soft">{all.join(" ・ ")}</p> }.into_any()
}

/// How far it is, and by whom.
fn state(request: &Request, row: &RescueRow) -> String {
    let t = &staff_words().rescue;
    let (catalogue, booking) = (request.catalogue(), &row.booking);
    let ended = |is: OfferState| row.offer.as_ref().is_some_and(|set| set.state == is);
    let what = match row.state {
        Rescued::Open if ended(OfferState::Declined) => t.declined.to_owned(),
        Rescued::Open if ended(OfferState::Expired) => t.expired.to_owned(),
        Rescued::Open if ended(OfferState::Withdrawn) => t.withdrawn.to_owned(),
        Rescued::Open => t.open.to_owned(),
        Rescued::Waiting => {
            let until = row.offer.as_ref().map(|set| when(catalogue, set.until)).unwrap_or_default();
            let call = if is_due(&row.call, request.services.now()) { t.waiting_call } else { "" };
            format!("{} {call}", t.waiting(until))
        }
        Rescued::HandedOn => t.hand_on_done(nurse_name(request, booking.claim.staff)),
        Rescued::Moved if ended(OfferState::Taken) && row.by.is_none() => {
            t.moved_by_herself(when(catalogue, booking.starts_at))
        }
        Rescued::Moved => t.moved(when(catalogue, booking.starts_at)),
        Rescued::Cancelled => t.cancelled.to_owned(),
        Rescued::Spoken => t.spoken.to_owned(),
        Rescued::Over => t.over.to_owned(),
    };
    match row.by {
        Some(by) => format!("{what} ・ {}", nurse_name(request, by)),
        None => what,
    }
}

/// What can be done for whoever is not looked after yet.
fn acts(request: &Request, closure: ClosureId, row: &RescueRow) -> AnyView {
    let (t, booking) = (&staff_words().rescue, &row.booking);
    let whose = staff_words().kit.of_which(name(&booking.contact));
    let tel = view! {
        <p class="calls-phone"><a href=format!("tel:{}", booking.contact.phone_e164)>{phone(&booking.contact)}</a></p>
    };
    let desk = request.opens("/staff/desk").then(|| {
        let href = format!("/staff/desk?b={}", booking.id);
        view! { <a class="button button--small button--quiet" href=href>{t.to_desk}<span class="said">{whose.clone()}</span></a> }
    });
    let waiting = row.offer.as_ref().filter(|_| row.state == Rescued::Waiting);
    let forms = request.books().then(|| match waiting {
        Some(set) => answers(request, closure, (row, set), &whose),
        None => ways(request, closure, row, &whose),
    });
    view! { {tel}{forms}<div class="buttons">{talked(request, closure, row, &whose)}{desk}</div> }.into_any()
}

/// A colleague at the same time, or other times by mail.
fn ways(request: &Request, closure: ClosureId, row: &RescueRow, whose: &str) -> AnyView {
    let (t, booking) = (&staff_words().rescue, &row.booking);
    let base = format!("/staff/rescue/{closure}");
    let hand = row.colleague.map(|to| {
        let field = format!("to_{}", booking.id);
        view! {
            <form method="post" action=format!("{base}/hand")>
                {mark(booking)}
                <input type="hidden" name=field value=to.to_string()/>
                <button class="button button--small" type="submit">{t.hand_on(nurse_name(request, to))}<span class="said">{whose.to_owned()}</span></button>
            </form>
        }
    });
    let offer = booking.contact.email.is_some().then(|| {
        view! {
            <form method="post" action=format!("{base}/offer")>
                {mark(booking)}
                <button class="button button--quiet button--small" type="submit">{t.offer}<span class="said">{whose.to_owned()}</span></button>
            </form>
        }
    });
    view! { <div class="buttons">{hand}{offer}</div> }.into_any()
}

/// The times that are kept for her: she may choose one on the telephone.
fn answers(request: &Request, closure: ClosureId, (row, set): (&RescueRow, &OfferSet), whose: &str) -> AnyView {
    let t = &staff_words().rescue;
    let (catalogue, booking) = (request.catalogue(), &row.booking);
    let base = format!("/staff/rescue/{closure}");
    let stands = set.choices.iter().filter(|choice| choice.stands(catalogue));
    let choices = stands.map(|choice| {
        let place = office_name(catalogue.office(choice.office));
        let who = nurse_name(request, choice.staff);
        view! {
            <li><button class="free" type="submit" name="choice" value=choice.id.to_string()>
                <span><strong>{when(catalogue, choice.starts_at)}</strong>{place}" "{who}<span class="said">{t.take}{whose.to_owned()}</span></span>
            </button></li>
        }
    });
    view! {
        <form method="post" action=format!("{base}/take")>{mark(booking)}<ol class="frees">{choices.collect_view()}</ol></form>
        <form method="post" action=format!("{base}/withdraw")>
            {mark(booking)}
            <button class="button button--quiet button--small" type="submit">{t.withdraw}<span class="said">{whose.to_owned()}</span></button>
        </form>
    }
    .into_any()
}

/// She was spoken to.
fn talked(request: &Request, closure: ClosureId, row: &RescueRow, whose: &str) -> Option<AnyView> {
    let t = &staff_words().rescue;
    let open = row.call.done_at.is_none();
    (open && request.context.may(Permission::KeepCalls)).then(|| {
        view! {
            <form method="post" action=format!("/staff/rescue/{closure}/talked")>
                {mark(&row.booking)}
                {version_field(row.call.version)}
                <input type="hidden" name="call" value=row.call.id.to_string()/>
                <button class="button button--quiet button--small" type="submit">{t.talked}<span class="said">{whose.to_owned()}</span></button>
            </form>
        }
        .into_any()
    })
}

/// The last act, while it can be undone.
async fn undo(request: &Request, closure: ClosureId, row: &RescueRow) -> Result<AnyView, Refusal> {
    let booking = &row.booking;
    if !request.books() || !matches!(row.state, Rescued::HandedOn | Rescued::Moved | Rescued::Cancelled) {
        return Ok(().into_any());
    }
    let until = request.services.undoable(&request.context.permit()?, booking).await?;
    let whose = staff_words().kit.of_which(name(&booking.contact));
    let form = until.map(|_| {
        view! {
            <form method="post" action=format!("/staff/rescue/{closure}/undo")>
                {mark(booking)}
                {version_field(booking.version)}
                <button class="button button--quiet button--small" type="submit">{staff_words().rescue.undo}<span class="said">{whose}</span></button>
            </form>
        }
    });
    Ok(form.into_any())
}
