//! What is over, of every city: looked for before anybody writes, and ended in small parts.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_service::ports::StoreResult;
use mendan_service::upkeep::repository::{Over, OverReads, OverWrites};

use super::super::row::{one, run};
use super::super::sql;
use super::super::unit::{Access, Unit, Writing};

#[async_trait]
impl<K: Access> OverReads for Unit<K> {
    async fn is_over(&mut self, what: Over, before: DateTime<Utc>) -> StoreResult<bool> {
        let text = match what {
            Over::Keys => sql::KEYS_OVER,
            Over::Sessions => sql::SESSIONS_OVER,
            Over::Messages => sql::MESSAGES_OVER,
            Over::Calls => sql::CALLS_OVER,
            Over::Alarms => sql::ALARMS_OVER,
        };
        let found = one(self.conn(), sqlx::query(text).bind(before.timestamp()), |_| Ok(())).await?;
        Ok(found.is_some())
    }
}

#[async_trait]
impl OverWrites for Unit<Writing> {
    async fn end_over(&mut self, what: Over, before: DateTime<Utc>, most: i64) -> StoreResult<u64> {
        let text = match what {
            Over::Keys => sql::KEYS_END,
            Over::Sessions => sql::SESSIONS_END,
            Over::Messages => sql::MESSAGES_END,
            Over::Calls => sql::CALLS_END,
            Over::Alarms => sql::ALARMS_END,
        };
        run(self.conn(), sqlx::query(text).bind(before.timestamp()).bind(most)).await
    }
}
