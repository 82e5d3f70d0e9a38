//! The job "move a meeting": another time, or another nurse. Still to be done while the provider was told something else than what
//! the booking says. A meeting that the provider has lost is made anew.

use async_trait::async_trait;

use super::create::RETRY;
use crate::error::Refusal;
use crate::job::kind::{JobKind, Outcome, Retry, Still};
use crate::model::JobRow;
use crate::services::Services;
use crate::video::meeting::MeetingState;
use crate::video::provider::MeetingError;
use crate::video::task::{OfMeeting, Task, look};

/// Moves a meeting.
pub struct UpdateMeeting;

#[async_trait]
impl JobKind for UpdateMeeting {
    type Payload = OfMeeting;
    type Found = Task;
    const WORD: &'static str = "meeting_update";
    const RETRY: Retry = RETRY;

    async fn find(&self, services: &Services, row: &JobRow, of: &OfMeeting) -> Result<Still<Task>, Refusal> {
        let still = look(services, row, *of).await?;
        Ok(still.only_if(|task| {
            task.current && task.meeting.state == MeetingState::Made && task.meeting.told != Some(task.told)
        }))
    }

    async fn attempt(&self, services: &Services, task: Task) -> Result<Outcome, Refusal> {
        let id = task.meeting.remote_id.clone().unwrap_or_default();
        match task.provider.update(&id, &task.wanted).await {
            Ok(made) => {
                services.meeting_made(&task, &made).await?;
                Ok(Outcome::Done("moved"))
            }
            Err(MeetingError::Missing) => {
                services.meeting_gone(&task).await?;
                Ok(Outcome::Done("it was gone; another one is made"))
            }
            Err(MeetingError::Again(why)) => Ok(Outcome::Again(why)),
        }
    }
}
