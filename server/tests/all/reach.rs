//! The access matrix of offices: every route of the router, asked by every ready role whose holder's role counts at one office only, about
//! what another office has. It is answered as what nobody has, and no page shows anything of it.

use std::collections::{BTreeMap, BTreeSet};

use mendan::http::rule::Rule;
use mendan_domain::staff::Role;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client};
use crate::support::http::Answer;
use crate::support::people::{KIND, email, wish};
use crate::support::routes;
use crate::support::server::Home;
use crate::support::shaping::{colleague, staff};
use crate::support::two_cities::City;

use super::two_cities::{fields, further, outcome, post, query, unknown};

on_both_engines!(
    no_page_shows_anything_of_another_office,
    what_is_posted_about_another_office_is_answered_as_for_what_nobody_has,
    her_own_office_is_hers_as_before,
);

/// Each ready role, and who has it here.
const ROLES: [(&str, Role); 5] = [
    ("uketsuke", Role::Receptionist),
    ("hokenshi", Role::Nurse),
    ("kanri", Role::Administrator),
    ("hokenshi2", Role::Manager),
    ("hokenshi3", Role::Auditor),
];

/// A row of each table that the central office has, as the tests of two cities know a city.
async fn central(home: &Home, client: Client) -> City {
    let times = client.slots("video").await;
    let slot = times.iter().filter(|time| time.office == "central").nth(9).expect("a time there").id.clone();
    let booked = client
        .ask(
            "POST",
            "/api/v1/bookings",
            &[("content-type", "application/json")],
            wish(7, &slot, "video").to_string().as_bytes(),
        )
        .await
        .expect(201)
        .booking();
    home.db.message(&email(7), "confirmation", 0, "sent").await;
    let refused = format!(
        "UPDATE outbox SET state = 'failed', failure = 'recipient', last_error = '550' WHERE recipient = '{}' AND kind = 'confirmation'",
        email(7)
    );
    home.db.execute(&refused).await;
    let called = "SELECT COUNT(*) FROM call WHERE reason = 'mail_refused'";
    crate::support::wait::until_true("the call", async || home.db.count(called).await == 1).await;
    let office = home.db.count("SELECT id FROM office WHERE slug = 'central'").await;
    let booking = home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(7))).await;
    let kanri = staff(client, "kanri").await;
    let whose = format!("office-{office}");
    let closed = [("whose", whose.as_str()), ("from", "2032-02-03"), ("reason", "点検"), ("step", "save")];
    kanri.post("/staff/setup/closures", &closed).await.expect(303);
    let one = async |sql: String| home.db.count(&sql).await.to_string();
    let rows = BTreeMap::from([
        ("booking".to_owned(), booking.to_string()),
        ("office".to_owned(), office.to_string()),
        ("slot".to_owned(), one(format!("SELECT MAX(id) FROM slot WHERE office_id = {office}")).await),
        ("template".to_owned(), one(format!("SELECT MAX(id) FROM template WHERE office_id = {office}")).await),
        ("call".to_owned(), one(format!("SELECT id FROM call WHERE booking_id = {booking}")).await),
        ("outbox".to_owned(), one(format!("SELECT MAX(id) FROM outbox WHERE booking_id = {booking}")).await),
        ("closure".to_owned(), one("SELECT MAX(id) FROM closure WHERE reason = '点検'".to_owned()).await),
        ("client".to_owned(), one(format!("SELECT client_id FROM booking WHERE id = {booking}")).await),
        ("interview_kind".to_owned(), one(format!("SELECT id FROM interview_kind WHERE slug = '{KIND}'")).await),
        ("staff".to_owned(), one("SELECT id FROM staff WHERE login = 'hokenshi4'".to_owned()).await),
        ("leaflet".to_owned(), "1000000000000000001".to_owned()),
        ("partner_key".to_owned(), "1000000000000000002".to_owned()),
        ("role".to_owned(), "1000000000000000003".to_owned()),
    ]);
    City {
        id: home.db.count("SELECT id FROM municipality").await,
        slug: "kaku",
        mark: "架空",
        host: String::new(),
        key: String::new(),
        rows,
        slot,
        token: booked.token,
        mail: "nothing.eml".to_owned(),
        secrets: Vec::new(),
    }
}

/// Everybody's role counts at the north office alone; who of each role is signed in.
async fn at_north(home: &Home, client: Client) -> Vec<(Role, Browser)> {
    let mut all = Vec::new();
    for (login, role) in ROLES {
        let given = format!(
            "UPDATE staff SET role = '{}', here_only = TRUE WHERE login = '{login}'; \
             DELETE FROM staff_office WHERE staff_id = (SELECT id FROM staff WHERE login = '{login}') \
             AND office_id <> (SELECT id FROM office WHERE slug = 'north')",
            role.as_str()
        );
        home.db.execute(&given).await;
        let browser = match role {
            Role::Manager | Role::Auditor => colleague(home, client, login).await,
            _ => staff(client, login).await,
        };
        all.push((role, browser));
    }
    all
}

/// Ids of everything that is at other offices.
async fn beyond(home: &Home) -> BTreeSet<String> {
    let elsewhere = "office_id <> (SELECT id FROM office WHERE slug = 'north')";
    let mut ids = BTreeSet::new();
    for sql in [
        format!("SELECT id FROM booking WHERE {elsewhere}"),
        format!("SELECT id FROM slot WHERE {elsewhere}"),
        format!("SELECT id FROM template WHERE {elsewhere}"),
        format!("SELECT id FROM closure WHERE {elsewhere}"),
        format!("SELECT call.id FROM call JOIN booking ON booking.id = call.booking_id WHERE {elsewhere}"),
        format!("SELECT outbox.id FROM outbox JOIN booking ON booking.id = outbox.booking_id WHERE {elsewhere}"),
        "SELECT id FROM office WHERE slug <> 'north'".to_owned(),
    ] {
        ids.extend(home.db.rows::<(i64,)>(&sql).await.into_iter().map(|(id,)| id.to_string()));
    }
    ids
}

/// What of it an answer shows that nobody sent.
fn shown(beyond: &BTreeSet<String>, answer: &Answer, sent: &str) -> Vec<String> {
    let text = answer.text() + answer.location();
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() >= 16);
    numbers.filter(|id| beyond.contains(*id) && !sent.contains(*id)).map(str::to_owned).collect()
}

async fn no_page_shows_anything_of_another_office(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let there = central(&home, client).await;
    let beyond = beyond(&home).await;
    assert!(beyond.len() > 100);
    let day = home.db.count(&format!("SELECT starts_at FROM booking WHERE id = {}", there.row("booking"))).await;
    let day = chrono::DateTime::from_timestamp(day + 9 * 3600, 0).expect("an instant").date_naive();
    let mut paths = vec![
        format!("/staff?date={day}"),
        format!("/staff?date={day}&view=list"),
        format!("/staff?date={day}&view=rooms"),
        format!("/staff?date={day}&view=week"),
        format!("/staff?date={day}&view=week&office=central"),
        format!("/staff?date={day}&view=month"),
        format!("/staff?date={day}&office=central"),
        "/staff/setup/publish".to_owned(),
        "/staff/desk?new=1".to_owned(),
    ];
    for (_, pattern, _) in
        routes::rules().iter().filter(|(method, pattern, _)| *method == "GET" && pattern.starts_with("/staff"))
    {
        for path in routes::paths(pattern, &there) {
            paths.extend(further(pattern, &there).into_iter().map(|query| path.clone() + &query));
            paths.push(path.clone() + &query(&there));
            paths.push(path);
        }
    }
    for (role, browser) in at_north(&home, client).await {
        browser.post("/staff/desk/search", &[("q", &email(7))]).await;
        for path in &paths {
            let answer = browser.get(path).await;
            assert!(answer.status < 500, "{role:?} {path}: {}", answer.status);
            let told = shown(&beyond, &answer, path);
            assert!(told.is_empty(), "{role:?} sees at {path} ({}): {told:?}\n{}", answer.status, answer.text());
        }
    }
}

async fn what_is_posted_about_another_office_is_answered_as_for_what_nobody_has(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let there = central(&home, client).await;
    let (nobody, beyond) = (unknown(&there), beyond(&home).await);
    let elsewhere = "office_id <> (SELECT id FROM office WHERE slug = 'north')";
    let kept = async || {
        let mut all = Vec::new();
        for table in ["booking", "slot", "template", "closure"] {
            all.push(home.db.lines(table, elsewhere).await);
        }
        all
    };
    let before = kept().await;
    for (role, browser) in at_north(&home, client).await {
        let signed_in = browser.cookie_line();
        for (_, pattern, rule) in
            routes::rules().iter().filter(|(method, pattern, _)| *method == "POST" && pattern.starts_with("/staff"))
        {
            // Her own account and the way in and out are of no office.
            if pattern.starts_with("/staff/sign-") || pattern == "/staff/hand-over" || rule == Rule::SignedIn {
                continue;
            }
            for (path, as_unknown) in routes::paths(pattern, &there).into_iter().zip(routes::paths(pattern, &nobody)) {
                let mut outcomes = Vec::new();
                for (path, about) in [(&as_unknown, &nobody), (&path, &there), (&as_unknown, &nobody)] {
                    let answer = post(&browser, client, &there, path, about).await;
                    assert!(answer.status < 500, "{role:?} {path}: {}", answer.status);
                    let told = shown(&beyond, &answer, &format!("{path} {:?} {:?}", fields(about), about.rows));
                    assert!(told.is_empty(), "{role:?} is told at {path}: {told:?}");
                    outcomes.push(outcome(&answer, about));
                }
                let [before, theirs, after] = &outcomes[..] else { panic!("{outcomes:?}") };
                assert!(
                    theirs == before || theirs == after,
                    "{role:?} {pattern}, as for something unknown: {outcomes:?}"
                );
            }
        }
        assert_eq!(browser.cookie_line(), signed_in);
    }
    let after = kept().await;
    assert!(before == after, "something of another office was changed");
}

async fn her_own_office_is_hers_as_before(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let kanri = staff(client, "kanri").await;
    // By the form: her role counts at the north office only.
    let id = home.db.count("SELECT id FROM staff WHERE login = 'uketsuke'").await;
    let page = format!("/staff/setup/staff/{id}");
    let mut typed = crate::support::forms::form_of(&kanri.get(&page).await.expect(200).text(), &page);
    typed.retain(|(name, value)| name != "offices" || value == "north");
    typed.push(("here_only".to_owned(), "true".to_owned()));
    kanri.post(&page, &crate::support::forms::pairs(&typed)).await.expect(303);
    assert!(kanri.get("/staff/setup/staff").await.expect(200).text().contains("働く場所だけ"));

    let of = |place: &str| {
        format!(
            "SELECT MIN(id) FROM booking WHERE status = 'booked' AND starts_at > {} \
             AND office_id = (SELECT id FROM office WHERE slug = '{place}')",
            crate::support::clock::now() + 86_400
        )
    };
    let (hers, theirs) = (home.db.count(&of("north")).await, home.db.count(&of("central")).await);
    let uketsuke = staff(client, "uketsuke").await;
    for (booking, there) in [(hers, true), (theirs, false)] {
        let status = if there { 200 } else { 404 };
        uketsuke.get(&format!("/staff/bookings/{booking}/slip")).await.expect(status);
        let version = home.db.version("booking", booking).await;
        let cancelled = [("back", "desk"), ("version", version.as_str())];
        let answer = uketsuke.post(&format!("/staff/bookings/{booking}/cancel"), &cancelled).await;
        let location = answer.location().to_owned();
        assert_eq!(
            home.db.count(&format!("SELECT COUNT(*) FROM booking WHERE id = {booking} AND status = 'cancelled'")).await,
            i64::from(there),
            "{} {location}",
            answer.status
        );
    }
    // The whole city again as soon as the box is empty.
    let mut typed = crate::support::forms::form_of(&kanri.get(&page).await.expect(200).text(), &page);
    typed.retain(|(name, _)| name != "here_only");
    kanri.post(&page, &crate::support::forms::pairs(&typed)).await.expect(303);
    uketsuke.get(&format!("/staff/bookings/{theirs}/slip")).await.expect(200);
}
