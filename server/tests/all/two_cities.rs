//! Two cities on one database: nothing that is asked at one shows or changes anything of the other, whatever it is asked with and
//! whoever asks. The routes are the router's own, so that a new one is asked as well. Longer than other files because both tests ask
//! as the same people and know what each city has from the same place.

use std::collections::{BTreeMap, BTreeSet};

use futures::StreamExt as _;
use futures::stream::iter;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client};
use crate::support::http::Answer;
use crate::support::routes;
use crate::support::server::Home;
use crate::support::two_cities::{City, found};
use crate::support::wait::until_true;

on_both_engines!(
    no_answer_of_one_city_shows_anything_of_the_other,
    nothing_that_is_posted_at_one_city_changes_the_other,
);

/// Requests at once.
const AT_ONCE: usize = 4;
/// Letters of the shortest word that can be told from others.
const SHORTEST: usize = 7;

/// Everything stored for one city and not for the other.
struct Known {
    words: BTreeSet<String>,
    ids: BTreeSet<String>,
}

impl Known {
    /// What only `of` has.
    async fn only(home: &Home, of: &City, other: &City) -> Self {
        let (mut words, others) = (values(home, of).await, values(home, other).await);
        // A part of what the other has as well tells nothing.
        words.retain(|word| !others.iter().any(|own| own.contains(word)));
        // Neither does what the product itself says, as the example beside a field.
        let products_own = products_own();
        words.retain(|word| !products_own.contains(word));
        words.extend(of.secrets.iter().cloned());
        let (ids, words) = words.into_iter().partition(|word| is_id(word));
        Self { words, ids }
    }

    /// What of it an answer tells that nobody sent.
    fn told(&self, answer: &Answer, sent: &str) -> Vec<&str> {
        let headers =
            answer.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("\n");
        let text = answer.text() + &headers;
        let numbers: BTreeSet<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|run| is_id(run)).collect();
        let ids = self.ids.iter().filter(|id| numbers.contains(id.as_str()));
        let words = self.words.iter().filter(|word| text.contains(word.as_str()));
        ids.chain(words).map(String::as_str).filter(|word| !sent.contains(word)).collect()
    }
}

/// All that the languages say.
fn products_own() -> String {
    let locales = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../locales");
    let folders = std::fs::read_dir(locales).expect("the languages");
    let files = folders.flat_map(|folder| std::fs::read_dir(folder.expect("a language").path()).expect("its files"));
    files.map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("a text")).collect()
}

fn is_id(word: &str) -> bool {
    word.len() >= 16 && word.bytes().all(|octet| octet.is_ascii_digit())
}

/// Whether somebody who reads it knows what it is about.
fn is_word(word: &str) -> bool {
    let letters = word.chars().count();
    let products_own = word.bytes().all(|octet| octet.is_ascii_lowercase() || octet == b'_');
    !products_own && (letters >= SHORTEST || letters >= 2 && !word.is_ascii())
}

/// What the tables say of a city, text by text.
async fn values(home: &Home, city: &City) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (table, columns) in home.db.tables().await {
        // Times are too many to look for, and terms are parts of words.
        if matches!(table.as_str(), "slot" | "search_term" | "occupied" | "audit") {
            continue;
        }
        for column in columns {
            let readable = if home.db.engine() == Engine::Sqlite {
                format!("typeof({column}) <> 'blob'")
            } else {
                "TRUE".to_owned()
            };
            let sql = format!("SELECT CAST({column} AS TEXT) FROM {table} WHERE {} AND {readable}", of(&table, city));
            let all = home.db.rows::<(Option<String>,)>(&sql).await;
            for value in all.into_iter().filter_map(|(value,)| value).filter(|value| !value.starts_with("\\x")) {
                match serde_json::from_str(&value) {
                    Ok(json) => leaves(&json, &mut found),
                    Err(_) => drop(found.insert(value)),
                }
            }
        }
    }
    found.retain(|word| is_id(word) || is_word(word) && word.parse::<f64>().is_err());
    found
}

fn leaves(json: &serde_json::Value, found: &mut BTreeSet<String>) {
    match json {
        serde_json::Value::String(text) => drop(found.insert(text.clone())),
        serde_json::Value::Number(number) => drop(found.insert(number.to_string())),
        serde_json::Value::Array(all) => all.iter().for_each(|one| leaves(one, found)),
        serde_json::Value::Object(all) => all.values().for_each(|one| leaves(one, found)),
        _ => {}
    }
}

/// The rows of a table that are a city's (SQL).
fn of(table: &str, city: &City) -> String {
    let id = city.id;
    match table {
        "municipality" => format!("id = {id}"),
        "staff_office" => format!("staff_id IN (SELECT id FROM staff WHERE municipality_id = {id})"),
        "occupied" => format!(
            "owner_id IN (SELECT id FROM booking WHERE municipality_id = {id} UNION SELECT id FROM hold WHERE municipality_id = {id})"
        ),
        "backup_mark" | "audit_key" | "mail_report" => "1 = 1".to_owned(),
        _ => format!("municipality_id = {id}"),
    }
}

/// Every row of a city.
async fn stored(home: &Home, city: &City) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    // Sealing goes on by itself.
    let sealing = ["audit_seal", "audit_chain"];
    for table in home.db.tables().await.into_keys().filter(|table| !sealing.contains(&table.as_str())) {
        all.insert(table.clone(), home.db.lines(&table, &of(&table, city)).await);
    }
    all
}

/// What pages are asked with: everything of that city that an address may name.
pub(super) fn query(city: &City) -> String {
    let (booking, slot, staff, office) = (city.row("booking"), city.row("slot"), city.row("staff"), city.row("office"));
    let (kind, template) = (city.row("interview_kind"), city.row("template"));
    format!(
        "?booking={booking}&b={booking}&ask=move&slot={slot}&nurse={staff}&staff={staff}&office={office}&to_nurse={staff}\
         &said=moved&undo=1&month=2031-06&kind={kind}&template={template}&id={booking}&copy=2031-06&year=2031&mode=video"
    )
}

/// Further ways to ask pages of the staff about somebody.
pub(super) fn further(pattern: &str, city: &City) -> Vec<String> {
    let (booking, staff) = (city.row("booking"), city.row("staff"));
    match pattern {
        "/staff" => {
            vec![format!("?slot={}", city.row("slot")), format!("?why={staff}.1938643200.central&nurse={staff}")]
        }
        "/staff/ranges" => ["close", "open", "move&to_day=2031-06-17", "copy&to_day=2031-06-17"]
            .map(|act| format!("?whose=staff-{staff}&whose=office-{}&from=2031-06-10&act={act}", city.row("office")))
            .to_vec(),
        "/staff/audit" => vec![
            format!("?about=booking&id={booking}"),
            format!("?about=person&id={}", city.row("client")),
            format!("?about=staff&id={staff}"),
        ],
        "/staff/desk" => vec![
            format!("?b={booking}"),
            format!("?b={booking}&correct=1"),
            format!("?new=1&person={booking}&nurse={staff}&kind=notification&mode=video"),
            format!("?new=1&again=1&namesake={booking}&slot={}", city.slot),
        ],
        "/api/v1/slots" | "/api/v1/slots/why" => vec![
            "?kind=notification&mode=video&days=20".to_owned(),
            format!("?kind={}&office={}", city.row("interview_kind"), city.row("office")),
            format!("?kind=notification&mode=video&office=central&at=2031-06-10T10:00:00%2B09:00&staff={staff}"),
        ],
        _ => Vec::new(),
    }
}

/// Everybody there is at a city.
enum Asker {
    /// In a browser, signed in or not.
    Browser(Browser),
    /// With a partner's key.
    Key(Client, String, String),
}

impl Asker {
    async fn get(&self, path: &str) -> Answer {
        match self {
            Self::Browser(browser) => browser.get(path).await,
            Self::Key(client, host, key) => {
                let bearer = format!("Bearer {key}");
                client.ask("GET", path, &[("host", host), ("authorization", &bearer)], b"").await
            }
        }
    }
}

async fn askers(client: Client, at: &City, other: &City) -> Vec<(&'static str, Asker)> {
    let key = |key: &str| Asker::Key(client, at.host.clone(), key.to_owned());
    let strange = at.browser(client);
    let theirs = other.staff(client, "kanri").await;
    strange.cookies.lock().unwrap().extend(theirs.cookies.lock().unwrap().clone());
    vec![
        ("nobody", Asker::Browser(at.browser(client))),
        ("an administrator of the other city", Asker::Browser(strange)),
        ("a partner", key(&at.key)),
        ("a partner of the other city", key(&other.key)),
        ("reception", Asker::Browser(at.staff(client, "uketsuke").await)),
        ("a nurse", Asker::Browser(at.staff(client, "hokenshi").await)),
        ("an administrator", Asker::Browser(at.staff(client, "kanri").await)),
    ]
}

/// Every address that answers a GET, asked about what `of` has.
fn asked(of: &City) -> Vec<String> {
    let rules = routes::rules();
    let plain = ["/readyz", "/metrics", "/healthz", "/nothing", "/staff", "/staff/desk", "/staff/setup/publish"];
    let mut all: Vec<String> = plain.map(str::to_owned).to_vec();
    for (_, pattern, _) in rules.iter().filter(|(method, ..)| *method == "GET") {
        for path in routes::paths(pattern, of) {
            all.extend(further(pattern, of).into_iter().map(|query| path.clone() + &query));
            all.push(path.clone() + &query(of));
            if pattern.contains('{') {
                all.push(path);
            }
        }
    }
    assert!(all.len() > 100, "{all:?}");
    all
}

async fn no_answer_of_one_city_shows_anything_of_the_other(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, first, second) = found(&home).await;
    let client = server.client;
    for (at, other) in [(&first, &second), (&second, &first)] {
        let (theirs, own) = (Known::only(&home, other, at).await, Known::only(&home, at, other).await);
        assert!(theirs.words.len() > 50 && theirs.ids.len() > 20, "{:?}", theirs.words);
        let (about_others, about_own) = (asked(other), asked(at));
        let mut seen = BTreeSet::new();
        for (who, asker) in askers(client, at, other).await {
            let own_pages = about_own.iter().filter(|_| matches!(who, "an administrator" | "a partner"));
            let paths: BTreeSet<&String> = about_others.iter().chain(own_pages).collect();
            let (asker, theirs, own) = (&asker, &theirs, &own);
            let answers = iter(paths).map(|path| async move {
                let answer = asker.get(path).await;
                assert!(answer.status < 500, "{who} at {}: {path}: {}", at.slug, answer.status);
                let told = theirs.told(&answer, path);
                assert!(told.is_empty(), "{who} at {}: {path} ({}) tells {told:?}", at.slug, answer.status);
                own.told(&answer, "").into_iter().map(str::to_owned).collect::<Vec<_>>()
            });
            for told in answers.buffer_unordered(AT_ONCE).collect::<Vec<_>>().await {
                seen.extend(told);
            }
        }
        // The silence means something: most of what a city has stands somewhere in its own pages.
        let unseen: Vec<&String> = own.words.iter().filter(|word| !seen.contains(*word)).collect();
        assert!(seen.len() > 80, "{} of {} were seen, not {unseen:?}", seen.len(), own.words.len());
    }
    // What left is each city's own.
    for (of, other) in [(&first, &second), (&second, &first)] {
        let theirs = Known::only(&home, other, of).await;
        let domain = format!("@mail.{}.example", of.slug);
        let mails: Vec<_> = home.mails().into_iter().filter(|mail| mail.to.contains(&domain)).collect();
        assert!(mails.len() >= 3, "{}", mails.len());
        for mail in mails {
            let files = mail.calendars.iter().map(|calendar| calendar.file.as_str()).collect::<Vec<_>>().join("\n");
            let text = [mail.raw, mail.subject, mail.text, mail.html, files].join("\n");
            let answer = Answer { status: 200, headers: Vec::new(), body: text.into_bytes() };
            assert_eq!(theirs.told(&answer, ""), Vec::<&str>::new());
        }
    }
}

/// Fields that some form has, about what a city has.
pub(super) fn fields(city: &City) -> Vec<(&'static str, String)> {
    let row = |table: &str| city.row(table).to_owned();
    vec![
        ("slot_id", city.slot.clone()),
        ("slot", row("slot")),
        ("booking", row("booking")),
        ("person", row("booking")),
        ("namesake", row("booking")),
        ("back", format!("booking={}", row("booking"))),
        ("office", row("office")),
        ("offices", row("office")),
        ("staff", row("staff")),
        ("nurse", row("staff")),
        ("from", row("staff")),
        ("to", row("staff")),
        ("whose", format!("staff-{}", row("staff"))),
        ("kinds", row("interview_kind")),
        ("kind", row("interview_kind")),
        ("above", row("interview_kind")),
        ("id", row("outbox")),
        ("mail", row("outbox")),
        ("version", "0".to_owned()),
        ("reason", "架空".to_owned()),
        ("status", "fulfilled".to_owned()),
        ("outcome", "talked".to_owned()),
        ("mode", "video".to_owned()),
        ("modes", "video".to_owned()),
        ("open", "false".to_owned()),
        ("was", "true".to_owned()),
        ("active", "false".to_owned()),
        ("step", "save".to_owned()),
        ("month", "2031-06".to_owned()),
        ("digest", "0".to_owned()),
        ("name", "架空".to_owned()),
        ("repeat", "weekly".to_owned()),
        ("weekdays", "0".to_owned()),
        ("hours_from", "10:00".to_owned()),
        ("hours_until", "12:00".to_owned()),
        ("valid_from", "2031-06-01".to_owned()),
        ("q", city.email(1)),
    ]
}

/// The same city with ids that nobody has.
pub(super) fn unknown(city: &City) -> City {
    // Far from every id that was given: those of one moment stand beside each other.
    let other =
        |id: &String| id.parse::<i64>().map_or_else(|_| id.clone(), |id| (id + 100_000_000_000_007).to_string());
    let parts: Vec<&str> = city.slot.split('-').collect();
    City {
        rows: city.rows.iter().map(|(table, id)| (table.clone(), other(id))).collect(),
        slot: format!("1{}-1{}-{}", &parts[0][1..], &parts[1][1..], parts[2]),
        token: city.token.chars().rev().collect(),
        mail: "unknown@mail.kaku.example.eml".to_owned(),
        key: "unknown".to_owned(),
        secrets: Vec::new(),
        host: city.host.clone(),
        ..*city
    }
}

/// What an answer comes to, whichever ids it was asked with.
pub(super) fn outcome(answer: &Answer, asked: &City) -> (u16, String) {
    let mut place = answer.location().to_owned();
    for (table, id) in &asked.rows {
        place = place.replace(id, table);
    }
    (answer.status, place.replace(&asked.token, "token").replace(&asked.slot, "slot"))
}

pub(super) async fn post(browser: &Browser, client: Client, at: &City, path: &str, about: &City) -> Answer {
    if path.starts_with("/api/") {
        let body = serde_json::json!({
            "slot_id": about.slot, "kind": "notification", "mode": "video", "family_name": "架空", "given_name": "花子",
            "family_name_kana": "かくう", "given_name_kana": "はなこ", "birth_date": "1995-04-03", "phone": "080-7000-0001",
            "consent": true,
        });
        return at.ask(client, "POST", path, body.to_string().as_bytes()).await;
    }
    let fields = fields(about);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(path, &fields).await
}

/// Waits until nothing more happens by itself: the cancellations can no longer be undone, and have been told.
async fn settled(home: &Home) {
    let soon = crate::support::clock::now() + 60;
    let over = format!(
        "UPDATE hold SET expires_at = 1 WHERE id IN (SELECT hold_id FROM undo); UPDATE undo SET until_at = 1; \
         UPDATE outbox SET due_at = 1 WHERE state = 'pending' AND due_at <= {soon}"
    );
    home.db.execute(&over).await;
    until_true("the undo to end", async || home.db.count("SELECT COUNT(*) FROM undo").await == 0).await;
    home.db.quiet(soon).await;
}

async fn nothing_that_is_posted_at_one_city_changes_the_other(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, first, second) = found(&home).await;
    let client = server.client;
    settled(&home).await;
    for (at, other) in [(&first, &second), (&second, &first)] {
        let (stored_before, theirs) = (stored(&home, other).await, Known::only(&home, other, at).await);
        let nobody = unknown(other);
        let mut browser = at.staff(client, "kanri").await;
        for (_, pattern, _) in routes::rules().iter().filter(|(method, ..)| *method == "POST") {
            for (path, as_unknown) in routes::paths(pattern, other).into_iter().zip(routes::paths(pattern, &nobody)) {
                let mut outcomes = Vec::new();
                // What nobody has is asked for before and after: what concerns the city itself may be done the first time.
                for (path, about) in [(&as_unknown, &nobody), (&path, other), (&as_unknown, &nobody)] {
                    if !browser.cookie_line().contains("session") {
                        browser = at.staff(client, "kanri").await;
                    }
                    let answer = post(&browser, client, at, path, about).await;
                    assert!(answer.status < 500, "{path} at {}: {}", at.slug, answer.status);
                    let sent = format!("{path} {:?} {:?}", fields(about), about.rows);
                    let told = theirs.told(&answer, &sent);
                    assert!(told.is_empty(), "{path} at {} ({}) tells {told:?}", at.slug, answer.status);
                    outcomes.push(outcome(&answer, about));
                }
                let [before, theirs, after] = &outcomes[..] else { panic!("{outcomes:?}") };
                assert!(
                    theirs == before || theirs == after,
                    "{pattern} at {}, as for something unknown: {outcomes:?}",
                    at.slug
                );
            }
        }
        let after = stored(&home, other).await;
        for (table, rows) in &stored_before {
            // A key of the log is kept by whoever seals first, for the whole installation; none changes or goes.
            let added = table.as_str() == "audit_key" && rows.iter().all(|row| after[table].contains(row));
            assert!(added || &after[table] == rows, "{table} of {} was changed from {}", other.slug, at.slug);
        }
        // Nor does anything of this city speak of the other.
        let strays: Vec<String> =
            values(&home, at).await.into_iter().filter(|word| theirs.ids.contains(word)).collect();
        assert_eq!(strays, Vec::<String>::new(), "at {}", at.slug);
    }
}
