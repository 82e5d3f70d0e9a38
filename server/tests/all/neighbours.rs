//! What opens something in one of two cities is nothing at the other: cookies, kept forms, links; each is reached in its own way, and
//! whoever has the machine names the one that is meant.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::hidden;
use crate::support::server::{Home, Setup};
use crate::support::two_cities::{City, found};

on_both_engines!(
    a_cookie_of_one_city_opens_and_ends_nothing_at_the_other,
    what_was_typed_at_one_city_comes_back_at_no_other,
    each_city_is_reached_in_its_own_way,
    nobody_is_told_which_cities_there_are,
    whoever_has_the_machine_names_the_city,
);

async fn a_cookie_of_one_city_opens_and_ends_nothing_at_the_other(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, first, second) = found(&home).await;
    let client = server.client;
    let kanri = first.staff(client, "kanri").await;
    let cookies = kanri.cookie_line();
    let form =
        [("host", second.host.as_str()), ("content-type", "application/x-www-form-urlencoded"), ("cookie", &cookies)];
    client.ask("POST", "/staff/sign-out", &form, b"").await.expect(303);
    kanri.get("/staff").await.expect(200);
    let signed_in =
        client.ask("POST", "/staff/sign-in", &form, b"login=kanri&password=mendan-demo-kanri").await.expect(303);
    assert_eq!(signed_in.location(), "/staff");
    kanri.get("/staff").await.expect(200);
    // The names and passwords are alike; the members are not.
    home.db.execute(&format!("UPDATE staff SET disabled = TRUE WHERE municipality_id = {}", second.id)).await;
    let refused = [("login", "kanri"), ("password", "mendan-demo-kanri")];
    second.browser(client).post("/staff/sign-in", &refused).await.expect(401);
    kanri.get("/staff").await.expect(200);
    // A hold is the browser's at its own city alone.
    let resident = first.browser(client);
    resident.get("/book/notification").await.expect(200);
    resident.post("/hold", &[("slot_id", &first.slot), ("mode", "video")]).await.expect(303);
    let carried = second.browser(client);
    carried.cookies.lock().unwrap().extend(resident.cookies.lock().unwrap().clone());
    carried.post("/hold/release", &[("slot_id", &first.slot), ("kind", "notification")]).await.expect(303);
    assert!(resident.get("/details").await.expect(200).text().contains("name=\"family_name\""));
    assert!(!carried.get("/details").await.text().contains("name=\"family_name\""));
}

async fn what_was_typed_at_one_city_comes_back_at_no_other(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, first, second) = found(&home).await;
    let client = server.client;
    let typed = [("q", "甲田のお子さん")];
    for (city, comes_back) in [(&first, true), (&second, false)] {
        let page = first.browser(client).post("/staff/desk/search", &typed).await.expect(401).text();
        let kept = hidden(&page, "kept");
        let browser = city.browser(client);
        let sign_in = [("login", "kanri"), ("password", "mendan-demo-kanri"), ("kept", &kept)];
        let place = browser.post("/staff/sign-in", &sign_in).await.expect(303).location().to_owned();
        assert_eq!(place, if comes_back { "/staff/desk?said=again" } else { "/staff" }, "{}", city.slug);
        assert_eq!(browser.get("/staff/desk").await.expect(200).text().contains("甲田のお子さん"), comes_back);
    }
}

async fn each_city_is_reached_in_its_own_way(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, first, second) = found(&home).await;
    server.kill();
    home.db
        .execute(&format!("UPDATE municipality SET public_url = 'https://otsu.example' WHERE id = {}", second.id))
        .await;
    let trusting = Setup { more: vec![("MENDAN_TRUSTED_PROXIES", "127.0.0.1/32".to_owned())], ..Setup::default() };
    let server = home.serve_with(trusting).await;
    let client = server.client;
    let first_host = home.public_url().replace("http://", "");
    for (host, tls) in [(first_host.as_str(), false), ("otsu.example", true)] {
        let page = client.ask("GET", "/staff/sign-in", &[("host", host)], b"").await.expect(200);
        let cookie = page.header("set-cookie").expect("a cookie");
        assert_eq!(cookie.starts_with("__Host-mendan_hold="), tls, "{cookie}");
        assert_eq!(cookie.contains("Secure"), tls, "{cookie}");
        assert!(!cookie.contains("Domain"), "{cookie}");
        assert_eq!(page.header("strict-transport-security").is_some(), tls, "{host}");
    }
    // A trusted proxy that writes its own Host says for which one it was asked; the last of several says it.
    let name = async |forwarded: &str| {
        let headers = [("host", "backend:3000"), ("x-forwarded-host", forwarded)];
        let answer = client.ask("GET", "/api/v1/offices", &headers, b"").await;
        (answer.status, answer.text().contains('乙'))
    };
    assert_eq!(name("otsu.example").await, (200, true));
    assert_eq!(name(&first_host).await, (200, false));
    assert_eq!(name(&format!("{first_host}, otsu.example")).await, (200, true));
    assert_eq!(name("").await.0, 404);
    assert_eq!(name("nobody.example").await.0, 404);
    // Links in mails are each city's own, whichever the default address is.
    for (city, url) in [(&first, home.public_url()), (&second, "http://otsu.example:8080".to_owned())] {
        let mail = home.mails_to(&city.email(1)).remove(0);
        assert!(mail.text.contains(&format!("{url}/b/{}", city.token)), "{}", mail.text);
    }
}

async fn nobody_is_told_which_cities_there_are(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, first, second) = found(&home).await;
    for path in ["/", "/en", "/staff", "/staff/sign-in", "/api/v1/offices", "/nothing"] {
        let headers = [("host", "nobody.example"), ("accept", "text/html")];
        let answer = server.client.ask("GET", path, &headers, b"").await.expect(404);
        let text = answer.text() + &format!("{:?}", answer.headers);
        for word in [first.mark, second.mark, "架空", "乙川", "Kaku", "Otsu", "otsu", &first.host] {
            assert!(!text.contains(word), "{path} tells {word}: {text}");
        }
        assert!(path.starts_with("/api/") || text.contains("<h1>"), "{path} is told in words: {text}");
    }
    for path in ["/readyz", "/metrics"] {
        let text = server.client.get(path).await.expect(200).text();
        for word in [first.mark, second.mark, "kaku", "otsu", &first.id.to_string(), &second.id.to_string()] {
            assert!(!text.contains(word), "{path} tells {word}");
        }
    }
}

async fn whoever_has_the_machine_names_the_city(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, first, second) = found(&home).await;
    let client = server.client;
    let said = |arguments: &[&str]| {
        let done = home.run(arguments);
        (done.status.success(), String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned())
    };
    let add = ["staff", "add", "shinjin", "--role", "receptionist", "--name", "架空 新人"];
    for command in
        [&add[..], &["staff", "disable", "kanri"], &["staff", "reset", "kanri"], &["key", "list"], &["mail", "held"]]
    {
        let (done, text) = said(command);
        assert!(!done && text.contains("there are several municipalities"), "{command:?}: {text}");
        assert!(text.contains("kaku, otsu"), "{command:?}: {text}");
        let (done, text) = said(&[command, &["--municipality", "nowhere"]].concat());
        assert!(
            !done && text.contains("no municipality \"nowhere\"") && text.contains("kaku, otsu"),
            "{command:?}: {text}"
        );
    }
    let at = |city: &City, command: &[&str]| said(&[command, &["--municipality", city.slug]].concat());
    assert!(at(&second, &add).0);
    let members = async |city: &City| {
        home.db
            .count(&format!("SELECT COUNT(*) FROM staff WHERE login = 'shinjin' AND municipality_id = {}", city.id))
            .await
    };
    assert_eq!((members(&first).await, members(&second).await), (0, 1));
    assert!(at(&second, &["staff", "reset", "kanri"]).0);
    first.staff(client, "kanri").await;
    let former = [("login", "kanri"), ("password", "mendan-demo-kanri")];
    second.browser(client).post("/staff/sign-in", &former).await.expect(401);
    let (done, text) = at(&first, &["staff", "disable", "shinjin"]);
    assert!(!done && text.contains("there is no such member"), "{text}");
    let (_, text) = at(&first, &["key", "list"]);
    assert!(text.contains('甲') && !text.contains('乙'), "{text}");
    let key = second.row("partner_key");
    assert!(!at(&first, &["key", "revoke", key]).0);
    let live = format!("SELECT COUNT(*) FROM partner_key WHERE id = {key} AND revoked_at IS NULL");
    assert_eq!(home.db.count(&live).await, 1);
    assert!(at(&second, &["key", "revoke", key]).0);
    assert_eq!(home.db.count(&live).await, 0);
}
