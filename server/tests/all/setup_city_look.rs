//! The city's colour, logo, links and languages: what its public pages look like, and in which languages they speak.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::Browser;
use crate::support::forms::{form_of, pairs, set};
use crate::support::http::Answer;
use crate::support::people::{KIND, email, wish};
use crate::support::server::Home;

use super::setup_city::{save, staff};

on_both_engines!(
    a_colour_is_served_as_a_stylesheet_of_our_own,
    a_pale_colour_is_refused_and_the_nearest_is_one_tap_away,
    a_logo_is_shown_from_our_own_server_and_comes_back,
    what_is_no_logo_is_refused_with_words,
    links_stand_at_the_foot_of_every_public_page,
    a_language_that_is_not_offered_is_japanese,
);

const LOOK: &str = "/staff/setup/city/look";
const LINKS: &str = "/staff/setup/city/links";
const LANGUAGES: &str = "/staff/setup/city/languages";

/// A picture of that size, as far as anybody looks who does not show it.
fn png(wide: u32, high: u32) -> Vec<u8> {
    let head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice();
    [head, &wide.to_be_bytes(), &high.to_be_bytes(), b"\x08\x06\0\0\0"].concat()
}

async fn upload(browser: &Browser, version: &str, file: &[u8]) -> Answer {
    let parts = [("version", None, version.as_bytes()), ("logo", Some("logo.svg"), file)];
    browser.upload(&format!("{LOOK}/logo"), &parts).await
}

/// What the page links to or shows below that folder.
fn shown<'a>(page: &'a str, folder: &str) -> Option<&'a str> {
    page.split('"').find(|part| part.starts_with(folder))
}

async fn a_colour_is_served_as_a_stylesheet_of_our_own(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    let start = async || server.client.get("/").await.expect(200).text();
    assert_eq!(shown(&start().await, "/city/colour/"), None);
    save(&browser, LOOK, &[("colour", "７A3E9D")]).await;
    let page = start().await;
    let sheet = shown(&page, "/city/colour/7a3e9d-").expect("a stylesheet").to_owned();
    assert!(page.find("/pkg/").expect("ours") < page.find(&sheet).expect("the city's"), "behind ours");
    assert!(browser.get("/staff").await.text().contains(&sheet) && !page.contains("style="));
    let css = server.client.get(&sheet).await.expect(200);
    assert_eq!(css.header("content-type"), Some("text/css; charset=utf-8"));
    assert!(css.header("cache-control").is_some_and(|how| how.contains("immutable")));
    let css = css.text();
    assert!(css.contains("--press:#7a3e9d") && css.contains("prefers-color-scheme:dark"), "{css}");
    for unknown in ["/city/colour/7a3e9d.css", "/city/colour/ffcc00-00.css", "/city/colour/x", "/city/logo/x"] {
        server.client.get(unknown).await.expect(404);
    }
    // Taken back, the product's own colour is there again.
    browser.fill(LOOK, &format!("{LOOK}/undo"), &[]).await.expect(303);
    assert_eq!(shown(&start().await, "/city/colour/"), None);
}

async fn a_pale_colour_is_refused_and_the_nearest_is_one_tap_away(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    let page = browser.fill(LOOK, LOOK, &[("colour", "#ffcc00")]).await.expect(422).text();
    assert!(page.contains("文字が薄くて読めない人がいます") && page.contains("value=\"#ffcc00\""), "{page}");
    assert!(page.contains("読みやすい近い色 #806600 にする"), "{page}");
    let mut fields = form_of(&page, LOOK);
    set(&mut fields, "take", "#806600");
    browser.post(LOOK, &pairs(&fields)).await.expect(303);
    assert!(server.client.get("/").await.text().contains("/city/colour/806600-"));
    let page = browser.fill(LOOK, LOOK, &[("colour", "green")]).await.expect(422).text();
    assert!(page.contains("# と6けたの英数字で") && !page.contains("name=\"take\""), "{page}");
}

async fn a_logo_is_shown_from_our_own_server_and_comes_back(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    let file = png(300, 100);
    assert_eq!(upload(&browser, "0", &file).await.expect(303).location(), format!("{LOOK}?said=saved"));
    let start = server.client.get("/").await.expect(200).text();
    let logo = shown(&start, "/city/logo/").expect("a logo").to_owned();
    assert!(start.contains("alt=\"架空市\" width=\"132\" height=\"44\""), "{start}");
    assert!(server.client.get("/en").await.text().contains("alt=\"Kaku City\""));
    for page in [format!("/book/{KIND}"), "/nowhere".to_owned()] {
        assert!(server.client.get(&page).await.text().contains(&logo), "{page}");
    }
    assert!(browser.get("/staff").await.text().contains(&logo));
    let served = server.client.get(&logo).await.expect(200);
    assert_eq!((served.body.as_slice(), served.header("content-type")), (file.as_slice(), Some("image/png")));
    assert_eq!(served.header("x-content-type-options"), Some("nosniff"));
    assert!(served.header("cache-control").is_some_and(|how| how.contains("immutable")));
    assert!(served.header("content-security-policy").is_some_and(|policy| policy.contains("default-src 'none'")));

    // A page that is stale changes nothing, and nobody else may.
    upload(&browser, "0", &png(200, 100)).await.expect(409);
    upload(&staff(server.client, "hokenshi").await, "1", &png(200, 100)).await.expect(404);
    upload(&Browser::new(server.client), "1", &png(200, 100)).await.expect(401);
    browser.fill(LOOK, &format!("{LOOK}/logo/delete"), &[]).await.expect(303);
    assert_eq!(shown(&server.client.get("/").await.text(), "/city/logo/"), None);
    browser.fill(LOOK, &format!("{LOOK}/undo"), &[]).await.expect(303);
    assert_eq!(shown(&server.client.get("/").await.text(), "/city/logo/"), Some(logo.as_str()), "the same again");
    // The colour is of the same section, and keeps the logo.
    save(&browser, LOOK, &[("colour", "#7a3e9d")]).await;
    assert_eq!(shown(&server.client.get("/").await.text(), "/city/logo/"), Some(logo.as_str()));
    let history = browser.get(LOOK).await.expect(200).text();
    assert!(history.contains("ロゴ ") && history.contains("#7a3e9d") && history.contains("前の変更をもどしました"));
    home.db.check().await;
}

async fn what_is_no_logo_is_refused_with_words(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    let large = [png(300, 100), vec![0; 200 * 1024]].concat();
    let larger = [png(300, 100), vec![0; 2 * 1024 * 1024]].concat();
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".as_slice();
    let (wide, small) = (png(5000, 100), png(8, 8));
    let cases = [
        (b"".as_slice(), "ファイルを選んでください"),
        (svg, "PNG か JPEG のファイルを選んでください"),
        (b"%PDF-1.7", "PNG か JPEG のファイルを選んでください"),
        (b"\x89PNG\r\n\x1a\n", "PNG か JPEG のファイルを選んでください"),
        (large.as_slice(), "200KBまでのファイルを選んでください"),
        (larger.as_slice(), "200KBまでのファイルを選んでください"),
        (wide.as_slice(), "16〜4000ピクセル"),
        (small.as_slice(), "16〜4000ピクセル"),
    ];
    for (file, sentence) in cases {
        let page = upload(&browser, "0", file).await.expect(422).text();
        assert!(page.contains(sentence) && page.contains("id=\"logo-error\""), "{sentence}: {page}");
        assert!(page.contains("name=\"colour\""), "the colour is there, too");
    }
    assert_eq!(home.db.count("SELECT COUNT(*) FROM city_image").await, 0);
}

async fn links_stand_at_the_foot_of_every_public_page(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    assert!(!server.client.get("/").await.text().contains("<footer"));
    let typed = [
        ("site_url", "https://www.city.kaku.example"),
        ("privacy_url", "https://www.city.kaku.example/privacy"),
        ("privacy_label_ja", "<個人情報>について"),
        ("contact_url", "０４２−０００−０９９９"),
    ];
    save(&browser, LINKS, &typed).await;
    for page in ["/".to_owned(), format!("/book/{KIND}"), "/nowhere".to_owned()] {
        let page = server.client.get(&page).await.text();
        for link in [
            "<a href=\"https://www.city.kaku.example/\">架空市のサイト</a>",
            "<a href=\"https://www.city.kaku.example/privacy\">&lt;個人情報&gt;について</a>",
            "<a href=\"tel:+81420000999\">お問い合わせ</a>",
        ] {
            assert!(page.contains(link), "{link}: {page}");
        }
        assert!(!page.contains("ウェブアクセシビリティ"));
    }
    // A word that is not written in English is the usual one there.
    assert!(server.client.get("/en").await.text().contains(">Privacy</a>"));
    save(&browser, LINKS, &[("contact_url", "soudan@city.kaku.example")]).await;
    assert!(server.client.get("/").await.text().contains("href=\"mailto:soudan@city.kaku.example\""));
    // What stands in the form is what was kept.
    assert_eq!(browser.fill(LINKS, LINKS, &[]).await.expect(303).location(), format!("{LINKS}?said=nothing"));

    let wrong = [
        ("site_url", "http://www.city.kaku.example"),
        ("privacy_url", ""),
        ("privacy_label_en", "Privacy"),
        ("contact_url", "javascript:alert(1)"),
    ];
    let page = browser.fill(LINKS, LINKS, &wrong).await.expect(422).text();
    for sentence in [
        "https:// で始まるアドレスを入れてください",
        "表示する言葉だけでは出せません",
        "電話番号、メールアドレスのどれか",
    ] {
        assert!(page.contains(sentence), "{sentence}: {page}");
    }
    assert!(page.contains("value=\"javascript:alert(1)\""), "kept as typed");
}

async fn a_language_that_is_not_offered_is_japanese(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = staff(server.client, "kanri").await;
    let slots = server.client.slots("video").await;
    let asked = |n: usize, slot: usize| {
        let mut asked = wish(n, &slots[slot].id, "video");
        asked["language"] = "en".into();
        asked
    };
    let key = |n: &str| [("idempotency-key".to_owned(), format!("languages {n}"))];
    let post = async |n: usize, slot: usize| {
        let key = key(&n.to_string());
        let headers: Vec<(&str, &str)> = key.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        server.client.post("/api/v1/bookings", &headers, &asked(n, slot)).await.expect(201).booking()
    };
    let before = post(1, 20).await;
    let manage = format!("/b/{}", before.token);
    assert!(server.client.get(&manage).await.text().contains("lang=\"en\""));
    home.db.message(&email(1), "confirmation", 0, "sent").await;
    assert!(home.mails_to(&email(1)).remove(0).subject.contains("Kaku City"));

    let mut fields = form_of(&browser.get(LANGUAGES).await.expect(200).text(), LANGUAGES);
    fields.retain(|(name, _)| name != "languages");
    assert_eq!(
        browser.post(LANGUAGES, &pairs(&fields)).await.expect(303).location(),
        format!("{LANGUAGES}?said=saved")
    );
    let start = server.client.get("/").await.expect(200).text();
    assert!(!start.contains("English") && !start.contains("/en"), "nothing to choose: {start}");
    let led = server.client.get(&format!("/en/book/{KIND}?mode=video")).await.expect(303);
    assert_eq!(led.location(), format!("/book/{KIND}?mode=video"));
    assert_eq!(server.client.get("/en").await.expect(303).location(), "/");
    // A form that was open meanwhile is not lost.
    let posted = Browser::new(server.client).post("/en/hold", &[("slot_id", &slots[40].id), ("mode", "video")]).await;
    assert_eq!(posted.expect(303).location(), "/details");

    for address in [manage.clone(), format!("{manage}?lang=en")] {
        let page = server.client.get(&address).await.expect(200).text();
        assert!(page.contains("lang=\"ja\"") && !page.contains("English"), "{address}");
    }
    post(2, 30).await;
    home.db.message(&email(2), "confirmation", 0, "sent").await;
    let mail = home.mails_to(&email(2)).remove(0);
    assert!(mail.subject.contains("架空市") && mail.raw.contains("Content-Language: ja"), "{}", mail.raw);
    let history = browser.get(LANGUAGES).await.expect(200).text();
    assert!(history.contains("日本語、English"), "{history}");
    // Offered again, it speaks again.
    browser.fill(LANGUAGES, &format!("{LANGUAGES}/undo"), &[]).await.expect(303);
    assert!(server.client.get("/en").await.expect(200).text().contains("lang=\"en\""));
    assert!(server.client.get(&manage).await.text().contains("lang=\"en\""));
}
