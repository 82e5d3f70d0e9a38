//! Tidy up what time has passed: expired holds with their drafts, undos, and what has been over for long enough. What a booking
//! is found by goes with the booking; the audit log goes from its oldest end, and says where it begins then.

use chrono::Duration;
use mendan_domain::ids::MunicipalityId;

use crate::city::settings::LONGEST_REST;
use crate::draft::keep::WORK_HOURS;
use crate::error::Refusal;
use crate::import::draft::DRAFT_HOURS;
use crate::model::{Alarm, AlarmCode, Owner};
use crate::services::{Keep, Recorded, Services};
use crate::staff::factor::offered::OFFER_MINUTES;
use crate::staff::openid::begin::ATTEMPT_MINUTES;
use crate::upkeep::repository::Over;

/// Rows that go in one transaction: a few milliseconds of the writer's time.
const BATCH: i64 = 500;

/// Hours after which nobody tries names any more.
const QUIET_HOURS: i64 = 3;

/// Days for which it is remembered that a link has run out.
const LINKS_DAYS: i64 = 30;

/// Nobody does what time does.
const TIME_ITSELF: Recorded = Recorded::not_needed("nobody does what time does");

impl Services {
    /// Frees expired holds and wipes what was typed into them, and what was kept for an undo that is over. Returns how many
    /// holds.
    pub async fn sweep_holds(&self) -> Result<usize, Refusal> {
        self.write(|writer| async move {
            let mut looking = writer.store().read().await?;
            let now = writer.now();
            let over = looking.undo_over(now).await? || looking.range_undo_over(now).await?;
            if !over && looking.holds_expired(now, 1).await?.is_empty() {
                return Ok(0);
            }
            drop(looking);
            let mut tx = writer.begin().await?;
            let expired = tx.holds_expired(writer.now(), 200).await?;
            for hold in &expired {
                tx.release(&hold.claim, Owner::Hold(hold.id)).await?;
                tx.hold_delete(hold.id).await?;
            }
            tx.undo_forget(writer.now()).await?;
            tx.range_undo_forget(writer.now()).await?;
            tx.commit(TIME_ITSELF).await?;
            Ok(expired.len())
        })
        .await
    }

    /// Ends for good what has been over for as long as each city says, or else [`Keep`]: in small transactions, and in none where
    /// nothing is due. Returns how many rows went.
    pub async fn sweep_old(&self) -> Result<u64, Refusal> {
        let installation = &self.settings().keep;
        self.end_quiet_sprays().await?;
        let mut gone = self.sweep(Over::Alarms, None, installation).await?;
        for city in self.store().look().await?.municipalities().await? {
            let keep = city.settings.keep.over(installation);
            for what in Over::ALL {
                gone += self.sweep(what, Some(city.id), &keep).await?;
            }
            gone += self.prune_audit(city.id, self.now() - keep.audit).await?;
            self.audit_was_told(city.id).await?;
            self.forget_former_provider(city.id).await?;
        }
        Ok(gone)
    }

    /// A spray that was not noticed any more for [`QUIET_HOURS`] is over: no instance can see by itself that none goes on.
    async fn end_quiet_sprays(&self) -> Result<(), Refusal> {
        let before = self.now() - Duration::hours(QUIET_HOURS);
        let of_sprays = |alarm: &&Alarm| alarm.code == AlarmCode::SignInSpray.as_str() && alarm.last_seen_at < before;
        for alarm in self.alarms().await?.iter().filter(of_sprays) {
            self.clear_alarm(AlarmCode::SignInSpray, (alarm.municipality, &alarm.subject)).await?;
        }
        Ok(())
    }

    async fn sweep(&self, what: Over, whose: Option<MunicipalityId>, keep: &Keep) -> Result<u64, Refusal> {
        let before = self.now() - kept(what, keep);
        let mut gone = 0;
        while self.store().read().await?.is_over(what, whose, before).await? {
            let batch = self.write(|writer| async move {
                let mut tx = writer.begin().await?;
                let batch = tx.end_over(what, whose, before, BATCH).await?;
                tx.commit(TIME_ITSELF).await?;
                Ok(batch)
            });
            match batch.await? {
                // Another instance was quicker.
                0 => break,
                batch => gone += batch,
            }
        }
        Ok(gone)
    }
}

/// How long it is kept when it is over.
const fn kept(what: Over, keep: &Keep) -> Duration {
    match what {
        Over::Keys => keep.keys,
        // The longest that any city has.
        Over::Sessions => Duration::hours(LONGEST_REST),
        Over::Messages => keep.messages,
        // They belong to the calls that they spared.
        Over::Calls | Over::Offers => keep.calls,
        Over::Alarms => keep.alarms,
        Over::Imports => Duration::hours(DRAFT_HOURS),
        // The longest there are.
        Over::Steps => Duration::minutes(OFFER_MINUTES),
        // The list of members says for a while that an invitation has run out.
        Over::Links => Duration::days(LINKS_DAYS),
        Over::Attempts => Duration::minutes(ATTEMPT_MINUTES),
        // It tells of one day; a second one for whoever looks at what became of it.
        Over::News => Duration::days(2),
        Over::Drafts => Duration::hours(WORK_HOURS),
    }
}
