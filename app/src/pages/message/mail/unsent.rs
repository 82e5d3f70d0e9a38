//! The page of mails that did not leave, by whose fault it is.

use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::message::unsent::Unsent;
use mendan_service::model::{Failure, OutboxState};

use super::item::{about, answer, button, which};
use super::{jobs, mail_page};
use crate::context::Request;

/// The page.
#[component]
pub fn UnsentMails() -> impl IntoView {
    mail_page("届かなかったメール", page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let mails = request.services.unsent_mails(&request.context).await?;
    let catalogue = request.catalogue();
    let of = |failure: Option<Failure>, state: OutboxState| -> Vec<&Unsent> {
        let fits = |mail: &&Unsent| mail.row.as_ref().is_some_and(|row| row.failure == failure && row.state == state);
        mails.ended.iter().filter(fits).collect()
    };
    let unreadable = mails.ended.iter().filter(|mail| mail.row.is_none());
    let internal: Vec<&Unsent> =
        of(Some(Failure::Internal), OutboxState::Failed).into_iter().chain(unreadable).collect();
    let groups = [
        waiting(catalogue, &mails.waiting),
        group(catalogue, &RECIPIENT, &of(Some(Failure::Recipient), OutboxState::Failed)),
        group(catalogue, &LETTER, &of(Some(Failure::Letter), OutboxState::Failed)),
        group(catalogue, &INTERNAL, &internal),
        group(catalogue, &EARLIER, &of(None, OutboxState::Failed)),
        group(catalogue, &LATE, &of(None, OutboxState::Expired)),
        group(catalogue, &LATE_BY_RELAY, &of(Some(Failure::Relay), OutboxState::Expired)),
        jobs::undone(catalogue, &mails.jobs),
    ];
    let none = groups.iter().all(Option::is_none).then(|| {
        view! {
            <p>"送れなかったメールは、ありません。"</p>
            <p class="soft">"ここには、メールサーバーへ渡せなかったメールが出ます。渡したあとに相手へ届いたかどうかは、このシステムには分かりません。"</p>
        }
    });
    let held = request.opens("/staff/mail/held").then(|| {
        view! { <p><a href="/staff/mail/held">"バックアップから戻したあとに止めているメール"</a></p> }
    });
    Ok(view! { {none}{groups.into_iter().collect_view()}{held} }.into_any())
}

/// A group of mails that ended.
struct Group {
    id: &'static str,
    title: &'static str,
    hint: &'static str,
    /// The failure's word; empty for what had none.
    failure: &'static str,
}

const RECIPIENT: Group = Group {
    id: "recipient",
    title: "相手のアドレスに送れなかった",
    hint: "電話で伝えてください。アドレスを直したあとなら、もう一度送れます。",
    failure: Failure::Recipient.as_str(),
};
const LETTER: Group = Group {
    id: "letter",
    title: "メールの中身を断られた",
    hint: "電話で伝えてください。続くときは、メールサーバーの担当者に答えを知らせてください。",
    failure: Failure::Letter.as_str(),
};
const INTERNAL: Group = Group {
    id: "internal",
    title: "このシステムの不具合で送れなかった",
    hint: "電話で伝え、運用の担当者に知らせてください。",
    failure: Failure::Internal.as_str(),
};
const EARLIER: Group = Group {
    id: "earlier",
    title: "断られた",
    hint: "だれが断られたのかを記録していなかったころのメールです。電話で伝えるか、もう一度送ってください。",
    failure: "",
};
const LATE: Group = Group {
    id: "late",
    title: "間に合わなかった",
    hint: "送れないうちに、知らせる意味のある時間を過ぎました。必要なら電話で伝えてください。",
    failure: "",
};
const LATE_BY_RELAY: Group = Group {
    id: "late-by-relay",
    title: "メールサーバーが直る前に、間に合わなくなった",
    hint: "必要なら電話で伝えてください。",
    failure: Failure::Relay.as_str(),
};

fn waiting(catalogue: &Catalogue, mails: &[Unsent]) -> Option<AnyView> {
    if mails.is_empty() {
        return None;
    }
    let items = mails.iter().map(|mail| {
        let answer = mail.row.as_ref().map(|row| answer(catalogue, row));
        view! { <li>{about(catalogue, mail.row.as_ref(), mail.booking.as_ref())}{answer}</li> }
    });
    Some(
        view! {
            <section aria-labelledby="waiting">
                <h2 id="waiting">{format!("メールサーバーが直るのを待っている({}通)", mails.len())}</h2>
                <p>"メールサーバーが、このシステムからのメールを断っています。直ると、2分以内に自動で送ります。押すものはありません。"</p>
                <ul class="stack">{items.collect_view()}</ul>
            </section>
        }
        .into_any(),
    )
}

fn group(catalogue: &Catalogue, group: &Group, mails: &[&Unsent]) -> Option<AnyView> {
    if mails.is_empty() {
        return None;
    }
    let again = mails.iter().filter(|mail| mail.resendable).count();
    let all = (again > 1).then(|| {
        let fields = [("failure", group.failure.to_owned())];
        button("/staff/mail/resend".to_owned(), "まとめてもう一度送る", &format!("{again}通"), &fields)
    });
    let items = mails.iter().map(|mail| item(catalogue, mail)).collect_view();
    Some(
        view! {
            <section aria-labelledby=group.id>
                <h2 id=group.id>{format!("{}({}通)", group.title, mails.len())}</h2>
                <p>{group.hint}</p>
                {all}
                <ul class="stack">{items}</ul>
            </section>
        }
        .into_any(),
    )
}

fn item(catalogue: &Catalogue, mail: &Unsent) -> AnyView {
    let (row, booking) = (mail.row.as_ref(), mail.booking.as_ref());
    let which = which(row, booking);
    let again = if mail.resendable {
        button(format!("/staff/mail/{}/resend", mail.id), "もう一度送る", &which, &[])
    } else {
        view! { <p class="soft">"予約が変わったか、もう間に合わないため、もう一度は送れません。"</p> }.into_any()
    };
    let away = button(format!("/staff/mail/{}/settle", mail.id), "片づける", &which, &[]);
    view! {
        <li>
            {about(catalogue, row, booking)}
            {row.map(|row| answer(catalogue, row))}
            <div class="buttons">{again}{away}</div>
        </li>
    }
    .into_any()
}
