//! `mendan serve`: migrate, start the jobs, listen, drain on SIGTERM.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::LeptosOptions;
use mendan_service::Services;
use mendan_service::job::worker::Worker;
use mendan_store::views::{Spare, Views};

use super::open::chain;
use super::{CommandError, open};
use crate::config::Config;
use crate::http::connections::Connections;
use crate::http::limits::Limits;
use crate::http::listen::{self, DRAIN};
use crate::jobs;
use crate::mail::{Post, Transport};
use crate::ports::NotifyBell;
use crate::state::AppState;

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
    // What is wrong with the mail address is said before anybody can book.
    let post = Arc::new(Post::new(Transport::from_url(config.mail()?)?.greeting_as(config.hello()))?);
    let _lock = lock(&config.database_url)?;
    let config = Arc::new(config);
    let store = open::store(&config).await?;
    let bell = NotifyBell::default();
    let services = open::services_with(&config, Arc::clone(&store), bell.clone())?;
    services.note_views_in(Views::start(store, spare(&config)?));
    let metrics = crate::http::metrics::recorder()?;
    let limits = Arc::new(Limits::new(config.shield, config.large_networks.clone()));
    let state = AppState {
        services: services.clone(),
        leptos: leptos_options(&config),
        limits: Arc::clone(&limits),
        metrics,
        config: Arc::clone(&config),
    };
    let listener = tokio::net::TcpListener::bind(config.listen)
        .await
        .map_err(|error| format!("cannot listen on {}: {error}", config.listen))?;
    tracing::info!(address = %config.listen, "listening");
    // Alive at once; ready when migrated and filled. A failed migration leaves it alive and not ready.
    let work = Worker::new(services.clone(), jobs::kinds::kinds(post, MAIL_PLACES));
    let jobs = jobs::Jobs {
        services: services.clone(),
        worker: work.clone(),
        bell,
        limits,
        demo: config.demo,
        works: config.jobs,
        poll: config.jobs_poll,
    };
    let worker = tokio::spawn(prepare_and_work(jobs, Arc::clone(&config)));
    let (stopping, stopped) = tokio::sync::oneshot::channel();
    let stop = async move {
        stop_signal().await;
        tracing::info!("draining");
        let _ = stopping.send(());
    };
    // Letters on their way are brought to their end beside the requests, so that they are not sent again at the next start.
    let letters = async {
        let _ = stopped.await;
        worker.abort();
        let _ = tokio::time::timeout(DRAIN, work.idle()).await;
    };
    let connections = Arc::new(Connections::new(most_connections(&config), config.trusted_proxies.clone()));
    tokio::join!(listen::serve(listener, crate::http::router(state), connections, stop), letters);
    let settled = async {
        if let Some(views) = services.views() {
            views.settle().await;
        }
        services.close().await;
    };
    let _ = tokio::time::timeout(FAREWELL, settled).await;
    Ok(())
}

/// As many as are asked for, or as the system has file descriptors for.
fn most_connections(config: &Config) -> usize {
    let descriptors = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(1024);
    let most = usize::try_from(descriptors.saturating_sub(DESCRIPTORS))
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
    services.follow_address(config.public_url.as_str()).await?;
    if config.demo {
        crate::demo::fill_if_empty(services, config.public_url.as_str()).await?;
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
    // A wrong secret is told at once; what can be done without it is done.
    if let Err(refusal) = services.check_secret().await {
        tracing::warn!(code = refusal.code(), "whether the secret is the right one could not be looked at");
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
