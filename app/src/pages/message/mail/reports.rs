//! Reports of mail servers that nobody understood, or that spoke of nothing of ours: how many, and under which names they lie.

use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::message::receipt::Taken;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::words::when;

/// The list, for administrators; nothing where there is none.
pub(super) async fn reports(request: &Request) -> Result<Option<AnyView>, Refusal> {
    if !request.opens("/staff/setup/mailbox") {
        return Ok(None);
    }
    let t = &staff_words().mail;
    let reports = request.services.unread_reports(&request.context.permit()?).await?;
    if reports.is_empty() {
        return Ok(None);
    }
    let lines = reports.iter().map(|report| {
        let why = if report.outcome == Taken::Foreign { t.report_foreign } else { t.report_unreadable };
        let name = format!("{}.eml", report.name);
        view! { <li>{when(request.catalogue(), report.seen_at)}" "{why}" "<span class="soft">{name}</span></li> }
    });
    let lines = lines.collect_view();
    Ok(Some(
        view! {
            <details class="more">
                <summary>{t.reports_title(reports.len())}</summary>
                <p>{t.reports_hint}</p>
                <ul>{lines}</ul>
            </details>
        }
        .into_any(),
    ))
}
