//! What providers that are asked over HTTP have in common.

use std::time::Duration;

use mendan_service::video::provider::MeetingError;
use reqwest::{Client, RequestBuilder, Response, StatusCode, redirect};

/// A provider that does not answer in this time is asked again later.
const PATIENCE: Duration = Duration::from_secs(20);

/// A client that follows nobody elsewhere: a token must not go to whom it was not given for.
pub(super) fn client() -> Result<Client, reqwest::Error> {
    Client::builder().timeout(PATIENCE).redirect(redirect::Policy::none()).build()
}

/// Sends; an answer that is no success becomes an error without its body, which may hold anything.
pub(super) async fn ask(request: RequestBuilder) -> Result<Response, MeetingError> {
    let answer = request.send().await.map_err(|error| again(&error))?;
    match answer.status() {
        status if status.is_success() => Ok(answer),
        StatusCode::NOT_FOUND | StatusCode::GONE => Err(MeetingError::Missing),
        status => Err(MeetingError::Again(format!("the provider answered {}", status.as_u16()))),
    }
}

/// What is wrong with the connection or the answer, without its address.
pub(super) fn again(error: &reqwest::Error) -> MeetingError {
    let what = if error.is_timeout() {
        "time-out"
    } else if error.is_connect() {
        "the provider cannot be reached"
    } else if error.is_decode() {
        "the provider's answer cannot be read"
    } else {
        "the connection to the provider broke"
    };
    MeetingError::Again(what.to_owned())
}
