//! A day of the calendar on somebody's screen, which she does not load anew: it fetches itself when its stream tells it to, as its script does.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use super::client::Browser;
use super::events::Events;
use super::forms::attribute;
use super::server::Home;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// A booking in a column: the nurse, the booking, how it looks, and the version that could be carried from there.
pub type Entry = (String, String, String, String);

/// The screen.
pub struct Screen {
    /// Whose it is.
    pub browser: Browser,
    /// What it shows.
    pub page: String,
    path: String,
    events: Events,
}

impl Screen {
    /// Opens it at that instance; the stream is the one that the page names.
    pub async fn open(browser: Browser, address: SocketAddr, host: &str, path: &str) -> Self {
        let page = browser.get(path).await.expect(200).text();
        let tag = page.split("<p ").find(|rest| rest.contains("data-live=")).expect("a page that listens");
        let stream = attribute(&format!(" {tag}"), "data-live").expect("where it listens");
        let cookies = browser.cookie_line();
        let events = Events::open(address, &stream, &[("cookie", &cookies), ("host", host)]).await;
        Self { browser, page, path: path.to_owned(), events }
    }

    /// For so long it fetches itself whenever it is told of something: once for all that came together.
    pub async fn follow(&mut self, patience: Duration) {
        let until = Instant::now() + patience;
        while self.events.told_before(until).await {
            while self.events.told_before(Instant::now()).await {}
            self.page = self.fresh().await;
        }
    }

    /// The same page, loaded anew.
    pub async fn fresh(&self) -> String {
        self.browser.get(&self.path).await.expect(200).text()
    }
}

/// What stands in each nurse's column of each office. Whose column comes first is everybody's own.
pub fn columns(page: &str) -> BTreeMap<(String, String), String> {
    let of_nurse = |section: &&str| section.split('>').next().is_some_and(|head| head.contains("data-nurse="));
    let sections = page.split("<section").skip(1).filter_map(|rest| rest.split("</section>").next()).filter(of_nurse);
    let column = |section: &str| {
        let head = section.split('>').next()?;
        let key = (attribute(head, "data-nurse")?, attribute(head, "data-office")?);
        let begin = section.rfind("</h2>")?;
        let list = section.get(begin..)?;
        Some((key, list.get(list.find("<ol>")?..list.rfind("</ol>")?)?.to_owned()))
    };
    sections.map(|section| column(section).expect("a column")).collect()
}

/// Every booking in them.
pub fn entries(page: &str) -> BTreeSet<Entry> {
    let mut all = BTreeSet::new();
    for ((nurse, _), list) in columns(page) {
        for tag in list.split("<a").skip(1).filter_map(|rest| rest.split('>').next()) {
            let says = |name: &str| attribute(tag, name).unwrap_or_default();
            let Some(id) = says("id").strip_prefix('b').map(str::to_owned) else { continue };
            all.insert((nurse.clone(), id, says("class"), says("data-version")));
        }
    }
    all
}

/// The same as the database has it: all bookings of the day that begins at that second.
pub async fn stored(home: &Home, begin: i64) -> BTreeSet<Entry> {
    let sql = format!(
        "SELECT id, staff_id, COALESCE(joint_staff_id, 0), status, version, COALESCE(started_at, 0) FROM booking \
         WHERE starts_at >= {begin} AND starts_at < {begin} + {DAY} AND status <> 'cancelled'"
    );
    let mut all = BTreeSet::new();
    for (id, staff, joint, status, version, started) in home.db.rows::<(i64, i64, i64, String, i64, i64)>(&sql).await {
        let class = match status.as_str() {
            "arrived" if started > 0 => "entry entry--now",
            "fulfilled" => "entry entry--done",
            "noshow" => "entry entry--noshow",
            _ => "entry",
        };
        let version = if status == "booked" { version.to_string() } else { String::new() };
        for nurse in [staff, joint].into_iter().filter(|nurse| *nurse != 0) {
            all.insert((nurse.to_string(), id.to_string(), class.to_owned(), version.clone()));
        }
    }
    all
}
