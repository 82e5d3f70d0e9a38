//! `/dev/mailbox` and `/dev/mailbox/:file`: the demo's mails, taken apart. Does not exist outside the demo.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_words::words;

use crate::components::head::Head;
use crate::components::plain::NotFound;
use crate::context::{self, MailSummary, MailView, request};

/// The list.
#[component]
pub fn Mailbox() -> impl IntoView {
    let language = request().language;
    match mailbox() {
        Some(mailbox) => view! { <Mails language mailbox/> }.into_any(),
        None => view! { <NotFound language/> }.into_any(),
    }
}

/// One mail beside the list.
#[component]
pub fn MailboxMail() -> impl IntoView {
    let language = request().language;
    match mailbox().filter(|mailbox| mailbox.open.is_some()) {
        Some(mailbox) => view! { <Mails language mailbox/> }.into_any(),
        None => view! { <NotFound language/> }.into_any(),
    }
}

fn mailbox() -> Option<context::Mailbox> {
    use_context::<context::Mailbox>().filter(|_| request().demo)
}

#[component]
fn Mails(language: Language, mailbox: context::Mailbox) -> impl IntoView {
    let t = &words(language).mailbox;
    let open = mailbox.open.as_ref().map(|mail| mail.summary.file.clone());
    let nothing = if mailbox.list.is_empty() { t.empty } else { t.choose };
    let line = move |MailSummary { file, subject, to, at }: MailSummary| {
        let current = (open.as_ref() == Some(&file)).then_some("true");
        view! { <li><a href=format!("/dev/mailbox/{file}") aria-current=current>{subject}<br/><span class="soft">{to}" ・ "{at}</span></a></li> }
    };
    view! {
        <Head language title=t.title.to_owned() staff=true/>
        <header class="bar"><h1>{t.title}</h1></header>
        <main id="main" class="staff-main" tabindex="-1">
            <div class="mails">
                <ul>{mailbox.list.into_iter().map(line).collect_view()}</ul>
                {match mailbox.open {
                    Some(mail) => view! { <Mail language mail/> }.into_any(),
                    None => view! { <p class="soft">{nothing}</p> }.into_any(),
                }}
            </div>
        </main>
    }
}

#[component]
fn Mail(language: Language, mail: MailView) -> impl IntoView {
    let t = &words(language).mailbox;
    let MailView { summary, from, text, has_html, has_calendar } = mail;
    let address = format!("/dev/mailbox/{}", summary.file);
    view! {
        <article class="stack" aria-labelledby="subject">
            <h2 id="subject">{summary.subject}</h2>
            <p class="soft">{from}" → "{summary.to}<br/>{summary.at}</p>
            {has_html.then(|| view! { <iframe class="mail-frame" title=t.html sandbox="" src=format!("{address}/html")></iframe> })}
            <section aria-labelledby="text"><h3 id="text">{t.text}</h3><pre>{text}</pre></section>
            <p class="buttons">
                {has_calendar.then(|| view! { <a href=format!("{address}/calendar.ics")>{t.calendar}</a> })}
                <a href=format!("{address}/message.eml")>{t.raw}</a>
            </p>
        </article>
    }
}
