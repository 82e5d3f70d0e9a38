//! A city on the installed machine: its server, its relay, and what is asked of both.

use super::root::Root;
use crate::{
    background::{Background, free_port},
    paths, setup,
    sh::{self, Result},
};
use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
};

/// Whose address the newcomer tries a booking with.
const EMAIL: &str = "newcomer@mail.kaku.example";
/// The settings that are shipped, and are changed here as the guide says.
const SETTINGS: &str = "/etc/mendan/mendan.toml";

/// See the file's head.
pub struct Town<'a> {
    root: &'a Root,
    folder: &'a Path,
    address: String,
    relay: u16,
    running: Option<Background>,
    _relay: Background,
}

impl<'a> Town<'a> {
    /// A relay that speaks SMTP is there already.
    pub fn new(root: &'a Root, folder: &'a Path) -> Result<Self> {
        let (relay, post) = (free_port()?, folder.join("relay"));
        fs::create_dir_all(folder.join("mails"))?;
        fs::create_dir_all(&post)?;
        let mut command = sh::cmd(setup::python());
        command.arg(paths::root().join("xtask/tools/relay.py")).arg(relay.to_string()).arg(folder.join("mails"));
        let mut running = Background::start(&command, "TERM", &post)?;
        running.wait_until("the relay", || TcpStream::connect(("127.0.0.1", relay)).is_ok())?;
        let address = format!("127.0.0.1:{}", free_port()?);
        Ok(Self { root, folder, address, relay, running: None, _relay: running })
    }

    /// What the guide says to write into the settings, and nothing else.
    pub fn settle(&self) -> Result {
        let file = self.root.path(SETTINGS);
        let shipped = fs::read_to_string(&file)?;
        let listen = "listen = \"127.0.0.1:3000\"";
        if !shipped.contains(listen) {
            return Err(format!("the shipped settings do not say {listen}").into());
        }
        let here = shipped.replace(listen, &format!("listen = \"{}\"", self.address));
        let more =
            format!("public_url = \"http://{}\"\nmail_url = \"smtp://127.0.0.1:{}\"\n", self.address, self.relay);
        Ok(fs::write(file, here + &more)?)
    }

    /// A package that was installed over it has left them alone.
    pub fn keeps_its_settings(&self) -> Result {
        let settings = fs::read_to_string(self.root.path(SETTINGS))?;
        if settings.contains(&self.address) { Ok(()) } else { Err("the settings were overwritten".into()) }
    }

    fn log(&self) -> PathBuf {
        self.folder.join("server.log")
    }

    /// Everything the server has printed.
    pub fn said(&self) -> String {
        fs::read_to_string(self.log()).unwrap_or_default()
    }

    /// Starts what the unit would start, as its user, in its folder.
    pub fn start(&mut self) -> Result {
        let (user, place, program) = self.root.starts("mendan.service")?;
        let here = format!("cd {place} && exec {}", program.join(" "));
        let inside = self.root.command_of(Some(&user), &["/bin/sh", "-c", &here]);
        let mut command = sh::cmd("sh");
        command
            .args(["-c", r#"exec "$@" >>"$0" 2>&1"#])
            .arg(self.log())
            .arg(inside.get_program())
            .args(inside.get_args());
        let home = self.folder.join("server");
        fs::create_dir_all(&home)?;
        let mut running = Background::start(&command, "TERM", &home)?;
        running.wait_until("the server", || self.root.says(&["mendan", "health"]).is_ok())?;
        self.running = Some(running);
        Ok(())
    }

    /// Ends it as systemd would.
    pub fn stop(&mut self) {
        self.running = None;
    }

    /// From the printed link to a booked interview, in Chromium; her mail has come by SMTP. Returns the link in it.
    pub fn found(&self) -> Result<String> {
        let said = self.said();
        let link = said.lines().find_map(|line| line.strip_prefix("setup_url="));
        let end2end = paths::root().join("end2end");
        let kept = self.folder.join("link");
        let mut playwright = sh::cmd(end2end.join("node_modules/.bin/playwright"));
        playwright.env("MENDAN_SETUP_URL", link.ok_or("the start printed no link to the first set-up")?);
        playwright
            .env("MENDAN_MAIL_DIR", self.folder.join("mails"))
            .env("MENDAN_EMAIL", EMAIL)
            .env("MENDAN_LINK_FILE", &kept);
        playwright.current_dir(&end2end).args(["test", "--project", "install"]);
        sh::run(&mut playwright)?;
        Ok(fs::read_to_string(kept)?)
    }

    /// What the timer would start; the copy is there afterwards.
    pub fn night(&self) -> Result {
        let (user, place, program) = self.root.starts("mendan-backup.service")?;
        let here = format!("cd {place} && exec {}", program.join(" "));
        sh::run(&mut self.root.command_of(Some(&user), &["/bin/sh", "-c", &here]))?;
        self.backup().map(drop)
    }

    /// The newest backup, as it is called inside.
    fn backup(&self) -> Result<String> {
        let mut names = Vec::new();
        for entry in fs::read_dir(self.root.path("/var/backups/mendan"))? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        let newest = names.into_iter().rfind(|name| Path::new(name).extension().is_some_and(|ending| ending == "db"));
        Ok(format!("/var/backups/mendan/{}", newest.ok_or("there is no backup")?))
    }

    /// Restores it by the command of the guide; it counts the booking.
    pub fn restore(&self) -> Result {
        let said = self.root.says(&["mendan", "restore", &self.backup()?])?;
        println!("{said}");
        if said.contains("cities 1, bookings 1") {
            Ok(())
        } else {
            Err("the restored database has not the one booking".into())
        }
    }

    /// Whether so many mails have come, and no more.
    pub fn has_mails(&self, wanted: usize) -> Result {
        let count = fs::read_dir(self.folder.join("mails"))?.count();
        if count == wanted { Ok(()) } else { Err(format!("{count} mails have come instead of {wanted}").into()) }
    }

    /// Whether a page of the server has that status.
    pub fn answers(&self, link: &str, wanted: u16) -> Result {
        let path = link.trim().trim_start_matches("http://").trim_start_matches(&self.address);
        let mut stream = TcpStream::connect(&self.address)?;
        write!(stream, "GET {path} HTTP/1.0\r\nHost: {}\r\n\r\n", self.address)?;
        let mut status = [0; 12];
        stream.read_exact(&mut status)?;
        let status = String::from_utf8_lossy(&status).into_owned();
        if status.ends_with(&format!(" {wanted}")) {
            Ok(())
        } else {
            Err(format!("{status} instead of {wanted}").into())
        }
    }

    /// It finds what a machine without a proxy lacks, and neither the database nor the mail server nor the files at fault.
    pub fn doctor(&self) -> Result {
        let mut command = self.root.command(&["mendan", "doctor"]);
        let told = command.output()?;
        let text = String::from_utf8_lossy(&told.stdout).into_owned();
        println!("{text}");
        let good =
            ["データベース", "記録の整合", "秘密", "サーバー", "メールサーバー", "ファイルの権限", "バックアップ"];
        let missing: Vec<&str> = good.into_iter().filter(|name| !text.contains(&format!("[良好] {name}: "))).collect();
        match (told.status.code(), missing.as_slice()) {
            // An address of this machine alone, without TLS, is no public one.
            (Some(1), []) if text.contains("[要対応] 公開アドレス") => Ok(()),
            (code, missing) => Err(format!("it ended with {code:?}, and does not find well: {missing:?}").into()),
        }
    }
}
