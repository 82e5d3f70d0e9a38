//! A form of a signed-in member of staff, and the way back to where it stood.

use std::sync::Arc;

use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Redirect, Response};
use mendan_app::context::{DeskState, SignedIn, Wanted};
use mendan_domain::ids::BookingId;
use mendan_domain::offer::Reason;
use mendan_service::forms::Fields;
use mendan_service::permit::Proof;
use mendan_service::{By, Refusal, Staff};

use super::fields::Posted;
use crate::http::pages::refused;
use crate::http::problem::log_fault;
use crate::state::AppState;

/// The staff entrance.
pub const ENTRANCE: &str = "/staff/sign-in";

/// What she posted and in whose name, with the proof `C` of what was asked at the door; strangers are sent to the staff entrance.
pub struct StaffForm<C = By<Staff>> {
    /// The form.
    pub form: Posted,
    /// The city and herself, as the use case wants to be shown her.
    pub context: C,
    /// The city and herself, whatever she may.
    pub own: By<Staff>,
    /// Her session.
    pub staff: Arc<SignedIn>,
}

impl<C: Proof> FromRequest<AppState> for StaffForm<C> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Self::Rejection> {
        let form = Posted::from_request(request, state).await?;
        // The door lets nobody else come here.
        let Some(staff) = form.visit.staff.clone() else { return Err(Redirect::to(ENTRANCE).into_response()) };
        let own = form.visit.city.staff(&staff);
        match C::of(&own) {
            Ok(context) => Ok(Self { form, context, own, staff }),
            Err(refusal) => Err(refused(state, &form.visit, refusal).await),
        }
    }
}

impl<C> StaffForm<C> {
    /// What the desk remembers of her.
    pub fn desk_state(&self, state: &AppState) -> Result<DeskState, Refusal> {
        Ok(state.services.desk_state(&self.own, &self.staff.session)?.unwrap_or_default())
    }

    /// Back to where the form stood, with a word about what happened to that booking. Without one its panel is closed.
    pub fn back(&self, booking: Option<BookingId>, said: &str) -> Response {
        Redirect::to(&back_of(self.form.text("back"), booking, said)).into_response()
    }

    /// Back with what was done, or with why not; `ask` is the question the form stood under.
    pub async fn done<T>(
        &self,
        state: &AppState,
        booking: BookingId,
        result: Result<T, Refusal>,
        (said, ask): (&str, &str),
    ) -> Response {
        if matches!(result, Err(Refusal::Changed)) {
            self.keep_wanted(state, booking).await;
        }
        self.answered(state, booking, result, (said, ask)).await
    }

    /// The same, where what was wanted is kept already.
    pub async fn answered<T>(
        &self,
        state: &AppState,
        booking: BookingId,
        result: Result<T, Refusal>,
        (said, ask): (&str, &str),
    ) -> Response {
        let Err(refusal) = result else {
            self.sent(state).await;
            return self.back(Some(booking), said);
        };
        match word_of(&refusal) {
            Some("missing") => self.back(None, "missing"),
            // What is true now comes first; a question that was answered with words stands there again, with them.
            Some(word @ "changed") => {
                let ask = if self.form.some("reason").is_some() { ask } else { "" };
                self.back(Some(booking), &format!("{word}{ask}"))
            }
            Some(word) => {
                log_fault(&refusal);
                self.back(Some(booking), &format!("{word}{ask}"))
            }
            None => refused(state, &self.form.visit, refusal).await,
        }
    }
}

impl<C> StaffForm<C> {
    /// What she wanted of that booking, for the page that shows it beside what somebody else made of it. An undo is not asked for again.
    pub fn wanted(&self, state: &AppState, booking: BookingId) -> Option<Wanted> {
        let act = self.form.visit.route.path.rsplit('/').next().filter(|act| *act != "undo")?.to_owned();
        let values = self.form.without(&["back", "version", "draft", "whose_page"]);
        Some(Wanted { booking, act, values, at: state.services.now().timestamp() })
    }

    async fn keep_wanted(&self, state: &AppState, booking: BookingId) {
        let kept = match self.desk_state(state) {
            Ok(desk) => {
                let desk = DeskState { wanted: self.wanted(state, booking), ..desk };
                state.services.keep_desk_state(&self.own, &self.staff.session, &desk).await
            }
            Err(refusal) => Err(refusal),
        };
        // Without it the page says what is true now, and nothing of what was wanted.
        if let Err(refusal) = kept {
            log_fault(&refusal);
        }
    }

    /// What was typed into this form and kept meanwhile is done: it is half filled no more.
    pub async fn sent(&self, state: &AppState) {
        let form = name_of_form(&self.form.visit.route.path, &self.form);
        if let Err(refusal) = state.services.draft_done(&self.own, &form).await {
            log_fault(&refusal);
        }
    }
}

/// What a form is called while it is half filled: where it is posted to, and its own number where she may have several.
pub(crate) fn name_of_form(path: &str, typed: &Fields) -> String {
    let number = typed.some("draft").filter(|number| number.len() <= 20 && number.bytes().all(|b| b.is_ascii_digit()));
    number.map_or_else(|| path.to_owned(), |number| format!("{path}#{number}"))
}

/// The address a form's `back` means, with a word about that booking.
pub(crate) fn back_of(back: &str, booking: Option<BookingId>, said: &str) -> String {
    let (path, mut pairs) = if back == "desk" { ("/staff/desk", Vec::new()) } else { ("/staff", pairs_of(back)) };
    pairs.retain(|pair| booking.is_some() || !pair.starts_with("booking="));
    pairs.extend(booking.map(|id| format!("b={id}")));
    pairs.push(format!("said={said}"));
    // On the day the page stays where it was: at the booking's entry.
    let entry = booking.filter(|_| path == "/staff").map(|id| format!("#b{id}")).unwrap_or_default();
    format!("{path}?{}{entry}", pairs.join("&"))
}

/// The address of that booking's panel with a question in it, where a form's `back` leads.
pub(crate) fn asking_of(back: &str, booking: BookingId, ask: &str) -> String {
    let mut pairs = pairs_of(back);
    pairs.retain(|pair| !pair.starts_with("booking="));
    pairs.push(format!("booking={booking}"));
    format!("/staff?{}&ask={ask}", pairs.join("&"))
}

/// The pairs of the day's address that stay; only letters that its own addresses have.
fn pairs_of(back: &str) -> Vec<String> {
    let safe = |c: char| c.is_ascii_alphanumeric() || "=_-.".contains(c);
    let spoken = |pair: &str| ["said=", "undo=", "ask=", "b=", "correct="].iter().any(|name| pair.starts_with(name));
    let pairs = back.split('&').filter(|pair| !pair.is_empty() && pair.chars().all(safe) && !spoken(pair));
    pairs.map(str::to_owned).collect()
}

/// The word a refusal is told with at the place the form stood; none: it has a page of its own.
pub fn word_of(refusal: &Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::SlotTaken { reasons, .. } => Some(if reasons.iter().all(is_taken) { "taken" } else { "refused" }),
        Refusal::AlreadyBooked | Refusal::IdempotencyMismatch => Some("already"),
        Refusal::TooLate => Some("late"),
        Refusal::Changed => Some("changed"),
        Refusal::NotFound => Some("missing"),
        Refusal::Busy(_) | Refusal::TooManyRequests => Some("busy"),
        Refusal::Internal(_) => None,
        _ => Some("impossible"),
    }
}

/// Whether somebody else has what is missing; otherwise a rule is in the way.
const fn is_taken(reason: &Reason) -> bool {
    matches!(reason, Reason::NurseBusy(_) | Reason::NoPartner | Reason::RoomFull)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_an_address_of_the_day_has_is_kept() {
        let back = "date=2025-12-02&office=chuo&said=busy&undo=x&ask=move&b=7&why=3.1764640000.chuo&x=//evil&view=list";
        assert_eq!(pairs_of(back), ["date=2025-12-02", "office=chuo", "why=3.1764640000.chuo", "view=list"]);
        assert_eq!(pairs_of(""), Vec::<String>::new());
    }

    #[test]
    fn a_refusal_is_told_by_a_word() {
        let refused = |reasons| word_of(&Refusal::SlotTaken { alternatives: Vec::new(), reasons });
        assert_eq!(refused(Vec::new()), Some("taken"));
        assert_eq!(refused(vec![Reason::RoomFull]), Some("taken"));
        assert_eq!(refused(vec![Reason::KindInactive]), Some("refused"));
        assert_eq!(word_of(&Refusal::NotPossible), Some("impossible"));
    }
}
