//! `GET /staff/events`: ids and sorts of change, as server-sent events (<https://html.spec.whatwg.org/multipage/server-sent-events.html>).
//!
//! `hello` comes first; `catch_up` where something may have been missed; `change` for each thing that is different; `bye` when she may no
//! longer see it, after which nothing comes; `alive` in between. Every event but that has a position, from which a browser that was cut off goes on.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures::stream::{self, Stream};
use http::header::{CACHE_CONTROL, HeaderName};
use http::{HeaderMap, HeaderValue};
use mendan_domain::ids::MunicipalityId;
use mendan_domain::staff::Permission;
use mendan_service::live::notice::{Notice, session_key};
use mendan_service::{Context, Refusal, SignedIn};
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep_until};

use super::wanted::{Wanted, days};
use crate::http::city::City;
use crate::http::connections::Endless;
use crate::http::cookies::{self, ByTls, Name};
use crate::http::problem::Problem;
use crate::live::hub::{Batch, Hub, Watching};
use crate::state::AppState;

/// A sign of life: proxies give up what is silent, and a page that hears none for long connects anew. So it is an event, and no comment, of
/// which a page would not learn.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);
/// What a browser waits before it comes again.
const RETRY: Duration = Duration::from_secs(2);
/// Whether she may still see it is asked so often, and at once when it is told that something of it has changed.
const LOOK: Duration = Duration::from_secs(10);
/// Where a browser was.
const LAST: HeaderName = HeaderName::from_static("last-event-id");
/// What tells nginx to hand on each event as it comes.
const UNBUFFERED: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));

/// Opens a stream.
pub async fn open(State(state): State<AppState>, request: Request) -> Response {
    match Told::of(state, &request) {
        Ok(told) => told.answer(),
        Err(problem) => problem.into_response(),
    }
}

/// What one page is told.
struct Told {
    state: AppState,
    token: String,
    /// Who watches, and in which city, as both were last looked at.
    context: Context,
    /// She, as a member and in this session.
    who: (i64, i64),
    wanted: Wanted,
    watching: Watching,
    /// Up to where she was told.
    position: u64,
    waiting: VecDeque<Event>,
    look_at: Instant,
    over: bool,
}

/// What a stream wakes for.
enum Woken {
    Batch(Arc<Batch>),
    /// It was too slow, and has missed some.
    Behind,
    Look,
    End,
}

impl Told {
    fn of(state: AppState, request: &Request) -> Result<Self, Problem> {
        let (headers, extensions) = (request.headers(), request.extensions());
        let city = extensions.get::<City>().ok_or_else(Problem::not_found)?;
        let signed_in = extensions.get::<Arc<SignedIn>>().ok_or_else(Problem::not_found)?;
        let token = cookies::read(&ByTls::at(extensions), headers, Name::Session).ok_or_else(Problem::not_found)?;
        let context = Context::from(city.staff(signed_in));
        let who = (signed_in.member.id.0, session_key(&signed_in.session.token_hash));
        let watching = state.live.watch(context.municipality(), who.1).ok_or_else(Problem::busy)?;
        let mut wanted = Wanted::read(request.uri().query().unwrap_or_default(), &context);
        // A browser that comes again by itself knows better than its page.
        wanted.since = last(headers).or(wanted.since);
        let (position, look_at) = (watching.position, Instant::now() + LOOK);
        let (waiting, over) = (VecDeque::new(), false);
        let mut told = Self { state, token, context, who, wanted, watching, position, waiting, look_at, over };
        told.greet();
        Ok(told)
    }

    fn answer(self) -> Response {
        let alive = KeepAlive::new().interval(SIGN_OF_LIFE).event(Event::default().event("alive").data("{}"));
        let mut response = Sse::new(self.events()).keep_alive(alive).into_response();
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response.headers_mut().extend([UNBUFFERED]);
        response.extensions_mut().insert(Endless);
        response
    }

    fn events(self) -> impl Stream<Item = Result<Event, Infallible>> + Send + 'static {
        stream::unfold(self, |mut told| async move {
            let event = told.next().await?;
            Some((Ok(event), told))
        })
    }

    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return Some(event);
            }
            if self.over {
                return None;
            }
            match self.woken().await {
                Woken::Batch(batch) => self.hear(&batch).await,
                Woken::Behind => {
                    self.position = self.state.live.number(self.city());
                    self.say("catch_up", &json!({}));
                    self.look().await;
                }
                Woken::Look => self.look().await,
                Woken::End => self.over = true,
            }
        }
    }

    async fn woken(&mut self) -> Woken {
        let Watching { batches, ended, .. } = &mut self.watching;
        tokio::select! {
            batch = batches.recv() => match batch {
                Ok(batch) => Woken::Batch(batch),
                Err(RecvError::Lagged(_)) => Woken::Behind,
                Err(RecvError::Closed) => Woken::End,
            },
            _ = ended.wait_for(|ended| *ended) => Woken::End,
            () = sleep_until(self.look_at) => Woken::Look,
        }
    }

    fn city(&self) -> MunicipalityId {
        self.context.municipality()
    }

    fn say(&mut self, name: &str, data: &Value) {
        let position = self.state.live.named(self.city(), self.position);
        self.waiting.push_back(Event::default().event(name).id(position).data(data.to_string()));
    }

    /// First of all: that it works, and whether something was missed since the page was made.
    fn greet(&mut self) {
        let here = self.state.live.named(self.city(), self.position);
        let missed = self.wanted.since.as_ref().is_some_and(|since| *since != here);
        self.waiting.push_back(Event::default().retry(RETRY).event("hello").id(here).data("{}"));
        if missed {
            self.say("catch_up", &json!({}));
        }
    }

    async fn hear(&mut self, batch: &Batch) {
        self.position = self.position.max(Hub::number_in(batch, self.city()).unwrap_or_default());
        // First whether she may: what is told then is told to whoever may see it at this moment.
        if batch.notices.iter().any(|notice| notice.asks_again(self.city(), self.who)) {
            self.look().await;
        }
        if self.over {
            return;
        }
        for notice in &batch.notices {
            if self.wanted.concerns(notice, &self.context) {
                let data = self.data(notice);
                self.say("change", &data);
            }
        }
    }

    fn data(&self, notice: &Notice) -> Value {
        let catalogue = &self.context.catalogue;
        let office = notice.office.and_then(|id| catalogue.office(id)).map(|office| office.slug.as_str());
        // Without an office nobody knows whether she may know of the row.
        let id = Some(notice.id).filter(|id| *id != 0 && office.is_some()).map(|id| id.to_string());
        let days = days(notice, catalogue.municipality.timezone);
        json!({ "what": notice.what.as_str(), "id": id, "office": office, "days": days })
    }

    /// Whether she is still signed in and may still see it; with what is hers by now.
    async fn look(&mut self) {
        self.look_at = Instant::now() + LOOK;
        let (services, city) = (&self.state.services, self.city());
        let looked = async {
            let signed_in = services.session_unseen(city, &self.token).await?;
            let catalogue = services.catalogue(city).await?;
            let required = catalogue.municipality.settings.factor.required;
            let enough = signed_in.session.proven_by.is_second() || !required;
            let may = signed_in.member.rights().has(Permission::ViewBookings);
            if !(may && enough) || signed_in.session.first_password {
                return Err(Refusal::NotFound);
            }
            Ok(Context::from(Context::staff(catalogue, &signed_in)))
        };
        match looked.await {
            Ok(context) => self.context = context,
            Err(Refusal::NotFound) => {
                self.waiting.clear();
                self.say("bye", &json!({}));
                self.over = true;
            }
            // The store is away: she is asked again in a moment.
            Err(refusal) => tracing::debug!(code = refusal.code(), "whether somebody may still watch is not known"),
        }
    }
}

/// Where the browser was, as it says; only what could be ours.
fn last(headers: &HeaderMap) -> Option<String> {
    let last = headers.get(LAST)?.to_str().ok()?;
    (1..=64).contains(&last.len()).then(|| last.to_owned())
}
