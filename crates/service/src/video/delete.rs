//! The job "take a meeting away": the booking was called off, or is held another way. Also where nobody knows whether it was made. It
//! is tried for three days; then it stands on the staff's list of what was not done.

use async_trait::async_trait;

use super::create::RETRY;
use crate::error::Refusal;
use crate::job::kind::{JobKind, Outcome, Retry, Still};
use crate::model::JobRow;
use crate::services::Services;
use crate::video::meeting::MeetingState;
use crate::video::provider::MeetingError;
use crate::video::task::{OfMeeting, Task, look};

/// Takes a meeting away.
pub struct DeleteMeeting;

#[async_trait]
impl JobKind for DeleteMeeting {
    type Payload = OfMeeting;
    type Found = Task;
    const WORD: &'static str = "meeting_delete";
    const RETRY: Retry = RETRY;

    async fn find(&self, services: &Services, row: &JobRow, of: &OfMeeting) -> Result<Still<Task>, Refusal> {
        let still = look(services, row, *of).await?;
        Ok(still.only_if(|task| !task.current && task.meeting.state != MeetingState::Gone))
    }

    async fn attempt(&self, services: &Services, task: Task) -> Result<Outcome, Refusal> {
        match task.provider.delete(&task.meeting.key(), task.meeting.remote_id.as_deref()).await {
            Ok(()) | Err(MeetingError::Missing) => {
                services.meeting_gone(&task).await?;
                Ok(Outcome::Done("taken away"))
            }
            Err(MeetingError::Again(why)) => Ok(Outcome::Again(why)),
        }
    }
}
