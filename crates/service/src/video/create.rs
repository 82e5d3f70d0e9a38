//! The job "make a meeting". Still to be done while the booking wants it and the provider has not said that it is there. A provider
//! that is down is asked again until the interview begins; the booking stands, and staff see on it what the provider said.

use async_trait::async_trait;

use crate::error::Refusal;
use crate::job::kind::{JobKind, Outcome, Retry, Still};
use crate::model::JobRow;
use crate::services::Services;
use crate::video::meeting::MeetingState;
use crate::video::task::{OfMeeting, Task, look};

/// How often a provider is asked again.
pub(super) const RETRY: Retry = Retry { first: 15, longest: 600 };

/// Makes a meeting.
pub struct CreateMeeting;

#[async_trait]
impl JobKind for CreateMeeting {
    type Payload = OfMeeting;
    type Found = Task;
    const WORD: &'static str = "meeting_create";
    const RETRY: Retry = RETRY;

    async fn find(&self, services: &Services, row: &JobRow, of: &OfMeeting) -> Result<Still<Task>, Refusal> {
        let still = look(services, row, *of).await?;
        Ok(still.only_if(|task| task.current && task.meeting.state == MeetingState::Wanted))
    }

    async fn attempt(&self, services: &Services, task: Task) -> Result<Outcome, Refusal> {
        match task.provider.create(&task.wanted).await {
            Ok(made) => {
                services.meeting_made(&task, &made).await?;
                Ok(Outcome::Done("made"))
            }
            Err(error) => Ok(Outcome::Again(error.to_string())),
        }
    }
}
