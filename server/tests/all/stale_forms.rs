//! Every form of every page, taken from the pages themselves: posted stale it does nothing and says so, posted fresh it works.
//! A new page that changes a row is in this test as soon as something links to it.

use std::collections::{BTreeMap, BTreeSet};

use mendan_service::city::settings::section::Section;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client};
use crate::support::clock::now;
use crate::support::forms::{Form, forms_of, links_of, pairs};
use crate::support::http::Answer;
use crate::support::people::email;
use crate::support::server::Home;

on_both_engines!(every_form_of_every_page_does_nothing_when_it_is_stale_and_works_when_it_is_fresh);

/// What a form that is no longer true is answered with.
const SAID: [&str; 3] = ["変わりました", "ご予約の内容が変わっています", "Your booking has changed"];
/// Pages of one sort that are opened.
const OF_A_SORT: usize = 2;

/// The address without what differs from one page of its sort to the next.
fn sort(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let part = |part: &str| if part.bytes().any(|b| b.is_ascii_digit()) { "#".to_owned() } else { part.to_owned() };
    let path = path.split('/').map(part).collect::<Vec<_>>().join("/");
    // Each question asks something else.
    let key = |pair: &'_ str| if pair.starts_with("ask=") { pair.len() } else { pair.find('=').unwrap_or(pair.len()) };
    let keys: BTreeSet<&str> = query.split('&').map(|pair| &pair[..key(pair)]).collect();
    format!("{path}?{}", keys.into_iter().collect::<Vec<_>>().join("&"))
}

/// Forms that make something new, look for something or leave: there is no row that could have changed. Publishing carries the
/// digest of what it showed, and has a test of its own; booking carries the key of its form.
fn makes_or_looks(form: &Form) -> bool {
    let action = form.action.as_str();
    let ends =
        ["/new", "/search", "/sign-out", "/hand-over", "/sign-in", "/desk/book", "/publish", "/kinds/set", "/leaflets"];
    // Many times at once carry the digest of their preview, and have tests of their own; whoever has no calendar yet begins one.
    action.starts_with("/staff/ranges")
        || action.starts_with("/staff/own-calendar/") || ends.iter().any(|end| action.ends_with(end))
        // Her own password is changed by who knows the old one.
        || matches!(
            action,
            "/staff/absent" | "/staff/setup/closures" | "/staff/setup/dkim" | "/staff/setup/keys" | "/staff/password"
        )
        // So are her factors: what she registers comes sealed, with a code of the moment.
        || action.starts_with("/staff/account/")
        // A network is on the list or it is not.
        || action.starts_with("/staff/setup/networks")
        // A file never changes: it is there or it is gone.
        || action.contains("/leaflets/")
        // What is brought in carries the digest of its preview, and has tests of its own.
        || action.starts_with("/staff/setup/import")
        // What is kept while it is typed, and whether keys are heard, is of no row that others write.
        || action.starts_with("/staff/drafts")
        || action == "/staff/keys"
        // The log is read only.
        || action.starts_with("/staff/audit")
}

/// Opens every page that can be reached by links, a few of each sort, and takes its forms.
async fn harvest(browser: &Browser, from: Vec<String>) -> Vec<(String, Form)> {
    let (mut seen, mut sorts, mut forms) = (BTreeSet::new(), BTreeMap::<String, usize>::new(), Vec::new());
    let mut waiting = from;
    while let Some(address) = waiting.pop() {
        let opened = sorts.entry(sort(&address)).or_default();
        if *opened >= OF_A_SORT || !seen.insert(address.clone()) {
            continue;
        }
        *opened += 1;
        let page = browser.get(&address).await;
        if page.status != 200 || !page.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
            continue;
        }
        let text = page.text();
        let ours = |link: &String| link.starts_with("/staff") || link.starts_with("/b/");
        waiting.extend(links_of(&text).into_iter().filter(ours).filter(|link| !link.contains("said=")));
        forms.extend(forms_of(&text).into_iter().map(|form| (address.clone(), form)));
    }
    forms.retain(|(_, form)| !makes_or_looks(form));
    forms
}

/// Sends it as its page would; follows to the page that answers.
async fn send(browser: &Browser, form: &Form) -> (u16, String) {
    let answer = if form.multipart {
        let parts: Vec<_> = form.fields.iter().map(|(name, value)| (name.as_str(), None, value.as_bytes())).collect();
        // A list that says something: what would be noted must be refused.
        let parts = [parts, vec![("list", None, "2032/1/1,元日\n2032/6/1,元日\n".as_bytes()), ("step", None, b"save")]];
        let mut parts = parts.concat();
        parts.retain(|(name, _, value)| match *name {
            "list" => !value.is_empty(),
            "step" => *value == b"save",
            _ => true,
        });
        browser.upload(&form.action, &parts).await
    } else {
        let step = form.fields.iter().any(|(name, _)| name == "step");
        let mut fields = form.fields.clone();
        for (name, value) in &mut fields {
            match (name.as_str(), value.is_empty()) {
                ("day", true) => "2031-09-10".clone_into(value),
                ("name", true) => "市の日".clone_into(value),
                _ => {}
            }
        }
        if step {
            // Looking first changes nothing; the second button does.
            fields.retain(|(name, _)| name != "step");
            fields.push(("step".to_owned(), "save".to_owned()));
        }
        browser.post(&form.action, &pairs(&fields)).await
    };
    let status = answer.status;
    let text = if status == 303 { follow(browser, &answer).await } else { answer.text() };
    // What a page that listens may say later stands behind it.
    (status, text.split("data-live=").next().unwrap_or_default().to_owned())
}

async fn follow(browser: &Browser, answer: &Answer) -> String {
    let place = answer.location().split('#').next().unwrap_or_default().to_owned();
    browser.get(&place).await.text()
}

/// Somebody else writes every row that can be edited.
/// Twice, so that nothing looks like the answer to the same form sent again.
async fn change_everything(home: &Home) {
    for table in ["booking", "office", "interview_kind", "staff", "template", "closure", "partner_key", "call"] {
        home.db.execute(&format!("UPDATE {table} SET version = version + 2")).await;
    }
    // Somebody set a mail server and an identity provider, and took them away again.
    let mailbox = "INSERT INTO mailbox (municipality_id, version, changed_at) SELECT id, 2, 0 FROM municipality";
    home.db.execute(mailbox).await;
    let openid = "INSERT INTO openid (municipality_id, version, changed_at) SELECT id, 2, 0 FROM municipality";
    home.db.execute(openid).await;
    for (id, section) in (1..).zip(Section::ALL) {
        let change = format!(
            "INSERT INTO setting_change (id, municipality_id, section, version, was, became, at) \
             SELECT {id}, id, '{}', 90, '{{}}', '{{}}', 0 FROM municipality",
            section.as_str()
        );
        home.db.execute(&change).await;
    }
    home.db.execute("UPDATE slot SET open = NOT open").await;
    home.db.execute("UPDATE office SET position = 99 - position").await;
    home.db.execute("UPDATE interview_kind SET position = 99 - position, slots_version = slots_version + 1").await;
    home.db.execute("UPDATE staff SET position = 99 - position").await;
    let versions = "holidays_version = holidays_version + 1, setup_version = setup_version + 1";
    home.db.execute(&format!("UPDATE municipality SET {versions}")).await;
}

/// A city with one of everything: a booking, a closure, a key.
async fn furnish(home: &Home, client: Client) -> (i64, String) {
    let kanri = Browser::new(client);
    kanri.sign_in("kanri").await;
    let day = (chrono::DateTime::from_timestamp(now() + 40 * 86_400, 0).expect("a day")).date_naive().to_string();
    let closure = [("whose", "city"), ("from", day.as_str()), ("reason", "点検"), ("step", "save")];
    kanri.post("/staff/setup/closures", &closure).await.expect(303);
    kanri.post("/staff/setup/keys", &[("name", "架空 アプリ")]).await.expect(200);
    let slots = client.slots("video").await;
    let slot = slots.iter().find(|slot| slot.starts_at.timestamp() > now() + 72 * 3600).expect("a time");
    let booking = client.booked(1, slot, "video").await;
    home.db.message(&email(1), "confirmation", 0, "sent").await;
    let id = home.db.count(&format!("SELECT MAX(id) FROM booking WHERE email = '{}'", email(1))).await;
    let call = "id, municipality_id, booking_id, reason, cause, detail, next_at, attempts, created_at, version";
    let hers =
        format!("municipality_id, id, 'mail_refused', 'mail:1', '{{}}', 0, 0, 0, 0 FROM booking WHERE id = {id}");
    home.db.execute(&format!("INSERT INTO call ({call}) SELECT 1, {hers}")).await;
    (id, booking.token)
}

/// Where everybody begins: the day of the booking, its panel with every question, the desk, a free time, the set-up.
async fn beginnings(home: &Home, id: i64, token: &str) -> (Vec<String>, Vec<String>) {
    let start = home.db.count(&format!("SELECT starts_at FROM booking WHERE id = {id}")).await;
    let offset = chrono::FixedOffset::east_opt(9 * 3600).expect("Japan");
    let day = chrono::DateTime::from_timestamp(start, 0).expect("an instant").with_timezone(&offset).date_naive();
    let free = format!(
        "SELECT MAX(s.id) FROM slot AS s WHERE s.open AND s.starts_at > {start} AND s.starts_at < {start} + 6000"
    );
    let slot = home.db.count(&free).await;
    let nurse = home.db.count(&format!("SELECT staff_id FROM booking WHERE id = {id}")).await;
    let staff = [
        "/staff/setup".to_owned(),
        "/staff/setup/holidays".to_owned(),
        "/staff/desk".to_owned(),
        format!("/staff?date={day}&view=list"),
        format!("/staff?date={day}&slot={slot}"),
        format!("/staff/desk?b={id}&ask=cancel"),
        format!("/staff/desk?b={id}"),
        format!("/staff?date={day}&booking={id}&ask=cancel"),
        format!("/staff?date={day}&booking={id}&ask=move"),
        format!("/staff?date={day}&booking={id}&ask=nurse"),
        format!("/staff/desk?b={id}&correct=1"),
        "/staff/calls".to_owned(),
        format!("/staff?date={day}&booking={id}"),
        // First, because only two pages of a sort are opened: she has bookings to hand on.
        format!("/staff/setup/staff/{nurse}"),
    ];
    let resident = ["", "/move", "/mode", "/cancel"].map(|page| format!("/b/{token}{page}"));
    (staff.to_vec(), resident.to_vec())
}

async fn every_form_of_every_page_does_nothing_when_it_is_stale_and_works_when_it_is_fresh(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (id, token) = furnish(&home, client).await;
    let (staff, resident) = beginnings(&home, id, &token).await;
    let mut people = Vec::new();
    for login in ["kanri", "hokenshi", "uketsuke", ""] {
        let browser = Browser::new(client);
        if !login.is_empty() {
            browser.sign_in(login).await;
        }
        let from = if login.is_empty() { resident.clone() } else { staff.clone() };
        let forms = harvest(&browser, from).await;
        people.push((login, browser, forms));
    }
    let sorts = |forms: &[(String, Form)]| forms.iter().map(|(_, form)| sort(&form.action)).collect::<BTreeSet<_>>();
    let all: BTreeSet<String> = people.iter().flat_map(|(_, _, forms)| sorts(forms)).collect();
    for expected in [
        "/staff/bookings/#/move?",
        "/staff/bookings/#/mode?",
        "/staff/bookings/#/cancel?",
        "/staff/bookings/#/correct?",
        "/staff/bookings/#/reassign?",
        "/staff/calls/#?",
        "/staff/setup/staff/#/hand-on?",
        "/staff/slots/#?",
        "/staff/setup/offices/#?",
        "/staff/setup/offices/#/active?",
        "/staff/setup/kinds/#?",
        "/staff/setup/kinds/#/active?",
        "/staff/setup/staff/#?",
        "/staff/setup/staff/#/password?",
        "/staff/setup/staff/#/disabled?",
        "/staff/setup/templates/#?",
        "/staff/setup/templates/#/delete?",
        "/staff/setup/closures/#?",
        "/staff/setup/closures/#/delete?",
        "/staff/setup/holidays?",
        "/staff/setup/holidays/year-end?",
        "/staff/setup/holidays/import?",
        "/staff/setup/keys/#/revoke?",
        "/staff/setup/order/offices/#?",
        "/b/#/move?",
        "/b/#/mode?",
        "/b/#/cancel?",
    ] {
        // A token without a digit would be a sort of its own.
        let found = all.contains(expected)
            || (expected.starts_with("/b/") && all.iter().any(|sort| sort.ends_with(&expected[4..])));
        assert!(found, "{expected} is in no page; found: {all:?}");
    }

    change_everything(&home).await;
    let before = home.db.fingerprint().await;
    for (login, browser, forms) in &people {
        for (page, form) in forms {
            let (status, text) = send(browser, form).await;
            assert!(SAID.iter().any(|said| text.contains(said)), "{login} {page} → {}: {status} {text}", form.action);
        }
        let after = home.db.fingerprint().await;
        let differs: Vec<&String> = after.keys().filter(|table| after.get(*table) != before.get(*table)).collect();
        assert!(differs.is_empty(), "a stale form of {login} changed {differs:?}");
    }

    // One of each sort, from its page as it is now. What ends a thing comes last.
    let mut once = BTreeSet::new();
    for (login, browser, forms) in &people {
        let mut forms: Vec<&(String, Form)> = forms.iter().collect();
        forms.sort_by_key(|(_, form)| {
            ["/cancel", "/delete", "/active", "/disabled", "/revoke"].iter().any(|end| form.action.ends_with(end))
        });
        for (page, form) in forms {
            if !once.insert((*login, sort(&form.action))) {
                continue;
            }
            let page = browser.get(page).await.text();
            let fresh = forms_of(&page).into_iter().find(|fresh| fresh.action == form.action);
            // It went with something that was done before, such as the booking that was called off.
            let Some(fresh) = fresh else { continue };
            let (status, text) = send(browser, &fresh).await;
            let refused = SAID.iter().any(|said| text.contains(said));
            assert!(!refused && [200, 303, 422].contains(&status), "{login} {}: {status} {text}", form.action);
        }
    }
}
