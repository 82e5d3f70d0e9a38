//! The file that a step is about: waiting, or gone by itself after its day, or brought in already. Whoever comes too late reads what is so
//! and what to do.

use leptos::prelude::*;
use mendan_domain::import::field::Sort;
use mendan_domain::import::table::Table;
use mendan_service::Refusal;
use mendan_service::import::draft::Draft;

use super::steps::{Step, steps};
use crate::context::{Request, set_status};
use crate::i18n::staff_words;

/// The file that waits, with its table; or what stands instead of its page.
pub(super) async fn waiting(request: &Request, sort: Sort) -> Result<Result<(Draft, Table), AnyView>, Refusal> {
    let Some(draft) = request.services.import_draft(&request.context.permit()?, sort).await? else {
        return Ok(Err(gone(sort)));
    };
    Ok(match draft.open().filter(|_| draft.done.is_none()) {
        Some(table) => Ok((draft, table)),
        None => Err(done(sort)),
    })
}

/// There is none of hers.
pub(super) fn gone(sort: Sort) -> AnyView {
    let t = &staff_words().import;
    set_status(410);
    view! {
        {steps(sort, Step::File)}
        <section class="notice" role="status" aria-labelledby="gone">
            <h3 id="gone">{t.gone_title}</h3>
            <p>{t.gone_text}</p>
        </section>
        <p class="buttons"><a class="button" href=Step::File.path(sort)>{t.gone_again}</a></p>
    }
    .into_any()
}

/// It has been brought in.
fn done(sort: Sort) -> AnyView {
    let t = &staff_words().import;
    view! {
        {steps(sort, Step::Result)}
        <section class="notice" role="status" aria-labelledby="gone">
            <h3 id="gone">{t.gone_done_title}</h3>
            <p>{t.gone_done_text}</p>
        </section>
        <p class="buttons"><a class="button" href=Step::Result.path(sort)>{t.gone_look}</a></p>
    }
    .into_any()
}
