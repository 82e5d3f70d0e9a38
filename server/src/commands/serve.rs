//! `mendan serve`: migrate, start the jobs, listen, drain on SIGTERM.

use std::net::SocketAddr;
use std::sync::Arc;

use leptos::prelude::LeptosOptions;
use mendan_service::Services;
use mendan_service::usecase::deliver::Deliverer;

use super::{CommandError, open};
use crate::config::Config;
use crate::http::limits::Limits;
use crate::jobs;
use crate::mail::{Post, Transport};
use crate::ports::NotifyBell;
use crate::state::AppState;

/// Letters sent at a time.
pub const MAIL_PLACES: usize = 8;

/// Serves until told to stop.
pub async fn serve(config: Config) -> Result<(), CommandError> {
    let _lock = lock(&config)?;
    let config = Arc::new(config);
    let store = open::store(&config).await?;
    let bell = NotifyBell::default();
    let services = open::services_with(&config, store, bell.clone());
    let metrics = crate::http::metrics::recorder()?;
    let state = AppState {
        services: services.clone(),
        leptos: leptos_options(&config),
        limits: Arc::new(Limits::new(config.shield)),
        metrics,
        config: Arc::clone(&config),
    };
    let listener = tokio::net::TcpListener::bind(config.listen).await.map_err(|error| format!("cannot listen on {}: {error}", config.listen))?;
    tracing::info!(address = %config.listen, "listening");
    // Alive at once; ready when migrated and filled. A failed migration leaves it alive and not ready.
    let worker = tokio::spawn(prepare_and_work(services.clone(), Arc::clone(&config), bell));
    let app = crate::http::router(state).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, app).with_graceful_shutdown(stop_signal()).await?;
    tracing::info!("draining");
    worker.abort();
    let _ = worker.await;
    services.store().close().await;
    Ok(())
}

async fn prepare_and_work(services: Services, config: Arc<Config>, bell: NotifyBell) {
    if let Err(error) = prepare(&services, &config).await {
        tracing::error!(error = %error, "not ready: the database could not be prepared");
        return;
    }
    let post = match Transport::from_url(&config.mail_url).map_err(CommandError::from).and_then(|t| Ok(Post::new(t)?)) {
        Ok(post) => Arc::new(post),
        Err(error) => {
            tracing::error!(error = %error, "mail cannot be sent: MENDAN_MAIL_URL");
            return;
        }
    };
    let deliverer = Deliverer::new(services.clone(), post, MAIL_PLACES);
    let jobs = jobs::Jobs { services, deliverer, bell, demo: config.demo };
    if let Err(error) = jobs.run().await {
        tracing::error!(error = %error, "the metronome stopped");
    }
}

async fn prepare(services: &Services, config: &Config) -> Result<(), CommandError> {
    services.store().migrate().await?;
    if config.demo {
        crate::demo::fill_if_empty(services, config.public_url.as_str()).await?;
        crate::demo::publish_ahead(services).await?;
        crate::demo::print_sign_ins();
    }
    if mendan_store::sqlite_path(&config.database_url).is_some() {
        let mut tx = services.store().begin().await?;
        tx.outbox_free_leases().await?;
        tx.commit().await?;
    }
    crate::http::health::prepared();
    tracing::info!(url = %config.public_url, "ready");
    Ok(())
}

/// A second server on one SQLite file refuses to start.
fn lock(config: &Config) -> Result<Option<std::fs::File>, CommandError> {
    let Some(path) = mendan_store::sqlite_path(&config.database_url) else { return Ok(None) };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let file = std::fs::File::create(path.with_extension("lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(_) => Err(format!("another mendan serves {} already", path.display()).into()),
    }
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
