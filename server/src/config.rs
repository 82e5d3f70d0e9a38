//! Configuration: `mendan.toml`, overridden by `MENDAN_…` environment variables. Secrets are masked when printed.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Toml};
use ipnet::IpNet;
use lettre::Address;
use lettre::transport::smtp::extension::ClientId;
use mendan_service::Keep;
use mendan_service::city::address::Door;
use mendan_service::city::network;
use mendan_service::secret::{SECRET_MIN, listed};
use serde::{Deserialize, Deserializer};
use url::Url;

use crate::mail::transport::full_name;
use crate::ports::SystemClock;

mod keep;
mod masked;
mod staff;
mod video;

pub use staff::StaffDoor;
pub use video::VideoSettings;

/// The configuration of the folder a command is given in.
const HERE: &str = "mendan.toml";
/// Where the Debian package has it.
const SYSTEM: &str = "/etc/mendan/mendan.toml";

/// Why the configuration cannot be used; the text says what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(pub String);

fn wrong(text: impl Into<String>) -> ConfigError {
    ConfigError(text.into())
}

/// The values as given; everything may be missing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Raw {
    #[serde(deserialize_with = "text")]
    database_url: Option<String>,
    #[serde(deserialize_with = "text")]
    listen: Option<String>,
    #[serde(deserialize_with = "text")]
    staff_listen: Option<String>,
    #[serde(deserialize_with = "text")]
    staff_url: Option<String>,
    #[serde(deserialize_with = "text")]
    staff_networks: Option<String>,
    #[serde(deserialize_with = "text")]
    secret: Option<String>,
    #[serde(deserialize_with = "text")]
    trusted_proxies: Option<String>,
    #[serde(deserialize_with = "text")]
    public_url: Option<String>,
    #[serde(deserialize_with = "text")]
    mail_url: Option<String>,
    #[serde(deserialize_with = "text")]
    mail_helo: Option<String>,
    #[serde(deserialize_with = "text")]
    mail_bounces: Option<String>,
    #[serde(deserialize_with = "text")]
    bounces: Option<String>,
    #[serde(deserialize_with = "text")]
    shield: Option<String>,
    #[serde(deserialize_with = "text")]
    large_networks: Option<String>,
    #[serde(deserialize_with = "text")]
    openid_networks: Option<String>,
    #[serde(deserialize_with = "text")]
    calendar_networks: Option<String>,
    #[serde(deserialize_with = "text")]
    connections: Option<String>,
    #[serde(deserialize_with = "text")]
    demo: Option<String>,
    #[serde(deserialize_with = "text")]
    clock_offset: Option<String>,
    #[serde(deserialize_with = "text")]
    log: Option<String>,
    #[serde(deserialize_with = "text")]
    log_format: Option<String>,
    #[serde(deserialize_with = "text")]
    site_root: Option<String>,
    #[serde(deserialize_with = "text")]
    views_file: Option<String>,
    #[serde(deserialize_with = "text")]
    backup_folder: Option<String>,
    #[serde(deserialize_with = "text")]
    dkim_selector: Option<String>,
    #[serde(deserialize_with = "text")]
    resolver: Option<String>,
    #[serde(deserialize_with = "text")]
    jobs: Option<String>,
    #[serde(deserialize_with = "text")]
    jobs_poll: Option<String>,
    #[serde(skip)]
    video: VideoSettings,
    #[serde(deserialize_with = "text")]
    keep_keys: Option<String>,
    #[serde(deserialize_with = "text")]
    keep_messages: Option<String>,
    #[serde(deserialize_with = "text")]
    keep_calls: Option<String>,
    #[serde(deserialize_with = "text")]
    keep_alarms: Option<String>,
    keep_audit: Option<String>,
}

/// Environment variables are guessed to be numbers or booleans; we want the text.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    use figment::value::Value;
    Ok(match <Value as Deserialize>::deserialize(deserializer)? {
        Value::String(_, text) => Some(text),
        Value::Bool(_, flag) => Some(flag.to_string()),
        Value::Num(_, number) => number
            .to_u128()
            .map(|n| n.to_string())
            .or_else(|| number.to_i128().map(|n| n.to_string()))
            .or_else(|| number.to_f64().map(|n| n.to_string())),
        Value::Array(_, items) => Some(items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(",")),
        _ => None,
    })
}

/// The effective configuration.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that the operator knows by its name")]
pub struct Config {
    /// `sqlite://path` or `postgres://…`.
    pub database_url: String,
    /// Public pages and API.
    pub listen: SocketAddr,
    /// The staff's own door.
    pub staff: StaffDoor,
    /// Keys come from it; it may list several, see [`listed`]. Belongs to the backup.
    pub secret: String,
    /// Networks whose `X-Forwarded-*` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Address of the default municipality.
    pub public_url: Url,
    /// Whether the only city follows it: somebody said what it is, or it is the demo's.
    pub follows: bool,
    /// Where mail of cities goes that have no mail server of their own.
    pub mail_url: Option<String>,
    /// What we call ourselves to the mail relay, if the operator said so.
    pub mail_helo: Option<String>,
    /// The envelope's sender at that relay, where reports of what could not be delivered go; without one, the sender of each letter.
    pub mail_bounces: Option<Address>,
    /// Where mail servers' reports about our letters come in: `file:FOLDER` or `imaps://user:password@host/INBOX`.
    pub bounces: Option<String>,
    /// Networks that may keep and book as many times as they like.
    pub large_networks: Vec<IpNet>,
    /// Networks that are not public, in which identity providers of cities may be asked.
    pub openid_networks: Vec<IpNet>,
    /// Networks that are not public, in which calendars of members of staff may be read.
    pub calendar_networks: Vec<IpNet>,
    /// Connections at a time.
    pub connections: usize,
    /// Whether limits are on.
    pub shield: bool,
    /// The demo city.
    pub demo: bool,
    /// Seconds the server's clock is ahead of the system's (demo only).
    pub clock_offset: i64,
    /// Tracing filter.
    pub log: String,
    /// Logs as JSON lines.
    pub log_json: bool,
    /// Folder of the built pages' files.
    pub site_root: PathBuf,
    /// Where views of personal data wait while the store cannot write, if not in the usual place.
    pub views_file: Option<PathBuf>,
    /// Where each night's backup is to be found; a backup that is missing there raises an alarm.
    pub backup_folder: Option<PathBuf>,
    /// The DKIM selector of the sender's domain, for the doctor.
    pub dkim_selector: Option<String>,
    /// The resolver the doctor asks, if not the system's.
    pub resolver: Option<SocketAddr>,
    /// How long what is over is kept.
    pub keep: Keep,
    /// Whether this process does jobs, or leaves them to others on the same database.
    pub jobs: bool,
    /// How often it looks for what is due without having been told.
    pub jobs_poll: std::time::Duration,
    /// What video providers are given.
    pub video: VideoSettings,
}

impl Config {
    /// Reads the file `MENDAN_CONFIG` names, else `mendan.toml` in the current folder, else that of the system; and the environment.
    pub fn read() -> Result<Self, ConfigError> {
        Self::read_or(crate::secret_file::read_or_make)
    }

    /// The same, and makes nothing: where there is no secret yet, it is empty.
    pub fn look() -> Result<Self, ConfigError> {
        Self::read_or(crate::secret_file::read)
    }

    /// The file that is read, if there is one.
    pub fn file() -> Option<PathBuf> {
        let named = std::env::var_os("MENDAN_CONFIG").filter(|name| !name.is_empty()).map(PathBuf::from);
        named.or_else(|| [HERE, SYSTEM].map(PathBuf::from).into_iter().find(|file| file.is_file()))
    }

    fn read_or(secret_file: SecretFile) -> Result<Self, ConfigError> {
        let file = Self::file();
        if let Some(file) = file.as_deref().filter(|file| !file.is_file()) {
            return Err(wrong(format!("MENDAN_CONFIG: there is no file {}", file.display())));
        }
        let given = file.map_or_else(Figment::new, |file| Figment::new().merge(Toml::file_exact(file)));
        let figment = given.merge(Env::prefixed("MENDAN_"));
        let raw: Raw = figment.extract().map_err(|error| wrong(error.to_string()))?;
        Self::from_raw(Raw { video: VideoSettings::read(&figment)?, ..raw }, secret_file)
    }

    fn from_raw(raw: Raw, secret_file: SecretFile) -> Result<Self, ConfigError> {
        let demo = matches!(raw.demo.as_deref(), Some("1" | "true" | "yes" | "on"));
        let database_url = raw.database_url.unwrap_or_else(|| "sqlite://data/mendan.db".into());
        mendan_store::check_address(&database_url).map_err(|text| wrong(format!("MENDAN_DATABASE_URL: {text}")))?;
        let listen = raw.listen.as_deref().unwrap_or("127.0.0.1:3000");
        let listen = listen.parse().map_err(|_| wrong(format!("MENDAN_LISTEN: {listen:?} is not ADDRESS:PORT")))?;
        let follows = demo || raw.public_url.is_some();
        let public_url = raw.public_url.as_deref().unwrap_or("http://127.0.0.1:3000");
        let public_url = Url::parse(public_url).map_err(|_| wrong("MENDAN_PUBLIC_URL is not an address"))?;
        let demo_mail = || format!("file:{}", data_folder(&database_url).join("mail").display());
        // Said to be empty, there is none, not even in the demo.
        let mail_url = raw.mail_url.or_else(|| demo.then(demo_mail)).filter(|url| !url.trim().is_empty());
        if let Some(name) = raw.mail_helo.as_deref()
            && full_name(name).is_none()
        {
            return Err(wrong(format!(
                "MENDAN_MAIL_HELO: {name:?} is no full name (mendan.city.example.jp or [192.0.2.1])"
            )));
        }
        let mail_bounces = raw.mail_bounces.as_deref().map(str::trim).filter(|address| !address.is_empty());
        let mail_bounces = mail_bounces.map(str::parse::<Address>).transpose();
        let mail_bounces = mail_bounces.map_err(|_| wrong("MENDAN_MAIL_BOUNCES is not a mail address"))?;
        let offset = raw.clock_offset.as_deref().unwrap_or("0s");
        let clock_offset = clock_offset(offset)?;
        if clock_offset != 0 && !demo {
            return Err(wrong("MENDAN_CLOCK_OFFSET works in the demo only (MENDAN_DEMO=1)"));
        }
        let shield = match raw.shield.as_deref().unwrap_or("limits") {
            "off" | "false" => false,
            "limits" => true,
            other => return Err(wrong(format!("MENDAN_SHIELD: {other:?} is neither off nor limits"))),
        };
        let connections = raw.connections.as_deref().unwrap_or("4096");
        let connections = connections.parse().ok().filter(|most| (64..=1_000_000).contains(most));
        Ok(Self {
            connections: connections.ok_or_else(|| wrong("MENDAN_CONNECTIONS: a number from 64 on"))?,
            secret: secret(raw.secret, &database_url, secret_file)?,
            trusted_proxies: networks("MENDAN_TRUSTED_PROXIES", raw.trusted_proxies.as_deref())?,
            large_networks: networks("MENDAN_LARGE_NETWORKS", raw.large_networks.as_deref())?,
            openid_networks: networks("MENDAN_OPENID_NETWORKS", raw.openid_networks.as_deref())?,
            calendar_networks: networks("MENDAN_CALENDAR_NETWORKS", raw.calendar_networks.as_deref())?,
            log: raw.log.unwrap_or_else(|| "info".into()),
            log_json: raw.log_format.as_deref() == Some("json"),
            site_root: raw.site_root.map_or_else(default_site_root, PathBuf::from),
            views_file: raw.views_file.map(PathBuf::from),
            backup_folder: raw.backup_folder.filter(|folder| !folder.is_empty()).map(PathBuf::from),
            dkim_selector: raw.dkim_selector.filter(|selector| !selector.is_empty()),
            resolver: resolver(raw.resolver.as_deref())?,
            jobs: jobs(raw.jobs.as_deref(), &database_url)?,
            jobs_poll: jobs_poll(raw.jobs_poll.as_deref())?,
            video: raw.video,
            keep: keep::read([raw.keep_keys, raw.keep_messages, raw.keep_calls, raw.keep_alarms, raw.keep_audit])?,
            staff: StaffDoor::read([raw.staff_listen, raw.staff_url, raw.staff_networks], listen)?,
            database_url,
            listen,
            public_url,
            follows,
            mail_url,
            mail_helo: raw.mail_helo,
            mail_bounces,
            bounces: bounces(raw.bounces)?,
            shield,
            demo,
            clock_offset,
        })
    }

    /// The door that [`Config::listen`] is.
    pub const fn first_door(&self) -> Door {
        if self.staff.listen.is_some() { Door::Public } else { Door::Only }
    }

    /// Where the first administrator of a city that is still to be founded comes in.
    pub fn staff_address(&self) -> &Url {
        self.staff.url.as_ref().unwrap_or(&self.public_url)
    }

    /// Whether the whole installation is reached by https at that door.
    pub fn by_tls(&self, door: Door) -> bool {
        let address = if door == Door::Staff { self.staff_address() } else { &self.public_url };
        address.scheme() == "https"
    }

    /// What we call ourselves to the mail server of the installation: as the operator says, else the host of the default city's
    /// public address, if that is a full name.
    pub fn hello(&self) -> Option<ClientId> {
        self.said_hello().or_else(|| self.public_url.domain().and_then(full_name))
    }

    /// The same as the operator says it, for letters: without that, each city is called by its own address.
    pub fn said_hello(&self) -> Option<ClientId> {
        self.mail_helo.as_deref().and_then(full_name)
    }

    /// The folder of the mails the demo wrote, if mail goes to files.
    pub fn mail_folder(&self) -> Option<PathBuf> {
        self.mail_url.as_deref()?.strip_prefix("file:").map(|path| PathBuf::from(path.trim_start_matches("//")))
    }
}

/// The folder the SQLite database lies in; the current one for other engines.
pub fn data_folder(database_url: &str) -> PathBuf {
    mendan_store::sqlite_path(database_url)
        .and_then(|path| path.parent().map(Path::to_path_buf))
        .unwrap_or_else(|| PathBuf::from("data"))
}

/// Where the secret beside the SQLite database comes from.
type SecretFile = fn(&Path) -> Result<Option<String>, ConfigError>;

/// The secret beside an SQLite database.
pub fn secret_path(database_url: &str) -> Option<PathBuf> {
    mendan_store::sqlite_path(database_url).map(|_| data_folder(database_url).join("secret"))
}

fn secret(given: Option<String>, database_url: &str, secret_file: SecretFile) -> Result<String, ConfigError> {
    let secret = match (given, secret_path(database_url)) {
        (Some(secret), _) => secret,
        (None, Some(file)) => match secret_file(&file)? {
            Some(secret) => secret,
            // Nobody has started yet; who only looks makes none.
            None => return Ok(String::new()),
        },
        (None, None) => {
            return Err(wrong(
                "MENDAN_SECRET is missing: PostgreSQL needs one shared by all instances (at least 32 characters)",
            ));
        }
    };
    let all = listed(&secret);
    if all.is_empty() || all.iter().any(|secret| secret.len() < SECRET_MIN) {
        return Err(wrong("MENDAN_SECRET is too short: at least 32 characters, each of them if it lists several"));
    }
    Ok(secret)
}

/// The inbox of reports; its form is looked at here, so that a wrong one is said at once.
fn bounces(given: Option<String>) -> Result<Option<String>, ConfigError> {
    let Some(address) = given.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    crate::mail::reports::inbox(&address).map_err(|error| wrong(error.to_string()))?;
    Ok(Some(address))
}

/// An address, with a port or without.
fn resolver(given: Option<&str>) -> Result<Option<SocketAddr>, ConfigError> {
    let Some(text) = given.filter(|text| !text.is_empty()) else { return Ok(None) };
    let address = text.parse().or_else(|_| text.parse().map(|ip: std::net::IpAddr| SocketAddr::new(ip, 53)));
    address.map(Some).map_err(|_| wrong(format!("MENDAN_RESOLVER: {text:?} is no address")))
}

/// One that does no jobs needs another that does, and SQLite has one process.
fn jobs(given: Option<&str>, database_url: &str) -> Result<bool, ConfigError> {
    match given.unwrap_or("on") {
        "on" | "true" => Ok(true),
        "off" | "false" if mendan_store::sqlite_path(database_url).is_none() => Ok(false),
        "off" | "false" => Err(wrong("MENDAN_JOBS=off needs PostgreSQL and another instance that does the jobs")),
        other => Err(wrong(format!("MENDAN_JOBS: {other:?} is neither on nor off"))),
    }
}

fn jobs_poll(given: Option<&str>) -> Result<std::time::Duration, ConfigError> {
    let text = given.unwrap_or("1s");
    let poll = humantime::parse_duration(text).ok().filter(|poll| *poll >= std::time::Duration::from_millis(100));
    poll.ok_or_else(|| wrong(format!("MENDAN_JOBS_POLL: {text:?} is no time of at least 100ms")))
}

fn networks(variable: &str, list: Option<&str>) -> Result<Vec<IpNet>, ConfigError> {
    let items = list.unwrap_or_default().split(',').map(str::trim).filter(|item| !item.is_empty());
    let read = |item: &str| network::parse(item).ok_or_else(|| wrong(format!("{variable}: {item:?} is not a network")));
    items.map(read).collect()
}

/// How far the clock is off, seconds: a length of time (`26h`, `8d`, `90m`, `0s`), or the instant (RFC 3339) at which it
/// begins, so that a test lives on the same day at the same hour whenever it runs.
///
/// # Errors
/// When the text is neither.
pub fn clock_offset(text: &str) -> Result<i64, ConfigError> {
    let begins = || chrono::DateTime::parse_from_rfc3339(text).ok();
    let offset = duration(text).or_else(|| Some(SystemClock::offset_to(&begins()?)));
    offset.ok_or_else(|| {
        wrong("MENDAN_CLOCK_OFFSET: use 26h, 8d, 90m, 0s, or an instant such as 2031-06-03T10:00:00+09:00")
    })
}

/// Seconds of `26h`, `8d`, `90m`, `5s`, `1d 2h`.
fn duration(text: &str) -> Option<i64> {
    humantime::parse_duration(text).ok().and_then(|length| i64::try_from(length.as_secs()).ok())
}

fn default_site_root() -> PathBuf {
    let beside = std::env::current_exe().ok().and_then(|exe| exe.parent().map(|dir| dir.join("site")));
    let candidates = [Some(PathBuf::from("target/site")), beside, Some(PathBuf::from("site"))];
    candidates.into_iter().flatten().find(|dir| dir.is_dir()).unwrap_or_else(|| PathBuf::from("target/site"))
}

#[cfg(test)]
mod tests;
