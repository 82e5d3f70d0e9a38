//! Whatever is typed into a field of any form stays text on every page that shows it.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::Browser;
use crate::support::forms::{form_of, pairs};
use crate::support::people::KIND;
use crate::support::server::Home;

on_both_engines!(markup_typed_into_any_field_is_never_markup_on_a_page);

const EVIL: &str = "</textarea></title><form action=//evil><b x=\"'";

/// No page has what was typed as it was typed.
#[track_caller]
fn harmless(place: &str, page: &str) {
    assert!(!page.contains("<form action=//evil>"), "{place}: {page}");
}

/// The actions of the forms of a page.
fn actions(page: &str) -> Vec<String> {
    let found = page.split("<form").skip(1).filter(|form| form.contains("method=\"post\""));
    let mut all: Vec<String> =
        found.filter_map(|form| form.split("action=\"").nth(1)?.split('"').next()).map(str::to_owned).collect();
    all.dedup();
    all
}

/// The links of a page to pages of the set-up.
fn links(page: &str) -> Vec<String> {
    let found = page.split("href=\"").skip(1).filter_map(|rest| rest.split(['"', '#', '?']).next());
    found.filter(|link| link.starts_with("/staff/setup")).map(str::to_owned).collect()
}

/// Which kinds of fields can hold a text.
fn is_text(page: &str, name: &str) -> bool {
    let tags = page.split('<').filter(|tag| tag.contains(&format!("name=\"{name}\"")));
    tags.into_iter().any(|tag| {
        tag.starts_with("textarea")
            || tag.starts_with("input")
                && !["hidden", "radio", "checkbox"].iter().any(|kind| tag.contains(&format!("type=\"{kind}\"")))
    })
}

/// Posts every form of a page with the text in every field, then in one field at a time.
async fn post_all(browser: &Browser, place: &str) {
    let page = browser.get(place).await.text();
    harmless(place, &page);
    for action in actions(&page) {
        let never = [
            "sign-out",
            "hand-over",
            "/sessions",
            "/delete",
            "/disabled",
            "/active",
            "/revoke",
            "/order/",
            "/leaflets",
            "/release",
        ];
        if never.iter().any(|part| action.contains(part)) {
            continue;
        }
        let fields = form_of(&page, &action);
        let texts: Vec<usize> = (0..fields.len()).filter(|n| is_text(&page, &fields[*n].0)).collect();
        let each = texts.iter().map(|n| vec![*n]);
        for chosen in std::iter::once(texts.clone()).chain(each) {
            let mut evil = fields.clone();
            for n in chosen {
                EVIL.clone_into(&mut evil[n].1);
            }
            let answer = browser.post(&action.replace("&amp;", "&"), &pairs(&evil)).await;
            assert!(answer.status < 500, "{action}: {}", answer.status);
            harmless(&action, &answer.text());
            if answer.status == 303 {
                let next = answer.location().split('#').next().unwrap_or_default();
                harmless(next, &browser.get(next).await.text());
            }
        }
    }
}

async fn markup_typed_into_any_field_is_never_markup_on_a_page(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slots = client.slots("video").await;

    // A mother: the form of her data, and the page on which she calls it off.
    let mother = Browser::new(client);
    mother.get(&format!("/book/{KIND}")).await.expect(200);
    mother.post("/hold", &[("slot_id", &slots[9].id), ("mode", "video")]).await.expect(303);
    for place in ["/details", "/en/details"] {
        post_all(&mother, place).await;
    }
    let token = client.booked(1, &slots[3], "video").await.token;
    let browser = Browser::new(client);
    browser.sign_in("kanri").await;
    post_all(&mother, &format!("/b/{token}/cancel")).await;

    // The desk: a search, a new booking, a reason.
    let id = home.db.count("SELECT MIN(id) FROM booking WHERE status = 'booked' AND starts_at > 0").await;
    for place in ["/staff/desk", &format!("/staff/desk?slot={}", slots[20].id), &format!("/staff?booking={id}")] {
        post_all(&browser, place).await;
    }
    let new =
        [("kind", KIND), ("mode", "video"), ("slot_id", slots[20].id.as_str()), ("note", EVIL), ("family_name", EVIL)];
    harmless("the desk", &browser.post("/staff/desk/book", &new).await.text());
    harmless("the desk", &browser.get(&format!("/staff/desk?slot={}", slots[20].id)).await.text());

    // Every page of the set-up that can be reached.
    let mut waiting = vec!["/staff/setup".to_owned(), "/staff/password".to_owned()];
    let mut seen = std::collections::BTreeSet::new();
    while let Some(place) = waiting.pop() {
        let stem: String = place.chars().filter(|c| !c.is_ascii_digit()).collect();
        // One of each kind of page.
        if seen.len() < 40 && seen.insert(stem) {
            waiting.extend(links(&browser.get(&place).await.text()));
            post_all(&browser, &place).await;
        }
    }
    assert!(seen.len() > 12, "{seen:?}");
    for place in ["/", "/en", &format!("/book/{KIND}"), "/staff", "/staff/setup/staff", "/staff/setup/offices"] {
        harmless(place, &browser.get(place).await.text());
    }
    harmless("another time", &client.get(&format!("/b/{token}")).await.text());
}
