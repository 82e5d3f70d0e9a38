//! Browser tests: a demo server of their own on a free port, and Playwright.

use crate::{
    background::{Background, free_port, temporary},
    build, instants, paths,
    postgres::Postgres,
    setup,
    sh::{self, Result},
    site,
};
use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::Path,
};

/// `cargo xtask e2e …`.
pub fn run(args: &[String]) -> Result {
    build_and_browse("tests", args)
}

/// `cargo xtask screenshots …`.
pub fn screenshots(args: &[String]) -> Result {
    build_and_browse("screenshots", args)
}

/// At the usual instant, or at `MENDAN_TEST_INSTANT`.
fn build_and_browse(project: &str, args: &[String]) -> Result {
    setup::for_browser()?;
    let site = site::build(true)?;
    let server = build::debug_server()?;
    let instant = std::env::var("MENDAN_TEST_INSTANT").unwrap_or_else(|_| instants::USUAL.into());
    Town { instant: &instant, ..Town::new(&server, &site) }.browse(project, args)
}

/// A demo city to browse.
#[derive(Clone, Copy)]
pub struct Town<'a> {
    /// The binary.
    pub server: &'a Path,
    /// What the browser loads.
    pub site: &'a Path,
    /// When the server and the browsers live.
    pub instant: &'a str,
    /// SQLite if there is none.
    pub postgres: Option<&'a Postgres>,
}

impl<'a> Town<'a> {
    /// On SQLite, at the usual instant.
    pub fn new(server: &'a Path, site: &'a Path) -> Self {
        Self { server, site, instant: instants::USUAL, postgres: None }
    }

    /// Runs one of the projects in `end2end/playwright.config.ts`.
    pub fn browse(&self, project: &str, args: &[String]) -> Result {
        let (dir, address) = (temporary("e2e")?, format!("127.0.0.1:{}", free_port()?));
        let (url, mail) = (format!("http://{address}"), dir.join("mail"));
        let end2end = paths::root().join("end2end");
        let log = end2end.join("out/server.log");
        fs::create_dir_all(end2end.join("out"))?;

        let database = match self.postgres {
            Some(postgres) => postgres.fresh()?,
            None => format!("sqlite://{}", dir.join("mendan.db").display()),
        };
        let mut command = sh::cmd("sh");
        command.args(["-c", r#"exec "$@" >"$0" 2>&1"#]).arg(&log).arg(self.server).arg("serve");
        command.env("MENDAN_DEMO", "1").env("MENDAN_SHIELD", "off").env("MENDAN_SITE_ROOT", self.site);
        command.env("MENDAN_LISTEN", &address).env("MENDAN_PUBLIC_URL", &url).env("MENDAN_CLOCK_OFFSET", self.instant);
        command.env("MENDAN_DATABASE_URL", database).env("MENDAN_SECRET", "a secret of the browser tests, long enough");
        command.env("MENDAN_MAIL_URL", format!("file:{}", mail.display()));
        let mut server = Background::start(&command, "TERM", &dir)?;
        server
            .wait_until("the server", || is_ready(&address))
            .map_err(|error| format!("{error}: see {}", log.display()))?;

        let mut playwright = sh::cmd(end2end.join("node_modules/.bin/playwright"));
        playwright.env("MENDAN_URL", url).env("MENDAN_MAIL_DIR", mail).env("MENDAN_SERVER_LOG", log);
        // For servers of a test's own.
        playwright.env("MENDAN_BINARY", self.server).env("MENDAN_SITE_ROOT", self.site);
        playwright.env("MENDAN_TEST_PYTHON", setup::python());
        playwright.current_dir(end2end).args(["test", "--project", project]).args(args);
        // `  2 failed`, and their names follow.
        sh::run_tests(&mut playwright, |line| line.starts_with("  ") && line.trim_end().ends_with(" failed"))
    }
}

fn is_ready(address: &str) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect(address)?;
        write!(stream, "GET /readyz HTTP/1.0\r\nHost: {address}\r\n\r\n")?;
        let mut status = [0; 12];
        stream.read_exact(&mut status)?;
        Ok(status.ends_with(b" 200"))
    };
    ask().unwrap_or(false)
}
