//! 「きょうの変更」: what others changed of her day, until she says that she has seen it. Nobody is named; who it is, the booking says,
//! where looking is noted.

use leptos::prelude::*;
use mendan_service::booking::answer::local;
use mendan_service::booking::news::NewsEntry;
use mendan_service::model::DayNews;

use crate::components::dates;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::choice::mode;
use crate::pages::kit::words::kind_name;

/// The list; nothing where there is nothing new, or it cannot be read: the day is there all the same.
pub(crate) async fn changes(request: &Request, back: &str) -> Option<AnyView> {
    let found = async { request.services.day_news(&request.context.permit()?).await }.await;
    let entries = found.ok().filter(|entries| !entries.is_empty())?;
    let t = &staff_words().calendar;
    let ids = entries.iter().map(|entry| view! { <input type="hidden" name="id" value=entry.row.id.to_string()/> });
    let ids = ids.collect_view();
    let lines = entries.iter().map(|entry| line(request, entry)).collect_view();
    Some(
        view! {
            <section class="day-changes" aria-labelledby="day-changes">
                <h2 id="day-changes">{t.changes}" "{entries.len().to_string()}</h2>
                <ul>{lines}</ul>
                <form method="post" action="/staff/changes/seen">
                    <input type="hidden" name="back" value=back.to_owned()/>
                    {ids}
                    <button class="button button--quiet button--small" type="submit">{t.changes_seen}</button>
                </form>
            </section>
        }
        .into_any(),
    )
}

fn line(request: &Request, entry: &NewsEntry) -> AnyView {
    let t = &staff_words().calendar;
    let (catalogue, row) = (request.catalogue(), &entry.row);
    let start = local(catalogue, row.starts_at);
    let was = row.was_at.map(|was| dates::time(local(catalogue, was))).unwrap_or_default();
    let what = match row.what {
        DayNews::New => t.change_new.to_owned(),
        DayNews::Gone => t.change_gone.to_owned(),
        DayNews::Moved => t.change_moved(was),
        DayNews::Mode => t.change_way.to_owned(),
    };
    let which = staff_words().kit.of_which(dates::time(start));
    view! {
        <li>
            <time datetime=dates::iso(start)>{dates::time(start)}</time>
            <span>{mode(entry.mode)}</span><span>{kind_name(catalogue.kind(entry.kind))}</span><strong>{what}</strong>
            <a href=format!("/staff?booking={}#panel", row.booking)>{t.change_open}<span class="said">{which}</span></a>
        </li>
    }
    .into_any()
}
