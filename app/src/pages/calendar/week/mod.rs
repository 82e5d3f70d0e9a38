//! The week: hers on one scale of time, or an office's as lists, with one booking or time opened beside it.

mod columns;
mod lists;
mod shut;

use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::calendar::day::Day;
use mendan_service::calendar::week::{WeekQuery, monday_of};
use mendan_service::city::catalogue::Catalogue;
use mendan_service::model::StaffMember;

use super::day::address::{Address, View};
use super::day::board::{Board, boards};
use super::day::filter::Filter;
use super::day::tools::tools;
use super::day::{beside, panel};
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::desk::flash::Flash;
use crate::pages::kit::words::{office_short, slash};

/// A day of it, as columns; what the filter leaves out is not in it.
struct WeekDay {
    date: NaiveDate,
    day: Day,
    boards: Vec<Board>,
}

/// The page.
pub(crate) async fn page(
    request: &Request,
    address: &Address,
    (date, today): (NaiveDate, NaiveDate),
    flash: Flash,
) -> Result<AnyView, Refusal> {
    let (catalogue, now) = (request.catalogue(), request.services.now());
    let filter = Filter::of(catalogue, address);
    let nurse = whose(request, &filter);
    let (office, staff) = (filter.office.map(|office| office.id), nurse.map(|nurse| nurse.id));
    let week = request.services.week(&request.context.permit()?, WeekQuery { date, office, staff }).await?;
    let days = week.into_iter().map(|(date, day)| {
        let boards = filter.narrow(boards(catalogue, &day, office, staff, now));
        WeekDay { date, day, boards }
    });
    let days: Vec<WeekDay> = days.collect();
    let flash = flash.view(request, &address.back()).await;
    let panel = panel(request, address, opened(catalogue, address, &days)).await;
    let week = Week { request, address, filter: &filter, today, now };
    let body = match nurse {
        Some(nurse) => week.columns(&days, nurse),
        None => week.lists(&days),
    };
    let head = week.head(nurse);
    let tools = tools(request, address, &filter, None);
    let body = beside(vec![(None, body)], None, panel);
    // Where a booking that is carried can be put is asked for all of it.
    let monday = monday_of(date).to_string();
    Ok(view! {
        {flash}{tools}{head}
        <div class="day-tables" id="grid" tabindex="-1" data-live-part="grid" data-week=monday>{body}</div>
    }
    .into_any())
}

/// Whose week it is: the chosen nurse's, else that of whoever looks, if she holds interviews and chose no office; none: an office's.
fn whose<'a>(request: &'a Request, filter: &Filter<'a>) -> Option<&'a StaffMember> {
    let own = || {
        let me = request.staff.as_ref()?.member.id;
        request.catalogue().staff(me).filter(|member| member.role.interviews())
    };
    filter.nurse.or_else(|| if filter.office.is_none() { own() } else { None })
}

/// The boards of the day that something is open of.
fn opened<'a>(catalogue: &Catalogue, address: &Address, days: &'a [WeekDay]) -> &'a [Board] {
    let asked = address.why.as_ref().map(|empty| catalogue.municipality.local_date(empty.at));
    let holds =
        |day: &&WeekDay| day.day.slots.iter().any(|slot| Some(slot.id) == address.slot) || asked == Some(day.date);
    days.iter().find(holds).map(|day| day.boards.as_slice()).unwrap_or_default()
}

/// What a week's views are made of.
struct Week<'a> {
    request: &'a Request,
    address: &'a Address,
    filter: &'a Filter<'a>,
    today: NaiveDate,
    now: DateTime<Utc>,
}

impl Week<'_> {
    /// Whose week it is, and the ways to others: her own, each office's.
    fn head(&self, nurse: Option<&StaffMember>) -> AnyView {
        let t = &staff_words().calendar;
        let me = self.request.staff.as_ref().map(|staff| &staff.member);
        let mine = nurse.is_some() && nurse.map(|nurse| nurse.id) == me.map(|me| me.id);
        let said = match (nurse, self.filter.office) {
            (Some(_), _) if mine => t.week_own.to_owned(),
            (Some(nurse), _) => t.week_of(&nurse.display_name),
            (None, Some(office)) => t.week_of(office_short(office)),
            (None, None) => t.week_of_all.to_owned(),
        };
        let bare = Address { nurse: None, office: None, ..self.address.closed() };
        let own = me.filter(|me| me.role.interviews() && !mine).map(|_| {
            let href = bare.choosing();
            view! { <a href=href>{t.week_own}</a> }
        });
        let shown = self.filter.office.filter(|_| nurse.is_none()).map(|office| office.id);
        let others = self.request.catalogue().open_offices().filter(|office| Some(office.id) != shown);
        let others = others.map(|office| {
            let href = Address { office: Some(office.slug.clone()), ..bare.clone() }.choosing();
            view! { <a href=href>{t.week_of(office_short(office))}</a> }
        });
        view! {
            <div class="week-head">
                <h2>{said}</h2>
                <nav class="links" aria-label=t.week_others>{own}{others.collect_view()}</nav>
            </div>
        }
        .into_any()
    }

    /// The office of all of its columns, as scripts know it; none: they are of several.
    fn office(&self) -> Option<String> {
        self.filter.office.map(|office| office.id.to_string())
    }

    /// The way to a day of it, as its heading.
    fn day_link(&self, date: NaiveDate) -> AnyView {
        let href = self.address.on(date).seen(View::Day).href();
        let current = (date == self.today).then_some("date");
        view! { <a href=href aria-current=current><time datetime=date.to_string()>{slash(date)}</time></a> }.into_any()
    }
}
