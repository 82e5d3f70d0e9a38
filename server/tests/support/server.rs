//! The real binary with a database, a folder and a port of its own; killed when dropped.

use std::fs::{self, File, OpenOptions};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU16, Ordering};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeZone};
use mendan_store::testing::{Fresh, fresh_postgres, fresh_sqlite};

use super::Engine;
use super::client::Client;
use super::clock::{instant, now};
use super::database::Database;
use super::mail::{self, Mail};
use super::prepared;
use super::wait::{Dice, until_true};

/// Every server's secret.
pub const SECRET: &str = "a secret of the tests, long enough to be one";

/// Ports below those the system gives to clients, so that no connection is in the way.
const PORTS: std::ops::Range<u16> = 10_000..32_000;

/// What a server is started with.
#[derive(Debug, Clone, Default)]
pub struct Setup {
    /// Seconds it lives ahead of the suite's clock.
    pub ahead: i64,
    /// Limits on.
    pub shield: bool,
    /// Where mail goes, if not to the folder.
    pub mail: Option<String>,
    /// Other variables.
    pub more: Vec<(&'static str, String)>,
}

impl Setup {
    /// A clock that goes fast by so many seconds.
    pub fn ahead(seconds: i64) -> Self {
        Self { ahead: seconds, ..Self::default() }
    }

    /// A clock at that instant.
    pub fn at<Z: TimeZone>(instant: &DateTime<Z>) -> Self {
        Self::ahead(instant.timestamp() - now())
    }

    /// Mail to that address.
    pub fn mail(self, url: String) -> Self {
        Self { mail: Some(url), ..self }
    }
}

/// What outlives a server: its database, its folder, its port.
pub struct Home {
    /// Mails, logs.
    pub folder: PathBuf,
    /// Its database, looked at directly.
    pub db: Database,
    /// Its database's address.
    pub url: String,
    port: AtomicU16,
    remains: Option<Fresh>,
    /// Nothing of the program has run on it.
    untouched: AtomicBool,
}

impl Home {
    /// An empty one.
    pub async fn new(engine: Engine) -> Self {
        let fresh = match engine {
            Engine::Sqlite => fresh_sqlite().await,
            Engine::Postgres => fresh_postgres().await,
        };
        fresh.store.close().await;
        let mut home = Self::on(engine, &fresh.url);
        home.remains = Some(fresh);
        home
    }

    /// One on a database that is there already, empty or not.
    pub fn on(engine: Engine, url: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("mendan_http_{}_{}", std::process::id(), Dice::unseen().below(u64::MAX)));
        fs::create_dir_all(&folder).expect("a folder");
        let db = Database::open(engine, url);
        Self {
            folder,
            db,
            url: url.to_owned(),
            port: AtomicU16::new(free_port()),
            remains: None,
            untouched: AtomicBool::new(true),
        }
    }

    /// Its public address.
    pub fn public_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port.load(Ordering::Relaxed))
    }

    /// What every server and command has written to standard error.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    /// Mails in the folder.
    pub fn mails(&self) -> Vec<Mail> {
        mail::in_folder(&self.folder.join("mail"))
    }

    /// Mails in the folder to somebody.
    pub fn mails_to(&self, email: &str) -> Vec<Mail> {
        self.mails().into_iter().filter(|mail| mail.to.contains(email)).collect()
    }

    /// The binary with the environment of a server.
    pub fn command(&self, setup: &Setup, arguments: &[&str]) -> Command {
        self.untouched.store(false, Ordering::Relaxed);
        let mut command = Command::new(env!("CARGO_BIN_EXE_mendan"));
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("MENDAN_")) {
            command.env_remove(name);
        }
        let mail = setup.mail.clone().unwrap_or_else(|| format!("file:{}", self.folder.join("mail").display()));
        command
            .args(arguments)
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .env("NO_COLOR", "1")
            .env("MENDAN_DEMO", "1")
            .env("MENDAN_DATABASE_URL", &self.url)
            .env("MENDAN_SECRET", SECRET)
            .env("MENDAN_SHIELD", if setup.shield { "limits" } else { "off" })
            .env("MENDAN_CLOCK_OFFSET", instant(setup.ahead))
            .env("MENDAN_PUBLIC_URL", self.public_url())
            .env("MENDAN_LISTEN", format!("127.0.0.1:{}", self.port.load(Ordering::Relaxed)))
            .env("MENDAN_MAIL_URL", mail)
            .envs(setup.more.iter().map(|(name, value)| (*name, value)));
        command
    }

    /// Runs a command of the binary to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(&Setup::default(), arguments).output().expect("the binary runs")
    }

    /// Starts a server with the usual set-up and waits until it is ready.
    pub async fn serve(&self) -> Server {
        self.serve_with(Setup::default()).await
    }

    /// Starts a server and waits until it is ready.
    pub async fn serve_with(&self, setup: Setup) -> Server {
        self.prepare(&setup).await;
        for _ in 0..5 {
            let address = SocketAddr::from(([127, 0, 0, 1], self.port.load(Ordering::Relaxed)));
            let mut server = self.spawn(self.command(&setup, &["serve"]), address);
            if server.ready().await {
                return server;
            }
            // Somebody else took the port in between.
            self.port.store(free_port(), Ordering::Relaxed);
        }
        panic!("no server came up:\n{}", self.log());
    }

    /// An empty database gets the demo city, as the usual server would write it first of all.
    async fn prepare(&self, setup: &Setup) {
        let usual = setup.ahead == 0 && setup.more.is_empty() && !self.db.is_used();
        let Some(fresh) = self.remains.as_ref().filter(|_| usual && self.untouched.load(Ordering::Relaxed)) else {
            return;
        };
        prepared::lay(fresh, self.command(setup, &["demo"])).await;
        self.db.execute(&format!("UPDATE municipality SET public_url = '{}'", self.public_url())).await;
    }

    /// Starts a server and does not wait.
    pub fn serve_unready(&self, setup: &Setup) -> Server {
        let address = SocketAddr::from(([127, 0, 0, 1], self.port.load(Ordering::Relaxed)));
        self.spawn(self.command(setup, &["serve"]), address)
    }

    /// Starts one more on the same database, on another port.
    pub async fn serve_beside(&self, setup: &Setup) -> Server {
        let port = free_port();
        let mut command = self.command(setup, &["serve"]);
        command.env("MENDAN_LISTEN", format!("127.0.0.1:{port}"));
        let mut server = self.spawn(command, SocketAddr::from(([127, 0, 0, 1], port)));
        assert!(server.ready().await, "no second server came up:\n{}", self.log());
        server
    }

    fn spawn(&self, mut command: Command, address: SocketAddr) -> Server {
        let child = command.stdout(append(&self.folder.join("out"))).stderr(append(&self.folder.join("log"))).spawn();
        Server { child: child.expect("the binary runs"), client: Client { address } }
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let log = self.log();
        drop(fs::remove_dir_all(&self.folder));
        if std::thread::panicking() {
            let tail: Vec<&str> = log.lines().rev().filter(|line| !line.contains(" INFO ")).take(30).collect();
            eprintln!("the server said:\n{}", tail.into_iter().rev().collect::<Vec<_>>().join("\n"));
        } else {
            assert!(!log.contains("panicked"), "the server panicked:\n{log}");
        }
    }
}

/// A running server.
pub struct Server {
    child: Child,
    /// Speaks to it.
    pub client: Client,
}

impl Server {
    /// Waits until it is ready; `false` when it ended instead.
    async fn ready(&mut self) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(40) {
            if self.child.try_wait().expect("its state").is_some() {
                return false;
            }
            let answer = self.client.send("GET", "/readyz", &[], b"").await;
            if answer.is_ok_and(|answer| answer.status == 200) {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        false
    }

    /// Ends it as a loss of power would.
    pub fn kill(mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it ended");
    }

    /// The most memory it has had so far, MiB.
    pub fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("its state");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a high-water mark");
        line.trim().trim_end_matches(" kB").trim().parse::<u64>().expect("a number") / 1024
    }

    /// Asks it to stop and does not wait.
    pub fn terminate(&self) {
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(sent.expect("kill runs").success());
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it has ended.
    pub async fn ended(&mut self) -> ExitStatus {
        until_true("the server to end", async || self.child.try_wait().expect("its state").is_some()).await;
        self.child.wait().expect("it ended")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn append(path: &Path) -> File {
    OpenOptions::new().create(true).append(true).open(path).expect("a log file")
}

/// A port nobody listens on at this moment.
pub fn free_port() -> u16 {
    let mut dice = Dice::unseen();
    let span = u64::from(PORTS.end - PORTS.start);
    let mut tries = (0..200).map(|_| PORTS.start + u16::try_from(dice.below(span)).unwrap_or(0));
    tries.find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).expect("a free port")
}
