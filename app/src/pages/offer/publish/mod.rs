//! `/staff/setup/publish`: a month as the templates would have it, then one button that publishes exactly that.

mod address;
mod days;
mod preview;
mod why;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use mendan_domain::ids::{OfficeId, StaffId};
use mendan_domain::staff::Permission;
use mendan_service::Refusal;
use mendan_service::offer::copy::CopyQuery;
use mendan_service::offer::publish::PublishQuery;

use self::address::{Address, month_word, months_from};
pub(crate) use self::why::left_out;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::Form;
use crate::pages::city::page::setup_page;
use crate::pages::kit::words::office_name;

/// The page.
#[component]
pub fn Publish() -> impl IntoView {
    let setup = &staff_words().city;
    let query = use_query_map().get_untracked();
    setup_page(setup.publish, move |request| async move {
        let today = request.catalogue().municipality.local_date(request.services.now());
        let own = request.staff.as_ref().map(|staff| &staff.member);
        let own = own.filter(|member| !member.role.may(Permission::ShapeTimes)).map(|member| member.id);
        let address = Address::read(&query, today, own);
        page(&request, &address, own.is_some()).await
    })
}

async fn page(request: &Request, address: &Address, own: bool) -> Result<AnyView, Refusal> {
    let t = &staff_words().offer;
    let today = request.catalogue().municipality.local_date(request.services.now());
    let (services, context) = (&request.services, &request.context.permit()?);
    let Address { month, office, staff, copy } = *address;
    let preview = match copy {
        Some(from_month) => {
            services.copy_preview(context, CopyQuery { from_month, to_month: month, office, staff }).await
        }
        None => services.preview(context, PublishQuery::of_month(month, today, office, staff)).await,
    };
    let preview = preview::preview(request, address, &preview?);
    let changed = Form::of(request).error("digest").is_some();
    let lead = if copy.is_some() { t.copy_lead } else { t.publish_lead };
    Ok(view! {
        {choose(request, address, own)}
        {other_way(address)}
        <section id="digest" class="stack" tabindex="-1" aria-labelledby="month">
            <h2 id="month">{title(address)}</h2>
            {changed.then(|| view! { <p><strong>{t.publish_changed}</strong></p> })}
            <p>{lead}</p>
            {preview}
        </section>
    }
    .into_any())
}

fn title(address: &Address) -> String {
    let t = &staff_words().offer;
    match address.copy {
        Some(from) => t.copy_title(month_word(from), month_word(address.month)),
        None => t.publish_title(month_word(address.month)),
    }
}

/// The month, the place and whose.
fn choose(request: &Request, address: &Address, own: bool) -> AnyView {
    let t = &staff_words().offer;
    let setup = &staff_words().city;
    let catalogue = request.catalogue();
    let today = catalogue.municipality.local_date(request.services.now());
    let months = months_from(today, address.month).map(|month| {
        view! { <option value=month.format("%Y-%m").to_string() selected=month == address.month>{month_word(month)}</option> }
    });
    let offices = catalogue.open_offices().map(|office| {
        view! { <option value=office.id.to_string() selected=address.office == Some(office.id)>{office_name(Some(office))}</option> }
    });
    let staff = (!own).then(|| {
        let members = catalogue.staff.iter().filter(|member| !member.disabled && member.role.interviews());
        let members = members.map(|member| {
            view! { <option value=member.id.to_string() selected=address.staff == Some(member.id)>{member.display_name.clone()}</option> }
        });
        select("staff", setup.staff, view! { <option value="">{t.all}</option>{members.collect_view()} }.into_any())
    });
    let offices = view! { <option value="">{t.all}</option>{offices.collect_view()} }.into_any();
    view! {
        <form class="inline" method="get" action="/staff/setup/publish">
            {select("month", t.month, months.collect_view().into_any())}
            {select("office", t.office, offices)}
            {staff}
            <button class="button button--quiet" type="submit">{t.see}</button>
        </form>
    }
    .into_any()
}

fn select(name: &'static str, label: &'static str, options: AnyView) -> AnyView {
    let id = format!("pick-{name}");
    view! {
        <div class="field"><label for=id.clone()>{label}</label><select class="input" id=id name=name>{options}</select></div>
    }
    .into_any()
}

/// From templates, or last month once more.
fn other_way(address: &Address) -> AnyView {
    let t = &staff_words().offer;
    let before = address.month_before();
    let (templates, copy) =
        (Address { copy: None, ..*address }.href(), Address { copy: Some(before), ..*address }.href());
    let copying = address.copy.is_some();
    view! {
        <nav class="choices" aria-label=t.made_of>
            <span class="choices-name" aria-hidden="true">{t.source}</span>
            <ul>
                <li><a href=templates aria-current=(!copying).then_some("true")>{t.of_templates}</a></li>
                <li><a href=copy aria-current=copying.then_some("true")>{t.of_last_month}</a></li>
            </ul>
        </nav>
    }
    .into_any()
}

/// Who, and where in brackets.
fn who_where(request: &Request, staff: StaffId, office: OfficeId) -> String {
    let catalogue = request.catalogue();
    let name = catalogue.staff(staff).map(|member| member.display_name.clone()).unwrap_or_default();
    let place = catalogue.office(office).map(crate::pages::kit::words::office_short).unwrap_or_default();
    staff_words().offer.who_where(place, name)
}
