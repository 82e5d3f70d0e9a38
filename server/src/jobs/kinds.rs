//! The kinds of jobs this server does: a line each.

use std::sync::Arc;

use mendan_service::job::kind::{Job, Kinds};
use mendan_service::message::deliver::{Letters, Mailer};
use mendan_service::message::reschedule::Reschedule;
use mendan_service::staff::forgotten::SendPasswordLink;
use mendan_service::staff::letter::ToStaff;
use mendan_service::video::create::CreateMeeting;
use mendan_service::video::delete::DeleteMeeting;
use mendan_service::video::link::FindLink;
use mendan_service::video::update::UpdateMeeting;

/// All of them; letters go by that mailer, so many at a time.
pub fn kinds(mailer: Arc<dyn Mailer>, places: usize) -> Kinds {
    let letters = Letters::new(mailer, places);
    Kinds::new()
        .and(ToStaff::by(&letters))
        .and(letters)
        .and(Job(SendPasswordLink))
        .and(Job(Reschedule))
        .and(Job(FindLink))
        .and(Job(CreateMeeting))
        .and(Job(UpdateMeeting))
        .and(Job(DeleteMeeting))
}
