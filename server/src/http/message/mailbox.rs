//! `/dev/mailbox`, in the demo only: what was sent, as its reader would see it.

use crate::http::routes::Routes;
use crate::http::rule::Rule;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName};
use mendan_app::context::{MailSummary, MailView, Mailbox};

use crate::http::city::City;
use crate::http::problem::Problem;
use crate::http::route::Route;
use crate::mail::mailbox;
use crate::state::AppState;

/// The parts of a mail; the pages themselves are the app's.
pub fn router() -> Routes {
    Routes::new()
        .get("/dev/mailbox/{file}/html", Rule::Anyone, html)
        .get("/dev/mailbox/{file}/calendar.ics", Rule::Anyone, calendar)
        .get("/dev/mailbox/{file}/message.eml", Rule::Anyone, raw)
}

/// What the mailbox pages show of a city's mails. Nothing outside the demo.
pub async fn of_page(state: &AppState, city: &City, route: &Route) -> Option<Mailbox> {
    let file = match route.pattern() {
        "/dev/mailbox" => "",
        "/dev/mailbox/{file}" => route.path.rsplit('/').next().unwrap_or_default(),
        _ => return None,
    };
    let folder = state.config.mail_folder().filter(|_| state.config.demo)?;
    let foreign = Foreign::to(state, city).await;
    let list = mailbox::list(&folder).unwrap_or_default().into_iter().filter(|mail| !foreign.sent(&mail.from));
    let list: Vec<MailSummary> = list.map(summary).collect();
    let open = mailbox::read(&folder, file).ok().filter(|mail| !foreign.sent(&mail.from)).map(|mail| MailView {
        summary: list.iter().find(|line| line.file == file).cloned().unwrap_or_default(),
        from: mail.from,
        text: mail.text,
        has_html: mail.html.is_some(),
        has_calendar: mail.calendar.is_some(),
    });
    Some(Mailbox { list, open })
}

fn summary(mail: mailbox::Summary) -> MailSummary {
    let at = mail.date.map(|at| at.with_timezone(&chrono_tz::Asia::Tokyo).format("%Y-%m-%d %H:%M").to_string());
    MailSummary { file: mail.file, subject: mail.subject, to: mail.to, at: at.unwrap_or_default() }
}

/// Who sends mails that are not this city's: one folder takes what every city of the installation sends.
struct Foreign(Vec<String>);

impl Foreign {
    async fn to(state: &AppState, City(city, _): &City) -> Self {
        let cities = state.services.municipalities().await.unwrap_or_default();
        let others = cities.into_iter().filter(|other| other.id != city.municipality.id);
        Self(
            others
                .flat_map(|other| [other.mail_from, other.discreet_mail_from])
                .filter(|one| !one.is_empty())
                .collect(),
        )
    }

    /// Whether one of them did. Two cities with one sender see none of its mails: whose they are does not stand on them.
    fn sent(&self, from: &str) -> bool {
        self.0.iter().any(|sender| from.contains(sender.as_str()))
    }
}

async fn open(state: &AppState, city: &City, file: &str) -> Result<mailbox::Parsed, Problem> {
    let folder = state.config.mail_folder().filter(|_| state.config.demo).ok_or_else(Problem::not_found)?;
    let mail = mailbox::read(&folder, file).map_err(|_| Problem::not_found())?;
    if Foreign::to(state, city).await.sent(&mail.from) { Err(Problem::not_found()) } else { Ok(mail) }
}

async fn html(
    State(state): State<AppState>,
    Extension(city): Extension<City>,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let mail = open(&state, &city, &file).await?;
    // A mail may style itself, and may do nothing else.
    let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, policy),
        (HeaderName::from_static("x-frame-options"), "SAMEORIGIN"),
    ];
    Ok((headers, mail.html.ok_or_else(Problem::not_found)?).into_response())
}

async fn calendar(
    State(state): State<AppState>,
    Extension(city): Extension<City>,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let mail = open(&state, &city, &file).await?;
    let calendar = mail.calendar.ok_or_else(Problem::not_found)?;
    Ok(([(CONTENT_TYPE, "text/calendar; charset=utf-8")], calendar).into_response())
}

async fn raw(
    State(state): State<AppState>,
    Extension(city): Extension<City>,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    // Reading it first checks the name, and whose it is.
    open(&state, &city, &file).await?;
    let folder = state.config.mail_folder().ok_or_else(Problem::not_found)?;
    let octets = tokio::fs::read(folder.join(&file)).await.map_err(|_| Problem::not_found())?;
    Ok(([(CONTENT_TYPE, "message/rfc822")], octets).into_response())
}
