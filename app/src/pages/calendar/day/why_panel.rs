//! 「なぜ予約できないのですか」: an empty time, opened. A block for each kind the nurse's profession holds, with the rules
//! that are in the way and where they are changed.

use leptos::prelude::*;
use mendan_domain::booking::Channel;
use mendan_domain::ids::StaffId;
use mendan_domain::offer::slot::SlotId;
use mendan_service::Refusal;
use mendan_service::booking::answer::local;
use mendan_service::city::catalogue::{Kind, Office};
use mendan_service::offer::why::{WhyAnswer, WhyQuery, WhyReason};
use mendan_service::permit::asked::ViewBookings;

use super::address::{Address, EmptyTime};
use super::board::{Board, Item, Time, TimeState};
use super::time_panel::form;
use crate::components::dates;
use crate::components::field::{Hints, described_by, field_class};
use crate::context::Request;
use crate::i18n::{staff_language, staff_words};
use crate::pages::kit::frame::fault;
use crate::pages::kit::why::{Said, Speaker, change_at};
use crate::pages::kit::words::{day, kind_name, office_name, profession, when};

/// The panel; none when nurse or office are not known here. Of an office's whole day no nurse is named.
pub(super) async fn why_panel(
    request: &Request,
    address: &Address,
    boards: &[Board],
    empty: &EmptyTime,
) -> Option<AnyView> {
    let catalogue = request.catalogue();
    let office = catalogue.office_by_slug(&empty.office)?;
    let nurse = empty.staff.map(|staff| catalogue.staff(staff).ok_or(())).transpose().ok()?;
    let start = local(catalogue, empty.at);
    let holds = |kind: &&Kind| nurse.is_none_or(|nurse| kind.professions.contains(&nurse.profession));
    let kinds = catalogue.offered_kinds().filter(holds);
    let mut blocks = Vec::new();
    for kind in kinds {
        let block = Question { request, empty, office, kind }.block(blocks.is_empty()).await;
        blocks.push(block);
    }
    let t = staff_words();
    let profession = nurse.map(|nurse| profession(nurse.profession)).unwrap_or_default();
    let none = blocks.is_empty().then(|| view! { <p>{t.calendar.holds_none(profession)}</p> });
    let whose = nurse.map(|nurse| view! { <dt>{t.kit.nurse}</dt><dd>{nurse.display_name.clone()}" "{profession}</dd> });
    let read = match empty.staff {
        Some(staff) => read_at(request, staff).await,
        None => None,
    };
    let here = slot_here(boards, empty);
    let open = here.and_then(|time| form(request, time, &address.back(), &dates::time(start)));
    Some(
        view! {
            <aside class="panel" id="panel" tabindex="-1" aria-labelledby="panel-title">
                <div class="panel-head">
                    <h2 id="panel-title">{t.calendar.why}</h2>
                    <a href=address.closing() data-key="escape">{t.kit.close}</a>
                </div>
                <p class="panel-date">{day(start.date_naive())}<br/>{dates::time(start)}</p>
                <dl class="facts">
                    {whose}
                    <dt>{t.kit.place}</dt><dd>{office_name(Some(office))}</dd>
                    {read}
                </dl>
                {none}
                {blocks}
                {open}
                {crate::pages::range::links::open_around(request, empty.staff, empty.at, address.closed().back())}
                {other_time(address, empty, &dates::time(start))}
            </aside>
        }
        .into_any(),
    )
}

/// When her own calendar was read last, where she has given one: what closes her times may be as old.
async fn read_at(request: &Request, staff: StaffId) -> Option<AnyView> {
    let read = async { request.services.source_read_at(&request.context.permit()?, staff).await }.await;
    // Without it the panel still says why.
    let at = read.ok().flatten()?;
    let t = staff_words();
    let read = t.feed.panel_read(when(request.catalogue(), at));
    Some(view! { <dt>{t.calendar.own_calendar}</dt><dd>{read}</dd> }.into_any())
}

/// Asks about another minute of the same day.
fn other_time(address: &Address, empty: &EmptyTime, start: &str) -> AnyView {
    let t = &staff_words().calendar;
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(&address.closed().back()).unwrap_or_default();
    let hidden = pairs.into_iter().chain([("why".to_owned(), empty.to_string())]);
    let hidden = hidden.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    let error = address.why_at.is_some().then(|| t.other_time_wrong.to_owned());
    let (class, described) = (field_class(error.is_some()), described_by("why_at", false, error.is_some()));
    let wrong = error.is_some().then_some("true");
    let typed = address.why_at.clone().unwrap_or_else(|| start.to_owned());
    view! {
        <form class="ask-time" method="get" action="/staff#panel">
            {hidden}
            <div class=class>
                <label for="why_at">{t.other_time}</label>
                <Hints name="why_at" hint=None error=error/>
                <input class="input" id="why_at" name="why_at" value=typed inputmode="numeric" autocomplete="off"
                    aria-describedby=described aria-invalid=wrong/>
            </div>
            <button class="button button--quiet" type="submit">{t.see_why}</button>
        </form>
    }
    .into_any()
}

/// A published time of hers that cannot be booked: what closes it is opened right here, where that is possible.
fn slot_here<'a>(boards: &'a [Board], empty: &EmptyTime) -> Option<&'a Time> {
    let board = boards.iter().find(|board| board.office.slug == empty.office)?;
    let column = board.columns.iter().find(|column| Some(column.nurse.id) == empty.staff)?;
    column.items.iter().find_map(|item| {
        let Item::Time(time) = item else { return None };
        let cannot = matches!(time.state, TimeState::Closed | TimeState::Barred(_));
        (cannot && time.starts_at == empty.at).then_some(time)
    })
}

/// Why nothing can be booked there and then for that kind.
struct Question<'a> {
    request: &'a Request,
    empty: &'a EmptyTime,
    office: &'a Office,
    kind: &'a Kind,
}

impl Question<'_> {
    async fn block(&self, open: bool) -> AnyView {
        let body = match self.ask(Channel::Web).await {
            Ok(answer) if answer.offered => view! { <p>{staff_words().calendar.can_be_booked}</p> }.into_any(),
            Ok(answer) => self.reasons(&answer).await,
            Err(refusal) => fault(&refusal),
        };
        view! { <details class="more" open=open><summary>{kind_name(Some(self.kind))}</summary>{body}</details> }
            .into_any()
    }

    async fn ask(&self, channel: Channel) -> Result<WhyAnswer, Refusal> {
        let (kind, office, staff) = (self.kind.id, self.office.id, self.empty.staff);
        let query = WhyQuery { kind, mode: None, office, at: self.empty.at, staff, channel };
        self.request.services.why(&self.request.context.permit::<ViewBookings>()?, &query).await
    }

    async fn reasons(&self, answer: &WhyAnswer) -> AnyView {
        let reasons = answer.reasons.iter().map(|reason| self.reason(reason)).collect_view();
        let by_staff = self.ask(Channel::Phone).await.is_ok_and(|answer| answer.offered);
        view! { <ul class="stack">{reasons}</ul>{(by_staff && self.request.books()).then(|| self.book_link())} }
            .into_any()
    }

    /// The sentence, its rule, and the way to change it: a link for who may.
    fn reason(&self, reason: &WhyReason) -> AnyView {
        let may = self.request.context.shapes(reason.whose());
        let Said { text, rule } = Speaker::new(staff_language(), self.request.catalogue(), self.kind).say(reason);
        // What is no set-up is done on this very page, or is nobody's rule.
        let change = change_at(self.kind.id, reason).map(|href| {
            if !may || !self.request.opens(href.split(['?', '#']).next().unwrap_or_default()) {
                return view! { <p class="soft">{staff_words().calendar.ask_administrator}</p> }.into_any();
            }
            let which = staff_words().kit.of_which(&rule);
            view! { <p class="links"><a href=href>{staff_words().calendar.change_rule}<span class="said">{which}</span></a></p> }
                .into_any()
        });
        let rule = (!rule.is_empty()).then(|| view! { <p class="soft">{staff_words().calendar.rule(rule)}</p> });
        view! { <li><p><strong>{text}</strong></p>{rule}{change}</li> }.into_any()
    }

    /// A rule may keep residents out and let the desk in.
    fn book_link(&self) -> AnyView {
        let slot = SlotId { office: self.office.id, kind: self.kind.id, starts_at: self.empty.at };
        let nurse = self.empty.staff.map(|id| format!("&nurse={id}")).unwrap_or_default();
        let (kind, office) = (&self.kind.slug, &self.office.slug);
        let href = format!("/staff/desk?new=1&kind={kind}&office={office}&slot={slot}{nurse}");
        view! {
            <p>{staff_words().calendar.by_staff}</p>
            <p class="links"><a href=href>{staff_words().calendar.book_kind(kind_name(Some(self.kind)))}</a></p>
        }
        .into_any()
    }
}
