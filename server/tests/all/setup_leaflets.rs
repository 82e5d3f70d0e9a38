//! Files to read before an interview: added to a kind, linked on the page and in the mail, read by anybody, deleted.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client};
use crate::support::http::Answer;
use crate::support::people::{KIND, email};
use crate::support::server::Home;

on_both_engines!(
    a_file_is_linked_where_she_reads_and_opens,
    a_large_file_arrives_as_it_was_given,
    what_is_no_leaflet_is_refused_with_words,
    a_file_goes_with_its_button_or_with_its_kind,
);

const PDF: &[u8] = b"%PDF-1.7\n%a leaflet that is none\n%%EOF\n";
/// As a browser names what nobody chose.
const NOTHING: &[u8] = b"";

async fn staff(client: Client, login: &str) -> Browser {
    let browser = Browser::new(client);
    browser.sign_in(login).await;
    browser
}

/// The page of the usual kind.
async fn kind_page(home: &Home) -> String {
    let id = home.db.count(&format!("SELECT id FROM interview_kind WHERE slug = '{KIND}'")).await;
    format!("/staff/setup/kinds/{id}")
}

async fn add(browser: &Browser, page: &str, label: &str, file: &[u8]) -> Answer {
    let parts = [("leaflet_ja", None, label.as_bytes()), ("leaflet_en", None, NOTHING), ("file", Some("x.html"), file)];
    browser.upload(&format!("{page}/leaflets"), &parts).await
}

async fn a_file_is_linked_where_she_reads_and_opens(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let (client, page) = (server.client, kind_page(&home).await);
    let browser = staff(client, "kanri").await;
    let added = add(&browser, &page, "<はじめての面談>", PDF).await.expect(303);
    assert_eq!(added.location(), format!("{page}?said=added#leaflets"));
    let id = home.db.count("SELECT id FROM leaflet").await;
    let (path, label) = (format!("/leaflets/{id}"), "&lt;はじめての面談&gt; (PDF, 1 KB)");
    let shown = browser.get(&page).await.expect(200).text();
    // Residents' door may be another than the staff's.
    let public = format!("href=\"http://{}{path}\"", client.address);
    assert!(shown.contains(&public) && shown.contains(label), "{shown}");

    let slot = client.slots("video").await.into_iter().next().expect("a slot");
    let token = client.booked(1, &slot, "video").await.token;
    let manage = client.get(&format!("/b/{token}")).await.expect(200).text();
    assert!(manage.contains(&format!("href=\"{path}\"")) && manage.contains(label), "{manage}");
    home.db.message(&email(1), "confirmation", 0, "sent").await;
    let mail = home.mails_to(&email(1)).pop().expect("a mail");
    assert!(mail.text.contains(&path) && mail.text.contains("http"), "{}", mail.text);

    let read = client.get(&path).await.expect(200);
    assert_eq!((read.body.as_slice(), read.header("content-type")), (PDF, Some("application/pdf")));
    assert_eq!(read.header("x-content-type-options"), Some("nosniff"));
    let policy = read.header("content-security-policy").unwrap_or_default();
    assert!(policy.contains("sandbox") && policy.contains("default-src 'none'"), "{policy}");
    let disposition = read.header("content-disposition").unwrap_or_default();
    assert!(disposition.starts_with("attachment") && disposition.ends_with(".pdf\""), "{disposition}");
    for unknown in ["/leaflets/1", "/leaflets/x", "/leaflets/99999999999999999999"] {
        let status = client.get(unknown).await.status;
        assert!(matches!(status, 400 | 404), "{unknown}: {status}");
    }
}

/// Read from the database piece by piece, and whole all the same.
async fn a_large_file_arrives_as_it_was_given(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let page = kind_page(&home).await;
    let browser = staff(server.client, "kanri").await;
    for size in [128 * 1024, 1_000_003] {
        let file: Vec<u8> =
            PDF.iter().copied().chain((0_u32..).map(|n| n.to_le_bytes()[usize::from(n % 3 == 0)])).take(size).collect();
        add(&browser, &page, &format!("しおり{size}"), &file).await.expect(303);
        let id = home.db.count("SELECT MAX(id) FROM leaflet").await;
        let read = server.client.get(&format!("/leaflets/{id}")).await.expect(200);
        assert_eq!(read.header("content-length"), Some(size.to_string().as_str()));
        assert!(read.body == file, "{size} octets");
    }
}

async fn what_is_no_leaflet_is_refused_with_words(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let page = kind_page(&home).await;
    let browser = staff(server.client, "kanri").await;
    let large = [PDF, &vec![b' '; 5 * 1024 * 1024]].concat();
    let cases = [
        ("しおり", NOTHING, "ファイルを選んでください"),
        ("しおり", b"<script>alert(1)</script>".as_slice(), "PDF、PNG、JPEG のファイルを選んでください"),
        ("しおり", large.as_slice(), "5MBまでのファイルを選んでください"),
        ("", PDF, "名前を入れてください"),
    ];
    for (label, file, sentence) in cases {
        let refused = add(&browser, &page, label, file).await.expect(422).text();
        assert!(refused.contains(sentence), "{sentence}");
        assert!(refused.contains("name=\"leaflet_ja\""), "the form is there");
        assert!(refused.contains("name=\"name_ja\"") && refused.contains("妊娠の届出と面談"), "the kind, too");
    }
    assert_eq!(home.db.count("SELECT COUNT(*) FROM leaflet").await, 0);

    for n in 1..=5 {
        add(&browser, &page, &format!("しおり{n}"), PDF).await.expect(303);
    }
    let sixth = add(&browser, &page, "しおり6", PDF).await.expect(422).text();
    assert!(sixth.contains("ファイルは5つまでです") && sixth.contains("value=\"しおり6\""), "kept as typed");

    for login in ["hokenshi", "uketsuke"] {
        add(&staff(server.client, login).await, &page, "しおり", PDF).await.expect(404);
    }
    let stranger = add(&Browser::new(server.client), &page, "しおり", PDF).await.expect(401);
    assert!(stranger.text().contains("action=\"/staff/sign-in?"));
    assert_eq!(home.db.count("SELECT COUNT(*) FROM leaflet").await, 5);
}

async fn a_file_goes_with_its_button_or_with_its_kind(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let page = kind_page(&home).await;
    let browser = staff(server.client, "kanri").await;
    add(&browser, &page, "しおり", PDF).await.expect(303);
    let id = home.db.count("SELECT id FROM leaflet").await;
    let delete = format!("{page}/leaflets/{id}/delete");
    staff(server.client, "hokenshi").await.post(&delete, &[]).await.expect(404);
    let gone = browser.post(&delete, &[]).await.expect(303);
    assert_eq!(gone.location(), format!("{page}?said=deleted#leaflets"));
    server.client.get(&format!("/leaflets/{id}")).await.expect(404);
    browser.post(&delete, &[]).await.expect(404);

    // A kind that nobody has used takes its files with it.
    browser.post("/staff/setup/kinds/set", &[("set", "counters")]).await.expect(303);
    let unused = home.db.count("SELECT MAX(id) FROM interview_kind").await;
    add(&browser, &format!("/staff/setup/kinds/{unused}"), "しおり", PDF).await.expect(303);
    let seen = home.db.version("interview_kind", unused).await;
    browser.post(&format!("/staff/setup/delete/kinds/{unused}"), &[("version", &seen)]).await.expect(303);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM leaflet").await, 0);
    home.db.check().await;
}
