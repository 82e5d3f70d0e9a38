//! What people and programs send that cannot be: always a 4xx that names the field, never a 5xx, never a booking.

use serde_json::{Value, json};

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::Browser;
use crate::support::people::wish;
use crate::support::server::Home;

/// What it is, its media type, its body, what is answered.
type Case<'a, Body, Status> = (&'a str, (&'a str, &'a str), Body, Status);

on_both_engines!(
    bodies_that_cannot_be_are_refused,
    fields_that_cannot_be_are_named,
    odd_but_right_input_is_accepted,
    forms_that_cannot_be_are_refused,
    addresses_that_cannot_be_break_nothing,
);

const JSON: (&str, &str) = ("content-type", "application/json");

async fn bodies_that_cannot_be_are_refused(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slot = client.slots("video").await[3].id.clone();
    let good = wish(1, &slot, "video").to_string();
    let large = format!("{{\"family_name\":\"{}\"}}", "あ".repeat(30_000));
    let deep = "[".repeat(30_000);
    let deep_object = "{\"a\":".repeat(10_000);
    let broken = good.replace('}', "");
    let sjis = [b"{\"family_name\":\"".as_slice(), &[0x8E, 0x8E, 0x8C, 0xB1], b"\"}"].concat();
    let cases: [Case<&[u8], u16>; 16] = [
        ("plain text", ("content-type", "text/plain"), good.as_bytes(), 415),
        ("a form", ("content-type", "application/x-www-form-urlencoded"), good.as_bytes(), 415),
        ("a multipart", ("content-type", "multipart/form-data; boundary=x"), good.as_bytes(), 415),
        ("no type", ("accept", "*/*"), good.as_bytes(), 415),
        ("too large", JSON, large.as_bytes(), 413),
        ("deep", JSON, deep.as_bytes(), 422),
        ("deep objects", JSON, deep_object.as_bytes(), 422),
        ("broken", JSON, broken.as_bytes(), 422),
        ("empty", JSON, b"", 422),
        ("null", JSON, b"null", 422),
        ("a number", JSON, b"12", 422),
        ("a list", JSON, b"[]", 422),
        ("two values", JSON, b"{}{}", 422),
        ("Shift_JIS", JSON, &sjis, 422),
        ("a wrong type", JSON, br#"{"family_name":{"a":1}}"#, 422),
        ("a lone surrogate", JSON, br#"{"family_name":"\ud800"}"#, 422),
    ];
    for (what, kind, body, status) in cases {
        let answer = client.ask("POST", "/api/v1/bookings", &[kind], body).await;
        assert_eq!(answer.status, status, "{what}: {}", answer.text());
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{what}");
        assert!(status == 413 || answer.json()["fields"].is_object(), "{what}: {}", answer.text());
    }
    for (path, status) in [
        (format!("/api/v1/slots?kind={}", "x".repeat(65_000)), 422),
        ("/api/v1/slots".to_owned(), 422),
        ("/api/v1/slots?kind=notification&from=2026-02-29".to_owned(), 422),
        ("/api/v1/slots?kind=notification&from=9999-12-31&days=62".to_owned(), 422),
        ("/api/v1/slots?kind=notification&from=%2B262142-12-31&days=62".to_owned(), 422),
        ("/api/v1/slots?kind=notification&days=63".to_owned(), 422),
        ("/api/v1/slots?kind=notification&days=0".to_owned(), 422),
        ("/api/v1/slots?kind=notification&days=99999999999999999999".to_owned(), 422),
        ("/api/v1/slots?kind=%FF%00&mode=%E3%81".to_owned(), 422),
        ("/api/v1/slots?kind=notification&mode=home_visit2".to_owned(), 422),
        ("/api/v1/slots?kind=notification&office=nowhere".to_owned(), 422),
        ("/api/v1/bookings/%00".to_owned(), 404),
        ("/api/v1/bookings/%FF".to_owned(), 404),
        (format!("/api/v1/bookings/{}", "A".repeat(5000)), 404),
        ("/b/..%2F..%2Fetc%2Fpasswd".to_owned(), 404),
        ("/dev/mailbox/..%2F..%2Fsecret/message.eml".to_owned(), 404),
        ("/pkg/..%2f..%2fsecret".to_owned(), 404),
    ] {
        let answer = client.get(&path).await;
        let short: String = path.chars().take(80).collect();
        assert!(
            answer.status == status || (path.len() > 60_000 && matches!(answer.status, 414 | 431)),
            "{short}: {}",
            answer.status
        );
    }
    assert_eq!(home.db.bookings().await, 0);
    home.db.check().await;
}

async fn fields_that_cannot_be_are_named(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slots = client.slots("video").await;
    let other_kind = client.slots_of("kind=postnatal&days=50").await.remove(0);
    let cases: Vec<(&str, Value)> = vec![
        ("family_name", json!("")),
        ("family_name", json!(" \u{3000}")),
        ("family_name", json!("試\u{0}験")),
        ("family_name", json!("試\u{1b}[31m験")),
        ("family_name", json!("\u{202E}験試")),
        ("family_name", json!("試\u{200B}験")),
        ("family_name", json!("試\u{2028}験")),
        ("family_name", json!("試験\r\nBcc: all@kaku.example")),
        ("family_name", json!("https://kaku.example")),
        ("given_name", json!("www.kaku.example")),
        ("given_name", json!("ｈｔｔｐ：／／x")),
        ("given_name", json!("花".repeat(51))),
        ("given_name", json!(format!("花{}", "\u{301}".repeat(30)))),
        ("given_name", json!("123456789018")),
        ("family_name_kana", json!("")),
        ("given_name_kana", json!("花子")),
        ("birth_date", json!("")),
        ("birth_date", json!("2001-02-29")),
        ("birth_date", json!("1995-13-01")),
        ("birth_date", json!("9999-12-31")),
        ("birth_date", json!("1995-04-03T24:00:00")),
        ("birth_date", json!("1800-01-01")),
        ("due_date", json!("2026-02-29")),
        ("due_date", json!("9999-01-01")),
        ("phone", json!("")),
        ("phone", json!("12345")),
        ("phone", json!("080-0000-0000\nx")),
        ("phone", json!("9".repeat(500))),
        ("email", json!("a@b@c.example")),
        ("email", json!("a@kaku.example, b@kaku.example")),
        ("email", json!("a@kaku.example\r\nBcc: b@kaku.example")),
        ("email", json!("<script>@kaku.example")),
        ("email", json!(format!("{}@kaku.example", "a".repeat(300)))),
        ("language", json!("tlh")),
        ("consent", json!(false)),
        ("kind", json!("nonsense")),
        ("mode", json!("phone")),
        ("mode", json!("in_person ")),
        ("slot_id", json!("nonsense")),
        ("slot_id", json!("0-0-0")),
        ("slot_id", json!(other_kind.id)),
        ("slot_id", json!(slots[3].id.to_uppercase())),
    ];
    for (turn, (field, value)) in cases.into_iter().enumerate() {
        let mut wish = wish(turn, &slots[3].id, "video");
        wish[field] = value.clone();
        let answer = client.post("/api/v1/bookings", &[("idempotency-key", &format!("try {turn}"))], &wish).await;
        assert_eq!((answer.status, answer.code().as_str()), (422, "invalid"), "{field} {value}: {}", answer.text());
        let named = answer.json()["fields"].clone();
        let named: Vec<&String> = named.as_object().expect("fields").keys().collect();
        assert_eq!(named, [field], "{value}");
        assert!(!answer.text().contains("kaku.example"), "it repeats what was typed: {}", answer.text());
    }
    // All mistakes at once; nothing at all.
    let answer = client.post("/api/v1/bookings", &[], &json!({})).await.expect(422);
    let fields = answer.json()["fields"].clone();
    for field in ["slot_id", "kind", "mode", "family_name", "given_name", "birth_date", "phone", "consent"] {
        assert!(fields[field].is_string(), "{field}: {fields}");
    }
    for key in ["", &"k".repeat(201)] {
        let answer = client.try_book(1, &slots[3].id, "video", key).await.unwrap().expect(422);
        assert!(answer.json()["fields"]["idempotency_key"].is_string(), "{}", answer.text());
    }
    // A slot that has begun, one that nobody publishes.
    let [office, kind, _] = slots[3].id.split('-').collect::<Vec<_>>()[..] else { panic!("another form of id") };
    let past = format!("{office}-{kind}-1");
    let answer = client.try_book(1, &past, "video", "past").await.unwrap().expect(409);
    assert_eq!(answer.code(), "too_late");
    let never = format!("{office}-{kind}-zzzzzz");
    let answer = client.try_book(1, &never, "video", "never").await.unwrap();
    assert_eq!((answer.status, answer.code().as_str()), (409, "slot_taken"), "{}", answer.text());

    // Changes of a booking.
    let booked = client.booked(1, &slots[4], "video").await;
    for (end, body, field) in [
        ("move", json!({ "slot_id": "nonsense" }), "slot_id"),
        ("move", json!({}), "slot_id"),
        ("move", json!({ "slot_id": other_kind.id }), "slot_id"),
        ("mode", json!({ "mode": "phone" }), "mode"),
        ("mode", json!({ "mode": "" }), "mode"),
        ("cancel", json!({ "reason": "番号は 1234 5678 9018 です" }), "reason"),
        ("cancel", json!({ "reason": "x\u{202E}y" }), "reason"),
        ("cancel", json!({ "reason": "長".repeat(2001) }), "reason"),
    ] {
        let answer = client.post(&format!("/api/v1/bookings/{}/{end}", booked.token), &[], &body).await.expect(422);
        assert!(answer.json()["fields"][field].is_string(), "{}", answer.text());
    }
    assert_eq!(client.read(&booked.token).await.booking(), booked);
    assert_eq!(home.db.bookings().await, 1);
    home.db.check().await;
}

/// Names and notes of real people.
async fn odd_but_right_input_is_accepted(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slots = client.slots("video").await;
    let cases: Vec<Vec<(&str, Value)>> = vec![
        vec![("family_name", json!("𠮷田")), ("family_name_kana", json!("ﾖｼﾀﾞ"))],
        vec![("family_name", json!("葛\u{E0100}城")), ("family_name_kana", json!("か\u{3099}つらき\u{3099}"))],
        vec![
            ("family_name", json!("O'Neil-Smith")),
            ("given_name", json!("Renée")),
            ("family_name_kana", json!("")),
            ("given_name_kana", json!("")),
        ],
        vec![
            ("family_name", json!("=SUM(A1)")),
            ("given_name", json!("</script><b>")),
            ("family_name_kana", json!("")),
            ("given_name_kana", json!("")),
        ],
        vec![("phone", json!("＋８１ ９０ー１２３４ー５６７８"))],
        vec![("phone", json!("+1 202 555 0123"))],
        vec![("birth_date", json!("平成7年4月3日"))],
        // Copied from a contact: marks of direction around what is right.
        vec![
            ("phone", json!("\u{202D}090-1234-5679\u{202C}")),
            ("email", json!("\u{2068}haha99@mail.kaku.example\u{2069}")),
        ],
        // One name, in either field, in kana or in the alphabet.
        vec![
            ("family_name", json!("")),
            ("given_name", json!("Suharti")),
            ("family_name_kana", json!("")),
            ("given_name_kana", json!("")),
        ],
        vec![
            ("family_name", json!("スハルティ")),
            ("given_name", json!("")),
            ("family_name_kana", json!("")),
            ("given_name_kana", json!("")),
        ],
        // Kana is its own reading; signs between the parts of a name; a joiner that is spelling.
        vec![
            ("family_name", json!("グエン")),
            ("given_name", json!("アン")),
            ("family_name_kana", json!("")),
            ("given_name_kana", json!("")),
        ],
        vec![("given_name_kana", json!("ジャン＝ポール・マリア"))],
        vec![("family_name", json!("ශ්\u{200D}රී")), ("family_name_kana", json!(""))],
        // Programs are not asked about a domain that looks like a slip.
        vec![("email", json!("hanako@gmail.con"))],
        vec![("birth_date", json!("1996-02-29"))],
        vec![("email", json!(""))],
        vec![("language", json!("en"))],
        vec![("role", json!("admin")), ("status", json!("fulfilled")), ("municipality_id", json!(7))],
    ];
    for (n, fields) in cases.into_iter().enumerate() {
        let mut wish = wish(n, &slots[n * 2].id, "video");
        for (field, value) in &fields {
            wish[*field] = value.clone();
        }
        let answer = client.post("/api/v1/bookings", &[], &wish).await;
        assert_eq!(answer.status, 201, "{fields:?}: {}", answer.text());
        assert_eq!(answer.booking().status, "booked");
    }
    // What looks like markup is shown as text where staff see names.
    let staff = Browser::new(client);
    staff.sign_in("uketsuke").await;
    staff.post("/staff/desk/search", &[("q", "=SUM")]).await.expect(303);
    let page = staff.get("/staff/desk").await.expect(200).text();
    assert!(!page.contains("</script><b>"), "markup in a name");
    home.db.check().await;
}

async fn forms_that_cannot_be_are_refused(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slot = client.slots("video").await[3].clone();
    let browser = Browser::new(client);
    browser.post("/hold", &[("slot_id", &slot.id), ("mode", "video")]).await.expect(303);
    let cookies = browser.cookie_line();
    let form = ("content-type", "application/x-www-form-urlencoded");
    let cookie = ("cookie", cookies.as_str());
    let common = format!("slot_id={}&kind=notification&mode=video", slot.id);
    let many = (0..10_000).map(|n| format!("f{n}=1&")).collect::<Vec<_>>().concat();
    let sjis = format!(
        "{common}&family_name=%8E%8E%8C%B1&given_name=%89%D4&family_name_kana=%83V&given_name_kana=%83n&birth_date=1995-04-03&phone=080-7000-0001&consent=true"
    );
    let cases: [Case<String, &[u16]>; 7] = [
        ("JSON", ("content-type", "application/json"), "{}".into(), &[415]),
        ("a multipart", ("content-type", "multipart/form-data; boundary=x"), common.clone(), &[415]),
        ("too large", form, format!("{common}&note={}", "a".repeat(70_000)), &[413]),
        ("ten thousand fields", form, many, &[413, 422]),
        ("Shift_JIS", form, sjis, &[303]),
        ("nothing", form, String::new(), &[404, 422]),
        ("broken escapes", form, format!("{common}&family_name=%&given_name=%ZZ%00&phone=%FF"), &[303]),
    ];
    for (what, kind, body, statuses) in cases {
        let answer = client.ask("POST", "/confirm", &[kind, cookie], body.as_bytes()).await;
        assert!(
            statuses.contains(&answer.status),
            "{what}: {} {}",
            answer.status,
            answer.text().chars().take(300).collect::<String>()
        );
        assert!(answer.status != 303 || answer.location() == "/details#errors", "{what}: {}", answer.location());
    }
    for (slot_id, mode, status) in
        [("nonsense", "video", 422), (slot.id.as_str(), "by_pigeon", 422), ("1-1-1", "video", 404), ("", "", 422)]
    {
        let answer = Browser::new(client).post("/hold", &[("slot_id", slot_id), ("mode", mode)]).await;
        assert_eq!(answer.status, status, "{slot_id} {mode}");
    }
    let page = browser.get("/details").await.expect(200);
    assert!(page.text().contains("form_key"), "the time is still hers");
    assert_eq!(home.db.count("SELECT COUNT(*) FROM booking WHERE phone_e164 = '+818070000001'").await, 0);
    home.db.check().await;
}

/// Days at the end of all calendars, ids of nothing: whatever they show, it is no fault.
async fn addresses_that_cannot_be_break_nothing(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slots = client.slots("video").await;
    let token = client.booked(1, &slots[3], "video").await.token;
    let staff = Browser::new(client);
    staff.sign_in("kanri").await;
    let odd = [
        "%2B262142-12-31",
        "-262143-01-01",
        "9999-12-31",
        "2026-02-29",
        "8210266876799",
        "-9223372036854775808",
        "%00",
        "%FF",
        "",
    ];
    for value in odd {
        for path in [
            format!("/book/notification?day={value}&mode={value}&office={value}"),
            format!("/book/{value}"),
            format!("/en/book/notification?day={value}"),
            format!("/b/{token}/move?day={value}&office={value}"),
            format!("/b/{token}?said={value}&new={value}"),
            format!("/b/{value}/move"),
            format!("/staff?date={value}&office={value}&nurse={value}&view={value}"),
            format!("/staff?booking={value}&slot={value}&ask=move"),
            format!("/staff/desk?new=1&kind=notification&mode=video&after={value}"),
            format!("/staff/desk?booking={value}&slot={value}&kind={value}"),
            format!("/staff/bookings/{value}/slip"),
            format!("/dev/mailbox/{value}"),
        ] {
            let answer = staff.get(&path).await;
            assert!(answer.status < 500, "{path}: {}", answer.status);
        }
    }
    // Far away times of a right office and kind.
    let [office, kind, _] = slots[3].id.split('-').collect::<Vec<_>>()[..] else { panic!("another form of id") };
    for seconds in ["38d4q93z", "2rrwnvz1b", "1y2p0ij32e8e7"] {
        let slot = format!("{office}-{kind}-{seconds}");
        let answers = [
            client.try_book(2, &slot, "video", seconds).await.unwrap(),
            client.post(&format!("/api/v1/bookings/{token}/move"), &[], &json!({ "slot_id": slot })).await,
            Browser::new(client).post("/hold", &[("slot_id", &slot), ("mode", "video")]).await,
        ];
        for answer in answers {
            assert!(matches!(answer.status, 409 | 422), "{slot}: {} {}", answer.status, answer.text());
        }
    }
    assert_eq!(home.db.bookings().await, 1);
    home.db.check().await;
}
