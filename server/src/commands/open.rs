//! Put the parts together from the configuration.

use std::sync::Arc;

use mendan_service::ports::Store;
use mendan_service::secret::Secret;
use mendan_service::{Ports, Services, Settings};
use tracing_subscriber::EnvFilter;

use super::CommandError;
use crate::config::Config;
use crate::live::at_once::AtOnce;
use crate::ports::{NotifyBell, SystemClock, SystemEntropy};

/// Starts logging to standard error.
pub fn logging(config: &Config) {
    // The metronome speaks of every job it is given; whoever wants that says so in MENDAN_LOG, which comes later.
    // Passkeys in all detail are nobody's business.
    let quiet = "tokio_cron_scheduler=warn,webauthn_rs_core=warn";
    let filter = EnvFilter::try_new(format!("{quiet},{}", config.log)).unwrap_or_else(|_| EnvFilter::new("info"));
    // A line that a full disk does not take must not end a request: by default the library would complain of it, and panic.
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let builder = builder.log_internal_errors(false);
    // A second start of the logger (tests) is harmless.
    let _ = if config.log_json { builder.json().try_init() } else { builder.try_init() };
}

/// Opens the database.
pub async fn store(config: &Config) -> Result<Arc<dyn Store>, CommandError> {
    let opened = mendan_store::open(&config.database_url, &mendan_store::Options::default()).await;
    opened.map_err(|error| chain(&error).into())
}

/// An error with its causes: what is missing stands in the last of them.
pub fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}

/// Opens the database and puts the use cases on top, with a bell nobody hears.
pub async fn services(config: &Config) -> Result<Services, CommandError> {
    let store = store(config).await?;
    let services = services_with(config, Arc::clone(&store), NotifyBell::default())?;
    services.tell_changes_to(Arc::new(AtOnce(store)));
    Ok(services)
}

/// The clock the configuration asks for.
pub const fn clock(config: &Config) -> SystemClock {
    SystemClock { offset: config.clock_offset }
}

/// The use cases on a store.
pub fn services_with(config: &Config, store: Arc<dyn Store>, bell: NotifyBell) -> Result<Services, CommandError> {
    let secret = Secret::new(&config.secret);
    let video = crate::video::providers(&config.video, &secret)?;
    let ports = Ports {
        store,
        clock: Arc::new(clock(config)),
        entropy: Arc::new(SystemEntropy),
        bell: Arc::new(bell),
        video: Arc::new(video),
    };
    let common_mail_server = config.mail_url.is_some();
    let own_mail_servers = !(config.demo && config.shield);
    let mut settings =
        Settings { keep: config.keep.clone(), common_mail_server, own_mail_servers, ..Settings::default() };
    if !config.demo {
        // What the demo published opens nothing in a real city, not even on a database that a demo has filled.
        settings.published_passwords =
            crate::demo::SIGN_INS.iter().map(|(_, password, _)| (*password).to_owned()).collect();
    }
    if !config.shield {
        settings.mails_to_unknown = None;
        settings.already_booked_per_hour = None;
        settings.bookings_per_email = None;
        settings.trials_per_hour = None;
    }
    Ok(Services::new(ports, secret, settings))
}
