//! `/staff/ranges`: whose times, which, and what is to become of them; and the preview of it, once it is asked for.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;
use mendan_service::Refusal;
use mendan_service::forms::Fields;
use mendan_service::range::form::RangeForm;

use super::fields::fields;
use super::flash;
use super::preview::preview;
use crate::context::{RefusedForm, Request, request};
use crate::i18n::staff_words;
use crate::pages::asked;
use crate::pages::city::form::Form;
use crate::pages::kit::frame::{Frame, fault};
use crate::pages::kit::linked::bar_ways;

/// The page.
#[component]
pub fn Ranges() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let said = flash::Said::read(&query);
    let typed = typed(query);
    asked(async move {
        let request = request();
        let flash = said.view(&request).await;
        let main = page(&request, typed).await.unwrap_or_else(|refusal| fault(&refusal));
        let main = view! { {flash}{main} }.into_any();
        let bar = bar_ways(&request);
        Frame { title: staff_words().range.title.to_owned(), bar, class: "setup ranges", main }.view()
    })
}

/// What stands in the address.
fn typed(query: ParamsMap) -> Fields {
    Fields::new(query.into_iter().map(|(name, value)| (name.into_owned(), value)).collect())
}

async fn page(request: &Request, typed: Fields) -> Result<AnyView, Refusal> {
    let form = RangeForm::typed(&typed);
    let (mut found, mut errors) = (None, Vec::new());
    // Whoever has only come here has asked for nothing yet.
    if !form.act.is_empty() {
        match request.services.range_preview(&request.context.permit()?, &form).await {
            Ok(preview) => found = Some(preview),
            Err(Refusal::Invalid(wrong)) => errors = wrong,
            Err(other) => return Err(other),
        }
    }
    if let Some(posted) = &request.form {
        errors.extend(posted.errors.iter().copied());
    }
    let asked = RefusedForm { values: typed, errors };
    let fields = fields(request, &form, Form::back(Some(&asked)));
    let summary = Form::back(Some(&asked)).summary();
    let preview = found.map(|found| preview(request, &form, &found));
    Ok(view! {
        {summary}
        <p>{staff_words().range.lead}</p>
        {fields}
        {preview}
    }
    .into_any())
}
