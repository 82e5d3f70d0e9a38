//! `/staff/hand-over`: from one to the next at the same computer. Also what stands instead of what was to be done by a page that a
//! colleague had left open: whose it is, and who is signed in now.

use leptos::prelude::*;
use mendan_domain::ids::StaffId;

use crate::components::head::Head;
use crate::context::{Request, request};
use crate::i18n::{staff_language, staff_words};
use crate::pages::kit::frame::window_title;
use crate::pages::staff::sign_in::entrance;

/// The page.
#[component]
pub fn HandOver() -> impl IntoView {
    let t = &staff_words().session;
    let request = request();
    let (title, main) = match &request.staff {
        Some(now) => (t.other_title, of_a_colleague(&request, &now.member.display_name)),
        None => (t.hand_over_title, view! { <p>{t.hand_over_text}</p>{entrance(&request, None)} }.into_any()),
    };
    view! {
        <Head language=staff_language() title=window_title(&request, title) staff=true/>
        <main id="main" class="sign-in" tabindex="-1">
            <h1>{title}</h1>
            {main}
        </main>
    }
}

/// `now` is who is signed in.
fn of_a_colleague(request: &Request, now: &str) -> AnyView {
    let t = &staff_words().session;
    let form = request.form.as_ref();
    let whose = form.and_then(|form| form.value("whose_page")?.parse().ok()).map(StaffId);
    let former = whose.and_then(|id| request.catalogue().staff(id)).map(|member| member.display_name.clone());
    let text = match former {
        Some(former) => t.other_text(former, now),
        None => t.other_unknown(now),
    };
    let typed = form.is_some_and(|form| form.value("left").is_some_and(|left| left != "again_nothing"));
    view! {
        <div class="notice notice--error" role="alert"><p>{text}</p></div>
        <p class="buttons"><a class="button" href="/staff">{t.go_on(now)}</a></p>
        <section aria-labelledby="back">
            <h2 id="back">{t.other_back}</h2>
            {typed.then(|| view! { <p>{t.other_kept}</p> })}
            {entrance(request, None)}
        </section>
    }
    .into_any()
}
