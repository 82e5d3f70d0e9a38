//! The pages, one a file. A page asks the use cases, once, and returns finished markup; it never changes anything.

pub mod audit;
pub(crate) mod booking;
pub(crate) mod calendar;
pub(crate) mod call;
pub(crate) mod city;
pub(crate) mod desk;
pub(crate) mod draft;
pub(crate) mod feed;
pub(crate) mod founding;
pub(crate) mod import;
pub(crate) mod kit;
pub(crate) mod message;
pub(crate) mod offer;
pub(crate) mod partner;
pub(crate) mod range;
pub(crate) mod rescue;
pub(crate) mod staff;

use std::future::Future;

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_service::Refusal;
use mendan_words::words;

use crate::components::plain::{NotFound, PlainPage};
use crate::context::set_status;

/// A page made by asking: rendered whole on the server, whatever the browser can do.
pub fn asked<F>(page: F) -> impl IntoView
where
    F: Future<Output = AnyView> + Send + 'static,
{
    Suspend::new(page)
}

/// The page of a question that was not answered.
pub fn refused(language: Language, refusal: &Refusal) -> AnyView {
    let t = &words(language).outcome;
    match refusal {
        Refusal::NotFound => view! { <NotFound language/> }.into_any(),
        Refusal::Busy(error) => {
            tracing::warn!(%error, "a page could not be read");
            set_status(503);
            view! { <PlainPage language title=t.busy_title sentence=t.busy_text/> }.into_any()
        }
        other => {
            tracing::error!(error = %other, "a page failed");
            set_status(500);
            view! { <PlainPage language title=t.fault_title sentence=t.fault_text/> }.into_any()
        }
    }
}
