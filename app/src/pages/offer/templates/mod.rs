//! `/staff/setup/templates`: the times that repeat, by office and nurse.

mod edit;
pub(crate) mod words;

use leptos::prelude::*;
use mendan_domain::ids::{OfficeId, StaffId};
use mendan_domain::offer::publish::Skipped;
use mendan_domain::offer::template::{Overlap, Template};
use mendan_service::Refusal;
use mendan_service::offer::template::met_by;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::page::setup_page;
use crate::pages::kit::words::office_name;
use crate::pages::offer::publish::left_out;

pub use edit::{NewTemplate, OneTemplate};

/// All templates the asker may see.
#[component]
pub fn Templates() -> impl IntoView {
    let setup = &staff_words().city;
    setup_page(setup.templates, page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let t = &staff_words().offer;
    let templates = request.services.templates(&request.context.permit()?).await?;
    let problems = request.services.template_problems(&request.context.permit()?).await?;
    let offices = request.catalogue().offices.iter().map(|office| {
        let here: Vec<&Template> = templates.iter().filter(|template| template.office == office.id).collect();
        (!here.is_empty()).then(|| table(&request, office.id, &here, (&templates, &problems)))
    });
    let offices = offices.collect_view();
    let none = templates.is_empty().then(|| {
        view! { <p>{t.templates_none}</p> }
    });
    Ok(view! {
        <p>{t.templates_text}</p>
        <p class="buttons"><a class="button" href="/staff/setup/templates/new">{t.template_make}</a><a class="button button--quiet" href="/staff/setup/publish">{t.check_publish}</a></p>
        {none}
        {offices}
    }
    .into_any())
}

/// Whose it is: a nurse, or all of the office.
pub(crate) fn whose(request: &Request, staff: Option<StaffId>) -> String {
    let t = &staff_words().offer;
    let Some(id) = staff else { return t.everybody.to_owned() };
    request.catalogue().staff(id).map(|member| member.display_name.clone()).unwrap_or_default()
}

fn table(request: &Request, office: OfficeId, templates: &[&Template], found: (&[Template], &[Skipped])) -> AnyView {
    let t = &staff_words().offer;
    let setup = &staff_words().city;
    let rows = templates.iter().map(|template| row(request, template, found));
    view! {
        <table class="table table--plan" role="table">
            <caption>{office_name(request.catalogue().office(office))}</caption>
            <thead role="rowgroup"><tr role="row">
                <th role="columnheader" scope="col">{setup.staff}</th>
                <th role="columnheader" scope="col">{t.when_what}</th>
                <th role="columnheader" scope="col">{t.actions}</th>
            </tr></thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn row(request: &Request, template: &Template, (all, problems): (&[Template], &[Skipped])) -> AnyView {
    let t = &staff_words().offer;
    let catalogue = request.catalogue();
    let today = catalogue.municipality.local_date(request.services.now());
    let (sentence, whose) = (words::sentence(catalogue, template), whose(request, template.staff));
    let name = (!template.name.is_empty()).then(|| view! { <strong>{template.name.clone()}</strong><br/> });
    let validity = words::validity(template, today).map(|text| view! { <br/><span class="soft">{text}</span> });
    let problems = problems.iter().filter(|skipped| skipped.planned.template == Some(template.id));
    let mut problems: Vec<String> = problems.filter_map(|skipped| left_out(request, skipped)).collect();
    problems.dedup();
    let problems: Vec<AnyView> = problems.into_iter().map(problem).collect();
    let met =
        met_by(template, all).into_iter().map(|(overlap, other)| overlapping(request, overlap, &other)).collect_view();
    let (edit, copy) =
        (format!("/staff/setup/templates/{}", template.id), format!("/staff/setup/templates/new?copy={}", template.id));
    let of = format!("{whose} {sentence}");
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{whose}</th>
            <td role="cell" class="wide">{name}{sentence}{validity}{problems}{met}</td>
            <td role="cell" class="wide"><div class="actions">
                <a class="button button--quiet button--small" href=edit>{t.change}<span class="said">" "{of.clone()}</span></a>
                <a class="button button--quiet button--small" href=copy>{t.copy}<span class="said">" "{of}</span></a>
            </div></td>
        </tr>
    }
    .into_any()
}

/// Another template that it meets.
fn overlapping(request: &Request, overlap: Overlap, other: &Template) -> AnyView {
    let place = office_name(request.catalogue().office(other.office));
    let of = format!("{place} {}", words::sentence(request.catalogue(), other));
    let t = &staff_words().offer;
    match overlap {
        Overlap::OtherKind => view! { <p class="hint">{t.meets_kind(of)}</p> }.into_any(),
        Overlap::SameKind | Overlap::Elsewhere | Overlap::Same => {
            view! { <p class="field-error">{t.meets(of)}</p> }.into_any()
        }
    }
}

/// What publishing will leave out of it.
fn problem(sentence: String) -> AnyView {
    view! { <p class="field-error">{staff_words().offer.not_published(sentence)}</p> }.into_any()
}
