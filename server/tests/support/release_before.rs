//! A database that the release before has filled, and what people outside have of it; see `tests/fixtures/release_before`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;

use super::Engine;
use super::client::{Browser, Client};
use super::clock::now;
use super::database::Database;
use super::mail::Mail;
use super::server::{Home, Setup};

/// What people have kept of the release before.
#[derive(Deserialize)]
pub struct Kept {
    /// In the order in which they were made.
    pub bookings: Vec<KeptBooking>,
    /// Of some of them, in the order in which they were sent.
    #[serde(deserialize_with = "mails")]
    pub mails: Vec<Mail>,
    /// A partner's key.
    pub partner_key: String,
    /// Members that were added: `sato`, `Sato`, `KAMEI`.
    pub staff: Vec<Account>,
    /// A browser with a time kept and a form begun.
    pub typing: Jar,
    /// A session with a search.
    pub desk: Jar,
    /// An administrator's session.
    pub kanri: Jar,
    /// Published times of nurses.
    pub slots: i64,
    /// When that program was stopped, Unix seconds.
    pub ended_at: i64,
}

/// A booking made through the front door.
#[derive(Deserialize)]
pub struct KeptBooking {
    /// Its person.
    pub n: usize,
    /// `api`, `pages` or `desk`.
    pub by: String,
    /// Its row.
    pub id: i64,
    /// 8 characters.
    pub reference: String,
    /// The link's secret; the desk told none.
    pub token: Option<String>,
    /// As it was in the end.
    pub status: String,
    /// As it was in the end.
    pub sequence: i64,
    /// Of its calendar.
    pub uid: String,
    /// Unix seconds.
    pub starts_at: i64,
    /// The key it was made under by the API.
    #[serde(default)]
    pub key: String,
    /// What was sent under it.
    #[serde(default)]
    pub body: Value,
    /// And what was answered.
    #[serde(default)]
    pub answer: String,
    /// What the pages' form sent.
    #[serde(default)]
    pub form: BTreeMap<String, String>,
    /// And where it led.
    #[serde(default)]
    pub place: String,
}

/// Somebody who signs in.
#[derive(Deserialize)]
pub struct Account {
    /// As it was chosen.
    pub password: String,
}

/// A browser's cookies.
#[derive(Deserialize)]
pub struct Jar {
    cookies: BTreeMap<String, String>,
    /// What it searched for.
    #[serde(default)]
    pub q: String,
}

impl Jar {
    /// The browser, open again.
    pub fn browser(&self, client: Client) -> Browser {
        let browser = Browser::new(client);
        *browser.cookies.lock().expect("nobody else has it") = self.cookies.clone();
        browser
    }
}

impl KeptBooking {
    /// Its reference as people read it.
    pub fn grouped(&self) -> String {
        format!("{}-{}", &self.reference[..4], &self.reference[4..])
    }
}

impl Kept {
    /// The booking of that person.
    pub fn of(&self, n: usize) -> &KeptBooking {
        self.bookings.iter().find(|booking| booking.n == n).expect("a booking")
    }

    /// Her mails.
    pub fn mails_to(&self, email: &str) -> Vec<&Mail> {
        self.mails.iter().filter(|mail| mail.to.contains(email)).collect()
    }

    /// So many seconds after that program was stopped.
    pub fn after(&self, seconds: i64) -> Setup {
        Setup::ahead(self.ended_at + seconds - now())
    }
}

/// A home with that database, not migrated yet.
pub async fn restored(engine: Engine) -> (Home, Kept) {
    let home = Home::new(engine).await;
    let name = match engine {
        Engine::Sqlite => {
            let file = PathBuf::from(home.url.trim_start_matches("sqlite://"));
            fs::write(&file, b"").expect("an empty file");
            "sqlite"
        }
        Engine::Postgres => "postgres",
    };
    // By a connection of its own: a dump leaves it in another state.
    let db = Database::open(engine, &home.url);
    if engine == Engine::Postgres {
        db.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public").await;
    }
    db.execute(&fixture(&format!("{name}.sql.br"))).await;
    drop(db);
    let kept = serde_json::from_str(&fixture(&format!("{name}.json.br"))).expect("what was kept");
    (home, kept)
}

fn fixture(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/release_before").join(name);
    let (octets, mut text) = (fs::read(path).expect("the file"), String::new());
    brotli::Decompressor::new(octets.as_slice(), 64 * 1024).read_to_string(&mut text).expect("its text");
    text
}

fn mails<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Mail>, D::Error> {
    let raw = Vec::<String>::deserialize(deserializer)?;
    Ok(raw.iter().map(|raw| Mail::parse(raw)).collect())
}
