//! Field by field, role by role: what each ready role reads of a booking, of the person behind it and of a member of staff, on whatever
//! page there is, and what of it she may change. The two tables say what is meant to be; nothing of them is taken from the product.

use mendan_domain::staff::Role::{self, Administrator, Auditor, Manager, Nurse, Receptionist};

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client};
use crate::support::clock::days_ahead;
use crate::support::forms::{form_of, of_anybody, pairs, set};
use crate::support::people::wish;
use crate::support::routes;
use crate::support::server::Home;
use crate::support::shaping::{colleague, staff};

use super::partner_keys::{demo_key, get_as};

on_both_engines!(each_role_reads_and_changes_the_fields_that_are_its_own, a_program_is_told_nothing_of_a_person,);

/// Each ready role, and who has it here.
const ROLES: [(&str, Role); 5] = [
    ("kanri", Administrator),
    ("hokenshi", Nurse),
    ("uketsuke", Receptionist),
    ("hokenshi2", Manager),
    ("hokenshi3", Auditor),
];

/// A field: its name in the form, what is typed into it first and by each who changes it after, as pages have the first of it, who reads
/// it, who changes it (in the order of [`ROLES`]).
struct Field {
    name: &'static str,
    typed: Vec<String>,
    shown: String,
    reads: &'static [Role],
    changes: &'static [Role],
}

/// Of a booking and its person: whoever reads bookings reads all of it, whoever books for others mends it. An auditor does neither.
fn of_a_person() -> Vec<Field> {
    let field = |name: &'static str, typed: &[&str], shown: &str| Field {
        name,
        typed: typed.iter().map(|text| (*text).to_owned()).collect(),
        shown: shown.to_owned(),
        reads: &[Administrator, Nurse, Receptionist, Manager],
        changes: &[Administrator, Nurse, Receptionist],
    };
    let due = [150, 151, 152, 153].map(days_ahead);
    let typed = due.map(|due| due.format("%Y.%-m.%-d").to_string());
    vec![
        field("family_name", &["秘密谷", "秘密沢", "秘密原", "秘密川"], "秘密谷"),
        field("given_name", &["椿乃", "椿花", "椿子", "椿美"], "椿乃"),
        field("family_name_kana", &["ヒミツダニ", "ヒミツザワ", "ヒミツハラ", "ヒミツガワ"], "ヒミツダニ"),
        field("given_name_kana", &["ツバキノ", "ツバカ", "ツバコ", "ツバミ"], "ツバキノ"),
        field("birth_date", &["1991.8.17", "1991.8.18", "1991.8.19", "1991.8.20"], "1991年8月17日"),
        field("phone", &["090-8765-4329", "090-8765-4330", "090-8765-4331", "090-8765-4332"], "090-8765-4329"),
        field("email", &[MAIL, "b@himitsu.example", "c@himitsu.example", "d@himitsu.example"], MAIL),
        field("due_date", &typed.each_ref().map(String::as_str), &due[0].format("%Y年%-m月%-d日").to_string()),
        field("needs", &["sign_language", "wheelchair", "interpreter", "older_child"], ">手話</dd>"),
        field("note", &["椿の伝言です", "二つめの伝言", "三つめの伝言", "四つめの伝言"], "椿の伝言です"),
    ]
}

const MAIL: &str = "tsubaki@himitsu.example";

/// Of a member of staff: whoever manages the staff, and nobody else, knows by what she comes in and where letters to her go.
fn of_a_member() -> Vec<Field> {
    let field = |name: &'static str, typed: &[&str], changes: &'static [Role]| Field {
        name,
        typed: typed.iter().map(|text| (*text).to_owned()).collect(),
        shown: typed[0].to_owned(),
        reads: &[Administrator],
        changes,
    };
    vec![
        field("login", &["oborozuki"], &[]),
        field("email", &["asagiri@mail.example.jp", "yuugiri@mail.example.jp"], &[Administrator]),
        field("video_url", &["https://video.example/asagiri", "https://video.example/yuugiri"], &[Administrator]),
    ]
}

/// Who of each role is signed in.
async fn signed_in(home: &Home, client: Client) -> Vec<(Role, Browser)> {
    let mut all = Vec::new();
    for (login, role) in ROLES {
        home.db.execute(&format!("UPDATE staff SET role = '{}' WHERE login = '{login}'", role.as_str())).await;
        let browser = match role {
            Manager | Auditor => colleague(home, client, login).await,
            _ => staff(client, login).await,
        };
        all.push((role, browser));
    }
    all
}

/// The person's booking, as an administrator has it taken down.
async fn booked(home: &Home, client: Client, kanri: &Browser) -> i64 {
    let slots = client.slots("video").await;
    client.booked(1, &slots[30], "video").await;
    let id = home.db.count("SELECT MAX(id) FROM booking WHERE family_name = '試験'").await;
    let fields = of_a_person();
    let typed: Vec<(&str, &str)> = fields.iter().map(|field| (field.name, field.typed[0].as_str())).collect();
    let done = kanri.fill(&mending(id), &correct(id), &typed).await.expect(303).location().to_owned();
    assert!(done.ends_with("said=corrected"), "{done}");
    id
}

fn mending(booking: i64) -> String {
    format!("/staff/desk?b={booking}&correct=1")
}

fn correct(booking: i64) -> String {
    format!("/staff/bookings/{booking}/correct")
}

/// A member who is invited and has a room of her own.
async fn member(home: &Home, kanri: &Browser) -> i64 {
    const NEW: &str = "/staff/setup/staff/new";
    let fields = of_a_member();
    let mut typed: Vec<(&str, &str)> = fields.iter().map(|field| (field.name, field.typed[0].as_str())).collect();
    typed.extend([("display_name", "見本 かすみ"), ("offices", "north")]);
    let answer = kanri.fill(NEW, NEW, &typed).await.expect(303);
    assert_eq!(answer.location(), "/staff/setup/staff?said=invited");
    home.db.count("SELECT id FROM staff WHERE login = 'oborozuki'").await
}

/// Where a booking or a member can be read at all: every page of the router, and those that an address makes others of.
async fn places(home: &Home, booking: i64, member: i64) -> Vec<String> {
    let person = home.db.count(&format!("SELECT client_id FROM booking WHERE id = {booking}")).await;
    let mut places = vec![
        format!("/staff?booking={booking}"),
        format!("/staff/desk?b={booking}"),
        mending(booking),
        "/staff/desk?new=1".to_owned(),
        format!("/staff/audit?about=booking&id={booking}"),
        format!("/staff/audit?about=person&id={person}"),
        format!("/staff/audit?about=staff&id={member}"),
        format!("/staff/setup/staff/{member}"),
    ];
    for (_, pattern, _) in
        routes::rules().iter().filter(|(method, pattern, _)| *method == "GET" && pattern.starts_with("/staff"))
    {
        places.push(routes::path(home, pattern, booking, "nobody").await);
    }
    places
}

/// All that she is shown, also where she is refused.
async fn read_by(role: Role, browser: &Browser, places: &[String]) -> String {
    browser.post("/staff/desk/search", &[("q", "4329")]).await;
    let mut all = String::new();
    for place in places {
        let answer = browser.get(place).await;
        assert!(answer.status < 500, "{role:?} {place}: {}", answer.status);
        all.push_str(&answer.text());
    }
    all
}

async fn each_role_reads_and_changes_the_fields_that_are_its_own(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let all = signed_in(&home, client).await;
    let kanri = &all[0].1;
    let booking = booked(&home, client, kanri).await;
    let member = member(&home, kanri).await;
    let places = places(&home, booking, member).await;
    let fields: Vec<Field> = of_a_person().into_iter().chain(of_a_member()).collect();
    for (role, browser) in &all {
        let mut shown = read_by(*role, browser, &places).await;
        if *role == Auditor {
            // Nor does the log as a file tell her more than its page.
            shown += &browser.fill("/staff/audit", "/staff/audit/export", &[]).await.expect(200).text();
        }
        for field in &fields {
            assert_eq!(shown.contains(&field.shown), field.reads.contains(role), "{role:?} reads {}", field.name);
        }
    }
    let of_member = format!("/staff/setup/staff/{member}");
    let invite = format!("{of_member}/invite");
    for field in of_a_person() {
        changed(&home, &all, &field, ("booking", booking), (&mending(booking), &correct(booking))).await;
    }
    for field in of_a_member() {
        let action = if field.name == "email" { &invite } else { &of_member };
        changed(&home, &all, &field, ("staff", member), (&of_member, action)).await;
    }
    home.db.check().await;
}

/// Everybody sends the form with something else in that field: whose it is has it changed, and it is as before for everybody else.
async fn changed(
    home: &Home,
    all: &[(Role, Browser)],
    field: &Field,
    (table, id): (&str, i64),
    (page, action): (&str, &str),
) {
    let (mut typed, kanri) = (field.typed.iter().skip(1), &all[0].1);
    for (role, browser) in all {
        let before = home.db.version(table, id).await;
        // The form is the one that an administrator has before her: whoever is offered none posts it all the same.
        let mut fields = of_anybody(form_of(&kanri.get(page).await.expect(200).text(), action));
        let may = field.changes.contains(role);
        let value = if may { typed.next().expect("something else").as_str() } else { "tampered" };
        set(&mut fields, field.name, value);
        let answer = browser.post(action, &pairs(&fields)).await;
        let after = home.db.version(table, id).await;
        if may {
            assert!(answer.status == 303 && after != before, "{role:?} changes {}: {}", field.name, answer.status);
        } else if field.changes.is_empty() && *role == Administrator {
            // Her form has no such field; what somebody adds to it is not read.
            let logins = home.db.count("SELECT COUNT(*) FROM staff WHERE login = 'tampered'").await;
            assert_eq!(logins, 0, "{}", field.name);
        } else {
            assert_eq!((answer.status, after), (404, before), "{role:?} must not change {}", field.name);
        }
    }
}

async fn a_program_is_told_nothing_of_a_person(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let mut fields = of_a_person();
    // What a program cannot say, staff alone write down.
    fields.retain(|field| !matches!(field.name, "needs" | "note"));
    let mut wanted = wish(1, &client.slots("video").await[30].id, "video");
    for field in &fields {
        wanted[field.name] = field.typed[0].as_str().into();
    }
    let booked = client.post("/api/v1/bookings", &[], &wanted).await.expect(201);
    let place = format!("/api/v1/bookings/{}", booked.booking().token);
    let key = demo_key(&home);
    let told = [client.get(&place).await.expect(200), get_as(client, &key, &place).await.expect(200), booked];
    for answer in told {
        for field in &fields {
            let shown = answer.text().contains(&field.shown) || answer.text().contains(&field.typed[0]);
            assert!(!shown, "{}: {}", field.name, answer.text());
        }
    }
}
