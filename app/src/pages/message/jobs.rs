//! What is done for a booking besides its messages: its meeting, say.

use leptos::prelude::*;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::job::kind::JobKind as _;
use mendan_service::job::row::STAFF_MESSAGE;
use mendan_service::message::reschedule::Reschedule;
use mendan_service::model::{JobRow, OutboxState};
use mendan_service::staff::forgotten::SendPasswordLink;
use mendan_service::video::create::CreateMeeting;
use mendan_service::video::delete::DeleteMeeting;
use mendan_service::video::link::FindLink;
use mendan_service::video::update::UpdateMeeting;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::words::when;

/// What a kind of job is called.
pub(crate) fn kind(job: &str) -> &'static str {
    let t = &staff_words().job;
    match job {
        FindLink::WORD | CreateMeeting::WORD => t.kind_room,
        UpdateMeeting::WORD => t.kind_moved,
        DeleteMeeting::WORD => t.kind_gone,
        STAFF_MESSAGE => t.kind_staff,
        SendPasswordLink::WORD => t.kind_forgotten,
        Reschedule::WORD => t.kind_reschedule,
        _ => t.kind_other,
    }
}

/// Every job in the order of time.
pub(crate) fn timeline(request: &Request, rows: &[JobRow]) -> Option<AnyView> {
    let t = &staff_words().job;
    let lines = rows.iter().map(|row| {
        let told = state(request.catalogue(), row);
        view! { <li><strong>{kind(&row.job)}</strong><br/>{told}{answer(row)}</li> }
    });
    let lines = lines.collect_view();
    (!rows.is_empty()).then(|| {
        view! { <section aria-labelledby="jobs"><h3 id="jobs">{t.title}</h3><ol>{lines}</ol></section> }.into_any()
    })
}

fn state(catalogue: &Catalogue, row: &JobRow) -> String {
    let t = &staff_words().job;
    let at = when(catalogue, row.finished_at.unwrap_or(row.due_at));
    match row.state {
        OutboxState::Pending if row.held_at.is_some() => t.held(at),
        OutboxState::Pending => t.pending(at),
        OutboxState::Leased => t.leased.to_owned(),
        OutboxState::Sent => t.done(at),
        OutboxState::Failed | OutboxState::Expired => t.undone(at),
        OutboxState::Superseded | OutboxState::Dropped => t.needless(at),
    }
}

/// What the other side said about a job that is not done.
pub(crate) fn answer(row: &JobRow) -> Option<AnyView> {
    let t = &staff_words().job;
    let open = matches!(row.state, OutboxState::Failed | OutboxState::Pending | OutboxState::Expired);
    let error = row.last_error.clone().filter(|_| open && (row.attempts > 0 || row.failure.is_some()))?;
    let again = (row.state == OutboxState::Pending).then(|| view! { <br/>{t.again} });
    Some(view! { {again}<br/><span class="soft">{t.answer(error)}</span> }.into_any())
}
