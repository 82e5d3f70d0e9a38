//! A little server that makes meetings, as the bridge of a city does.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Json;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::put;
use serde_json::{Value, json};

const TOKEN: &str = "the-token-of-the-tests";

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mood {
    /// Well.
    #[default]
    Well,
    /// Answers 503 and does nothing.
    Down,
    /// Does what it is asked and answers 500.
    Forgetful,
}

/// What it was asked: the method and the key.
pub type Asked = (String, String);

#[derive(Default)]
struct Inner {
    mood: Mood,
    meetings: BTreeMap<String, Value>,
    asked: Vec<Asked>,
}

type Shared = Arc<Mutex<Inner>>;

/// The server; ends with its test's runtime.
pub struct MeetingServer {
    address: SocketAddr,
    inner: Shared,
}

impl MeetingServer {
    /// Starts it.
    pub async fn start() -> Self {
        let inner = Shared::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("its address");
        let router = Router::new()
            .route("/v1/meetings/{key}", put(asked).patch(asked).delete(asked))
            .with_state(Arc::clone(&inner));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, inner }
    }

    /// What a server of ours is told of it.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        let url = format!("http://{}/v1/", self.address);
        vec![("MENDAN_VIDEO_BRIDGE_URL", url), ("MENDAN_VIDEO_BRIDGE_TOKEN", TOKEN.to_owned())]
    }

    /// From now on it behaves so.
    pub fn is(&self, mood: Mood) {
        self.inner.lock().unwrap().mood = mood;
    }

    /// The meetings it has.
    pub fn meetings(&self) -> Vec<Value> {
        self.inner.lock().unwrap().meetings.values().cloned().collect()
    }

    /// How often it was asked by that method.
    pub fn asked(&self, method: &str) -> usize {
        self.inner.lock().unwrap().asked.iter().filter(|(known, _)| known == method).count()
    }
}

async fn asked(
    State(inner): State<Shared>,
    method: Method,
    Path(key): Path<String>,
    headers: HeaderMap,
    body: Option<Json<Value>>,
) -> Response {
    if headers.get("authorization").is_none_or(|given| given.as_bytes() != format!("Bearer {TOKEN}").as_bytes()) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let mut inner = inner.lock().unwrap();
    inner.asked.push((method.to_string(), key.clone()));
    if inner.mood == Mood::Down {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let answer = answer(&mut inner, &method, &key, body.map(|Json(body)| body));
    if inner.mood == Mood::Forgetful { StatusCode::INTERNAL_SERVER_ERROR.into_response() } else { answer }
}

fn answer(inner: &mut Inner, method: &Method, key: &str, body: Option<Value>) -> Response {
    let there = inner.meetings.contains_key(key);
    if *method == Method::DELETE {
        let gone = inner.meetings.remove(key).is_some();
        return if gone { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND }.into_response();
    }
    if *method == Method::PATCH && !there {
        return StatusCode::NOT_FOUND.into_response();
    }
    if *method == Method::PATCH || !there {
        inner.meetings.insert(key.to_owned(), body.unwrap_or_default());
    }
    let (id, link) = (format!("id-of-{key}"), format!("https://meet.kaku.example/{key}"));
    Json(json!({ "id": id, "join_url": link })).into_response()
}
