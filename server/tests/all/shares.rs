//! One network does not take what is everybody's, and a hospital with many mothers notices nothing.

use futures::future::join_all;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::Browser;
use crate::support::clock::now;
use crate::support::people::{KIND, wish};
use crate::support::server::{Home, Server, Setup};
use crate::support::shaping::staff;

on_both_engines!(
    one_network_keeps_and_books_thirty_in_ten_minutes,
    who_asks_again_and_again_whether_somebody_has_booked_is_told_to_wait,
    programs_that_list_without_end_are_told_to_wait,
    a_strangers_mailbox_gets_five_mails_a_day,
    one_network_never_books_more_than_a_fifth,
);

async fn behind_a_proxy(home: &Home) -> Server {
    let trusted = ("MENDAN_TRUSTED_PROXIES", "127.0.0.0/8".to_owned());
    home.serve_with(Setup { shield: true, more: vec![trusted], ..Setup::default() }).await
}

async fn one_network_keeps_and_books_thirty_in_ten_minutes(engine: Engine) {
    let home = Home::new(engine).await;
    let server = behind_a_proxy(&home).await;
    let client = server.client;
    let slots = client.slots("video").await;
    let book = async |n: usize, from: &str| {
        let headers = [("content-type", "application/json"), ("x-forwarded-for", from)];
        client.ask("POST", "/api/v1/bookings", &headers, wish(n, &slots[n].id, "video").to_string().as_bytes()).await
    };
    let hold = async |n: usize, from: &str| {
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("x-forwarded-for", from)];
        client.ask("POST", "/hold", &headers, format!("slot_id={}&mode=video", slots[n].id).as_bytes()).await
    };
    // Sixteen networks of 64 bits within one of 48: one site.
    let mut done = 0;
    for n in 0..90 {
        let from = format!("2001:db8:1:{:x}::5", n % 16);
        let answer = if n % 2 == 0 { book(n, &from).await } else { hold(n, &from).await };
        match answer.status {
            201 | 303 => done += 1,
            // One of the earlier ones has the nurse: nothing was kept.
            409 => {}
            429 => assert!(answer.header("retry-after").is_some()),
            other => panic!("{other}: {}", answer.text()),
        }
    }
    assert_eq!(done, 30);
    assert_eq!(book(200, "2001:db8:2::5").await.status, 201, "another site");
    assert_eq!(hold(230, "198.51.100.5").await.status, 303, "another network");
    // What is refused for another reason costs nothing.
    for n in 0..40 {
        let headers = [("content-type", "application/json"), ("x-forwarded-for", "198.51.100.6")];
        let answer = client.ask("POST", "/api/v1/bookings", &headers, b"{}").await;
        assert_eq!(answer.status, 422, "{n}");
    }
    assert_eq!(book(260, "198.51.100.6").await.status, 201);
}

async fn who_asks_again_and_again_whether_somebody_has_booked_is_told_to_wait(engine: Engine) {
    let home = Home::new(engine).await;
    let server = behind_a_proxy(&home).await;
    let client = server.client;
    let slots = client.slots("video").await;
    client.booked(1, &slots[3], "video").await;
    let mut statuses = Vec::new();
    for n in 0..6 {
        let from = format!("203.0.113.{n}");
        let headers = [("content-type", "application/json"), ("x-forwarded-for", from.as_str())];
        let body = wish(1, &slots[40 + 20 * n].id, "video").to_string();
        statuses.push(client.ask("POST", "/api/v1/bookings", &headers, body.as_bytes()).await.status);
    }
    assert_eq!(statuses, [409, 409, 409, 429, 429, 429]);
    assert_eq!(client.book(2, &slots[200], "video").await.status, 201, "another person");
}

async fn programs_that_list_without_end_are_told_to_wait(engine: Engine) {
    let home = Home::new(engine).await;
    let server = behind_a_proxy(&home).await;
    let from = [("x-forwarded-for", "198.51.100.9")];
    let answers = join_all((0..400).map(|_| server.client.ask("GET", "/api/v1/offices", &from, b""))).await;
    let told: Vec<_> = answers.iter().filter(|answer| answer.status == 429).collect();
    assert!(told.iter().all(|answer| answer.code() == "too_many_requests" && answer.header("retry-after").is_some()));
    let refused = told.len();
    assert!(refused > 20, "{refused} of 400");
    let page = Browser::new(server.client);
    page.get("/").await.expect(200);
    server.client.get("/metrics").await.expect(200);
    server.client.ask("GET", "/api/v1/offices", &[("x-forwarded-for", "198.51.100.10")], b"").await.expect(200);
}

async fn a_strangers_mailbox_gets_five_mails_a_day(engine: Engine) {
    let home = Home::new(engine).await;
    let server = behind_a_proxy(&home).await;
    let client = server.client;
    let slots = client.slots("video").await;
    // Other people each time, and one mailbox however it is written.
    let mut statuses = Vec::new();
    let mut tokens = Vec::new();
    for n in 0..12 {
        let email = ["Hana@mail.kaku.example", "hana+a@mail.kaku.example", "HANA+b@mail.kaku.example"][n % 3];
        let mut wish = wish(n, &slots[n * 15].id, "video");
        wish["email"] = email.into();
        let from = format!("203.0.113.{n}");
        let headers = [("content-type", "application/json"), ("x-forwarded-for", from.as_str())];
        let answer = client.ask("POST", "/api/v1/bookings", &headers, wish.to_string().as_bytes()).await;
        if answer.status == 201 {
            tokens.push(answer.booking().token);
        }
        statuses.push(answer.status);
    }
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 5, "{statuses:?}");
    assert_eq!(statuses[11], 429);
    home.db.quiet(now() + 60).await;
    for token in &tokens {
        assert_eq!(client.move_to(token, &slots[200]).await.status, 429);
        // Calling off is always possible; who does it sees it on the page.
        client.cancel(token).await.expect(200);
    }
    let mails = "SELECT COUNT(*) FROM outbox AS o JOIN booking AS b ON b.id = o.booking_id \
                 WHERE lower(b.email) LIKE 'hana%' AND o.kind NOT LIKE 'reminder%'";
    assert_eq!(home.db.count(mails).await, 5);

    // She came to an interview once: it is her mailbox, and she hears of everything.
    home.db.execute("UPDATE booking SET status = 'arrived' WHERE id = (SELECT MIN(id) FROM booking WHERE lower(email) LIKE 'hana%')").await;
    let mut wish = wish(20, &slots[230].id, "video");
    wish["email"] = "hana@mail.kaku.example".into();
    client.post("/api/v1/bookings", &[], &wish).await.expect(201);
}

async fn one_network_never_books_more_than_a_fifth(engine: Engine) {
    let home = Home::new(engine).await;
    let large = ("MENDAN_LARGE_NETWORKS", "198.51.100.8".to_owned());
    let trusted = ("MENDAN_TRUSTED_PROXIES", "127.0.0.0/8".to_owned());
    let server = home.serve_with(Setup { shield: true, more: vec![trusted, large], ..Setup::default() }).await;
    let client = server.client;
    // A small offer: what is left is a hundred times of nurses.
    let soon = now() + 5 * 86_400;
    let kept = format!(
        "SELECT id FROM slot WHERE kind_id = (SELECT id FROM interview_kind WHERE slug = '{KIND}') AND starts_at > {soon} \
         ORDER BY starts_at, id LIMIT 100"
    );
    home.db.execute(&format!("DELETE FROM slot WHERE id NOT IN ({kept})")).await;
    home.db.execute("UPDATE interview_kind SET slots_version = slots_version + 1").await;
    let coming = home.db.count("SELECT COUNT(*) FROM (SELECT DISTINCT staff_id, starts_at FROM slot) AS t").await;
    let slots = client.slots("video").await;
    let book = async |n: usize, from: &str| {
        let headers = [("content-type", "application/json"), ("x-forwarded-for", from)];
        let slot = &slots[n % slots.len()].id;
        client.ask("POST", "/api/v1/bookings", &headers, wish(n, slot, "video").to_string().as_bytes()).await.status
    };
    let mut statuses = Vec::new();
    for n in 0..60 {
        statuses.push(book(n, "198.51.100.7").await);
    }
    let done = i64::try_from(statuses.iter().filter(|status| **status == 201).count()).unwrap();
    let share = (coming / 5).max(20);
    assert!(done >= 10 && done <= share && share < 30, "{done} of {coming}: {statuses:?}");
    assert_eq!(statuses[59], 429, "{statuses:?}");
    let trusted = [60, 61, 62, 63, 64, 65, 66, 67, 68, 69];
    let mut more = 0;
    for n in trusted {
        more += usize::from(book(n, "198.51.100.8").await == 201);
    }
    assert!(more > 0, "a network that the operator trusts with more");

    // Staff are told once, and decide.
    let (page, network) = ("/staff/setup/networks", "198.51.100.0/24");
    assert_eq!(home.db.count("SELECT count FROM alarm WHERE code = 'network_share' AND cleared_at IS NULL").await, 1);
    let kanri = staff(client, "kanri").await;
    let text = kanri.get("/staff").await.expect(200).text();
    assert!(text.contains(&format!("同じネットワーク({network})からの予約が")), "{text}");
    let readable = client.get("/readyz").await.text();
    assert!(readable.contains("network_share") && !readable.contains("198.51.100"), "{readable}");
    kanri.fill(page, "/staff/setup/networks/leave", &[]).await.expect(303);
    assert!(!kanri.get("/staff").await.text().contains("同じネットワーク("));
    assert_eq!(book(70, "198.51.100.7").await, 429, "left as it is");
    let wide = kanri.fill(page, page, &[("network", "0.0.0.0/0")]).await.expect(422).text();
    assert!(wide.contains("広すぎます") && wide.contains("value=\"0.0.0.0/0\""), "{wide}");
    kanri.fill(page, page, &[("network", "198.51.100.7/24")]).await.expect(303);
    assert!(kanri.get(page).await.text().contains(network));
    let allowed = async || {
        let mut statuses = Vec::new();
        for n in 71..80 {
            statuses.push(book(n, "198.51.100.7").await);
        }
        statuses
    };
    assert!(allowed().await.contains(&201), "staff let it go on");
    kanri.fill(page, &format!("{page}/forget"), &[("network", network)]).await.expect(303);
    assert!(!kanri.get(page).await.text().contains(&format!("<strong>{network}")));
    assert_eq!(allowed().await, [429; 9]);
    let nurse = staff(client, "hokenshi").await;
    nurse.get(page).await.expect(403);
    nurse.post(page, &[("network", network)]).await.expect(404);
}
