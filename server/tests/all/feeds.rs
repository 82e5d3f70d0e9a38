//! Calendars of members of staff, through the front door: the address that opens her interviews, and what she has elsewhere.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client, Slot};
use crate::support::forms::{forms_of, pairs};
use crate::support::http::Answer;
use crate::support::mail::unfold;
use crate::support::people::{KIND, email, phone};
use crate::support::server::{Home, Server, Setup};
use crate::support::shaping::{colleague, serve, staff};
use crate::support::two_cities::{City, found};
use crate::support::wait::until_true;

on_both_engines!(
    a_program_reads_her_interviews_and_learns_when_nothing_has_changed,
    an_address_opens_hers_in_her_city_until_it_ends,
    what_is_called_off_or_handed_on_is_told_and_nobody_is_named,
    a_file_closes_her_times_and_says_why,
    what_is_no_calendar_is_told_beside_the_field,
    an_address_is_read_where_one_may_and_nowhere_else,
);

const PAGE: &str = "/staff/own-calendar";

/// What her page shows of her address.
async fn address(browser: &Browser) -> String {
    let page = browser.get(PAGE).await.expect(200).text();
    let shown = page.split("id=\"feed-address\"").nth(1).and_then(|rest| rest.split(['>', '<']).nth(1));
    shown.unwrap_or_else(|| panic!("no address: {page}")).to_owned()
}

/// Makes her an address, or another; its path.
async fn made(home: &Home, browser: &Browser) -> String {
    let done = browser.fill(PAGE, "/staff/own-calendar/feed", &[]).await.expect(303);
    assert_eq!(done.location(), "/staff/own-calendar?said=made");
    let address = address(browser).await;
    address.strip_prefix(&home.public_url()).unwrap_or_else(|| panic!("{address}")).to_owned()
}

/// The events of a file, each a list of lines.
fn events(file: &str) -> Vec<Vec<String>> {
    let whole = unfold(file);
    let events = whole.split("BEGIN:VEVENT\r\n").skip(1).filter_map(|rest| rest.split("END:VEVENT").next());
    events.map(|event| event.lines().map(str::to_owned).collect()).collect()
}

fn has(event: &[String], line: &str) -> bool {
    event.iter().any(|known| known == line)
}

/// A booking of that person, and the name with which its nurse signs in.
async fn booked(home: &Home, client: Client, n: usize, slot: &Slot) -> (i64, String) {
    client.booked(n, slot, "in_person").await;
    let id = home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(n))).await;
    (id, nurse_of(home, id).await)
}

async fn nurse_of(home: &Home, booking: i64) -> String {
    let sql = format!("SELECT login FROM staff WHERE id = (SELECT staff_id FROM booking WHERE id = {booking})");
    home.db.rows::<(String,)>(&sql).await.remove(0).0
}

async fn asked(client: Client, path: &str, etag: &str) -> Answer {
    client.ask("GET", path, &[("if-none-match", etag)], b"").await
}

async fn a_program_reads_her_interviews_and_learns_when_nothing_has_changed(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slot = client.slots("in_person").await[20].clone();
    let (id, login) = booked(&home, client, 1, &slot).await;
    let hers = colleague(&home, client, &login).await;
    let path = made(&home, &hers).await;
    let read = client.get(&path).await.expect(200);
    assert_eq!(read.header("content-type"), Some("text/calendar; charset=utf-8; method=PUBLISH"));
    assert_eq!(read.header("cache-control"), Some("private, no-cache"));
    assert!(read.header("last-modified").is_some_and(|at| at.ends_with(" GMT")));
    let (file, etag) = (read.text(), read.header("etag").unwrap().to_owned());
    assert!(file.starts_with("BEGIN:VCALENDAR\r\n") && file.ends_with("END:VCALENDAR\r\n"));
    assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
    for line in ["METHOD:PUBLISH", "REFRESH-INTERVAL;VALUE=DURATION:PT15M", "X-PUBLISHED-TTL:PT15M", "TZID:Asia/Tokyo"]
    {
        assert!(file.contains(&format!("\r\n{line}\r\n")), "{line} is missing in {file}");
    }
    let all = events(&file);
    let start = slot.starts_at.format("DTSTART;TZID=Asia/Tokyo:%Y%m%dT%H%M%S").to_string();
    let event = all.iter().find(|event| has(event, &start)).unwrap_or_else(|| panic!("{start} in {file}"));
    for line in ["STATUS:CONFIRMED", "SEQUENCE:0", "CLASS:PRIVATE", "SUMMARY:妊娠の届出と面談・来所"] {
        assert!(has(event, line), "{line} is missing in {event:?}");
    }
    let page = format!("URL:{}/staff?date={}&booking={id}", home.public_url(), slot.starts_at.date_naive());
    assert!(has(event, &page), "{page} is missing in {event:?}");
    assert!(!file.contains("ATTENDEE") && !file.contains("ORGANIZER") && !file.contains("VALARM"));

    // Asked again it is the same; a HEAD says so, too; whoever has an older state is given the file.
    let same = asked(client, &path, &etag).await.expect(304);
    assert_eq!((same.header("etag"), same.body.len()), (Some(etag.as_str()), 0));
    let head = client.ask("HEAD", &path, &[], b"").await.expect(200);
    assert_eq!((head.header("etag"), head.body.len()), (Some(etag.as_str()), 0));
    assert_eq!(client.get(&path).await.expect(200).text(), file, "two reads of one state are the same octets");
    asked(client, &path, "W/\"another\"").await.expect(200);
    client.ask("POST", &path, &[], b"").await.expect(405);
    // Reading leaves nothing behind.
    let before = home.db.count("SELECT COUNT(*) FROM audit").await;
    client.get(&path).await.expect(200);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM audit").await, before);
    let log = home.log();
    let token = path.split('/').nth(2).unwrap();
    assert!(!log.contains(token), "its secret is in the log");

    let day = format!("/staff?date={}&booking={id}&ask=cancel", slot.starts_at.date_naive());
    hers.fill(&day, &format!("/staff/bookings/{id}/cancel"), &[]).await.expect(303);
    let changed = asked(client, &path, &etag).await.expect(200).text();
    let gone = events(&changed).into_iter().find(|event| has(event, &start)).expect("it is still there");
    assert!(has(&gone, "STATUS:CANCELLED") && has(&gone, "SEQUENCE:1") && has(&gone, "TRANSP:TRANSPARENT"), "{gone:?}");
    assert!(has(&gone, "SUMMARY:取り消し: 妊娠の届出と面談・来所"), "{gone:?}");
}

async fn an_address_opens_hers_in_her_city_until_it_ends(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, one, two) = found(&home).await;
    let client = server.client;
    let hers = one.staff(client, "hokenshi").await;
    let first = made(&home, &hers).await;
    let at = async |city: &City, path: &str| city.ask(client, "GET", path, b"").await.status;
    assert_eq!((at(&one, &first).await, at(&two, &first).await), (200, 404));
    for wrong in ["/calendar/x/mendan.ics", "/calendar/x", &first[..first.len() - 1], &first.to_lowercase()] {
        assert_eq!(at(&one, wrong).await, 404, "{wrong}");
    }
    let second = made(&home, &hers).await;
    assert_ne!(second, first);
    assert_eq!((at(&one, &first).await, at(&one, &second).await), (404, 200), "the former ends at once");

    // Stopped, or without what it asks, she has none; and has it again afterwards.
    let set = async |columns: &str, status: u16| {
        let sql = format!(
            "UPDATE staff SET {columns} WHERE login = 'hokenshi' AND municipality_id = {}; \
             UPDATE municipality SET setup_version = setup_version + 1",
            one.id
        );
        home.db.execute(&sql).await;
        until_true(columns, async || at(&one, &second).await == status).await;
    };
    set("disabled = TRUE", 404).await;
    set("disabled = FALSE", 200).await;
    // Whoever reads the log sees no bookings.
    set("role = 'auditor'", 404).await;
    set("role = 'nurse'", 200).await;

    let ended = hers.fill(PAGE, "/staff/own-calendar/feed/end", &[]).await.expect(303);
    assert_eq!(ended.location(), "/staff/own-calendar?said=ended");
    assert_eq!(at(&one, &second).await, 404);
    // Nothing that opens it is in the database.
    let token = second.split('/').nth(2).unwrap();
    made(&home, &hers).await;
    let rows = home.db.lines("calendar_feed", "1 = 1").await.concat();
    assert!(!rows.contains(token) && !rows.contains(first.split('/').nth(2).unwrap()));
}

async fn what_is_called_off_or_handed_on_is_told_and_nobody_is_named(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let client = server.client;
    let slots = client.slots("in_person").await;
    let slot = slots.iter().find(|slot| slot.free > 1).expect("a time of two nurses").clone();
    let (id, her_login) = booked(&home, client, 1, &slot).await;
    home.db.execute(&format!("UPDATE booking SET discreet = TRUE WHERE id = {id}")).await;
    let hers = colleague(&home, client, &her_login).await;
    let path = made(&home, &hers).await;
    let file = client.get(&path).await.expect(200).text();
    let start = slot.starts_at.format("DTSTART;TZID=Asia/Tokyo:%Y%m%dT%H%M%S").to_string();
    let found = |file: &str| events(file).into_iter().find(|event| has(event, &start)).expect("the interview");
    assert!(has(&found(&file), "SUMMARY:予約・来所"), "{:?}", found(&file));
    let names = ["試験", "花子", "シケン", "1995-04", "19950403", "1995年", &phone(1), &email(1)];
    let named = |file: &str| names.iter().find(|name| unfold(file).contains(**name)).map(|name| (*name).to_owned());
    assert_eq!(named(&file), None);

    let desk = staff(client, "uketsuke").await;
    let day = format!("/staff?date={}&booking={id}&ask=nurse", slot.starts_at.date_naive());
    let page = desk.get(&day).await.expect(200).text();
    let action = format!("/staff/bookings/{id}/reassign");
    let form = forms_of(&page).into_iter().find(|form| form.action == action).expect("somebody is free");
    desk.post(&action, &pairs(&form.fields)).await.expect(303);
    let to = nurse_of(&home, id).await;
    assert_ne!(to, her_login);
    let file = client.get(&path).await.expect(200).text();
    let lost = found(&file);
    assert!(has(&lost, "STATUS:CANCELLED") && has(&lost, "SUMMARY:担当の交代: 予約・来所"), "{lost:?}");
    let uid = |event: &[String]| event.iter().find(|line| line.starts_with("UID:")).cloned();
    let other = colleague(&home, client, &to).await;
    let theirs = client.get(&made(&home, &other).await).await.expect(200).text();
    assert!(has(&found(&theirs), "STATUS:CONFIRMED") && uid(&found(&theirs)) != uid(&lost));
    assert_eq!(named(&(file + &theirs)), None);
}

/// A file with one event at that time.
fn file_at(slot: &Slot, minutes: u32) -> String {
    let start = slot.starts_at.format("%Y%m%dT%H%M%S");
    format!(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:private@example\r\nSUMMARY:架空の歯医者\r\n\
         DTSTART;TZID=Asia/Tokyo:{start}\r\nDURATION:PT{minutes}M\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

async fn upload(browser: &Browser, version: &str, file: &[u8]) -> Answer {
    let parts = [("version", None, version.as_bytes()), ("calendar_file", Some("calendar.ics"), file)];
    browser.upload("/staff/own-calendar/file", &parts).await
}

/// The version that her forms about a calendar elsewhere carry.
async fn version(browser: &Browser) -> String {
    let page = browser.get(PAGE).await.expect(200).text();
    let form = forms_of(&page).into_iter().find(|form| form.action == "/staff/own-calendar/file").expect("the form");
    let version = form.fields.iter().find(|(name, _)| name == "version");
    version.map(|(_, value)| value.clone()).expect("a version")
}

async fn a_file_closes_her_times_and_says_why(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let hers = staff(client, "hokenshi").await;
    let nurse = home.db.count("SELECT id FROM staff WHERE login = 'hokenshi'").await;
    let own = format!(
        "SELECT slot.starts_at, office.slug FROM slot JOIN office ON office.id = slot.office_id \
         JOIN interview_kind AS kind ON kind.id = slot.kind_id WHERE slot.staff_id = {nurse} AND slot.open \
         AND kind.slug = '{KIND}' ORDER BY slot.starts_at DESC LIMIT 1"
    );
    let (at, office) = home.db.rows::<(i64, String)>(&own).await.remove(0);
    let query = format!("kind={KIND}&days=62");
    let slots = client.slots_of(&query).await;
    let slot =
        slots.iter().find(|slot| slot.starts_at.timestamp() == at && slot.office == office).expect("hers").clone();
    assert_eq!(
        upload(&hers, "0", file_at(&slot, 40).as_bytes()).await.expect(303).location(),
        format!("{PAGE}?said=read")
    );
    let left = client.slots_of(&format!("kind={KIND}&days=62")).await;
    let free = left.iter().find(|other| other.id == slot.id).map_or(0, |other| other.free);
    assert_eq!(free, slot.free - 1, "hers alone is closed");

    // The day says so in a word, the panel in a sentence with when it was read, her page how many days.
    let day = slot.starts_at.date_naive();
    let page = hers.get(&format!("/staff?date={day}")).await.expect(200).text();
    assert!(page.contains("自分の予定"), "{page}");
    let panel = hers.get(&format!("/staff?date={day}&why={nurse}.{at}.{office}")).await.expect(200).text();
    assert!(panel.contains("自分の予定表に、この時間の予定があります") && panel.contains("に読みました"), "{panel}");
    let page = hers.get(PAGE).await.expect(200).text();
    assert!(page.contains("渡されたファイルの予定を使っています") && page.contains("これからの 1 日に"), "{page}");
    // Whoever publishes that month is told before.
    let publish = format!("/staff/setup/publish?month={}", day.format("%Y-%m"));
    let page = hers.get(&publish).await.expect(200).text();
    assert!(page.contains("枠は予定と重なるため閉じます"), "{page}");
    // Of what it is nobody learns, not from the database either.
    let rows = home.db.lines("busy_source", "1 = 1").await.concat();
    assert!(!rows.contains("歯医者") && !rows.contains("private@example") && !panel.contains("歯医者"));

    upload(&hers, "0", file_at(&slot, 40).as_bytes()).await.expect(409);
    let ended = hers.fill(PAGE, "/staff/own-calendar/end", &[]).await.expect(303);
    assert_eq!(ended.location(), format!("{PAGE}?said=forgotten"));
    let again = client.slots_of(&format!("kind={KIND}&days=62")).await;
    assert_eq!(again.iter().find(|other| other.id == slot.id).map(|other| other.free), Some(slot.free));
}

async fn what_is_no_calendar_is_told_beside_the_field(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let hers = staff(server.client, "hokenshi").await;
    let event = "BEGIN:VEVENT\r\nDTSTART:20310603T090000\r\nDURATION:PT1H\r\nEND:VEVENT\r\n";
    for (octets, sentence) in [
        (Vec::new(), "予定表のファイルを選んでください"),
        (b"<html>".to_vec(), "iCal形式の予定表ではありません"),
        (vec![0xFF; 4_000], "iCal形式の予定表ではありません"),
        (b"BEGIN:VCALENDAR\r\n".repeat(50_000), "iCal形式の予定表ではありません"),
        (format!("BEGIN:VCALENDAR\r\n{}END:VCALENDAR\r\n", event.repeat(5_001)).into_bytes(), "予定が多すぎる"),
        (vec![b'x'; 2 * 1024 * 1024 + 1], "2MBより大きい"),
        (vec![b'x'; 2 * 1024 * 1024 + 300 * 1024], "2MBより大きい"),
    ] {
        let page = upload(&hers, &version(&hers).await, &octets).await.expect(422).text();
        assert!(page.contains(sentence) && page.contains("aria-invalid=\"true\""), "{sentence}: {page}");
    }
    assert_eq!(home.db.count("SELECT COUNT(*) FROM busy_source").await, 0);
    // Reception holds no interviews, and closes nobody's times.
    let desk = staff(server.client, "uketsuke").await;
    assert!(!desk.get(PAGE).await.expect(200).text().contains("/staff/own-calendar/file"));
    upload(&desk, "0", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n").await.expect(404);
}

/// A server with a calendar in it: its address, and what it was asked.
async fn elsewhere(file: String) -> (String, Arc<Mutex<Vec<String>>>) {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let (listener, noted) = (TcpListener::bind("127.0.0.1:0").await.unwrap(), Arc::clone(&heard));
    let address = format!("http://{}/himitsu/calendar.ics", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut seen = vec![0_u8; 8 * 1024];
            let count = stream.read(&mut seen).await.unwrap_or_default();
            noted.lock().unwrap().push(String::from_utf8_lossy(&seen[..count]).into_owned());
            let length = file.len();
            let answer = format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{file}");
            let _gone = stream.write_all(answer.as_bytes()).await;
        }
    });
    (address, heard)
}

async fn set(browser: &Browser, address: &str) -> Answer {
    browser.fill(PAGE, "/staff/own-calendar/address", &[("calendar", address)]).await
}

async fn an_address_is_read_where_one_may_and_nowhere_else(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slots = server.client.slots("in_person").await;
    let (address, heard) = elsewhere(file_at(&slots[60], 40)).await;
    let hers = staff(server.client, "hokenshi").await;
    for inside in [
        address.as_str(),
        "https://127.0.0.1/a.ics",
        "https://[::1]/a.ics",
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.7/a.ics",
        "webcal://192.168.1.7/a.ics",
    ] {
        let page = set(&hers, inside).await.expect(422).text();
        assert!(page.contains("庁内の機器を指すため、読めません"), "{inside}: {page}");
    }
    for wrong in ["", "http://cal.example/a.ics", "cal.example"] {
        set(&hers, wrong).await.expect(422);
    }
    assert!(heard.lock().unwrap().is_empty(), "somebody was asked");
    server.kill();

    // Where the operator names the network it is read; its address is told to nobody from then on.
    let more = vec![("MENDAN_CALENDAR_NETWORKS", "127.0.0.0/8".to_owned())];
    let server: Server = home.serve_with(Setup { more, ..Setup::default() }).await;
    let hers = staff(server.client, "hokenshi").await;
    assert_eq!(set(&hers, &address).await.expect(303).location(), format!("{PAGE}?said=read"));
    let page = hers.get(PAGE).await.expect(200).text();
    assert!(page.contains("127.0.0.1 の予定表を、15分ごとに読んでいます") && !page.contains("himitsu"), "{page}");
    let rows = home.db.lines("busy_source", "1 = 1").await.concat();
    assert!(!rows.contains("himitsu") && !home.log().contains("himitsu"));
    assert_eq!(heard.lock().unwrap().len(), 1);
    // When it is due again, the job reads it.
    home.db.execute("UPDATE busy_source SET next_at = 0").await;
    until_true("it is read again", async || heard.lock().unwrap().len() == 2).await;
}
