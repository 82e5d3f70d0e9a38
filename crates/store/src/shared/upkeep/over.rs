//! What is over, of every city: looked for before anybody writes, and ended in small parts.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::MunicipalityId;
use mendan_service::ports::StoreResult;
use mendan_service::upkeep::repository::{Over, OverReads, OverWrites};

use super::super::row::{one, run, sql};
use super::super::unit::{Access, Unit, Writing};

/// Rows of the city $2 (or of none) that are over since before $1: whether there are any, and the oldest of them, which go.
macro_rules! over {
    (any $table:literal, $over:expr) => {
        concat!("SELECT 1 AS over FROM ", $table, " WHERE ", $over, " AND ", whose!($table), " LIMIT 1")
    };
    (end $table:literal, $key:literal = $columns:literal, $by:literal, $over:expr) => {
        concat!(
            "DELETE FROM ",
            $table,
            " WHERE ",
            $key,
            " IN (SELECT ",
            $columns,
            " FROM ",
            $table,
            " WHERE ",
            $over,
            " AND ",
            whose!($table),
            " ORDER BY ",
            $by,
            " LIMIT $3)"
        )
    };
}
macro_rules! whose {
    ($table:literal) => {
        concat!($table, ".municipality_id IS NOT DISTINCT FROM $2")
    };
}
/// What is told of a booking stays until the booking itself is long over: a key that says "sent once" is no use before.
macro_rules! booking_over {
    ($table:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM booking WHERE booking.id = ",
            $table,
            ".booking_id AND booking.ends_at >= $1)"
        )
    };
}
macro_rules! keys_over {
    () => {
        "created_at < $1"
    };
}
macro_rules! sessions_over {
    () => {
        "seen_at < $1"
    };
}
macro_rules! messages_over {
    () => {
        concat!("finished_at < $1 AND state NOT IN ('pending', 'leased') AND ", booking_over!("outbox"))
    };
}
macro_rules! calls_over {
    () => {
        concat!("done_at < $1 AND ", booking_over!("call"))
    };
}
macro_rules! offers_over {
    () => {
        concat!("ended_at < $1 AND ", booking_over!("offer_set"))
    };
}
macro_rules! alarms_over {
    () => {
        "cleared_at < $1"
    };
}
macro_rules! steps_over {
    () => {
        "created_at < $1"
    };
}
macro_rules! links_over {
    () => {
        "expires_at < $1"
    };
}
macro_rules! attempts_over {
    () => {
        "created_at < $1"
    };
}
macro_rules! news_over {
    () => {
        "at < $1"
    };
}
macro_rules! drafts_over {
    () => {
        "updated_at < $1"
    };
}
macro_rules! imports_over {
    () => {
        "created_at < $1"
    };
}

statements! {
    KEYS_OVER = over!(any "idempotency", keys_over!());
    KEYS_END = over!(end "idempotency", "(municipality_id, key)" = "municipality_id, key", "created_at", keys_over!());
    SESSIONS_OVER = over!(any "session", sessions_over!());
    SESSIONS_END = over!(end "session", "token_hash" = "token_hash", "seen_at", sessions_over!());
    MESSAGES_OVER = over!(any "outbox", messages_over!());
    MESSAGES_END = over!(end "outbox", "id" = "id", "finished_at", messages_over!());
    CALLS_OVER = over!(any "call", calls_over!());
    CALLS_END = over!(end "call", "id" = "id", "done_at", calls_over!());
    OFFERS_OVER = over!(any "offer_set", offers_over!());
    OFFERS_END = over!(end "offer_set", "id" = "id", "ended_at", offers_over!());
    ALARMS_OVER = over!(any "alarm", alarms_over!());
    ALARMS_END = over!(end "alarm", "id" = "id", "cleared_at", alarms_over!());
    IMPORTS_OVER = over!(any "import_draft", imports_over!());
    STEPS_OVER = over!(any "sign_in_step", steps_over!());
    STEPS_END = over!(end "sign_in_step", "token_hash" = "token_hash", "created_at", steps_over!());
    LINKS_OVER = over!(any "staff_link", links_over!());
    LINKS_END = over!(end "staff_link", "id" = "id", "expires_at", links_over!());
    ATTEMPTS_OVER = over!(any "openid_attempt", attempts_over!());
    ATTEMPTS_END = over!(end "openid_attempt", "state_hash" = "state_hash", "created_at", attempts_over!());
    NEWS_OVER = over!(any "staff_news", news_over!());
    NEWS_END = over!(end "staff_news", "id" = "id", "at", news_over!());
    DRAFTS_OVER = over!(any "work_draft", drafts_over!());
    DRAFTS_END = over!(end "work_draft", "id" = "id", "updated_at", drafts_over!());
    IMPORTS_END = over!(end "import_draft", "id" = "id", "created_at", imports_over!());
}

#[async_trait]
impl<K: Access> OverReads for Unit<K> {
    async fn is_over(&mut self, what: Over, whose: Option<MunicipalityId>, before: DateTime<Utc>) -> StoreResult<bool> {
        let text = match what {
            Over::Keys => KEYS_OVER,
            Over::Sessions => SESSIONS_OVER,
            Over::Messages => MESSAGES_OVER,
            Over::Calls => CALLS_OVER,
            Over::Offers => OFFERS_OVER,
            Over::Alarms => ALARMS_OVER,
            Over::Imports => IMPORTS_OVER,
            Over::Steps => STEPS_OVER,
            Over::Links => LINKS_OVER,
            Over::Attempts => ATTEMPTS_OVER,
            Over::News => NEWS_OVER,
            Over::Drafts => DRAFTS_OVER,
        };
        let query = sql(text).bind(before.timestamp()).bind(whose.map(|city| city.0));
        let found = one(self.conn(), query, |_| Ok(())).await?;
        Ok(found.is_some())
    }
}

#[async_trait]
impl OverWrites for Unit<Writing> {
    async fn end_over(
        &mut self,
        what: Over,
        whose: Option<MunicipalityId>,
        before: DateTime<Utc>,
        most: i64,
    ) -> StoreResult<u64> {
        let text = match what {
            Over::Keys => KEYS_END,
            Over::Sessions => SESSIONS_END,
            Over::Messages => MESSAGES_END,
            Over::Calls => CALLS_END,
            Over::Offers => OFFERS_END,
            Over::Alarms => ALARMS_END,
            Over::Imports => IMPORTS_END,
            Over::Steps => STEPS_END,
            Over::Links => LINKS_END,
            Over::Attempts => ATTEMPTS_END,
            Over::News => NEWS_END,
            Over::Drafts => DRAFTS_END,
        };
        let query = sql(text).bind(before.timestamp()).bind(whose.map(|city| city.0)).bind(most);
        run(self.conn(), query).await
    }
}
