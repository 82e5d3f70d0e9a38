//! Answers to HEAD: the headers of GET. Where the length is not known beforehand none is told, and never 0.

use axum::body::{Body, Bytes};
use axum::response::Response;
use http::header::CONTENT_LENGTH;

/// Takes back the length of a body that was left out: one of a length that nobody knows stands in its place.
pub fn untold(mut response: Response) -> Response {
    // The framework measures the body after leaving it out.
    if response.headers().get(CONTENT_LENGTH).is_some_and(|length| length != "0") {
        return response;
    }
    response.headers_mut().remove(CONTENT_LENGTH);
    response.map(|_| Body::from_stream(futures::stream::empty::<Result<Bytes, std::convert::Infallible>>()))
}
