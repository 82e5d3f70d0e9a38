//! Behind nginx and Caddy, as their shipped examples have them: TLS and HTTP/2, the public address in links, cookies for TLS alone, limits
//! by who asks and not by what he says of himself, large files, and nothing that waits in a buffer.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use mendan_service::city::leaflet::LARGEST;

use crate::support::Engine;
use crate::support::dns_server::DnsServer;
use crate::support::http::Answer;
use crate::support::people::{KIND, email, wish};
use crate::support::proxies::{Kind, NAME, Proxy, STAFF_NAME, Visitor};
use crate::support::server::{Home, Server, Setup, free_port};
use crate::support::wait::until;

/// Makes two tests of each: `name::nginx` and `name::caddy`.
macro_rules! behind_both {
    ($($name:ident),* $(,)?) => {$(
        mod $name {
            #[test]
            fn nginx() {
                crate::support::run(super::$name(super::Kind::Nginx));
            }
            #[test]
            fn caddy() {
                crate::support::run(super::$name(super::Kind::Caddy));
            }
        }
    )*};
}

behind_both!(
    residents_book_at_the_public_address_and_see_no_other,
    limits_are_of_whoever_asks_and_not_of_whom_he_says_he_is,
    the_largest_file_goes_up_and_comes_down_whole,
    what_is_streamed_arrives_when_it_is_written,
    the_doctor_finds_the_proxy_well,
    staff_come_in_at_their_own_name_and_only_from_their_networks,
);

/// A server that trusts the proxy, and the proxy.
async fn town(home: &Home, kind: Kind, shield: bool) -> (Server, Proxy) {
    let more =
        vec![("MENDAN_PUBLIC_URL", format!("https://{NAME}")), ("MENDAN_TRUSTED_PROXIES", "127.0.0.1, ::1".to_owned())];
    let server = home.serve_with(Setup { shield, more, ..Setup::default() }).await;
    let proxy = Proxy::start(kind, NAME, server.client.address, &home.folder.join("proxy")).await;
    (server, proxy)
}

async fn booked(visitor: &Visitor, n: usize, slot: &str) -> Answer {
    let headers = [("content-type", "application/json"), ("idempotency-key", "behind a proxy")];
    visitor.ask("POST", "/api/v1/bookings", &headers, wish(n, slot, "video").to_string().as_bytes()).await
}

async fn residents_book_at_the_public_address_and_see_no_other(kind: Kind) {
    let home = Home::new(Engine::Sqlite).await;
    let (server, proxy) = town(&home, kind, false).await;
    let (visitor, inside) = (proxy.visitor([127, 0, 0, 2]), server.client.address.to_string());
    assert_eq!(visitor.second("/").await, 200);
    let page = visitor.get(&format!("/book/{KIND}")).await.expect(200);
    assert!(page.header("strict-transport-security").is_some());
    let slots = server.client.slots("video").await;

    let booking = booked(&visitor, 1, &slots[40].id).await.expect(201).booking();
    assert!(booking.manage_url.starts_with(&format!("https://{NAME}/b/")), "{}", booking.manage_url);
    home.db.message(&email(1), "confirmation", 0, "sent").await;
    let mail = until("the mail", async || home.mails_to(&email(1)).pop()).await;
    assert!(mail.text.contains(&booking.manage_url), "{}", mail.text);
    let manage = visitor.get(&format!("/b/{}", booking.token)).await.expect(200).text();
    for text in [&mail.text, &manage, &page.text()] {
        assert!(!text.contains(&inside) && !text.contains("http://127."), "{text}");
    }
    // A page of its own for whoever opened another address is not shown: this is the right one.
    assert!(!page.text().contains("正しいアドレス"), "{}", page.text());

    // By forms, with cookies that never leave TLS.
    let held = visitor.post("/hold", &[("slot_id", &slots[60].id), ("mode", "video")]).await.expect(303);
    assert!(held.location().starts_with("/details"), "{}", held.location());
    visitor.get(held.location()).await.expect(200);
    visitor.post("/staff/sign-in", &[("login", "kanri"), ("password", "mendan-demo-kanri")]).await.expect(303);
    visitor.get("/staff").await.expect(200);
    let jar = visitor.cookies.lock().unwrap().clone();
    assert!(jar.len() >= 2, "{jar:?}");
    for (name, (_, line)) in &jar {
        assert!(name.starts_with("__Host-") && line.contains("Secure"), "{line}");
    }
    // The figures are for the machine alone.
    visitor.get("/metrics").await.expect(403);
    // Without TLS there is nothing but the way to it.
    let lead =
        crate::support::http::send(proxy.plain, "GET", "/book", &[("host", NAME)], b"").await.expect("an answer");
    assert!(matches!(lead.status, 301 | 308) && lead.location().starts_with(&format!("https://{NAME}")), "{lead:?}");
}

async fn limits_are_of_whoever_asks_and_not_of_whom_he_says_he_is(kind: Kind) {
    let home = Home::new(Engine::Sqlite).await;
    let (_server, proxy) = town(&home, kind, true).await;
    let [guesser, other] = [[127, 0, 0, 2], [127, 0, 0, 3]].map(|from| proxy.visitor(from));
    let guess = async |visitor: &Visitor, claims: &[(&str, &str)]| {
        visitor.ask("GET", "/b/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", claims, b"").await.status
    };
    let mut tries = 0;
    while guess(&guesser, &[]).await == 404 {
        tries += 1;
        assert!(tries < 60, "nobody is stopped");
    }
    assert_eq!(guess(&guesser, &[]).await, 429);
    assert_eq!(guess(&other, &[]).await, 404, "each has limits of their own");
    for claimed in ["198.51.100.9", "127.0.0.1", "198.51.100.9, 127.0.0.1"] {
        let claims = [("x-forwarded-for", claimed), ("x-real-ip", claimed), ("forwarded", "for=198.51.100.9")];
        assert_eq!(guess(&guesser, &claims).await, 429, "{claimed}");
    }
    // Nor is anybody blamed for what another does in their name.
    let claims = [("x-forwarded-for", "127.0.0.4")];
    for _ in 0..40 {
        guess(&other, &claims).await;
    }
    assert_eq!(guess(&proxy.visitor([127, 0, 0, 4]), &[]).await, 404);
}

async fn the_largest_file_goes_up_and_comes_down_whole(kind: Kind) {
    let home = Home::new(Engine::Sqlite).await;
    let (_server, proxy) = town(&home, kind, false).await;
    let staff = proxy.visitor([127, 0, 0, 2]);
    staff.post("/staff/sign-in", &[("login", "kanri"), ("password", "mendan-demo-kanri")]).await.expect(303);
    let kind_id = home.db.count(&format!("SELECT id FROM interview_kind WHERE slug = '{KIND}'")).await;
    let up = async |size: usize| {
        let file: Vec<u8> = b"%PDF-1.7\n".iter().copied().chain((0..=250).cycle()).take(size).collect();
        let head = "--b0undary\r\ncontent-disposition: form-data; name=\"leaflet_ja\"\r\n\r\nしおり\r\n\
             --b0undary\r\ncontent-disposition: form-data; name=\"leaflet_en\"\r\n\r\n\r\n\
             --b0undary\r\ncontent-disposition: form-data; name=\"file\"; filename=\"x.pdf\"\r\n\r\n";
        let body = [head.as_bytes(), &file, b"\r\n--b0undary--\r\n"].concat();
        let headers = [("content-type", "multipart/form-data; boundary=b0undary"), ("sec-fetch-site", "same-origin")];
        (staff.ask("POST", &format!("/staff/setup/kinds/{kind_id}/leaflets"), &headers, &body).await, file)
    };
    let (added, file) = up(LARGEST).await;
    added.expect(303);
    let id = home.db.count("SELECT MAX(id) FROM leaflet").await;
    let down = proxy.visitor([127, 0, 0, 3]).get(&format!("/leaflets/{id}")).await.expect(200);
    assert!(down.body == file, "{} octets came down", down.body.len());
    // A little more is refused by Mendan, in its own words; much more by the proxy.
    let (refused, _) = up(LARGEST + 1000).await;
    assert!(refused.status == 422 || refused.status == 413, "{}", refused.status);
    assert!(refused.text().contains("MB"), "{}", refused.text());
    let long = proxy.visitor([127, 0, 0, 3]).get(&format!("/api/v1/slots?kind={KIND}&days=62")).await.expect(200);
    assert!(long.json()["slots"].as_array().expect("slots").len() > 100);
}

/// A server that writes one thing, and the next when it is told that the first has arrived.
async fn dropwise() -> (SocketAddr, oneshot::Sender<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let (address, (told, arrived)) = (listener.local_addr().expect("its address"), oneshot::channel());
    tokio::spawn(async move {
        let (mut client, _) = listener.accept().await.expect("a request");
        let mut asked = [0_u8; 4096];
        let _head = client.read(&mut asked).await.expect("its head");
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
        client.write_all(format!("{head}d\r\ndata: first\n\n\r\n").as_bytes()).await.expect("written");
        arrived.await.expect("it arrived");
        client.write_all(b"e\r\ndata: second\n\n\r\n0\r\n\r\n").await.expect("written");
    });
    (address, told)
}

async fn what_is_streamed_arrives_when_it_is_written(kind: Kind) {
    let folder = std::env::temp_dir().join(format!("mendan_stream_{}_{}", std::process::id(), free_port()));
    for path in ["/staff/events", "/leaflets/1"] {
        let (upstream, arrived) = dropwise().await;
        let proxy = Proxy::start(kind, NAME, upstream, &folder).await;
        let mut stream = proxy.visitor([127, 0, 0, 2]).stream(path).await;
        read_until(&mut stream, "data: first\n\n").await;
        arrived.send(()).expect("the server waits");
        read_until(&mut stream, "data: second\n\n").await;
    }
    fs::remove_dir_all(&folder).expect("removed");
}

async fn read_until(stream: &mut (impl tokio::io::AsyncRead + Unpin), text: &str) {
    let reading = async {
        let mut seen = Vec::new();
        while !String::from_utf8_lossy(&seen).contains(text) {
            seen.push(stream.read_u8().await.expect("more"));
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), reading).await.expect("it arrives");
}

/// A city as it should be: an address with TLS, a backup, a domain that says what it should. Then the proxy forgets something.
async fn the_doctor_finds_the_proxy_well(kind: Kind) {
    let home = Home::new(Engine::Sqlite).await;
    let nights = home.folder.join("nights");
    fs::create_dir_all(&nights).expect("a folder");
    fs::set_permissions(&nights, std::os::unix::fs::PermissionsExt::from_mode(0o700)).expect("a mode");
    // The name that every machine knows; the server must know the proxy's port, so the proxy is there first.
    let upstream = home.public_url().trim_start_matches("http://").parse().expect("an address");
    let proxy = Proxy::start(kind, "localhost", upstream, &home.folder.join("proxy")).await;
    let domain = "city.kaku.example";
    let dns =
        DnsServer::start(&[(domain, "v=spf1 mx -all"), (&format!("_dmarc.{domain}"), "v=DMARC1; p=reject")]).await;
    let with = |trusted: &str| Setup {
        more: vec![
            ("MENDAN_PUBLIC_URL", format!("https://localhost:{}", proxy.address.port())),
            ("MENDAN_TRUSTED_PROXIES", trusted.to_owned()),
            ("MENDAN_BACKUP_FOLDER", nights.display().to_string()),
            ("MENDAN_RESOLVER", dns.address.to_string()),
            ("SSL_CERT_FILE", proxy.authority.display().to_string()),
        ],
        shield: true,
        ..Setup::default()
    };
    let _server = home.serve_with(with("127.0.0.1")).await;
    let doctor = |setup: &Setup| home.command(setup, &["doctor"]).output().expect("the binary runs");
    let into = nights.to_str().expect("UTF-8");
    let night = home.command(&with("127.0.0.1"), &["backup", "--into", into, "--drill"]).status();
    assert!(night.expect("the binary runs").success());
    let told = doctor(&with("127.0.0.1"));
    let text = String::from_utf8_lossy(&told.stdout).into_owned();
    assert_eq!(told.status.code(), Some(0), "{text}");
    assert!(text.contains("[良好] 中継サーバー: https://localhost"), "{text}");
    // A browser that does not know the authority would be told so; the doctor is.
    let mut unknown = home.command(&with("127.0.0.1"), &["doctor"]);
    let told = unknown.env("SSL_CERT_FILE", other_authority(&home.folder)).output().expect("the binary runs");
    let text = String::from_utf8_lossy(&told.stdout).into_owned();
    assert_eq!(told.status.code(), Some(1), "{text}");
    assert!(text.contains("証明書を、ブラウザーは信じません"), "{text}");
}

/// A certificate of somebody else.
fn other_authority(folder: &Path) -> String {
    let file = folder.join("other.pem");
    fs::write(&file, crate::support::smtp_server::Identity::of("elsewhere.example").pem).expect("written");
    file.display().to_string()
}

async fn staff_come_in_at_their_own_name_and_only_from_their_networks(kind: Kind) {
    let home = Home::new(Engine::Sqlite).await;
    let door = SocketAddr::from(([127, 0, 0, 1], free_port()));
    let more = vec![
        ("MENDAN_PUBLIC_URL", format!("https://{NAME}")),
        ("MENDAN_TRUSTED_PROXIES", "127.0.0.1, ::1".to_owned()),
        ("MENDAN_STAFF_LISTEN", door.to_string()),
        ("MENDAN_STAFF_URL", format!("https://{STAFF_NAME}")),
        ("MENDAN_STAFF_NETWORKS", "127.0.2.0/24".to_owned()),
    ];
    let server = home.serve_with(Setup { more, ..Setup::default() }).await;
    let doors = (server.client.address, Some(door));
    let proxy = Proxy::start_with(kind, NAME, doors, &home.folder.join("proxy")).await;
    let (inside, outside) = ([127, 0, 2, 7], [127, 0, 3, 7]);
    let staff = proxy.visitor_of(STAFF_NAME, inside);
    let signed_in = [("login", "kanri"), ("password", "mendan-demo-kanri")];
    staff.post("/staff/sign-in", &signed_in).await.expect(303);
    staff.get("/staff").await.expect(200);
    staff.get("/metrics").await.expect(200);
    // What goes on comes through, event by event.
    assert!(staff.get("/staff/events").await.expect(200).text().contains("event: hello"));
    let jar = staff.cookies.lock().unwrap().clone();
    assert!(jar.iter().all(|(name, (_, line))| name.starts_with("__Host-") && line.contains("Secure")), "{jar:?}");
    let stranger = proxy.visitor_of(STAFF_NAME, outside);
    for claims in [&[][..], &[("x-forwarded-for", "127.0.2.7"), ("forwarded", "for=127.0.2.7")]] {
        for path in ["/staff/sign-in", "/staff", "/metrics", "/healthz"] {
            stranger.ask("GET", path, claims, b"").await.expect(404);
        }
    }
    stranger.post("/staff/sign-in", &signed_in).await.expect(405);
    // Residents' name has nothing for staff, wherever she stands.
    let resident = proxy.visitor(inside);
    resident.get("/").await.expect(200);
    resident.get("/staff/sign-in").await.expect(404);
}
