//! The page on which an administrator decides about messages that a restored backup knew as unsent.

use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::message::held::Held;

use super::item::{about, button, which};
use super::{jobs, mail_page};
use crate::context::Request;
use crate::pages::kit::words::when;

const RELEASE: &str = "/staff/mail/held/release";
const DROP: &str = "/staff/mail/held/drop";

/// The page.
#[component]
pub fn HeldMails() -> impl IntoView {
    mail_page("止めているメール", page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let held = request.services.held_mails(&request.context).await?;
    let catalogue = request.catalogue();
    let kept = request.services.held_jobs(&request.context).await?;
    let kept = jobs::held(catalogue, &kept, (RELEASE, DROP));
    if held.is_empty() {
        let none = kept.is_none().then(|| view! { <p>"止めているメールは、ありません。"</p> });
        return Ok(view! { {none}{kept} }.into_any());
    }
    let items = held.iter().map(|held| item(catalogue, held)).collect_view();
    let all =
        |action: &str, word| button(action.to_owned(), word, &format!("{}通", held.len()), &[("id", "all".to_owned())]);
    Ok(view! {
        <section aria-labelledby="held">
            <h2 id="held">{format!("バックアップのときに、まだ送っていなかったメール({}通)", held.len())}</h2>
            <p>"バックアップのあとに送ったものや、そのあとに変わった予約のものが混じっています。いまの予約と違うメールは、送ることにしても送りません。新しい予約のメールは、いつもどおり送ります。"</p>
            <div class="buttons">{all(RELEASE, "すべて送る")}{all(DROP, "すべてやめる")}</div>
            <ul class="stack">{items}</ul>
        </section>
        {kept}
    }
    .into_any())
}

fn item(catalogue: &Catalogue, held: &Held) -> AnyView {
    let Held { row, booking, still_so } = held;
    let so = if *still_so {
        "予約は、いまもこのメールのとおりです。"
    } else {
        "予約は、もうこのメールのとおりではありません。"
    };
    let which = which(Some(row), booking.as_ref());
    let id = [("id", row.id.to_string())];
    view! {
        <li>
            {about(catalogue, Some(row), booking.as_ref())}
            <p>{format!("{}に送るはずでした。{so}", when(catalogue, row.due_at))}</p>
            <div class="buttons">
                {button(RELEASE.to_owned(), "送る", &which, &id)}
                {button(DROP.to_owned(), "やめる", &which, &id)}
            </div>
        </li>
    }
    .into_any()
}
