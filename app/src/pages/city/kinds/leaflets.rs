//! The files of a kind: to read, to delete, to add.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_service::city::catalogue::{Kind, Leaflet};

use crate::components::field::{described_by, field_class};
use crate::context::Request;
use crate::pages::city::form::{Form, Line, hints};

/// All of them, and the form for one more.
pub(super) fn leaflets(request: &Request, kind: &Kind) -> AnyView {
    let form = Form::of(request);
    let form = if form.is_of("leaflet_ja") { form } else { Form::fresh() };
    let files = request.catalogue().leaflets.iter().filter(|leaflet| leaflet.kind == kind.id);
    let rows: Vec<AnyView> = files.map(|leaflet| row(kind, leaflet)).collect();
    let list = (!rows.is_empty()).then(|| view! { <ul class="setup-list">{rows}</ul> });
    let error = form.error("file");
    let wrong = error.is_some().then_some("true");
    let (class, described) = (field_class(error.is_some()), described_by("file", true, error.is_some()));
    view! {
        <section aria-labelledby="leaflets">
            <h2 id="leaflets">"しおりのファイル"</h2>
            <p>"予約のページとメールに、リンクとして出ます。"</p>
            {list}
            <form class="form" method="post" action=format!("/staff/setup/kinds/{}/leaflets", kind.id) enctype="multipart/form-data" novalidate=true>
                <div class="pair">
                    {Line::text("leaflet_ja", "名前(日本語)", "").view(form)}
                    {Line::text("leaflet_en", "名前(英語)", "").optional().view(form)}
                </div>
                <div class=class>
                    <label for="file">"ファイル"</label>
                    {hints("file", Some("PDF、PNG、JPEG。5MBまで".to_owned()), error)}
                    <input class="input" id="file" name="file" type="file" accept="application/pdf,image/png,image/jpeg"
                        aria-describedby=described aria-invalid=wrong/>
                </div>
                <p class="buttons"><button class="button button--quiet" type="submit">"ファイルを加える"</button></p>
            </form>
        </section>
    }
    .into_any()
}

fn row(kind: &Kind, leaflet: &Leaflet) -> AnyView {
    let label = leaflet.label(Language::Ja);
    view! {
        <li>
            <a href=leaflet.path()><strong>{label.clone()}</strong></a>
            <form method="post" action=format!("/staff/setup/kinds/{}/leaflets/{}/delete", kind.id, leaflet.id)>
                <button class="button button--quiet button--small" type="submit">"消す"<span class="said">{format!("({label})")}</span></button>
            </form>
        </li>
    }
    .into_any()
}
