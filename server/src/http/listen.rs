//! Take connections, and end those that dawdle: who sends its request byte by byte, says nothing, or does not read what it
//! asked for must not keep a place, nor a stopping server.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::response::IntoResponse as _;
use http::Method;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};
use tower::ServiceExt as _;

use super::connections::{Connection, Connections, Endless};
use super::problem::Problem;
use super::watched::{WatchedBody, WatchedStream};

/// For the whole head of a request.
const HEAD: Duration = Duration::from_secs(10);
/// Before listening again when the system has no more file descriptors.
const BREATH: Duration = Duration::from_millis(50);
/// Between two looks at who keeps us waiting.
const SWEEP: Duration = Duration::from_secs(1);
/// Requests at once on one HTTP/2 connection; a browser asks for a dozen.
const STREAMS: u32 = 64;
/// Octets kept for a reader who is slower than we are.
const BUFFER: usize = 64 * 1024;
/// Octets of all headers of a request.
const HEADERS: u32 = 32 * 1024;
/// An HTTP/2 connection is asked for a sign of life so often, and must give it so soon.
const SIGN_OF_LIFE: (Duration, Duration) = (Duration::from_secs(20), Duration::from_secs(10));
/// What a connection that has to go may still take to say good-bye.
const FAREWELL: Duration = Duration::from_secs(1);
/// How long requests that have begun may keep a stopping server.
pub const DRAIN: Duration = Duration::from_secs(10);

type Connect = Builder<TokioExecutor>;

/// Serves until told to stop, then until every request that has begun is answered, but no longer than [`DRAIN`].
pub async fn serve(listener: TcpListener, app: Router, connections: Arc<Connections>, stop: impl Future<Output = ()>) {
    let (builder, mut stop) = (builder(), pin!(stop));
    let (stopping, stopped) = watch::channel(false);
    let (mut running, mut sweep) = (JoinSet::new(), tokio::time::interval(SWEEP));
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = sweep.tick() => {
                connections.sweep();
                while running.try_join_next().is_some() {}
                continue;
            }
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, peer)) => match connections.enter(peer.ip().to_canonical()) {
                Some(connection) => {
                    let one = One { connections: Arc::clone(&connections), connection, stopped: stopped.clone() };
                    running.spawn(one.run(builder.clone(), app.clone(), stream, peer));
                }
                None => refuse(&stream),
            },
            Err(error) => {
                tracing::warn!(%error, "no connection");
                connections.shed();
                sleep(BREATH).await;
            }
        }
    }
    drop(listener);
    stopping.send_replace(true);
    let all = async { while running.join_next().await.is_some() {} };
    if timeout(DRAIN, all).await.is_err() {
        tracing::warn!(connections = running.len(), "not every request could be answered before the end");
        running.abort_all();
    }
}

fn builder() -> Connect {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(BUFFER);
    let (every, within) = SIGN_OF_LIFE;
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS)
        .max_send_buf_size(BUFFER)
        .max_header_list_size(HEADERS)
        .keep_alive_interval(every)
        .keep_alive_timeout(within);
    builder
}

/// A word to who cannot be served now, if it goes out at once; waiting for its reader is what we have no room for.
fn refuse(stream: &TcpStream) {
    const BUSY: &[u8] =
        b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 2\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    metrics::counter!("mendan_connections_refused_total").increment(1);
    if let Err(error) = stream.try_write(BUSY) {
        tracing::debug!(%error, "a connection was refused without a word");
    }
}

/// One connection's place among all.
struct One {
    connections: Arc<Connections>,
    connection: Arc<Connection>,
    stopped: watch::Receiver<bool>,
}

impl One {
    async fn run(mut self, builder: Connect, app: Router, stream: TcpStream, peer: SocketAddr) {
        // Answers are small and whole: nothing is won by waiting for more to send.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "no TCP_NODELAY");
        }
        let (connections, connection) = (Arc::clone(&self.connections), Arc::clone(&self.connection));
        let service = service_fn(move |request: http::Request<Incoming>| {
            let (connections, connection, app) = (Arc::clone(&connections), Arc::clone(&connection), app.clone());
            async move {
                let Some(answering) = connections.begin(&connection) else {
                    return Ok::<_, Infallible>(Problem::busy().into_response());
                };
                let mut request = request.map(Body::new);
                request.extensions_mut().insert(ConnectInfo(peer));
                let head = *request.method() == Method::HEAD;
                let answer = app.oneshot(request).await.unwrap_or_else(|never| match never {});
                let answer = if head { super::head::untold(answer) } else { answer };
                let lasts = answer.extensions().get::<Endless>().is_some();
                let answering = if lasts { answering.endless() } else { answering };
                Ok(answer.map(|body| Body::new(WatchedBody::new(body, answering))))
            }
        });
        let stream = WatchedStream::new(stream, Arc::clone(&self.connection));
        let serving = builder.serve_connection(TokioIo::new(stream), service);
        let mut serving = pin!(serving);
        let ended = tokio::select! {
            ended = serving.as_mut() => Some(ended),
            () = self.connection.sent_away() => None,
            _ = self.stopped.wait_for(|stopped| *stopped) => None,
        };
        let ended = if let Some(ended) = ended {
            Ok(ended)
        } else {
            serving.as_mut().graceful_shutdown();
            self.farewell(serving).await
        };
        if let Ok(Err(error)) = ended {
            tracing::debug!(%error, age = ?self.connection.age(), "connection ended");
        }
    }

    /// What has begun is brought to its end when the server stops; who has to go, or has nothing to wait for, goes soon.
    async fn farewell<T>(&self, serving: impl Future<Output = T>) -> Result<T, ()> {
        let mut serving = pin!(serving);
        let mut quiet = Instant::now();
        loop {
            tokio::select! {
                ended = serving.as_mut() => return Ok(ended),
                () = sleep(FAREWELL / 10) => {}
            }
            if *self.stopped.borrow() && !self.connection.is_idle() {
                quiet = Instant::now();
            } else if quiet.elapsed() > FAREWELL {
                return Err(());
            }
        }
    }
}

impl Drop for One {
    fn drop(&mut self) {
        self.connections.leave(&self.connection);
    }
}
