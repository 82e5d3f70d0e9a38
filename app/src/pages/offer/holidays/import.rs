//! The Cabinet Office's list: what it says otherwise is shown before it is noted.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use leptos::prelude::*;
use mendan_domain::date::format_ja;
use mendan_domain::offer::holiday::holiday;
use mendan_domain::offer::holiday::list::{LineFault, ListError, partial_years, read_list};
use mendan_service::model::SetupRow;
use mendan_service::offer::holiday::holidays_to_note;

use crate::context::Request;
use crate::pages::city::form::{Form, Line, version_of};

/// The form, and what the posted list says otherwise.
pub(super) fn import(request: &Request) -> AnyView {
    let form = Form::of(request);
    let found = found(request);
    let (step, word) = match &found {
        Some(Ok(days)) if !days.is_empty() => ("save", "このちがいを保存する"),
        _ => ("check", "ちがいを見る"),
    };
    let quiet = if step == "save" { "button" } else { "button button--quiet" };
    view! {
        <section aria-labelledby="import">
            <h2 id="import">"内閣府の一覧と合わせる"</h2>
            <p>"内閣府の「国民の祝日」の CSV(syukujitsu.csv)を選ぶか、中身を貼ってください。今年からの、規則とちがう日だけを取りこみます。"</p>
            <form class="form" method="post" action="/staff/setup/holidays/import#import" enctype="multipart/form-data" novalidate>
                {version_of(request, SetupRow::Holidays)}
                <div class="field"><label for="file">"ファイル"</label>{of_file(request)}<input class="input" id="file" name="file" type="file" accept=".csv,text/csv"/></div>
                {Line::lines("list", "一覧の中身", "").hint("1行に1日。例: 2027/1/1,元日").view(form)}
                {found.map(shown)}
                {partial(request)}
                <button class=quiet type="submit" name="step" value=step>{word}</button>
            </form>
        </section>
    }
    .into_any()
}

/// Years of which the list holds only some days.
fn partial(request: &Request) -> Option<AnyView> {
    let list = request.form.as_deref()?.value("list")?;
    let years = partial_years(&read_list(list.as_bytes()).ok()?);
    let years: Vec<String> = years.into_iter().map(|year| format!("{year}年")).collect();
    let sentence = format!("{}は一部の日だけの一覧なので、ほかの祝日はそのままにします。", years.join("、"));
    (!years.is_empty()).then(|| view! { <p class="hint">{sentence}</p> }.into_any())
}

/// The line of the file that could not be read, and what is wrong with it.
fn of_file(request: &Request) -> Option<AnyView> {
    let form = request.form.as_deref()?;
    let (line, fault) = (form.value("file_line")?.parse().ok()?, LineFault::parse(form.value("file_fault")?)?);
    Some(view! { <p class="field-error">{wrong(ListError { line, fault })}</p> }.into_any())
}

fn wrong(ListError { line, fault }: ListError) -> String {
    let what = match fault {
        LineFault::Empty => return "祝日が、ひとつもありません。「2027/1/1,元日」の形の行を入れてください".to_owned(),
        LineFault::Encoding => "文字が、UTF-8 でも Shift_JIS でも読めません。CSV(UTF-8)で保存しなおしてください",
        LineFault::NoComma => "日付と名前のあいだに、コンマがありません。「2027/1/1,元日」の形にしてください",
        LineFault::NotADay => "日付が読めないか、こよみにない日です。「2027/1/1,元日」の形にしてください",
        LineFault::NoName => "祝日の名前がありません。「2027/1/1,元日」の形にしてください",
        LineFault::TooMuch => "日付と名前のほかにも、何かあります。「2027/1/1,元日」の形にしてください",
        LineFault::Name => "祝日の名前に、使えない文字があるか、長すぎます。名前を入れなおしてください",
    };
    format!("{line}行目が読めません。{what}")
}

/// What the list that came back says otherwise; the line that cannot be read.
fn found(request: &Request) -> Option<Result<BTreeMap<NaiveDate, Option<String>>, ListError>> {
    let list = request.form.as_deref()?.value("list").filter(|list| !list.trim().is_empty())?;
    let today = request.catalogue().municipality.local_date(request.services.now());
    Some(holidays_to_note(&request.catalogue().closed, list.as_bytes(), today))
}

fn shown(found: Result<BTreeMap<NaiveDate, Option<String>>, ListError>) -> AnyView {
    let days = match found {
        Ok(days) => days,
        Err(error) => return view! { <p class="field-error">{wrong(error)}</p> }.into_any(),
    };
    if days.is_empty() {
        return view! { <section class="notice" role="status"><p>"ちがいはありません。いまの祝日のままで大丈夫です。"</p></section> }.into_any();
    }
    let rows = days.into_iter().map(|(day, listed)| {
        let rule = holiday(day);
        let says = match (listed, rule) {
            (Some(name), None) => format!("祝日になります({name})"),
            (Some(name), Some(rule)) => format!("名前が変わります({rule} → {name})"),
            (None, rule) => format!("祝日ではなくなります({})", rule.unwrap_or_default()),
        };
        view! { <li><time datetime=day.to_string()>{format_ja(day)}</time>" "{says}</li> }
    });
    view! {
        <section class="notice" role="status" aria-label="規則とちがう日"><p>"規則とちがう日です。予約は、そのまま残ります。"</p><ul>{rows.collect_view()}</ul></section>
    }
    .into_any()
}
