//! `mendan serve`: migrate, start the jobs, listen, drain on SIGTERM.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::LeptosOptions;
use mendan_service::Services;
use mendan_service::city::address::Door;
use mendan_service::job::periodic::Periodic as _;
use mendan_service::job::worker::Worker;
use mendan_store::views::{Spare, Views};
use tokio::net::TcpListener;
use tokio::sync::watch;
use url::Url;

use super::open::chain;
use super::{CommandError, open};
use crate::calendar::reader::Reader;
use crate::config::Config;
use crate::http::connections::Connections;
use crate::http::limits::Limits;
use crate::http::listen::{self, DRAIN};
use crate::jobs;
use crate::jobs::periodic::watch_backups::WatchBackups;
use crate::live::hub::Hub;
use crate::mail::{Post, Transport, reports};
use crate::openid::Providers;
use crate::ports::NotifyBell;
use crate::state::{AppState, Parts};

/// Letters sent at a time; twice as many more may wait for slow answers. Together they stay below what relays allow one
/// client (Postfix: 50).
pub const MAIL_PLACES: usize = 16;
/// How long letters on their way and the database's own end may keep a stopping server, when requests no longer do.
const FAREWELL: Duration = Duration::from_secs(3);
/// File descriptors for the database, mail and files, beside one for each connection.
const DESCRIPTORS: u64 = 128;
/// Between two tries to prepare the database.
const AGAIN: Duration = Duration::from_secs(2);

/// Serves until told to stop.
pub async fn serve(config: Config) -> Result<(), CommandError> {
    survive_file_limits()?;
    // What is wrong with the mail address is said before anybody can book. Without one, each city sets its own in the browser.
    let common = config.mail_url.as_deref().map(Transport::from_url).transpose()?;
    let common = common.map(|common| common.greeting_as(config.said_hello()).bouncing_to(config.mail_bounces.clone()));
    let post = Arc::new(Post::with(common)?);
    let openid = Arc::new(Providers::within(config.openid_networks.clone())?);
    let calendars = Arc::new(Reader::within(config.calendar_networks.clone())?);
    let reports = config.bounces.as_deref().map(reports::inbox).transpose()?;
    let _lock = lock(&config.database_url)?;
    let config = Arc::new(config);
    let store = open::store(&config).await?;
    let bell = NotifyBell::default();
    let services = open::services_with(&config, Arc::clone(&store), bell.clone())?;
    let live = Hub::new(Arc::clone(&store), services.new_id(), services.new_token());
    services.tell_changes_to(Arc::<Hub>::clone(&live));
    services.note_views_in(Views::start(store, spare(&config)?));
    let metrics = crate::http::metrics::recorder()?;
    let limits = Arc::new(Limits::new(config.shield, config.large_networks.clone()));
    let state = AppState::from(Parts {
        services: services.clone(),
        leptos: leptos_options(&config),
        limits: Arc::clone(&limits),
        metrics,
        post: Arc::<Post>::clone(&post),
        openid,
        live: Arc::clone(&live),
        calendars: Arc::clone(&calendars),
        config: Arc::clone(&config),
    });
    let first = (listener(config.listen).await?, config.first_door());
    let staff = match config.staff.listen {
        Some(address) => Some((listener(address).await?, Door::Staff)),
        None => None,
    };
    // Alive at once; ready when migrated and filled. A failed migration leaves it alive and not ready.
    let work = Worker::new(services.clone(), jobs::kinds::kinds(post, MAIL_PLACES));
    let jobs = jobs::Jobs {
        services: services.clone(),
        worker: work.clone(),
        bell,
        limits,
        calendars,
        demo: config.demo,
        backups: config.backup_folder.clone(),
        reports,
        works: config.jobs,
        poll: config.jobs_poll,
    };
    let worker = tokio::spawn(prepare_and_work(jobs, Arc::clone(&config)));
    // To the end: what is written while this server stops is told to the others, too.
    let (told, told_of) = (Arc::clone(&live), services.clone());
    tokio::spawn(async move { told.run(&told_of).await });
    let (stopping, stopped) = watch::channel(false);
    let stop = async {
        stop_signal().await;
        tracing::info!("draining");
        live.end();
        stopping.send_replace(true);
    };
    let told_to_stop = || {
        let mut stopped = stopped.clone();
        async move { drop(stopped.wait_for(|stopped| *stopped).await) }
    };
    // Letters on their way are brought to their end beside the requests, so that they are not sent again at the next start.
    let letters = async {
        told_to_stop().await;
        worker.abort();
        let _ = tokio::time::timeout(DRAIN, work.idle()).await;
    };
    let doors = [Some(first), staff].into_iter().flatten();
    let most = most_connections(&config);
    let doors = doors.map(|(listener, door)| {
        let connections = Arc::new(Connections::new(most, config.trusted_proxies.clone()));
        listen::serve(listener, crate::http::router(state.clone(), door), connections, told_to_stop())
    });
    tokio::join!(stop, futures::future::join_all(doors), letters);
    let settled = async {
        live.settle().await;
        if let Some(views) = services.views() {
            views.settle().await;
        }
        services.close().await;
    };
    let _ = tokio::time::timeout(FAREWELL, settled).await;
    Ok(())
}

async fn listener(address: SocketAddr) -> Result<TcpListener, CommandError> {
    let listener = TcpListener::bind(address).await.map_err(|error| format!("cannot listen on {address}: {error}"))?;
    tracing::info!(%address, "listening");
    Ok(listener)
}

/// As many at each door as are asked for, or as the system has file descriptors for: a crowd at one takes no place at the other.
fn most_connections(config: &Config) -> usize {
    let descriptors = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(1024);
    let doors = if config.staff.listen.is_some() { 2 } else { 1 };
    let most = usize::try_from(descriptors.saturating_sub(DESCRIPTORS) / doors)
        .unwrap_or(usize::MAX)
        .clamp(64, config.connections.max(64));
    if most < config.connections {
        tracing::warn!(
            most,
            asked = config.connections,
            "fewer connections than asked for: the system has no more file descriptors (ulimit -n)"
        );
    }
    most
}

async fn prepare_and_work(jobs: jobs::Jobs, config: Arc<Config>) {
    while let Err(error) = prepare(&jobs.services, &config).await {
        let cause = chain(error.as_ref());
        crate::http::health::waits_for(cause.contains(mendan_store::POOLER).then_some(mendan_store::POOLER));
        tracing::error!(%cause, "not ready: the database could not be prepared; trying again");
        tokio::time::sleep(AGAIN).await;
    }
    let working = async {
        loop {
            let Err(error) = jobs.run().await;
            tracing::error!(%error, "the metronome stopped; starting it again");
            tokio::time::sleep(AGAIN).await;
        }
    };
    tokio::join!(working, jobs::probe::run(jobs.services.clone()));
}

async fn prepare(services: &Services, config: &Config) -> Result<(), CommandError> {
    services.migrate().await?;
    // Before anything of the city is read and kept.
    if config.follows {
        services.follow_address(config.public_url.as_str()).await?;
    }
    services.follow_staff_address(config.staff.url.as_ref().map(Url::as_str)).await?;
    if config.demo {
        if crate::demo::fill_if_empty(services, config.public_url.as_str()).await? {
            services.follow_staff_address(config.staff.url.as_ref().map(Url::as_str)).await?;
        }
        crate::demo::publish_ahead(services).await?;
        crate::demo::print_sign_ins(services).await?;
    } else {
        crate::demo::end(services).await?;
    }
    if mendan_store::sqlite_path(&config.database_url).is_some() {
        services.free_leases().await?;
    }
    // On a restored backup, before the outbox is looked at.
    services.hold_after_restore().await?;
    services.follow_mail_servers().await?;
    // A wrong secret is told at once; what can be done without it is done.
    if let Err(refusal) = services.check_secret().await {
        tracing::warn!(code = refusal.code(), "whether the secret is the right one could not be looked at");
    }
    if let Some(folder) = config.backup_folder.clone().filter(|_| config.jobs)
        && let Err(refusal) = WatchBackups(folder).run(services).await
    {
        tracing::warn!(code = refusal.code(), "whether there is a backup could not be looked at");
    }
    if !config.demo
        && let Some(line) = super::city::invite_at_start(services, config).await?
    {
        // Not among the log's lines; but where a unit's output goes into a journal, whoever reads that can use it for an hour.
        println!("{line}");
    }
    crate::http::health::prepared();
    tracing::info!(url = %config.public_url, "ready");
    Ok(())
}

/// A second server on one SQLite file refuses to start, by whatever name it knows the file.
pub(super) fn lock(database_url: &str) -> Result<Option<std::fs::File>, CommandError> {
    let real = mendan_store::real_file(database_url).map_err(|error| chain(&error))?;
    let Some(path) = real else { return Ok(None) };
    let name = path.with_extension("lock");
    let file = std::fs::File::create(&name)
        .map_err(|error| format!("mendan must be allowed to write the file {}: {error}", name.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(_) => Err(format!("another mendan serves {} already", path.display()).into()),
    }
}

/// Where views wait while the store cannot write: beside the SQLite database, or where the configuration says.
fn spare(config: &Config) -> Result<Spare, CommandError> {
    let beside = mendan_store::real_file(&config.database_url).map_err(|error| chain(&error))?.map(|mut path| {
        path.as_mut_os_string().push(".views");
        path
    });
    let path = config.views_file.clone().or(beside).unwrap_or_else(|| {
        // PostgreSQL: the folder that SQLite would be in.
        crate::config::data_folder(&config.database_url).join("mendan.views")
    });
    Ok(Spare::in_file(&path).unwrap_or_else(|error| {
        tracing::warn!(path = %path.display(), %error, "views wait in memory only while the store cannot write");
        Spare::in_memory()
    }))
}

/// Where the browser's files are, as Leptos wants to know it.
pub fn leptos_options(config: &Config) -> LeptosOptions {
    let hash_file = std::path::absolute(config.site_root.join("hash.txt")).unwrap_or_default();
    LeptosOptions::builder()
        .output_name("mendan")
        .site_root(std::sync::Arc::<str>::from(config.site_root.display().to_string()))
        .site_pkg_dir("pkg")
        .site_addr(config.listen)
        .hash_files(hash_file.exists())
        .hash_file(std::sync::Arc::<str>::from(hash_file.display().to_string()))
        .build()
}

/// A file that reaches a limit of the system (`ulimit -f`) is an error like a full disk, and not the end of the process.
fn survive_file_limits() -> std::io::Result<()> {
    const SIGXFSZ: i32 = 25;
    let kind = tokio::signal::unix::SignalKind::from_raw(SIGXFSZ);
    // From the first listener on, the signal no longer ends the process.
    tokio::signal::unix::signal(kind).map(drop)
}

async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    let terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
    match terminated {
        Ok(mut terminated) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminated.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupt.await;
        }
    }
}
