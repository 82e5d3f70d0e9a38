//! The frame of every staff page: title, bar, main, keys.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use mendan_domain::date::parse_date;
use mendan_service::Refusal;
use mendan_service::model::StaffMember;
use mendan_service::ports::StoreError;

use crate::components::head::Head;
use crate::components::look::Logo;
use crate::components::notice::Notice;
use crate::components::scripts::Scripts;
use crate::context::{Request, request, set_status};
use crate::i18n::{staff_language, staff_words};
use crate::islands::DeskKeys;
use crate::pages::kit::alarms::strip;
use crate::pages::kit::hands::hands;
use crate::pages::kit::keys;
use crate::pages::kit::linked::ways_on;
use crate::pages::kit::{day_news, upnext};
use crate::scripts::DRAFTS;

/// What is said to whoever had to show in the middle of a form who she is, by the word in the address; none: it says something else.
pub(crate) fn again(word: &str) -> Option<&'static str> {
    let t = &staff_words().kit;
    Some(match word {
        "again" => t.again,
        "again_password" => t.again_password,
        "again_file" => t.again_file,
        "again_nothing" => t.again_nothing,
        _ => return None,
    })
}

/// What of that form is still there, said before she has shown it; nothing, where nothing was typed.
pub(crate) fn left(word: &str) -> Option<&'static str> {
    let t = &staff_words().kit;
    Some(match word {
        "again" => t.left_all,
        "again_password" => t.left_password,
        "again_file" => t.left_file,
        _ => return None,
    })
}

/// A staff page.
pub(crate) struct Frame {
    /// Title of the window and name of the page.
    pub title: String,
    /// Between the name and the end of the bar.
    pub bar: AnyView,
    /// More classes of `main`.
    pub class: &'static str,
    /// What the page is about.
    pub main: AnyView,
}

impl Frame {
    /// Renders it.
    pub(crate) fn view(self) -> AnyView {
        let request = request();
        // Whoever hears the title knows at once that there is something to mend.
        let wrong = request.form.as_ref().is_some_and(|form| !form.errors.is_empty());
        let prefix = if wrong { staff_words().kit.error_prefix } else { "" };
        let title = format!("{prefix}{}", window_title(&request, &self.title));
        view! {
            <Head language=staff_language() title staff=true/>
            {(request.path == "/staff").then(|| view! { <a class="skip" href="#grid">{staff_words().kit.to_grid}</a> })}
            <header class="bar">
                <Logo alt=true/>
                {places(&request)}
                <h1>{self.title}</h1>
                {self.bar}
                {half_done(&request)}
                {signed_in(&request)}
            </header>
            {strip(&request)}
            {her_day(&request)}
            <main id="main" class=format!("staff-main {}", self.class) tabindex="-1">{anothers()}{self.main}</main>
            {foot(&request)}
            {hands(&request)}
            <DeskKeys/>
            <Scripts/>
        }
        .into_any()
    }
}

/// What others changed of her day and what comes next, on whatever page she is; there too it is brought up to date where the page is told
/// of changes. The calendar has more of both: the changes on every day, and what comes next on today's.
fn her_day(request: &Request) -> Option<AnyView> {
    request.staff.as_ref()?;
    let query = use_query_map().get_untracked();
    let of_a_day = query.get("view").is_none_or(|view| matches!(view.as_str(), "day" | "rooms" | "list"));
    let of_a_day = request.path == "/staff" && of_a_day;
    let today = request.catalogue().municipality.local_date(request.services.now());
    let of_today = query.get("date").and_then(|date| parse_date(&date)).is_none_or(|date| date == today);
    let changes = (!of_a_day).then(|| day_news::line(request)).flatten();
    let next = (!(of_a_day && of_today)).then(|| upnext::line(request)).flatten();
    Some(view! { <div data-live-part="her-day">{changes}{next}</div> }.into_any())
}

/// How much she has begun and not finished, with the way to it; nothing where there is nothing.
fn half_done(request: &Request) -> Option<AnyView> {
    let number = request.drafts.len();
    (number > 0)
        .then(|| view! { <a class="bar-link" href="/staff/drafts">{staff_words().draft.bar(number)}</a> }.into_any())
}

/// The way to the list of keys, whether they are heard, and what keeps what is typed.
fn foot(request: &Request) -> Option<AnyView> {
    request.staff.as_ref()?;
    Some(
        view! {
            <footer class="staff-foot">
                <a href="/staff/keys" data-key=keys::LIST>{staff_words().hands.keys}" "<kbd>"?"</kbd></a>
            </footer>
            {request.keys_off.then(|| view! { <span hidden=true data-keys-off=""></span> })}
            <script type="module" src=DRAFTS.address()></script>
        }
        .into_any(),
    )
}

/// The page's name and the city's.
pub(crate) fn window_title(request: &Request, page: &str) -> String {
    let city = request.catalogue().municipality.words(staff_language()).name;
    staff_words().kit.window_title(city, page)
}

/// The same way to everywhere on every page of the staff, with where one is.
fn places(request: &Request) -> AnyView {
    let t = &staff_words().kit;
    let calls = if request.calls > 0 { t.nav_calls_open(request.calls) } else { t.nav_calls.to_owned() };
    let all = [
        ("/staff", t.nav_day.to_owned()),
        ("/staff/desk", t.nav_desk.to_owned()),
        ("/staff/calls", calls),
        ("/staff/setup", t.nav_setup.to_owned()),
    ];
    let here = place_of(&request.path);
    let items = all.into_iter().filter(|(path, _)| request.opens(path)).map(|(path, word)| {
        // The page itself, or one below it.
        let current = (here == Some(path)).then_some(if request.path == path { "page" } else { "true" });
        view! { <li><a href=path aria-current=current>{word}</a></li> }
    });
    view! { <nav aria-label=t.places data-live-part="places"><ul>{items.collect_view()}</ul></nav> }.into_any()
}

/// Which of these a page belongs to; none: it is her own.
fn place_of(path: &str) -> Option<&'static str> {
    const BELOW: [(&str, &str); 10] = [
        ("/staff/bookings", "/staff"),
        ("/staff/slots", "/staff"),
        ("/staff/ranges", "/staff"),
        ("/staff/absent", "/staff"),
        ("/staff/rescue", "/staff"),
        ("/staff/desk", "/staff/desk"),
        ("/staff/calls", "/staff/calls"),
        ("/staff/setup", "/staff/setup"),
        ("/staff/mail", "/staff/setup"),
        ("/staff/audit", "/staff/setup"),
    ];
    let is_below = |above: &str| path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let found = BELOW.into_iter().find(|(above, _)| is_below(above)).map(|(_, place)| place);
    found.or_else(|| (path == "/staff").then_some("/staff"))
}

/// What a colleague had typed at this computer is not shown to whoever signed in instead of her, on whatever page she came in.
fn anothers() -> Option<AnyView> {
    let said = use_query_map().get_untracked().get("said")?;
    let sentence = staff_words().session.anothers;
    (said == "anothers").then(|| view! { <Notice><p><strong>{sentence}</strong></p></Notice> }.into_any())
}

/// Who is signed in and where she works, the way to the next at this computer, and the way out.
fn signed_in(request: &Request) -> AnyView {
    let Some(staff) = request.staff.clone() else { return ().into_any() };
    let t = &staff_words().kit;
    view! {
        <a class="bar-link bar-who" href="/staff/account" title=t.own_account>
            <span>{staff.member.display_name.clone()}</span>
            {office(request, &staff.member).map(|office| view! { <small>{office}</small> })}
        </a>
        <form method="post" action="/staff/hand-over">
            <button class="button button--link" type="submit">{staff_words().session.hand_over}</button>
        </form>
        <form method="post" action="/staff/sign-out">
            <button class="button button--link" type="submit">{t.sign_out}</button>
        </form>
    }
    .into_any()
}

/// Her office, in short; of several the first, with how many more there are.
fn office(request: &Request, member: &StaffMember) -> Option<String> {
    let mut hers = request.catalogue().offices.iter().filter(|office| member.offices.contains(&office.id));
    let first = hers.next()?.words(staff_language()).short;
    let more = hers.count();
    Some(if more == 0 { first } else { staff_words().session.office_and_more(more, first) })
}

/// The search box of the bar; what is typed is posted, so that no name stands in an address.
pub(crate) fn bar_search() -> AnyView {
    let t = &staff_words().kit;
    view! {
        <form class="bar-search" role="search" method="post" action="/staff/desk/search">
            <label class="said" for="q">{t.find_person}</label>
            <input class="input" id="q" name="q" type="search" autocomplete="off" placeholder=t.find_hint data-key="/" data-key-focus=""/>
            <kbd aria-hidden="true">"/"</kbd>
        </form>
    }
    .into_any()
}

/// What stands instead of what could not be read.
pub(crate) fn fault(refusal: &Refusal) -> AnyView {
    let t = &staff_words().kit;
    let (status, title, hint) = match refusal {
        Refusal::NotFound => (404, t.not_found_title, t.not_found_text),
        Refusal::Busy(_) => (503, t.busy_title, t.busy_text),
        Refusal::Internal(StoreError::Sealed(_)) => (500, t.sealed_title, t.sealed_text),
        _ => (500, t.fault_title, t.fault_text),
    };
    set_status(status);
    tracing::warn!(code = refusal.code(), error = ?std::error::Error::source(refusal), "staff page");
    view! {
        <div class="plain">
            <h2>{title}</h2>
            <p>{hint}</p>
            <p class="buttons">{ways_on(&request())}</p>
        </div>
    }
    .into_any()
}
