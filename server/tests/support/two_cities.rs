//! Two cities on one database, filled alike: every word and id of one is told from those of the other, but for what two cities
//! may well have in common (slugs, sign-in names, passwords, keys of requests, a phone and a birth date, a reference).

use std::collections::BTreeMap;

use serde_json::json;

use super::Engine;
use super::client::{Booked, Browser, Client, Slot};
use super::people::{KIND, phone};
use super::server::{Home, Server, Setup};
use super::wait::until_true;

/// What the ids of the second city's set-up are more than those of the first.
const FURTHER: i64 = 1_000_000_000_000_000_000;
/// Where the second city is asked.
const SECOND: &str = "otsu.example:8080";

/// One of the two.
pub struct City {
    /// Its id.
    pub id: i64,
    /// Its slug.
    pub slug: &'static str,
    /// A letter in every name of it.
    pub mark: &'static str,
    /// `host[:port]`.
    pub host: String,
    /// Key of a partner.
    pub key: String,
    /// A row of each table, by its name.
    pub rows: BTreeMap<String, String>,
    /// A time that can be booked there.
    pub slot: String,
    /// Link of a booking.
    pub token: String,
    /// A mail to one of its residents, by the name of its file.
    pub mail: String,
    /// Everything that opens something there.
    pub secrets: Vec<String>,
}

impl City {
    /// A program's request there.
    pub async fn ask(&self, client: Client, method: &str, path: &str, body: &[u8]) -> super::http::Answer {
        let headers = [("host", self.host.as_str()), ("content-type", "application/json")];
        client.ask(method, path, &headers, body).await
    }

    /// Somebody's browser there.
    pub fn browser(&self, client: Client) -> Browser {
        Browser::at(client, &self.host)
    }

    /// A member's browser there, signed in.
    pub async fn staff(&self, client: Client, login: &str) -> Browser {
        let browser = self.browser(client);
        browser.sign_in(login).await;
        browser
    }

    /// Mail addresses of its residents.
    pub fn email(&self, n: usize) -> String {
        format!("haha{n}@mail.{}.example", self.slug)
    }

    /// The row of that table.
    pub fn row(&self, table: &str) -> &str {
        self.rows.get(table).unwrap_or_else(|| panic!("{} has no {table}", self.slug))
    }
}

/// The demo's city and another, and who serves both.
pub async fn found(home: &Home) -> (Server, City, City) {
    home.serve().await.kill();
    let first = home.db.count("SELECT id FROM municipality").await;
    home.db.execute(&marked()).await;
    home.db.execute(&second(first)).await;
    // Nobody founds the second, so its log would count as taken away: as before the first sealing, both begin with the next.
    home.db.execute("DELETE FROM audit; DELETE FROM audit_seal; DELETE FROM audit_chain; DELETE FROM audit_key").await;
    for id in [first, first + FURTHER] {
        home.db.execute(&more(home.db.engine(), id)).await;
    }
    let server = home.serve().await;
    let mut cities = [
        city(first, "kaku", "甲", server.client.address.to_string()),
        city(first + FURTHER, "otsu", "乙", SECOND.to_owned()),
    ];
    for city in &mut cities {
        fill(home, server.client, city).await;
    }
    // A reference is each city's own.
    let sql = format!("SELECT reference FROM booking WHERE id = {}", cities[0].row("booking"));
    let reference = home.db.rows::<(String,)>(&sql).await.remove(0).0;
    let same = format!("UPDATE booking SET reference = '{reference}' WHERE id = {}", cities[1].row("booking"));
    home.db.execute(&same).await;
    let [first, second] = cities;
    (server, first, second)
}

fn city(id: i64, slug: &'static str, mark: &'static str, host: String) -> City {
    City {
        id,
        slug,
        mark,
        host,
        key: String::new(),
        rows: BTreeMap::new(),
        slot: String::new(),
        token: String::new(),
        mail: String::new(),
        secrets: Vec::new(),
    }
}

/// Every name of the first city gets its letter.
fn marked() -> String {
    ["municipality", "office", "interview_kind"]
        .map(|table| format!("UPDATE {table} SET texts = REPLACE(texts, '\"name\":\"', '\"name\":\"甲')"))
        .join("; ")
        + "; UPDATE room SET name = '甲' || name; UPDATE staff SET display_name = '甲' || display_name; \
             UPDATE partner_key SET name = '甲' || name"
}

/// The second city: the first one's set-up under other ids and other names.
fn second(first: i64) -> String {
    let texts = "REPLACE(REPLACE(REPLACE(texts, '甲', '乙'), '架空', '乙川'), 'Kaku', 'Otsu')";
    let own = |column: &str| format!("{column} + {FURTHER}");
    let (id, city, office, staff, kind) =
        (own("id"), own("municipality_id"), own("office_id"), own("staff_id"), own("kind_id"));
    [
        format!(
            "INSERT INTO municipality (id, slug, public_url, timezone, mail_from, discreet_mail_from, phone, video_base_url, \
             consent_version, texts) SELECT {id}, 'otsu', 'http://{SECOND}', timezone, 'boshi@city.otsu.example', \
             'yoyaku@city.otsu.example', '042-999-0100', 'https://video.city.otsu.example/', consent_version, {texts} \
             FROM municipality WHERE id = {first}"
        ),
        format!(
            "INSERT INTO office (id, municipality_id, slug, kind, mailbox, phone, position, texts, active, hours) \
             SELECT {id}, {city}, slug, kind, REPLACE(mailbox, 'kaku', 'otsu'), REPLACE(phone, '042-000', '042-999'), position, \
             {texts}, active, hours FROM office WHERE municipality_id = {first}"
        ),
        format!(
            "INSERT INTO room (id, municipality_id, office_id, name, lanes, active) SELECT {id}, {city}, {office}, \
             REPLACE(name, '甲', '乙'), lanes, active FROM room WHERE municipality_id = {first}"
        ),
        format!(
            "INSERT INTO interview_kind (id, municipality_id, slug, minutes, buffer_before, buffer_after, modes, professions, \
             position, active, texts, rules) SELECT {id}, {city}, slug, minutes, buffer_before, buffer_after, modes, professions, \
             position, active, {texts}, rules FROM interview_kind WHERE municipality_id = {first}"
        ),
        format!(
            "INSERT INTO staff (id, municipality_id, login, login_key, display_name, role, profession, password_hash, video_url, \
             disabled, position, modes, daily_max, joint) SELECT {id}, {city}, login, login_key, \
             REPLACE(display_name, '甲', '乙'), role, profession, password_hash, video_url, disabled, position, modes, daily_max, \
             joint FROM staff WHERE municipality_id = {first}"
        ),
        format!(
            "INSERT INTO staff_office (staff_id, office_id) SELECT {staff}, {office} FROM staff_office \
             WHERE staff_id IN (SELECT id FROM staff WHERE municipality_id = {first})"
        ),
        format!(
            "INSERT INTO slot (id, municipality_id, office_id, kind_id, staff_id, starts_at, ends_at, modes, open, planned) \
             SELECT {id}, {city}, {office}, {kind}, {staff}, starts_at, ends_at, modes, open, planned FROM slot \
             WHERE municipality_id = {first}"
        ),
    ]
    .join("; ")
}

/// What has a name and is not made by anybody's hand here: a template, a day off, networks, an alarm.
fn more(engine: Engine, id: i64) -> String {
    let (mark, network) = if id > FURTHER { ("乙", "198.51.100.0/24") } else { ("甲", "203.0.113.0/24") };
    let kinds = match engine {
        Engine::Sqlite => "json_array(kind.id)",
        Engine::Postgres => "CAST(json_build_array(kind.id) AS TEXT)",
    };
    format!(
        "INSERT INTO role (id, municipality_id, name, permissions) VALUES ({id} + 3, {id}, '{mark}だけの役割', 'view_bookings'); \
         INSERT INTO template (id, municipality_id, name, office_id, staff_id, kinds, modes, repeat, weekdays, hours, breaks, step, \
         valid_from) SELECT kind.id + 1, kind.municipality_id, '{mark}の朝の型', office.id, NULL, {kinds}, 15, \
         '{{\"repeat\":\"weekly\",\"every\":1}}', 1, '[540,1000]', '[]', 50, '2031-05-06' FROM interview_kind AS kind \
         JOIN office ON office.municipality_id = kind.municipality_id AND office.slug = 'central' \
         WHERE kind.slug = '{KIND}' AND kind.municipality_id = {id}; \
         INSERT INTO holiday (municipality_id, day, name) VALUES ({id}, '2031-07-02', '{mark}の記念日'); \
         UPDATE municipality SET large_networks = '[\"{network}\"]' WHERE id = {id}; \
         INSERT INTO alarm (id, municipality_id, code, subject, detail, raised_at, last_seen_at, count) \
         VALUES ({id} + 2, {id}, 'network_share', '{network}', '{network}', 1938214791, 1938214791, 1)"
    )
}

/// What happens in a city: people book, hold and cancel, staff set up, search and close a day, a mail is refused.
async fn fill(home: &Home, client: Client, city: &mut City) {
    let mut booked = Vec::new();
    let slots = slots(client, city).await;
    for (n, slot) in [(1, &slots[3]), (2, &slots[30]), (3, &slots[60])] {
        booked.push(book(client, city, n, &slot.id).await);
    }
    city.token.clone_from(&booked[0].token);
    let name = format!("{}の連携", city.mark);
    let made =
        home.command(&Setup::default(), &["key", "add", &name, "--municipality", city.slug]).output().expect("it runs");
    let made = String::from_utf8_lossy(&made.stdout).into_owned();
    made.split("api_key=").nth(1).unwrap_or_else(|| panic!("no key: {made}")).trim().clone_into(&mut city.key);
    city.rows = rows(home, city).await;

    let kanri = city.staff(client, "kanri").await;
    let label = format!("{}のしおり", city.mark);
    let file: &[u8] = b"%PDF-1.7 of a city";
    let parts = [("leaflet_ja", None, label.as_bytes()), ("leaflet_en", None, &b""[..]), ("file", Some("x.pdf"), file)];
    kanri.upload(&format!("/staff/setup/kinds/{}/leaflets", city.row("interview_kind")), &parts).await.expect(303);
    let day = slots[30].starts_at.format("%Y-%m-%d").to_string();
    let reason = format!("{}の点検", city.mark);
    let closure = [("whose", "city"), ("from", day.as_str()), ("reason", &reason), ("step", "save")];
    kanri.post("/staff/setup/closures", &closure).await.expect(303);
    kanri.post("/staff/desk/search", &[("q", &format!("{}田", city.mark))]).await.expect(303);
    let third = home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", city.email(3))).await;
    let version = home.db.version("booking", third).await;
    let cancel = [("back", "desk"), ("version", version.as_str()), ("reason", &format!("{}の都合", city.mark))];
    kanri.post(&format!("/staff/bookings/{third}/cancel"), &cancel).await.expect(303);
    let slots = self::slots(client, city).await;
    city.slot.clone_from(&slots[20].id);
    let resident = city.browser(client);
    resident.get(&format!("/book/{KIND}")).await.expect(200);
    resident.post("/hold", &[("slot_id", &slots[40].id), ("mode", "video")]).await.expect(303);

    // Hers was refused: she is called.
    home.db.message(&city.email(2), "confirmation", 0, "sent").await;
    let refused = format!(
        "UPDATE outbox SET state = 'failed', failure = 'recipient', last_error = '550 {0} nobody here' WHERE recipient = '{1}' \
         AND kind = 'confirmation'",
        city.mark,
        city.email(2)
    );
    home.db.execute(&refused).await;
    let called = format!("SELECT COUNT(*) FROM call WHERE reason = 'mail_refused' AND municipality_id = {}", city.id);
    until_true("the refused mail to be on the list", async || home.db.count(&called).await == 1).await;
    home.db.message(&city.email(1), "confirmation", 0, "sent").await;
    city.rows = rows(home, city).await;
    city.mail = format!("{}.eml", home.mails_to(&city.email(1))[0].id.trim_matches(['<', '>']));
    city.secrets = booked.into_iter().map(|booking| booking.token).chain([city.key.clone()]).collect();
    let cookies = [kanri.cookie_line(), resident.cookie_line()].join("; ");
    city.secrets.extend(cookies.split("; ").filter_map(|pair| Some(pair.split_once('=')?.1.to_owned())));
}

/// Free times of the usual kind there.
pub async fn slots(client: Client, city: &City) -> Vec<Slot> {
    let path = format!("/api/v1/slots?kind={KIND}&mode=video&days=50");
    let answer = city.ask(client, "GET", &path, b"").await.expect(200);
    serde_json::from_value(answer.json()["slots"].clone()).expect("slots")
}

/// The same phone, birth date and key in both cities, another name.
async fn book(client: Client, city: &City, n: usize, slot: &str) -> Booked {
    let person = json!({
        "slot_id": slot, "kind": KIND, "mode": "video",
        "family_name": format!("{}田", city.mark), "given_name": format!("{}江", city.mark),
        "family_name_kana": "しけん", "given_name_kana": "はなこ",
        "birth_date": "1995-04-03", "phone": phone(n), "email": city.email(n), "consent": true,
    });
    let key = format!("key-of-{n}");
    let headers = [("host", city.host.as_str()), ("content-type", "application/json"), ("idempotency-key", &key)];
    client.ask("POST", "/api/v1/bookings", &headers, person.to_string().as_bytes()).await.expect(201).booking()
}

/// A row of each table, by its id; of bookings the first that was made here, of kinds the usual one.
async fn rows(home: &Home, city: &City) -> BTreeMap<String, String> {
    let mut rows = BTreeMap::new();
    for (table, columns) in home.db.tables().await {
        let has = |name: &str| columns.iter().any(|column| column == name);
        if !has("id") || !has("municipality_id") {
            continue;
        }
        let chosen = match table.as_str() {
            "booking" => format!("AND email = '{}'", city.email(1)),
            "interview_kind" => format!("AND slug = '{KIND}'"),
            "outbox" => "AND state = 'failed'".to_owned(),
            _ => String::new(),
        };
        let sql = format!("SELECT MAX(id) FROM {table} WHERE municipality_id = {} {chosen}", city.id);
        if let Some(id) = home.db.rows::<(Option<i64>,)>(&sql).await[0].0 {
            rows.insert(table, id.to_string());
        }
    }
    rows
}
