//! What is written down beside the database: nothing personal, no secret.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::Browser;
use crate::support::clock::now;
use crate::support::people::wish;
use crate::support::server::{Home, Setup};
use crate::support::smtp_server::{Manners, SmtpServer};

on_both_engines!(logs_and_figures_name_nobody);

async fn logs_and_figures_name_nobody(engine: Engine) {
    for log in ["info", "debug"] {
        logs_and_figures_name_nobody_at(engine, log).await;
    }
}

/// Requests, and each state of a message, also one that nothing is in.
fn tells_what_it_must(figures: &str) -> bool {
    figures.contains("mendan_http_requests_total") && figures.contains("mendan_outbox_rows{state=\"leased\"} 0")
}

async fn logs_and_figures_name_nobody_at(engine: Engine, log: &str) {
    let home = Home::new(engine).await;
    let smtp =
        SmtpServer::start(Manners::Recipient("550 5.1.1 <tsubaki.himitsu@mail.kaku.example>: no tsubaki.himitsu here"))
            .await;
    let setup = Setup { more: vec![("MENDAN_LOG", log.to_owned())], ..Setup::default().mail(smtp.url()) };
    let server = home.serve_with(setup).await;
    let client = server.client;
    let slots = client.slots("video").await;
    let mut person = wish(1, &slots[3].id, "video");
    for (field, value) in [
        ("family_name", "秘密谷"),
        ("given_name", "椿"),
        ("family_name_kana", "ヒミツダニ"),
        ("given_name_kana", "ツバキ"),
        ("phone", "090-8765-4329"),
        ("email", "tsubaki.himitsu@mail.kaku.example"),
        ("birth_date", "1991-08-17"),
    ] {
        person[field] = value.into();
    }
    let key = ("idempotency-key", "the-key-of-tsubaki");
    let booked = client.post("/api/v1/bookings", &[key], &person).await.expect(201).booking();
    home.db.message("tsubaki.himitsu@mail.kaku.example", "confirmation", 0, "failed").await;
    smtp.behave(Manners::Accept);
    client.post("/api/v1/bookings", &[key], &person).await.expect(201);
    client.post("/api/v1/bookings", &[("idempotency-key", "x")], &person).await.expect(409);
    person["phone"] = "090-8765-4329x".into();
    client.post("/api/v1/bookings", &[], &person).await.expect(422);
    client.move_to(&booked.token, &slots[30]).await.expect(200);
    client.get(&format!("/b/{}", booked.token)).await.expect(200);
    client.get(&format!("/b/{}/calendar.ics", booked.token)).await.expect(200);
    client.get(&format!("/b/{}/nothing", booked.token)).await.expect(404);
    let staff = Browser::new(client);
    staff.post("/staff/sign-in", &[("login", "kanri"), ("password", "椿の合言葉")]).await.expect(401);
    staff.sign_in("uketsuke").await;
    for query in ["ひみつだに", "秘密谷", "4329", "1991-08-17"] {
        staff.post("/staff/desk/search", &[("q", query)]).await.expect(303);
        let found = staff.get("/staff/desk").await.expect(200);
        assert!(found.text().contains("秘密谷"), "{query}: the desk finds her");
    }
    let browser = Browser::new(client);
    browser.post("/hold", &[("slot_id", &slots[50].id), ("mode", "video")]).await.expect(303);
    let typed = [
        ("slot_id", slots[50].id.as_str()),
        ("kind", "notification"),
        ("mode", "video"),
        ("family_name", "秘密谷"),
        ("note", "椿の秘密"),
    ];
    browser.post("/confirm", &typed).await.expect(303);
    let reason = serde_json::json!({ "reason": "椿の理由" });
    client.post(&format!("/api/v1/bookings/{}/cancel", booked.token), &[], &reason).await.expect(200);
    home.db.quiet(now() + 60).await;
    let figures = client.get("/metrics").await.expect(200).text();
    assert!(tells_what_it_must(&figures), "{figures}");
    server.kill();

    let cookies = [staff.cookie_line(), browser.cookie_line()];
    let cookies = cookies.iter().flat_map(|line| line.split(['=', ';'])).map(str::trim).filter(|part| part.len() > 30);
    let secret = [
        "秘密谷",
        "椿",
        "ヒミツダニ",
        "ひみつだに",
        "ツバキ",
        "tsubaki",
        "himitsu",
        "mail.kaku.example",
        "87654329",
        "8765-4329",
        "1991-08-17",
        "the-key-of",
    ];
    let written = [("log", home.log()), ("metrics", figures)];
    for (place, text) in &written {
        for word in secret.into_iter().chain(cookies.clone()).chain([booked.token.as_str(), "a secret of the tests"]) {
            let line =
                text.lines().find(|line| line.contains(word)).map(|line| line.chars().take(400).collect::<String>());
            assert_eq!(line, None, "{place} ({log}) names {word}");
        }
    }
    assert!(home.log().contains("answered"), "requests are logged");
    // Nothing personal in the clear beside the booking's own row.
    for (table, column) in [("audit", "detail"), ("outbox", "detail")] {
        let rows = home.db.rows::<(String,)>(&format!("SELECT {column} FROM {table}")).await;
        assert!(!rows.is_empty(), "{table}");
        for (value,) in rows {
            assert!(!secret.iter().any(|word| value.contains(word)), "{table}: {value}");
        }
    }
    let sealed = [("booking", "private"), ("idempotency", "answer"), ("hold", "draft"), ("session", "state")];
    for (table, column) in sealed {
        let sql = format!("SELECT {column}_sealed FROM {table} WHERE {column}_sealed IS NOT NULL");
        let rows = home.db.rows::<(Vec<u8>,)>(&sql).await;
        assert!(!rows.is_empty(), "{table}");
        for (octets,) in rows {
            let clear = |word: &&str| octets.windows(word.len()).any(|part| part == word.as_bytes());
            assert!(!secret.iter().any(clear) && !clear(&booked.token.as_str()), "{table} holds it in the clear");
        }
    }
}
