//! Keys that sign the city's mails, set in the browser, and the mails as others read and verify them.

use std::collections::BTreeMap;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::Browser;
use crate::support::clock::now;
use crate::support::forms::{form_of, pairs, set};
use crate::support::people::email;
use crate::support::readers::{ReadMail, read};
use crate::support::server::{Home, Server, Setup};
use crate::support::shaping::staff;
use crate::support::smtp_server::{Manners, SmtpServer};

on_both_engines!(
    others_verify_what_is_signed_and_read_all_of_it,
    a_key_is_exchanged_without_a_mail_that_nobody_can_verify,
    what_is_wrong_with_a_new_key_stands_beside_its_field_and_its_private_half_nowhere,
);

const PAGE: &str = "/staff/setup/dkim";

/// A new key by the form of the page.
async fn make(kanri: &Browser, typed: &[(&str, &str)]) {
    let mut fields = form_of(&kanri.get(PAGE).await.expect(200).text(), PAGE);
    for (name, value) in typed {
        set(&mut fields, name, value);
    }
    let made = kanri.post(PAGE, &pairs(&fields)).await.expect(303);
    assert_eq!(made.location(), format!("{PAGE}?said=dkim_made"));
}

/// Presses a button of the key.
async fn press(home: &Home, kanri: &Browser, selector: &str, act: &str) -> String {
    let id = home.db.count(&format!("SELECT id FROM dkim_key WHERE selector = '{selector}'")).await;
    let action = format!("{PAGE}/{id}/{act}");
    let fields = form_of(&kanri.get(PAGE).await.expect(200).text(), &action);
    kanri.post(&action, &pairs(&fields)).await.expect(303).location().to_owned()
}

/// What the page says is to be published.
async fn published(kanri: &Browser) -> BTreeMap<String, String> {
    let page = kanri.get(PAGE).await.expect(200).text().replace("<!>", "");
    let codes: Vec<&str> = page.split("<code>").skip(1).filter_map(|rest| rest.split("</code>").next()).collect();
    let names = codes.iter().enumerate().filter(|(_, code)| code.contains("._domainkey."));
    names.map(|(at, name)| ((*name).to_owned(), codes[at + 1].to_owned())).collect()
}

/// Books, and what others read of the confirmation.
async fn confirmed(
    home: &Home,
    server: &Server,
    smtp: &SmtpServer,
    n: usize,
    dns: &BTreeMap<String, String>,
) -> (ReadMail, String) {
    let slots = server.client.slots("video").await;
    let far: Vec<_> = slots.iter().filter(|slot| slot.starts_at.timestamp() > now() + 3 * 86_400).collect();
    server.client.booked(n, far[n * 3], "video").await;
    home.db.message(&email(n), "confirmation", 0, "sent").await;
    let mail = smtp.mails().into_iter().rfind(|mail| mail.contains(&email(n))).expect("her mail");
    (read(std::slice::from_ref(&mail), dns).remove(0), mail)
}

async fn others_verify_what_is_signed_and_read_all_of_it(engine: Engine) {
    let home = Home::new(engine).await;
    let smtp = SmtpServer::start(Manners::Accept).await;
    let server = home.serve_with(Setup::default().mail(smtp.url())).await;
    let kanri = staff(server.client, "kanri").await;
    make(&kanri, &[("selector", "s1"), ("algorithm", "rsa")]).await;
    make(&kanri, &[("selector", "s2"), ("algorithm", "ed25519")]).await;
    let dns = published(&kanri).await;
    let names: Vec<&str> = dns.keys().map(String::as_str).collect();
    assert_eq!(names, ["s1._domainkey.city.kaku.example", "s2._domainkey.city.kaku.example"]);
    // Before they are said to be published nothing is signed.
    let (unsigned, _) = confirmed(&home, &server, &smtp, 1, &dns).await;
    assert!(unsigned.signatures.is_empty(), "{unsigned:?}");
    for selector in ["s1", "s2"] {
        assert_eq!(press(&home, &kanri, selector, "begin").await, format!("{PAGE}?said=dkim_begun"));
    }
    let (signed, raw) = confirmed(&home, &server, &smtp, 2, &dns).await;
    assert_eq!(signed.signed_by(), ["s1", "s2"], "{:?}", signed.signatures);
    // Two programs read the same in it, and nothing is wrong with its form.
    assert_eq!(signed.subjects[0], signed.subjects[1]);
    assert!(signed.subjects[0].contains("予約できました"), "{:?}", signed.subjects);
    assert!(signed.from.iter().all(|from| from.ends_with("@city.kaku.example")), "{:?}", signed.from);
    assert_eq!(signed.message_ids[0].trim_matches(['<', '>']), signed.message_ids[1].trim_matches(['<', '>']));
    assert!(signed.texts_agree && signed.text.contains("/b/"), "{}", signed.text);
    assert!(signed.reply_to.contains('@') && signed.auto_submitted == "auto-generated", "{signed:?}");
    assert_eq!(signed.attachments, ["yoyaku.ics"]);
    assert_eq!(signed.defects, Vec::<String>::new());
    // Whoever changes anything of it on the way is noticed: head, body, another sender above.
    let changed = [
        raw.replacen("Auto-Submitted: auto-generated", "Auto-Submitted: no", 1),
        raw.trim_end().to_owned() + "\r\nmore\r\n",
        format!("From: evil@city.kaku.example\r\n{raw}"),
    ];
    for read in read(&changed, &dns) {
        assert_eq!(read.signed_by(), Vec::<&str>::new(), "{:?}", read.signatures);
    }
    // Empty lines at the end are no change.
    assert_eq!(read(&[raw + "\r\n\r\n"], &dns)[0].signed_by(), ["s1", "s2"]);
}

async fn a_key_is_exchanged_without_a_mail_that_nobody_can_verify(engine: Engine) {
    let home = Home::new(engine).await;
    let smtp = SmtpServer::start(Manners::Accept).await;
    let server = home.serve_with(Setup::default().mail(smtp.url())).await;
    let kanri = staff(server.client, "kanri").await;
    let sort = ("algorithm", "ed25519");
    make(&kanri, &[("selector", "before"), sort]).await;
    press(&home, &kanri, "before", "begin").await;
    make(&kanri, &[("selector", "after"), sort]).await;
    let dns = published(&kanri).await;
    let (mail, _) = confirmed(&home, &server, &smtp, 1, &dns).await;
    assert_eq!(mail.signed_by(), ["before"], "until the new one is said to be published");
    press(&home, &kanri, "after", "begin").await;
    let page = kanri.get(PAGE).await.expect(200).text();
    assert!(page.contains("もう署名していません") && page.contains("この鍵で署名しています"), "{page}");
    assert_eq!(published(&kanri).await, dns, "the one before is shown until it is taken away");
    let (mail, _) = confirmed(&home, &server, &smtp, 2, &dns).await;
    assert_eq!(mail.signed_by(), ["after"]);
    press(&home, &kanri, "before", "delete").await;
    assert_eq!(published(&kanri).await.len(), 1);
    press(&home, &kanri, "after", "end").await;
    let (mail, _) = confirmed(&home, &server, &smtp, 3, &dns).await;
    assert!(mail.signatures.is_empty(), "{mail:?}");
    // Nobody else has anything to do with them.
    for login in ["hokenshi", "uketsuke"] {
        staff(server.client, login).await.get(PAGE).await.expect(403);
    }
}

async fn what_is_wrong_with_a_new_key_stands_beside_its_field_and_its_private_half_nowhere(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let kanri = staff(server.client, "kanri").await;
    let mut fields = form_of(&kanri.get(PAGE).await.expect(200).text(), PAGE);
    set(&mut fields, "selector", "a.b");
    set(&mut fields, "key_password", "-----BEGIN PRIVATE KEY-----\r\nhimitsu\r\n-----END PRIVATE KEY-----");
    let refused = kanri.post(PAGE, &pairs(&fields)).await.expect(422).text();
    assert!(refused.contains("id=\"selector-error\"") && refused.contains("href=\"#selector\""), "{refused}");
    assert!(refused.contains("value=\"a.b\"") && !refused.contains("himitsu"), "{refused}");
    set(&mut fields, "selector", "s1");
    let refused = kanri.post(PAGE, &pairs(&fields)).await.expect(422).text();
    assert!(refused.contains("id=\"key_password-error\"") && !refused.contains("himitsu"), "{refused}");
    assert_eq!(home.db.count("SELECT COUNT(*) FROM dkim_key").await, 0);
    assert!(!home.log().contains("himitsu"));
}
