//! Calendar files through the life of a booking.

use serde_json::json;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::clock::days_ahead;
use crate::support::mail::{Mail, property, unfold};
use crate::support::people::{email, phone, wish};
use crate::support::server::Home;

on_both_engines!(
    the_files_of_one_booking_have_one_uid_and_a_rising_sequence,
    a_carriers_odd_address_is_accepted_and_gets_its_mail,
);

/// Days until she is due.
const DUE_IN: u64 = 150;

/// Nothing personal but the attendee's address; lines of 75 octets at most.
fn check_file(file: &str) {
    assert!(file.ends_with("END:VCALENDAR\r\n") && !file.replace("\r\n", "").contains(['\r', '\n']));
    assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
    let whole = unfold(file);
    let due = days_ahead(DUE_IN).to_string();
    for personal in ["試験", "花子", "シケン", &phone(1), "1995-04", "19950403", "1995年", &due, &due.replace('-', "")]
    {
        assert!(!whole.contains(personal), "{personal} in {whole}");
    }
    assert!(whole.contains("BEGIN:VTIMEZONE") && whole.contains("TZID:Asia/Tokyo"));
}

/// The mail's calendar: twice, the same, base64, with a MIME method that is the file's.
fn calendar_of(mail: &Mail, method: &str) -> String {
    let [inline, attached] = mail.calendars.as_slice() else { panic!("{} calendars", mail.calendars.len()) };
    assert_eq!((inline.kind.as_str(), attached.kind.as_str()), ("text/calendar", "application/ics"));
    assert_eq!(inline.method.as_deref(), Some(method));
    assert_eq!([&inline.encoding, &attached.encoding], ["base64", "base64"]);
    assert_eq!(inline.file, attached.file);
    assert_eq!(property(&inline.file, "METHOD").as_deref(), Some(method));
    assert_eq!(
        property(&inline.file, "ORGANIZER"),
        Some(format!("mailto:{}", mail.from)),
        "calendars trust the sender"
    );
    check_file(&inline.file);
    inline.file.clone()
}

async fn the_files_of_one_booking_have_one_uid_and_a_rising_sequence(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = &server.client;
    let slots = client.slots("in_person").await;
    let mut wish = wish(1, &slots[12].id, "in_person");
    wish["due_date"] = json!(days_ahead(DUE_IN));
    let answer = client.post("/api/v1/bookings", &[("idempotency-key", "one key")], &wish).await;
    let token = answer.expect(201).booking().token;
    let file_of = async |kind: &str, version: i64, method: &str| {
        let sent = home.db.message(&email(1), kind, version, "sent").await;
        let mails = home.mails_to(&email(1));
        let mail = mails.iter().find(|mail| mail.id == sent.id).expect("the mail");
        let published = client.get(&format!("/b/{token}/calendar.ics")).await.expect(200);
        assert_eq!(published.header("content-type"), Some("text/calendar; charset=utf-8; method=PUBLISH"));
        (calendar_of(mail, method), published.text())
    };

    let mut files = vec![file_of("confirmation", 0, "REQUEST").await];
    client.move_to(&token, &slots[40]).await.expect(200);
    files.push(file_of("change", 1, "REQUEST").await);
    client.change_mode(&token, "video").await.expect(200);
    files.push(file_of("change", 2, "REQUEST").await);
    client.cancel(&token).await.expect(200);
    files.push(file_of("cancellation", 3, "CANCEL").await);

    let uid = property(&files[0].0, "UID").expect("a UID");
    for (sequence, (mailed, published)) in files.iter().enumerate() {
        check_file(published);
        for file in [mailed, published] {
            assert_eq!(property(file, "UID").as_deref(), Some(uid.as_str()));
            assert_eq!(property(file, "SEQUENCE"), Some(sequence.to_string()));
            let slot = if sequence == 0 { &slots[12] } else { &slots[40] };
            assert_eq!(property(file, "DTSTART"), Some(slot.starts_at.format("%Y%m%dT%H%M%S").to_string()));
            let status = if sequence == 3 { "CANCELLED" } else { "CONFIRMED" };
            assert_eq!(property(file, "STATUS").as_deref(), Some(status));
        }
        assert_eq!(property(mailed, "ATTENDEE"), Some(format!("mailto:{}", email(1))));
        assert_eq!(property(mailed, "ORGANIZER"), property(&files[0].0, "ORGANIZER"), "for life");
        assert_eq!(property(published, "METHOD").as_deref(), Some("PUBLISH"));
        assert!(!published.contains("ATTENDEE") && !unfold(published).contains(&token), "it may be passed on");
    }
    // In person: the place; by video: the link. After the cancel neither link nor reminder.
    let location = |n: usize| property(&files[n].0, "LOCATION").unwrap_or_default();
    assert!(location(1).contains("センター") && location(2).starts_with("https://"), "{}", location(2));
    assert!(files[1].0.contains("BEGIN:VALARM") && !files[3].0.contains("BEGIN:VALARM"));
    // Cancelling again changes nothing and sends nothing.
    assert_eq!(client.cancel(&token).await.expect(200).booking().sequence, 3);
    assert_eq!(home.db.messages(&email(1)).await.iter().filter(|m| m.kind == "cancellation").count(), 1);
    home.db.check().await;
}

/// `a..b@docomo.ne.jp` is no address by RFC 5321, and people have it.
async fn a_carriers_odd_address_is_accepted_and_gets_its_mail(engine: Engine) {
    let home = Home::new(engine).await;
    let smtp = crate::support::smtp_server::SmtpServer::start(crate::support::smtp_server::Manners::Accept).await;
    let server = home.serve_with(crate::support::server::Setup::default().mail(smtp.url())).await;
    let slots = server.client.slots("video").await;
    for (n, address, wire) in
        [(1, "a..b@docomo.ne.jp", "\"a..b\"@docomo.ne.jp"), (2, "c.@ezweb.ne.jp", "\"c.\"@ezweb.ne.jp")]
    {
        let mut wish = wish(n, &slots[n].id, "video");
        wish["email"] = address.into();
        server.client.post("/api/v1/bookings", &[], &wish).await.expect(201);
        home.db.message(address, "confirmation", 0, "sent").await;
        let spoken = format!("RCPT TO:<{wire}>");
        assert!(smtp.commands().contains(&spoken), "{:?}", smtp.commands());
        let mail = Mail::parse(&smtp.mails()[n - 1]);
        assert_eq!(mail.to, wire);
        assert_eq!(property(&mail.calendars[0].file, "ATTENDEE"), Some(format!("mailto:{address}")));
    }
}
