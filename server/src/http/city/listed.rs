//! The order of the set-up's lists, and the end of what nobody has used yet. The address names the list.

use axum::extract::{Path, State};
use axum::response::Response;
use mendan_domain::staff::Permission;
use mendan_service::city::listed::Entry;
use mendan_service::model::Listed;
use mendan_service::permit::Proof;
use mendan_service::{Context, Refusal};

use crate::http::forms::staff_form::StaffForm;
use crate::http::rule::{Asks, Rule};
use crate::state::AppState;

/// One of the lists is hers to shape; which, the address says, and `Entry` asks it.
pub struct ShapesLists(Context);

const ONE_OF: &[Permission] = &[Permission::ManageSetup, Permission::ManageStaff];

impl Asks for ShapesLists {
    const RULE: Rule = Rule::StaffWithOne(ONE_OF);
}

impl Proof for ShapesLists {
    fn of(context: &Context) -> Result<Self, Refusal> {
        let may = ONE_OF.iter().any(|permission| context.may(*permission));
        if may { Ok(Self(context.clone())) } else { Err(Refusal::NotFound) }
    }
}

fn entry(context: &Context, list: &str, id: i64) -> Result<Entry, Refusal> {
    Entry::of(context, Listed::of(list, id).ok_or(Refusal::NotFound)?)
}

/// `POST /staff/setup/order/{list}/{id}`: one place up.
pub async fn up(
    State(state): State<AppState>,
    Path((list, id)): Path<(String, i64)>,
    asked: StaffForm<ShapesLists>,
) -> Response {
    let result = match entry(&asked.context.0, &list, id) {
        Ok(entry) => state.services.listed_up(&entry, asked.form.some("above").and_then(|id| id.parse().ok())).await,
        Err(refusal) => Err(refusal),
    };
    let page = format!("/staff/setup/{list}");
    asked.settled(&state, result, &format!("{page}?said=moved#entry-{id}"), &page).await
}

/// `POST /staff/setup/delete/{list}/{id}`.
pub async fn delete(
    State(state): State<AppState>,
    Path((list, id)): Path<(String, i64)>,
    asked: StaffForm<ShapesLists>,
) -> Response {
    let result = match entry(&asked.context.0, &list, id) {
        Ok(entry) => state.services.listed_delete(&entry, asked.form.expected()).await,
        Err(refusal) => Err(refusal),
    };
    let page = format!("/staff/setup/{list}");
    asked.settled(&state, result, &format!("{page}?said=deleted"), &format!("{page}/{id}")).await
}
