//! The door in front of every page: only a path in its plain form is let through. Routers, proxies and libraries resolve
//! `..`, `//` and escapes each in their own way; where they need not resolve anything, they cannot disagree.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use http::{Method, StatusCode, Uri};
use mendan_app::access::first_page;
use mendan_app::context::{Outcome, SignedIn};
use mendan_domain::staff::Permission;
use mendan_service::Refusal;

use super::city::City;
use super::cookies::{self, ByTls, Name};
use super::live;
use super::pages::{self, Visit};
use super::partner::Partner;
use super::problem::Problem;
use super::route::{Area, Route};
use super::routes::Rules;
use super::rule::{Proof, Rule};
use super::staff::{kept, whose};
use super::told::told;
use crate::state::AppState;

/// Where whoever signs in is led.
const HOME: &str = "/staff";

/// Where whoever came in by a password that somebody else made is led, until she has made her own.
const FIRST: &str = "/staff/password?said=first";
/// What is open to her: that page, and what stands in front of it.
const LEAD_TO_HER_OWN: [&str; 3] = ["/staff/password", "/staff/again", "/staff/account/go-on"];

/// How a path is written.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Written {
    /// As our own links have it.
    Plainly,
    /// Only longer than it need be (`//`, a slash at the end, letters as escapes): the plain form.
    AtLength(String),
    /// In a way that none of our links has.
    Otherwise,
}

/// Lets plain paths pass, leads to the plain form where that is obvious, and answers all else as what is not there.
pub async fn plain(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    match written(request.uri().path()) {
        Written::Plainly => next.run(request).await,
        Written::AtLength(path) if reads && !pages::is_for_programs(&path) => leads_to(&path, request.uri()),
        Written::AtLength(_) | Written::Otherwise => pages::nothing_at(&state, request).await,
    }
}

/// Lets nobody come to a route of the staff's who is not signed in, whatever is asked of it; says who it is to those behind.
pub async fn staff(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if Route::of(request.uri(), request.extensions()).area != Area::Staff {
        return next.run(request).await;
    }
    let city = request.extensions().get::<City>().cloned();
    let token = cookies::read(&ByTls::at(request.extensions()), request.headers(), Name::Session);
    let wanted = city.as_ref().is_some_and(|City(city, _)| city.municipality.settings.factor.required);
    let by_itself = live::by_itself::is_so(request.method(), request.headers(), request.extensions());
    match signed_in(&state, city, token, by_itself).await {
        // The city wants a second factor since: she comes in anew, and is led to it.
        Ok(member) if wanted && !member.session.proven_by.is_second() => {
            kept::outside(&state, request, Some("factor")).await
        }
        Ok(member) => {
            let (whose, mut request) = whose::of(request).await;
            let anothers = whose.is_some_and(|whose| whose != member.member.id);
            let leads = LEAD_TO_HER_OWN.contains(&Route::of(request.uri(), request.extensions()).pattern());
            let must_change = member.session.first_password && !leads;
            if let Err(refusal) = known_here(&state, &mut request, &member).await {
                return Problem::from(refusal).into_response();
            }
            request.extensions_mut().insert(Arc::new(member));
            if anothers {
                // A colleague has left that page open: nothing of it is done in another name.
                kept::of_a_colleague(&state, request).await
            } else if must_change {
                Redirect::to(FIRST).into_response()
            } else {
                next.run(request).await
            }
        }
        // Nothing of it reaches a handler; what was posted goes along through the entrance.
        Err(Refusal::NotFound) => kept::outside(&state, request, None).await,
        Err(other) => Problem::from(other).into_response(),
    }
}

/// The city as it is known here may be a second old: whoever was added elsewhere meanwhile is in it from now on.
async fn known_here(state: &AppState, request: &mut Request, member: &SignedIn) -> Result<(), Refusal> {
    let Some(City(city, from)) = request.extensions().get::<City>().cloned() else { return Ok(()) };
    if city.staff(member.member.id).is_some() {
        return Ok(());
    }
    let id = city.municipality.id;
    state.services.forget_catalogue(id);
    request.extensions_mut().insert(City(state.services.catalogue(id).await?, from));
    Ok(())
}

/// Asks the rule of the route that was reached. What no rule speaks of is not reached.
pub async fn ruled(State((state, rules)): State<(AppState, Arc<Rules>)>, request: Request, next: Next) -> Response {
    let Some(matched) = request.extensions().get::<MatchedPath>() else { return next.run(request).await };
    let (rule, proof) = match rules.of(request.method(), matched.as_str()) {
        Some(ruled) => ruled,
        // Another method than the route's: it says so itself.
        None if rules.has(matched.as_str()) => return next.run(request).await,
        None => return pages::nothing_at(&state, request).await,
    };
    let staff = request.extensions().get::<Arc<SignedIn>>();
    let denied = match rule {
        Rule::Anyone => None,
        Rule::Partner => request.extensions().get::<Partner>().is_none().then_some(Denied::Key),
        Rule::SignedIn => staff.is_none().then_some(Denied::Session),
        Rule::Staff(permission) => match staff {
            None => Some(Denied::Session),
            Some(staff) => (!staff.member.rights().has(permission)).then_some(Denied::Right(vec![permission])),
        },
        Rule::StaffWithOne(permissions) => match staff {
            None => Some(Denied::Session),
            Some(staff) if permissions.iter().any(|permission| staff.member.rights().has(*permission)) => None,
            Some(_) => Some(Denied::Right(permissions.to_vec())),
        },
    };
    let lately = staff.is_some_and(|staff| state.services.is_proven_lately(&staff.session));
    match denied {
        None if proof == Proof::Lately && !lately => kept::again_first(&state, request).await,
        None => next.run(request).await,
        Some(Denied::Key) => Problem::unauthorized().into_response(),
        Some(Denied::Session) => kept::outside(&state, request, None).await,
        Some(Denied::Right(permissions)) => without_right(&state, request, permissions).await,
    }
}

/// What somebody lacks.
enum Denied {
    Key,
    Session,
    /// One of these would do.
    Right(Vec<Permission>),
}

/// A page says whose it is and shows a way on; of what was to be done, nobody learns whether it is there.
async fn without_right(state: &AppState, request: Request, permissions: Vec<Permission>) -> Response {
    metrics::counter!("mendan_refused_by_rule_total").increment(1);
    let (asked, _) = request.into_parts();
    if !asked.method.is_safe() {
        return told(state, &asked, Refusal::NotFound).await;
    }
    // Nobody is refused where everybody comes in.
    if let Some(staff) = asked.extensions.get::<Arc<SignedIn>>().filter(|_| asked.uri.path() == HOME) {
        return Redirect::to(first_page(staff.member.rights())).into_response();
    }
    match Visit::of(&asked.uri, &asked.headers, &asked.extensions) {
        Ok(visit) => pages::outcome(state, &visit, StatusCode::FORBIDDEN, Outcome::NotHers(permissions)).await,
        Err(refusal) => Problem::from(refusal).into_response(),
    }
}

async fn signed_in(
    state: &AppState,
    city: Option<City>,
    token: Option<String>,
    by_itself: bool,
) -> Result<SignedIn, Refusal> {
    let (City(city, _), token) = city.zip(token).ok_or(Refusal::NotFound)?;
    if by_itself {
        return state.services.session_unseen(city.municipality.id, &token).await;
    }
    state.services.session(city.municipality.id, &token).await
}

/// `path` begins with one slash and another octet: it cannot name another host.
fn leads_to(path: &str, asked: &Uri) -> Response {
    let query = asked.query().map(|query| format!("?{query}")).unwrap_or_default();
    Redirect::permanent(&format!("{path}{query}")).into_response()
}

fn written(path: &str) -> Written {
    let Some(path_behind) = path.strip_prefix('/') else { return Written::Otherwise };
    let segments = path_behind.split('/').filter(|segment| !segment.is_empty());
    let Some(segments) = segments.map(plain_segment).collect::<Option<Vec<String>>>() else {
        return Written::Otherwise;
    };
    let plain = format!("/{}", segments.join("/"));
    if plain == path { Written::Plainly } else { Written::AtLength(plain) }
}

/// The segment without needless escapes (RFC 3986 6.2.2.2); `None` when it is more than a name: `.` and `..`, what
/// separates segments or begins parameters, escaped or not, an escape of an escape, control characters, no UTF-8.
fn plain_segment(segment: &str) -> Option<String> {
    let (mut plain, mut octets) = (String::new(), Vec::new());
    let mut rest = segment.chars();
    while let Some(character) = rest.next() {
        if character != '%' {
            plain.push(character);
            octets.extend(character.to_string().into_bytes());
            continue;
        }
        let (high, low) = (rest.next()?, rest.next()?);
        let octet = u8::try_from(high.to_digit(16)? * 16 + low.to_digit(16)?).ok()?;
        octets.push(octet);
        if octet.is_ascii_alphanumeric() || b"-._~".contains(&octet) {
            plain.push(char::from(octet));
        } else {
            plain.extend(['%', high, low]);
        }
    }
    let name = String::from_utf8(octets).ok()?;
    let more = name.contains(|c: char| c.is_control() || matches!(c, '/' | '\\' | ';' | '%'));
    (!more && name != "." && name != "..").then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_paths_are_let_through() {
        for path in ["/", "/en", "/staff/bookings/7/slip", "/b/aB-_9", "/dev/mailbox/a.eml", "/b/...", "/%E3%81%82"] {
            assert_eq!(written(path), Written::Plainly, "{path}");
        }
    }

    #[test]
    fn what_is_only_longer_leads_to_its_plain_form() {
        for (path, plain) in [
            ("//", "/"),
            ("/staff/", "/staff"),
            ("//evil.example", "/evil.example"),
            ("///staff//desk", "/staff/desk"),
            ("/%73taff", "/staff"),
            ("/b/a%2Db", "/b/a-b"),
        ] {
            assert_eq!(written(path), Written::AtLength(plain.to_owned()), "{path}");
            assert_eq!(written(plain), Written::Plainly, "{plain}");
        }
    }

    #[test]
    fn everything_else_is_not_there() {
        for path in [
            "",
            "*",
            "staff",
            "/.",
            "/./staff",
            "/x/../staff",
            "/%2e/staff",
            "/%2E%2e/staff",
            "/.%2e/staff",
            "/staff%2fdesk",
            "/staff%5cdesk",
            "/\\evil.example",
            "/staff;x",
            "/staff%3bx",
            "/staff%00",
            "/staff%0a",
            "/%252e%252e/staff",
            "/%25",
            "/%",
            "/%2",
            "/%zz",
            "/%ff",
        ] {
            assert_eq!(written(path), Written::Otherwise, "{path}");
        }
    }
}
