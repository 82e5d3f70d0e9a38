//! The staff's own door: what is for staff answers there and nowhere else, what is for residents at the public one and nowhere else, and
//! whoever comes to the staff's from outside their networks is answered as where nothing is.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use mendan::http::doors::{Side, side_of};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client};
use crate::support::http::Answer;
use crate::support::routes;
use crate::support::server::{Home, Server, Setup, free_port};
use crate::support::two_cities::found;
use crate::support::wait::until_true;

on_both_engines!(
    every_route_answers_at_exactly_the_door_it_belongs_to,
    from_outside_the_networks_nothing_is_reached,
    networks_hold_where_there_is_only_one_door,
    a_proxy_that_names_nobody_lends_nobody_its_address,
    staff_sign_in_at_their_address_and_links_lead_from_door_to_door,
    each_citys_staff_have_an_address_of_their_own,
    a_crowd_at_one_door_takes_no_place_at_the_other_and_both_close_together,
);

/// A server with a door for staff.
pub(super) async fn two_doors(home: &Home, more: &[(&'static str, String)]) -> (Server, Client) {
    let address = SocketAddr::from(([127, 0, 0, 1], free_port()));
    let mut all = vec![("MENDAN_STAFF_LISTEN", address.to_string()), ("MENDAN_STAFF_URL", format!("http://{address}"))];
    all.extend(more.iter().cloned());
    (home.serve_with(Setup { more: all, ..Setup::default() }).await, Client { address })
}

/// What is asked beside the routes of a city.
const BESIDE: [&str; 10] = [
    "/healthz",
    "/readyz",
    "/metrics",
    "/dev/clock",
    "/favicon.svg",
    "/passkey.js",
    "/hands.js",
    "/drafts.js",
    "/live.js",
    "/pkg/mendan.css",
];

/// What of an answer does not differ from one time to the next.
fn lasting(answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let changes = ["x-request-id", "content-security-policy", "date", "content-length", "vary"];
    let headers = answer.headers.iter().filter(|(name, _)| !changes.contains(&name.as_str())).cloned().collect();
    let text = answer.text();
    let mut parts = text.split("nonce=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.map(|part| part.split_once('"').map_or("", |(_, behind)| behind));
    (answer.status, headers, first + &rest.collect::<String>())
}

/// Where nothing is, for the same reader.
fn beside(path: &str) -> &'static str {
    match path {
        path if path.starts_with("/api/") => "/api/v1/nothing",
        path if path == "/en" || path.starts_with("/en/") => "/en/nothing",
        _ => "/nothing",
    }
}

async fn every_route_answers_at_exactly_the_door_it_belongs_to(engine: Engine) {
    let home = Home::new(engine).await;
    let site = home.folder.join("site");
    std::fs::create_dir_all(&site).unwrap();
    std::fs::write(site.join("favicon.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>").unwrap();
    let (server, staff) = two_doors(&home, &[("MENDAN_SITE_ROOT", site.display().to_string())]).await;
    let public = server.client;
    let slots = public.slots("video").await;
    let token = public.booked(1, &slots[3], "video").await.token;
    let booking = home.db.count("SELECT MIN(id) FROM booking WHERE status = 'booked'").await;
    let browser = Browser::new(staff);
    browser.sign_in("kanri").await;
    // Also with what would open everything.
    let cookies = browser.cookie_line();
    let before = figures(staff).await;
    let rules = routes::rules();
    let mut asked: Vec<(&str, String, String)> = Vec::new();
    for (method, pattern, _) in rules.iter() {
        asked.push((method, pattern.to_owned(), routes::path(&home, pattern, booking, &token).await));
    }
    asked.extend(BESIDE.iter().map(|path| ("GET", (*path).to_owned(), (*path).to_owned())));
    assert!(asked.len() > 140, "{}", asked.len());
    let mut sides = BTreeSet::new();
    for (method, pattern, path) in &asked {
        let side = side_of(pattern);
        assert_eq!(side, side_of(path), "{pattern}");
        sides.insert(format!("{side:?}"));
        let wrong = match side {
            Side::Public => staff,
            Side::Staff => public,
            Side::Both => continue,
        };
        // The bare name leads staff on to their pages.
        if path == "/" {
            assert_eq!(wrong.get("/").await.expect(303).location(), "/staff");
            continue;
        }
        for headers in [&[("cookie", cookies.as_str()), ("accept", "text/html")][..], &[]] {
            let answer = wrong.ask(method, path, headers, b"").await;
            let nothing = wrong.ask(method, beside(path), headers, b"").await;
            assert_eq!(lasting(&answer), lasting(&nothing), "{method} {pattern} at the wrong door");
            assert!(matches!(answer.status, 404 | 405), "{method} {pattern}: {}", answer.status);
        }
    }
    assert_eq!(sides.len(), 3);
    let reached: Vec<String> = figures(staff).await.difference(&before).cloned().collect();
    let known =
        reached.iter().filter(|route| !matches!(route.as_str(), "(none)" | "/metrics" | "/")).collect::<Vec<_>>();
    assert!(known.is_empty(), "reached at the wrong door: {known:?}");

    // At the right one each is reached. What ends her session comes last.
    asked.sort_by_key(|(_, pattern, _)| pattern == "/staff/sign-out" || pattern == "/staff/hand-over");
    for (method, pattern, path) in &asked {
        let doors: &[Client] = match side_of(pattern) {
            Side::Public => &[public],
            Side::Staff => &[staff],
            Side::Both => &[public, staff],
        };
        for door in doors {
            let answer = door.ask(method, path, &[("cookie", cookies.as_str()), ("accept", "text/html")], b"").await;
            if BESIDE.contains(&path.as_str()) && *path != "/pkg/mendan.css" {
                assert_eq!(answer.status, 200, "{path}");
            }
        }
    }
    let reached = figures(staff).await;
    for (_, pattern, _) in asked.iter().filter(|(_, pattern, _)| !pattern.starts_with("/pkg")) {
        assert!(reached.contains(pattern), "{pattern} was not reached at its own door: {reached:?}");
    }
}

/// Routes that were reached so far, by the server's own count.
async fn figures(staff: Client) -> BTreeSet<String> {
    let text = staff.get("/metrics").await.expect(200).text();
    let lines = text.lines().filter(|line| line.starts_with("mendan_http_requests_total"));
    lines.filter_map(|line| line.split("route=\"").nth(1)?.split('"').next().map(str::to_owned)).collect()
}

async fn from_outside_the_networks_nothing_is_reached(engine: Engine) {
    let home = Home::new(engine).await;
    let networks = [
        ("MENDAN_STAFF_NETWORKS", "10.20.0.0/16, 2001:db8:20::/48".to_owned()),
        ("MENDAN_TRUSTED_PROXIES", "127.0.0.1".to_owned()),
    ];
    let (server, staff) = two_doors(&home, &networks).await;
    let inside = [("x-forwarded-for", "10.20.1.2"), ("accept", "text/html")];
    for address in ["10.20.1.2", "2001:db8:20::7"] {
        staff.ask("GET", "/staff/sign-in", &[("x-forwarded-for", address)], b"").await.expect(200);
    }
    let before = home.db.fingerprint().await;
    let body: &[u8] = b"login=kanri&password=mendan-demo-kanri";
    let form = ("content-type", "application/x-www-form-urlencoded");
    for outside in ["203.0.113.9", "10.21.0.1", "10.20.1.2, 203.0.113.9", "127.0.0.1", "unknown", "2001:db8:21::1"] {
        let headers = [("x-forwarded-for", outside), ("accept", "text/html"), form];
        let nothing = staff.ask("GET", "/nothing", &inside, b"").await.expect(404);
        for path in
            ["/staff", "/staff/sign-in", "/metrics", "/healthz", "/pkg/mendan.css", "/favicon.svg", "/", "/setup/x"]
        {
            let answer = staff.ask("GET", path, &headers, b"").await;
            assert_eq!(lasting(&answer), lasting(&nothing), "{path} for {outside}");
        }
        let answer = staff.ask("POST", "/staff/sign-in", &headers, body).await;
        let nothing = staff.ask("POST", "/nothing", &[inside[0], inside[1], form], body).await;
        assert_eq!(lasting(&answer), lasting(&nothing), "{outside}");
        // Residents come from anywhere.
        server.client.ask("GET", "/", &headers, b"").await.expect(200);
    }
    assert_eq!(home.db.fingerprint().await, before, "no try to sign in was even noted");
    let signed_in = staff.ask("POST", "/staff/sign-in", &[inside[0], form], body).await.expect(303);
    assert_eq!(signed_in.location(), "/staff");
}

async fn a_proxy_that_names_nobody_lends_nobody_its_address(engine: Engine) {
    let home = Home::new(engine).await;
    // It stands inside.
    let more = [
        ("MENDAN_STAFF_NETWORKS", "127.0.0.0/8, 10.20.0.0/16".to_owned()),
        ("MENDAN_TRUSTED_PROXIES", "127.0.0.1".to_owned()),
    ];
    let (_server, staff) = two_doors(&home, &more).await;
    staff.ask("GET", "/staff/sign-in", &[("x-forwarded-for", "10.20.1.2")], b"").await.expect(200);
    staff.get("/staff/sign-in").await.expect(404);
    for nobody in ["", "unknown", "unix:", "10.20.1.2, unknown"] {
        staff.ask("GET", "/staff/sign-in", &[("x-forwarded-for", nobody)], b"").await.expect(404);
    }
}

async fn networks_hold_where_there_is_only_one_door(engine: Engine) {
    let home = Home::new(engine).await;
    let more =
        vec![("MENDAN_STAFF_NETWORKS", "10.20.0.0/16".to_owned()), ("MENDAN_TRUSTED_PROXIES", "127.0.0.1".to_owned())];
    let server = home.serve_with(Setup { more, ..Setup::default() }).await;
    let nothing = server.client.get("/nothing").await.expect(404);
    for path in ["/staff", "/staff/sign-in", "/metrics"] {
        let answer = server.client.get(path).await;
        assert_eq!(lasting(&answer), lasting(&nothing), "{path}");
        let inside = server.client.ask("GET", path, &[("x-forwarded-for", "10.20.1.2")], b"").await;
        assert_ne!(inside.status, 404, "{path}");
    }
    server.client.get("/").await.expect(200);
}

async fn staff_sign_in_at_their_address_and_links_lead_from_door_to_door(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, staff) = two_doors(&home, &[]).await;
    let (public, staff_address) = (home.public_url(), format!("http://{}", staff.address));
    let browser = Browser::new(staff);
    browser.sign_in("kanri").await;
    let page = browser.get("/staff").await.expect(200).text();
    assert!(!page.contains("正しいアドレス"), "{page}");
    // A form that the public pages' own address sends is a stranger's here.
    let foreign = [("origin", public.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let refused = staff.ask("POST", "/staff/sign-in", &foreign, b"login=kanri&password=mendan-demo-kanri").await;
    refused.expect(403);
    // Residents' pages are linked at their own address.
    let trial = browser.get("/staff/setup/begin/trial").await.expect(200).text();
    assert!(trial.contains(&format!("href=\"{public}/\"")), "{trial}");
    let kind = home.db.count("SELECT MIN(id) FROM interview_kind").await;
    let file: &[u8] = b"%PDF-1.7 of a city";
    let parts =
        [("leaflet_ja", None, "しおり".as_bytes()), ("leaflet_en", None, &b""[..]), ("file", Some("x.pdf"), file)];
    browser.upload(&format!("/staff/setup/kinds/{kind}/leaflets"), &parts).await.expect(303);
    let page = browser.get(&format!("/staff/setup/kinds/{kind}")).await.expect(200).text();
    let leaflet = home.db.count("SELECT MAX(id) FROM leaflet").await;
    assert!(page.contains(&format!("href=\"{public}/leaflets/{leaflet}\"")), "{page}");
    // Who has come to the wrong name of the staff's address is told the right one, not the public one.
    let wrong = staff.ask("GET", "/staff/sign-in", &[("host", "other.example")], b"").await.expect(200).text();
    assert!(wrong.contains(&format!("{staff_address}/staff/sign-in")), "{wrong}");
    // Residents get no cookie of the staff's, whatever they open.
    for path in ["/", "/staff", "/staff/sign-in", "/nothing"] {
        let answer = server.client.get(path).await;
        let cookies = answer.headers.iter().filter(|(name, _)| name == "set-cookie");
        assert!(cookies.clone().all(|(_, line)| line.starts_with("mendan_hold")), "{path}");
    }
    let invited = home.run(&["city", "invite"]);
    assert!(!invited.status.success(), "the demo has an administrator");
}

async fn each_citys_staff_have_an_address_of_their_own(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, first, second) = found(&home).await;
    drop(server);
    let shokuin = "shokuin.otsu.example:8081";
    let address = home.run(&["city", "address", second.slug, "--staff", &format!("http://{shokuin}")]);
    assert!(address.status.success(), "{address:?}");
    let taken = home.run(&["city", "address", first.slug, "--staff", &format!("http://{shokuin}")]);
    assert!(
        !taken.status.success() && String::from_utf8_lossy(&taken.stderr).contains("another city has that address")
    );
    let neither = home.run(&["city", "address", first.slug]);
    assert!(!neither.status.success());
    let (_server, staff) = two_doors(&home, &[]).await;
    let name = async |host: &str| {
        let answer = staff.ask("GET", "/staff/sign-in", &[("host", host)], b"").await;
        if answer.status == 404 { None } else { Some(answer.text()) }
    };
    assert!(name(shokuin).await.is_some_and(|page| page.contains("乙川")));
    // Where nobody has said, they come in at the public name.
    assert!(name(&first.host).await.is_some_and(|page| page.contains('甲') && !page.contains("乙川")));
    assert_eq!(name(&second.host).await, None, "residents' name of a city whose staff have another");
    assert_eq!(name("nobody.example").await, None);
    let browser = Browser::at(staff, shokuin);
    browser.sign_in("kanri").await;
    browser.get("/staff").await.expect(200);
}

async fn a_crowd_at_one_door_takes_no_place_at_the_other_and_both_close_together(engine: Engine) {
    let home = Home::new(engine).await;
    let (mut server, staff) = two_doors(&home, &[("MENDAN_CONNECTIONS", "64".to_owned())]).await;
    let public = server.client;
    let mut crowd = Vec::new();
    for _ in 0..80 {
        let mut stream = TcpStream::connect(public.address).await.expect("a connection");
        // A request that never ends.
        drop(stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n").await);
        crowd.push(stream);
    }
    for _ in 0..10 {
        staff.get("/staff/sign-in").await.expect(200);
    }
    let idle = TcpStream::connect(staff.address).await.expect("a connection");
    server.terminate();
    assert!(server.ended().await.success());
    drop((crowd, idle));
    for door in [public, staff] {
        until_true("the door to be closed", async || TcpStream::connect(door.address).await.is_err()).await;
    }
}
