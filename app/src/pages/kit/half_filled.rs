//! A form that somebody had begun to fill stands there again, and says so.

use leptos::prelude::*;
use mendan_service::booking::answer::local;
use mendan_service::draft::repository::{WorkDraft, WorkDraftId};

use crate::components::dates;
use crate::context::Request;
use crate::i18n::staff_words;

/// What is said below a form that is kept while it is typed: the value of its `data-autosave`, which the script of all staff pages
/// ([`crate::scripts::DRAFTS`]) looks for.
pub(crate) fn autosave() -> &'static str {
    staff_words().draft.kept_so_far
}

/// Since when it waits, and the way to throw it away.
pub(crate) fn restored(request: &Request, draft: &WorkDraft) -> AnyView {
    let t = &staff_words().draft;
    let at = dates::time(local(request.catalogue(), draft.updated_at));
    view! {
        <p class="notice" role="status">
            {t.restored(at)}" "<a href=format!("/staff/drafts?ask={}&on=1", draft.id)>{t.throw_away}</a>
        </p>
    }
    .into_any()
}

/// The same by its id, where a page has it in its form.
pub(crate) fn restored_by_id(request: &Request, id: Option<WorkDraftId>) -> Option<AnyView> {
    let draft = request.drafts.iter().find(|draft| Some(draft.id) == id)?;
    Some(restored(request, draft))
}
