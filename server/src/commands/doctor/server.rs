//! The server: whether it runs where it should listen, and says that it is ready and can write.

use async_trait::async_trait;
use mendan_words::Doctor;

use super::around::Around;
use super::check::{Check, Finding};
use crate::commands::health;

/// See the file's head.
pub struct Server;

#[async_trait]
impl Check for Server {
    fn name(&self) -> &'static str {
        "server"
    }

    fn title(&self, t: &Doctor) -> &'static str {
        t.server
    }

    async fn look(&self, around: &Around) -> Finding {
        let (t, listen) = (around.t, around.config.listen);
        match health::ask(listen).await {
            Err(why) => Finding::mend(t.server_down(listen, why), t.server_down_do),
            Ok((200, text)) if text.contains("writes: failing") => {
                Finding::mend(t.server_no_writes, t.database_unwritable_do)
            }
            Ok((200, _)) => Finding::good(t.server_good(listen)),
            Ok((status, _)) => Finding::mend(t.server_not_ready(status), t.server_not_ready_do),
        }
    }
}
