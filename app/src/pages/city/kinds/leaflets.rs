//! The files of a kind: to read, to delete, to add.

use leptos::prelude::*;
use mendan_service::city::catalogue::{Kind, Leaflet};

use crate::components::field::{described_by, field_class};
use crate::context::Request;
use crate::i18n::{staff_language, staff_words};
use crate::pages::city::form::{Form, Line, hints};
use crate::pages::city::to_read::{label, path};

/// All of them, and the form for one more.
pub(super) fn leaflets(request: &Request, kind: &Kind) -> AnyView {
    let t = &staff_words().city;
    let form = Form::of(request);
    let form = if form.is_of("leaflet_ja") { form } else { Form::fresh() };
    let files = request.catalogue().leaflets.iter().filter(|leaflet| leaflet.kind == kind.id);
    let rows: Vec<AnyView> = files.map(|leaflet| row(request, kind, leaflet)).collect();
    let list = (!rows.is_empty()).then(|| view! { <ul class="setup-list">{rows}</ul> });
    let error = form.error("file");
    let wrong = error.is_some().then_some("true");
    let (class, described) = (field_class(error.is_some()), described_by("file", true, error.is_some()));
    view! {
        <section aria-labelledby="leaflets">
            <h2 id="leaflets">{t.leaflets}</h2>
            <p>{t.leaflets_text}</p>
            {list}
            <form class="form" method="post" action=format!("/staff/setup/kinds/{}/leaflets", kind.id) enctype="multipart/form-data" novalidate=true>
                <div class="pair">
                    {Line::text("leaflet_ja", t.leaflet_ja, "").view(form)}
                    {Line::text("leaflet_en", t.leaflet_en, "").optional().view(form)}
                </div>
                <div class=class>
                    <label for="file">{t.file}</label>
                    {hints("file", Some(t.file_hint.to_owned()), error)}
                    <input class="input" id="file" name="file" type="file" accept="application/pdf,image/png,image/jpeg"
                        aria-describedby=described aria-invalid=wrong/>
                </div>
                <p class="buttons"><button class="button button--quiet" type="submit">{t.file_add}</button></p>
            </form>
        </section>
    }
    .into_any()
}

fn row(request: &Request, kind: &Kind, leaflet: &Leaflet) -> AnyView {
    let t = &staff_words().city;
    // As residents open it: their door is another than hers.
    let public = format!("{}{}", request.catalogue().municipality.public_url, path(leaflet));
    let label = label(leaflet, staff_language());
    view! {
        <li>
            <a href=public><strong>{label.clone()}</strong></a>
            <form method="post" action=format!("/staff/setup/kinds/{}/leaflets/{}/delete", kind.id, leaflet.id)>
                <button class="button button--quiet button--small" type="submit">{t.delete}<span class="said">{t.of_which(&label)}</span></button>
            </form>
        </li>
    }
    .into_any()
}
