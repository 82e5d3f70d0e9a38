//! Jobs besides mails on the pages of what did not leave and of what is kept back.

use leptos::prelude::*;
use mendan_service::job::listed::ListedJob;

use super::item::{booking_link, button};
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::words::{reference, when};
use crate::pages::message::jobs::{answer, kind};

/// What could not be done.
pub(super) fn undone(request: &Request, jobs: &[ListedJob]) -> Option<AnyView> {
    let t = &staff_words().job;
    let items = jobs.iter().map(|job| {
        let away = button(format!("/staff/mail/{}/settle", job.row.id), t.put_away, &which(job), &[]);
        item(request, job, away)
    });
    section("undone", (t.undone_title, t.undone_hint), items.collect())
}

/// What is kept back after a restore, with two addresses to post to: to let it go, and to drop it.
pub(super) fn held(request: &Request, jobs: &[ListedJob], (release, drop): (&str, &str)) -> Option<AnyView> {
    let t = &staff_words().job;
    let items = jobs.iter().map(|job| {
        let (which, id) = (which(job), [("id", job.row.id.to_string())]);
        let release = button(release.to_owned(), t.let_go, &which, &id);
        let drop = button(drop.to_owned(), t.drop, &which, &id);
        item(request, job, view! { {release}{drop} }.into_any())
    });
    section("held-jobs", (t.held_title, t.held_hint), items.collect())
}

fn section(id: &'static str, (title, hint): (&'static str, &'static str), items: Vec<AnyView>) -> Option<AnyView> {
    (!items.is_empty()).then(|| {
        view! {
            <section aria-labelledby=id>
                <h2 id=id>{title}</h2>
                <p>{hint}</p>
                <ul class="stack">{items}</ul>
            </section>
        }
        .into_any()
    })
}

fn item(request: &Request, job: &ListedJob, buttons: AnyView) -> AnyView {
    let (row, at) = (&job.row, when(request.catalogue(), job.row.finished_at.unwrap_or(job.row.due_at)));
    view! {
        <li>
            <p><strong>{kind(&row.job)}</strong>{job.booking.as_ref().map(|booking| booking_link(request, booking))}</p>
            <p>{at}{answer(row)}</p>
            <div class="buttons">{buttons}</div>
        </li>
    }
    .into_any()
}

/// What tells this job from others, for the ear.
fn which(job: &ListedJob) -> String {
    let booking = job.booking.as_ref().map(|booking| format!(" {}", reference(booking))).unwrap_or_default();
    format!("{}{booking}", kind(&job.row.job))
}
