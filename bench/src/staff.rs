//! What the staff's pages cost: the day of thirty nurses, and the desk's search, with a thousand bookings and with a hundred thousand; and
//! a clinic day of thirty nurses with three hundred bookings, seen as a day, a week and a month.

use std::path::Path;

use mendan::ports::SystemEntropy;
use mendan_domain::ids::BookingId;
use mendan_service::model::PrivateNotes;
use mendan_service::sealed::SealedPlace;
use mendan_service::secret::{Secret, sha256};
use mendan_service::staff::password::hash_password;
use mendan_store::Options;
use sqlx::Connection as _;

use crate::process::{Process, SECRET};
use crate::table::Table;
use crate::{Failure, city};

/// Nurses of the office whose day is looked at.
const NURSES: i64 = 30;
/// Bookings to come in four weeks, in both cities: so many days look alike.
const LIVE: i64 = 1_000;
/// Past bookings of the large one.
const HISTORY: i64 = 99_000;
/// Pages per measurement: the kernel counts CPU in hundredths of a second.
const PAGES: u32 = 100;
/// Measurements, taken in turn so that a slow minute of the machine meets both sides; the smallest counts.
const ROUNDS: usize = 5;
const PASSWORD: &str = "only for measuring, long enough";

/// Milliseconds of CPU for the day of thirty nurses, eight times each.
const DAY: f64 = 60.0;
/// Milliseconds of CPU for a search: sending it and the page of what was found.
const SEARCH: f64 = 30.0;
/// What a hundred times the bookings may cost.
const DAY_GROWS: f64 = 1.15;
/// The same of a search that finds one person.
const SEARCH_GROWS: f64 = 1.5;
/// The same of a search that finds a hundred times as many people, who are counted and put in order before the first are shown.
const MANY_GROW: f64 = 10.0;

/// Bookings of a full day.
const FULL: i64 = 300;
/// Milliseconds of CPU for a view that holds it, and thousands of octets that travel.
const FULL_CPU: f64 = 10.0;
const FULL_KB: f64 = 60.0;

/// What is measured.
enum Asks {
    /// The day.
    Day,
    /// The full day, seen so.
    Full(&'static str),
    /// The desk.
    Search(&'static str),
}

/// A city of thirty nurses, four weeks ahead.
pub const USUAL: city::Plan = city::Plan { offices: 1, nurses: NURSES, days: 28, history: 0, live: LIVE };

/// Adds the rows.
pub async fn pages(folder: &Path, table: &mut Table) -> Result<(), Failure> {
    let plan = USUAL;
    let small = Desk::open(folder, "small", plan).await?;
    let large = Desk::open(folder, "large", city::Plan { history: HISTORY, ..plan }).await?;
    let rows = [
        ("staff's day, 30 nurses, ms CPU", Asks::Day, DAY, DAY_GROWS),
        ("desk search by a whole number, ms CPU", Asks::Search("090-5500-0500"), SEARCH, SEARCH_GROWS),
        ("desk search by name and birth date, ms CPU", Asks::Search("みほんあ 2002-04-28"), SEARCH, SEARCH_GROWS),
        // One in twenty: fifty people, or five thousand.
        ("desk search by a name that many have, ms CPU", Asks::Search("みほんか"), SEARCH, MANY_GROW),
    ];
    for (name, asks, most, grows) in rows {
        let (mut of_small, mut of_large, mut octets) = (f64::MAX, f64::MAX, 0);
        for _ in 0..ROUNDS {
            let (cpu, length) = small.cost(&asks).await?;
            (of_small, octets) = (of_small.min(cpu), length);
            of_large = of_large.min(large.cost(&asks).await?.0);
        }
        table.goal(name, (of_small, most), format!("{octets} octets of HTML; 1,000 bookings"));
        table.goal(
            "  with 100,000 bookings, of the same with 1,000",
            (of_large / of_small, grows),
            format!("{of_large:.2} ms CPU"),
        );
    }
    full(folder, table).await
}

/// The calendar of an office whose thirty nurses have three hundred bookings on one day.
async fn full(folder: &Path, table: &mut Table) -> Result<(), Failure> {
    let plan = city::Plan { offices: 1, nurses: NURSES, days: 1, history: 0, live: FULL };
    let desk = Desk::open(folder, "full", plan).await?;
    for (name, query) in [
        ("day, a column for each of 30 nurses", ""),
        ("week of the office", "&view=week&office=o0"),
        ("week of one nurse", "&view=week"),
        ("month", "&view=month"),
    ] {
        let asks = Asks::Full(query);
        let (mut cpu, mut octets) = (f64::MAX, 0);
        for _ in 0..ROUNDS {
            let (cost, length) = desk.cost(&asks).await?;
            (cpu, octets) = (cpu.min(cost), length);
        }
        let travels = f64::from(u32::try_from(desk.travels(&asks).await?)?) / 1000.0;
        let remark = format!("{octets} octets of HTML; {FULL} bookings on one day");
        table.goal(format!("staff's full {name}, ms CPU"), (cpu, FULL_CPU), remark);
        table.goal("  as it travels, KB", (travels, FULL_KB), "brotli");
    }
    Ok(())
}

/// A server at which somebody is signed in.
pub struct Desk {
    /// The server.
    pub server: Process,
    client: reqwest::Client,
    session: String,
}

impl Desk {
    /// One of that plan.
    pub async fn open(folder: &Path, name: &str, plan: city::Plan) -> Result<Self, Failure> {
        let address = city::write(&folder.join(format!("staff-{name}.db")), plan).await?;
        people(&address).await?;
        // Makes the search terms of all of them, as an update does.
        let store = mendan_store::open(&address, &Options::default()).await?;
        store.migrate().await?;
        store.close().await;
        let server = Process::mendan(folder, &address).await?;
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
        let mut desk = Self { server, client, session: String::new() };
        desk.session = desk.sign_in().await?;
        Ok(desk)
    }

    /// The cookie of another session.
    pub async fn sign_in(&self) -> Result<String, Failure> {
        let form = serde_urlencoded::to_string([("login", "n0-0"), ("password", PASSWORD)])?;
        let entered = self.post("/staff/sign-in", form).await?;
        let cookies = entered.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
        let session = cookies.filter_map(|cookie| cookie.split(';').next()).find(|pair| pair.contains("session="));
        Ok(session.ok_or_else(|| format!("signing in: {}", entered.status()))?.to_owned())
    }

    async fn post(&self, path: &str, form: String) -> Result<reqwest::Response, Failure> {
        let request = self.client.post(format!("{}{path}", self.server.base)).header("cookie", &self.session);
        let request = request.header("sec-fetch-site", "same-origin").header("origin", &self.server.base);
        Ok(request.header("content-type", "application/x-www-form-urlencoded").body(form).send().await?)
    }

    /// Octets of the page.
    async fn page(&self, asks: &Asks) -> Result<usize, Failure> {
        let path = match asks {
            Asks::Day => tomorrow(""),
            Asks::Full(query) => tomorrow(query),
            Asks::Search(typed) => {
                let sent = self.post("/staff/desk/search", serde_urlencoded::to_string([("q", typed)])?).await?;
                if sent.status() != 303 {
                    return Err(format!("searching: {}", sent.status()).into());
                }
                "/staff/desk".to_owned()
            }
        };
        let answer =
            self.client.get(format!("{}{path}", self.server.base)).header("cookie", &self.session).send().await?;
        let (status, text) = (answer.status(), answer.text().await?);
        // A month tells numbers only.
        if status != 200 || !(text.contains("見本") || text.contains("class=\"month\"")) {
            return Err(format!("{path}: {status}, nobody was found").into());
        }
        Ok(text.len())
    }

    /// Octets of a view of the full day as a browser gets it.
    async fn travels(&self, asks: &Asks) -> Result<usize, Failure> {
        let Asks::Full(query) = asks else { return Ok(0) };
        let request = self.client.get(format!("{}{}", self.server.base, tomorrow(query)));
        let answer = request.header("cookie", &self.session).header("accept-encoding", "br").send().await?;
        if answer.headers().get("content-encoding").is_none_or(|encoding| encoding != "br") {
            return Err("the page does not travel compressed".into());
        }
        Ok(answer.bytes().await?.len())
    }

    /// CPU milliseconds of one page, and its length.
    async fn cost(&self, asks: &Asks) -> Result<(f64, usize), Failure> {
        let mut octets = self.page(asks).await?;
        let cpu = self.server.cpu()?;
        for _ in 0..PAGES {
            octets = self.page(asks).await?;
        }
        Ok(((self.server.cpu()? - cpu) * 1000.0 / f64::from(PAGES), octets))
    }
}

/// The address of tomorrow, seen so.
fn tomorrow(query: &str) -> String {
    let date = city::tomorrow().with_timezone(&chrono_tz::Asia::Tokyo).date_naive();
    format!("/staff?date={date}{query}")
}

/// Gives the bookings people of their own, invented ones, the same to the last thousand of both cities: one of 20 family names, a number,
/// one of 5,000 birth dates; and the nurses a password.
async fn people(address: &str) -> Result<(), Failure> {
    let mut connection = sqlx::SqliteConnection::connect(address).await?;
    sqlx::query("PRAGMA synchronous = OFF").execute(&mut connection).await?;
    let mut tx = connection.begin().await?;
    sqlx::query(
        "WITH n(of, k) AS (SELECT id, (SELECT MAX(id) FROM booking) - id FROM booking),
           p(of, k, kana) AS (SELECT of, k, substr('アイウエオカキクケコサシスセソタチツテト', (k + k / 5000) % 20 + 1, 1) FROM n)
         UPDATE booking SET search_hash = 0, family_name = '見本' || kana, family_kana = 'ミホン' || kana, given_name = '花子',
           given_kana = 'ハナコ', phone_typed = printf('090-55%02d-%04d', k / 10000, k % 10000),
           phone_e164 = printf('+819055%02d%04d', k / 10000, k % 10000), phone_last4 = printf('%04d', k % 10000),
           email = 'sample' || k || '@mail.kaku.example', birth_date = date('1990-01-01', (k * 7919 % 5000) || ' days')
         FROM p WHERE p.of = booking.id",
    )
    .execute(&mut *tx)
    .await?;
    let secret = Secret::new(SECRET);
    let notes = serde_json::to_vec(&PrivateNotes::default())?;
    let ids: Vec<i64> = sqlx::query_scalar("SELECT id FROM booking").fetch_all(&mut *tx).await?;
    for id in ids {
        let sealed = secret.seal(&SystemEntropy, &SealedPlace::Private(BookingId(id)), &notes)?;
        let token = sha256(secret.booking_token(BookingId(id), 0).as_bytes());
        let update = sqlx::query("UPDATE booking SET private_sealed = ?2, token_hash = ?3 WHERE id = ?1");
        update.bind(id).bind(sealed).bind(token).execute(&mut *tx).await?;
    }
    let hash = hash_password(PASSWORD, [7; 16]).await.map_err(|refusal| refusal.to_string())?;
    sqlx::query("UPDATE staff SET password_hash = ?1").bind(hash).execute(&mut *tx).await?;
    tx.commit().await?;
    connection.close().await?;
    Ok(())
}
