//! What the page "did the mail arrive?" posts.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use mendan_app::context::RefusedForm;
use mendan_domain::language::Language;
use mendan_service::Refusal;
use mendan_service::booking::arrived::Wish;
use mendan_service::handle::Handle;

use crate::http::forms::fields::Posted;
use crate::http::pages::{again, changed, refused};
use crate::state::AppState;

/// `POST /b/{token}/mail`: the letter once more, to another address, or a call.
pub async fn wish(State(state): State<AppState>, Path(token): Path<String>, form: Posted) -> Response {
    let wish = match form.text("wish") {
        "again" => Wish::Again,
        "to" => Wish::To(form.text("email"), form.text("phone_last4")),
        "call" => Wish::Call,
        _ => return refused(&state, &form.visit, Refusal::NotFound).await,
    };
    let context = form.visit.city.resident();
    let result = state.services.arrival_wish(&context, &Handle::Token(token.clone()), form.expected(), wish).await;
    let language = Language::parse(form.text("lang")).map(|language| format!("lang={}", language.tag()));
    let language = language.unwrap_or_default();
    let typed = |errors| RefusedForm { values: form.fields.clone(), errors };
    let page = |token: &str, said: &str| {
        let query = [said, language.as_str()].into_iter().filter(|pair| !pair.is_empty()).collect::<Vec<_>>().join("&");
        format!("/b/{token}/mail{}{query}", if query.is_empty() { "" } else { "?" })
    };
    let said = match (&result, wish) {
        (Ok(granted), _) if granted.moved => "said=to",
        (Ok(_), Wish::Call) => "said=call",
        (Ok(_), Wish::Again | Wish::To(..)) => "said=again",
        (Err(Refusal::TooManyRequests), _) => "said=often",
        (Err(_), _) => "said=impossible",
    };
    match result {
        // Whoever got the mails until now opens the booking no more.
        Ok(granted) => Redirect::to(&page(&granted.answer.token, said)).into_response(),
        Err(Refusal::TooManyRequests | Refusal::NotPossible) => Redirect::to(&page(&token, said)).into_response(),
        Err(Refusal::Invalid(errors)) => again(&state, &form.visit, &page(&token, ""), typed(errors)).await,
        Err(Refusal::Changed) => changed(&state, &form.visit, &page(&token, ""), typed(Vec::new())).await,
        Err(other) => refused(&state, &form.visit, other).await,
    }
}
