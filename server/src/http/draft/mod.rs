//! What is typed is kept while it is typed, stands in its form again, and is thrown away.

mod forms;
pub mod keep;

use mendan_app::context::RefusedForm;
use mendan_service::draft::repository::{WorkDraft, WorkDraftId};

use crate::http::pages::Visit;
use crate::http::routes::Routes;
use crate::state::AppState;

/// Its routes.
pub fn router() -> Routes {
    Routes::new()
        .form("/staff/drafts", keep::keep)
        .form("/staff/drafts/desk", keep::forget_desk)
        .form("/staff/drafts/{id}/forget", keep::forget)
}

/// What of hers stands in the form of a set-up page again. Other pages take what is theirs themselves: they show several forms.
pub fn restored(state: &AppState, visit: &Visit, drafts: &[WorkDraft]) -> Option<(RefusedForm, WorkDraftId)> {
    let draft =
        drafts.iter().find(|draft| forms::page_in_setup(&draft.form).is_some_and(|page| page == visit.route.path))?;
    let values = state.services.draft_fields(draft).ok()?;
    Some((RefusedForm { values, errors: Vec::new() }, draft.id))
}
