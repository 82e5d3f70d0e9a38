//! `/staff/setup/closures`: days and hours that are closed, and who is absent.

mod edit;

use chrono::NaiveDate;
use leptos::prelude::*;
use mendan_domain::date::{format_ja, format_short_ja};
use mendan_domain::offer::closed::Closure;
use mendan_domain::staff::Permission;
use mendan_service::Refusal;
use mendan_service::offer::closure::{ClosureForm, Touched};

use crate::context::Request;
use crate::pages::city::page::setup_page;
use crate::pages::kit::words::office_name;

pub use edit::OneClosure;

/// All closures the asker may write, and a new one.
#[component]
pub fn Closures() -> impl IntoView {
    setup_page("休みの日", page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let administrator = request.context.may(Permission::ShapeTimes);
    let today = request.catalogue().municipality.local_date(request.services.now());
    let mut all: Vec<&Closure> = request.catalogue().closed.closures.iter().collect();
    all.retain(|closure| request.context.shapes(closure.staff).is_ok());
    all.sort_by_key(|closure| (closure.from, closure.id));
    let (over, ahead): (Vec<&Closure>, Vec<&Closure>) = all.into_iter().partition(|closure| closure.until < today);
    let form = edit::form(&request, "/staff/setup/closures", (None, &fresh(&request))).await;
    let holidays = administrator.then(
        || view! { <p><a class="button button--link" href="/staff/setup/holidays">"祝日と年末年始を見る"</a></p> },
    );
    let own = (!administrator).then_some("ここには、あなたの不在だけを入れられます。");
    let past = (!over.is_empty()).then(|| {
        view! { <details class="more"><summary>"終わった休み"</summary>{list(&request, &over)}</details> }
    });
    Ok(view! {
        <p>"休みの時間は、公開した枠があっても、すぐに予約できなくなります。予約は、そのまま残ります。"{own}</p>
        <p>"いくつかが重なるときは、市や場所の休み、年末年始と祝日、不在やこの日だけの規則、ひな型の順に優先します。"</p>
        {holidays}
        <section aria-labelledby="ahead"><h2 id="ahead">"これからの休み"</h2>{list(&request, &ahead)}{past}</section>
        <section aria-labelledby="new"><h2 id="new">"休みを入れる"</h2>{form}</section>
    }
    .into_any())
}

/// For an administrator the whole city, for a nurse her own absence.
fn fresh(request: &Request) -> ClosureForm {
    let own =
        request.staff.as_ref().map(|staff| staff.member.id).filter(|_| !request.context.may(Permission::ShapeTimes));
    let whose = own.map_or_else(|| "city".to_owned(), |id| format!("staff-{id}"));
    ClosureForm { whose, ..ClosureForm::default() }
}

fn list(request: &Request, closures: &[&Closure]) -> AnyView {
    if closures.is_empty() {
        return view! { <p>"ありません。"</p> }.into_any();
    }
    let rows = closures.iter().map(|closure| {
        let (href, days) = (format!("/staff/setup/closures/{}", closure.id), span(closure));
        let whose = whose(request, closure);
        view! { <li><a href=href><strong>{days}</strong><span>{whose}" "{closure.reason.clone()}</span></a></li> }
    });
    view! { <ul class="setup-list">{rows.collect_view()}</ul> }.into_any()
}

/// `2026年12月1日(火)〜12月3日(木) 13:00〜17:00`.
fn span(closure: &Closure) -> String {
    let days = if closure.from == closure.until {
        format_ja(closure.from)
    } else {
        format!("{}〜{}", format_ja(closure.from), format_short_ja(closure.until))
    };
    closure.hours.map_or(days.clone(), |hours| format!("{days} {hours}"))
}

/// The city, an office, or who is absent.
fn whose(request: &Request, closure: &Closure) -> String {
    let catalogue = request.catalogue();
    match (closure.office, closure.staff) {
        (_, Some(id)) => {
            let name = catalogue.staff(id).map(|member| member.display_name.clone()).unwrap_or_default();
            format!("{name}の不在")
        }
        (Some(id), None) => format!("{}の休み", office_name(catalogue.office(id))),
        (None, None) => "市全体の休み".to_owned(),
    }
}

/// What is there already: bookings stay, people want to be told.
pub(crate) fn consequence(touched: &Touched, nurse: Option<&str>) -> AnyView {
    let link = |day: &NaiveDate, number: usize| {
        let nurse = nurse.map(|id| format!("&nurse={id}")).unwrap_or_default();
        let href = format!("/staff?date={day}{nurse}");
        view! { <li><a href=href>{format_short_ja(*day)}</a>" "{number}"件"</li> }
    };
    let bookings = match touched.bookings() {
        0 => view! { <p>"この時間に、予約はありません。"</p> }.into_any(),
        number => {
            let days = touched.days.iter().map(|(day, number)| link(day, *number));
            view! {
                <p><strong>{format!("予約が{number}件あります。予約はそのまま残ります。連絡が必要です。")}</strong></p>
                <p>"前日の知らせは止め、一人ずつ"<a href="/staff/calls">"かける電話"</a>"に入れます。"</p>
                <ul class="plan-links">{days.collect_view()}</ul>
            }
            .into_any()
        }
    };
    let times = (touched.times > 0).then(|| format!("公開している{}枠は、休みのあいだ予約できません。", touched.times));
    view! { {bookings}{times.map(|text| view! { <p>{text}</p> })} }.into_any()
}
