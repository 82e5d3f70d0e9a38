//! Programs that open every link before its reader does: they change nothing.

use std::collections::BTreeSet;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::Client;
use crate::support::clock::now;
use crate::support::mail::{Mail, links};
use crate::support::people::{KIND, email};
use crate::support::server::Home;

on_both_engines!(a_robot_that_opens_every_link_changes_nothing);

/// Addresses of a page: `href`, `action`, `formaction`, `src`.
fn addresses(page: &str) -> Vec<String> {
    let attributes = ["href=\"", "action=\"", "src=\""];
    let found = attributes.iter().flat_map(|attribute| page.split(attribute).skip(1));
    found.filter_map(|rest| rest.split('"').next()).map(|link| link.replace("&amp;", "&")).collect()
}

/// The path of a link to this server.
fn own(home: &Home, link: &str) -> Option<String> {
    let path = link.strip_prefix(&home.public_url()).unwrap_or(link).split('#').next().unwrap_or_default();
    (path.starts_with('/') && !path.starts_with("//")).then(|| path.to_owned())
}

/// Opens everything that can be reached in a few steps, twice each. Returns how much that was.
async fn crawl(home: &Home, client: Client, start: impl IntoIterator<Item = String>) -> usize {
    let mut waiting: Vec<(String, u8)> = start.into_iter().map(|path| (path, 0)).collect();
    let mut seen = BTreeSet::new();
    while let Some((path, depth)) = waiting.pop() {
        if seen.len() > 150 || !seen.insert(path.clone()) {
            continue;
        }
        let head = client.ask("HEAD", &path, &[("user-agent", "Mail-Scanner/1.0")], b"").await;
        let answer = client.ask("GET", &path, &[("sec-purpose", "prefetch")], b"").await;
        assert!(head.status < 500 && answer.status < 500, "{path}: {} {}", head.status, answer.status);
        if depth < 2 {
            let links = addresses(&answer.text()).into_iter().chain(links(&answer.text()));
            let next = links.filter_map(|link| own(home, &link)).chain(own(home, answer.location()));
            waiting.extend(next.map(|path| (path, depth + 1)));
        }
    }
    seen.len()
}

/// T24.
async fn a_robot_that_opens_every_link_changes_nothing(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slots = client.slots("video").await;
    let booked = client.booked(1, &slots[5], "video").await;
    client.move_to(&booked.token, &slots[25]).await.expect(200);
    let gone = client.booked(2, &slots[8], "video").await;
    client.cancel(&gone.token).await.expect(200);
    client.book(1, &slots[60], "video").await; // the key of the first: nothing new
    client.try_book(1, &slots[60].id, "video", "another key").await.unwrap().expect(409);
    home.db.quiet(now() + 60).await;
    let mails = home.mails();
    assert!(mails.len() >= 3, "a change, a cancellation, a hint at least");

    let before = home.db.fingerprint().await;
    let mut found: BTreeSet<String> = mails.iter().flat_map(Mail::links).filter_map(|link| own(&home, &link)).collect();
    assert!(found.contains(&format!("/b/{}", booked.token)), "{found:?}");
    for token in [&booked.token, &gone.token] {
        found.insert(format!("/b/{token}/calendar.ics"));
        found.extend(["", "?new=1", "/move", "/mode", "/cancel"].map(|end| format!("/b/{token}{end}")));
    }
    let forms =
        ["/hold", "/hold/extend", "/hold/release", "/confirm", "/en/hold", "/staff/sign-out", "/staff/desk/book"];
    found.extend(forms.map(|path| format!("{path}?slot_id={}&mode=video&kind={KIND}", slots[0].id)));
    found.extend(["/", "/en", "/staff", "/dev/mailbox"].map(str::to_owned));
    let opened = crawl(&home, client, found).await;
    assert!(opened > 30, "only {opened} pages were opened");
    assert_eq!(home.db.fingerprint().await, before);
    assert_eq!(client.read(&booked.token).await.booking().status, "booked");
    assert_eq!(home.db.bookings_of(&email(1)).await, 1);
}
