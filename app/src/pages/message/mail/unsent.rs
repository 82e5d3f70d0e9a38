//! The page of mails that did not leave, by whose fault it is.

use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::message::unsent::Unsent;
use mendan_service::model::{Failure, OutboxState};

use super::item::{about, answer, button, which};
use super::reports::reports;
use super::{jobs, mail_page};
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::message::sent::{has_no_way, way_to_mend};

/// The page.
#[component]
pub fn UnsentMails() -> impl IntoView {
    mail_page(staff_words().mail.unsent_title, page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let t = &staff_words().mail;
    let mails = request.services.unsent_mails(&request.context.permit()?).await?;
    let of = |failure: Option<Failure>, state: OutboxState| -> Vec<&Unsent> {
        let fits = |mail: &&Unsent| mail.row.as_ref().is_some_and(|row| row.failure == failure && row.state == state);
        mails.ended.iter().filter(fits).collect()
    };
    let unreadable = mails.ended.iter().filter(|mail| mail.row.is_none());
    let internal: Vec<&Unsent> =
        of(Some(Failure::Internal), OutboxState::Failed).into_iter().chain(unreadable).collect();
    let (unset, refused): (Vec<&Unsent>, Vec<&Unsent>) =
        mails.waiting.iter().partition(|mail| mail.row.as_ref().is_some_and(has_no_way));
    let groups = [
        waiting(&request, ("unset", t.unset_title, t.unset_hint), &unset),
        waiting(&request, ("waiting", t.waiting_title, t.waiting_hint), &refused),
        group(&request, &recipient(), &of(Some(Failure::Recipient), OutboxState::Failed)),
        group(&request, &letter(), &of(Some(Failure::Letter), OutboxState::Failed)),
        group(&request, &internal_fault(), &internal),
        group(&request, &earlier(), &of(None, OutboxState::Failed)),
        group(&request, &late(), &of(None, OutboxState::Expired)),
        group(&request, &late_by_relay(), &of(Some(Failure::Relay), OutboxState::Expired)),
        jobs::undone(&request, &mails.jobs),
    ];
    let none = groups.iter().all(Option::is_none).then(|| {
        view! {
            <p>{t.all_sent}</p>
            <p class="soft">{t.what_stands_here}</p>
        }
    });
    let held = request.opens("/staff/mail/held").then(|| {
        view! { <p><a href="/staff/mail/held">{t.to_held}</a></p> }
    });
    let reports = reports(&request).await?;
    Ok(view! { {none}{groups.into_iter().collect_view()}{reports}{held} }.into_any())
}

/// A group of mails that ended.
struct Group {
    id: &'static str,
    title: &'static str,
    hint: &'static str,
    /// The failure's word; empty for what had none.
    failure: &'static str,
}

fn recipient() -> Group {
    let t = &staff_words().mail;
    Group { id: "recipient", title: t.recipient_title, hint: t.recipient_hint, failure: Failure::Recipient.as_str() }
}

fn letter() -> Group {
    let t = &staff_words().mail;
    Group { id: "letter", title: t.letter_title, hint: t.letter_hint, failure: Failure::Letter.as_str() }
}

fn internal_fault() -> Group {
    let t = &staff_words().mail;
    Group { id: "internal", title: t.internal_title, hint: t.internal_hint, failure: Failure::Internal.as_str() }
}

fn earlier() -> Group {
    let t = &staff_words().mail;
    Group { id: "earlier", title: t.earlier_title, hint: t.earlier_hint, failure: "" }
}

fn late() -> Group {
    let t = &staff_words().mail;
    Group { id: "late", title: t.late_title, hint: t.late_hint, failure: "" }
}

fn late_by_relay() -> Group {
    let t = &staff_words().mail;
    Group {
        id: "late-by-relay",
        title: t.late_by_relay_title,
        hint: t.late_by_relay_hint,
        failure: Failure::Relay.as_str(),
    }
}

/// What waits: the section's id, its title and what will become of it.
fn waiting(
    request: &Request,
    (id, title, hint): (&'static str, &'static str, &'static str),
    mails: &[&Unsent],
) -> Option<AnyView> {
    if mails.is_empty() {
        return None;
    }
    let t = &staff_words().mail;
    let items = mails.iter().map(|mail| {
        let answer = mail.row.as_ref().map(|row| answer(request.catalogue(), row));
        view! { <li>{about(request, mail.row.as_ref(), mail.booking.as_ref())}{answer}</li> }
    });
    Some(
        view! {
            <section aria-labelledby=id>
                <h2 id=id>{t.group_title(mails.len(), title)}</h2>
                <p>{hint}</p>
                <ul class="stack">{items.collect_view()}</ul>
            </section>
        }
        .into_any(),
    )
}

fn group(request: &Request, group: &Group, mails: &[&Unsent]) -> Option<AnyView> {
    if mails.is_empty() {
        return None;
    }
    let t = &staff_words().mail;
    let again = mails.iter().filter(|mail| mail.resendable).count();
    let all = (again > 1).then(|| {
        let href = format!("/staff/mail/again?failure={}", group.failure);
        view! { <p class="buttons"><a class="button button--quiet button--small" href=href>{t.resend_all}</a></p> }
    });
    let items = mails.iter().map(|mail| item(request, mail)).collect_view();
    Some(
        view! {
            <section aria-labelledby=group.id>
                <h2 id=group.id>{t.group_title(mails.len(), group.title)}</h2>
                <p>{group.hint}</p>
                {all}
                <ul class="stack">{items}</ul>
            </section>
        }
        .into_any(),
    )
}

fn item(request: &Request, mail: &Unsent) -> AnyView {
    let (row, booking) = (mail.row.as_ref(), mail.booking.as_ref());
    let t = &staff_words().mail;
    let which = which(row, booking);
    let again = if mail.resendable {
        button(format!("/staff/mail/{}/resend", mail.id), t.resend, &which, &[])
    } else {
        view! { <p class="soft">{t.cannot_resend}</p> }.into_any()
    };
    let mend = booking.filter(|_| row.is_some_and(|row| row.failure == Some(Failure::Recipient)));
    let mend = mend.and_then(|booking| way_to_mend(request, booking)).map(|href| {
        let whose = staff_words().kit.of_which(&which);
        view! { <a class="button button--quiet button--small" href=href>{t.mend_address}<span class="said">{whose}</span></a> }
    });
    let away = button(format!("/staff/mail/{}/settle", mail.id), t.settle, &which, &[]);
    view! {
        <li>
            {about(request, row, booking)}
            {row.map(|row| answer(request.catalogue(), row))}
            <div class="buttons">{mend}{again}{away}</div>
        </li>
    }
    .into_any()
}
