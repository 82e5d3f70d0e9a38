//! Take a nurse and, in person, a room for a time. Everything that books goes through here.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{RoomId, StaffId};
use mendan_domain::mode::{Mode, Modes};
use mendan_domain::tick::Interval;

use crate::catalogue::{Catalogue, Kind, Office};
use crate::error::Refusal;
use crate::model::{Candidate, Claim, Owner};
use crate::ports::Tx;
use crate::services::Services;

/// The time somebody wants.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// What for.
    pub kind: &'a Kind,
    /// Where.
    pub office: &'a Office,
    /// When.
    pub starts_at: DateTime<Utc>,
    /// How.
    pub mode: Mode,
    /// Who would be best: the nurse she knows.
    pub prefer: Option<StaffId>,
}

/// The time somebody got.
#[derive(Debug, Clone, Copy)]
pub struct Taken {
    /// Nurse, room, busy interval.
    pub claim: Claim,
    /// End of the interview.
    pub ends_at: DateTime<Utc>,
    /// What the nurse does at that time.
    pub modes: Modes,
}

impl Services {
    /// Tries every free nurse with every free place. `None` when all are taken.
    ///
    /// `old` is what the owner has already: it may overlap the new claim, and is freed where it does not.
    pub async fn take(
        &self,
        tx: &mut dyn Tx,
        catalogue: &Catalogue,
        wanted: &Wanted<'_>,
        owner: Owner,
        old: Option<&Claim>,
    ) -> Result<Option<Taken>, Refusal> {
        let mut nurses = tx.candidates(wanted.kind.id, wanted.office.id, wanted.starts_at).await?;
        self.take_from(tx, catalogue, wanted, owner, old, &mut nurses).await
    }

    /// The same among given nurses.
    pub async fn take_from(
        &self,
        tx: &mut dyn Tx,
        catalogue: &Catalogue,
        wanted: &Wanted<'_>,
        owner: Owner,
        old: Option<&Claim>,
        nurses: &mut [Candidate],
    ) -> Result<Option<Taken>, Refusal> {
        // Stable: the nurse she knows first, then as the store ordered them, fair by load.
        nurses.sort_by_key(|nurse| Some(nurse.staff) != wanted.prefer);
        for nurse in nurses.iter().filter(|nurse| nurse.modes.has(wanted.mode)) {
            let busy = wanted.kind.buffers.around(wanted.starts_at, nurse.ends_at);
            for room in self.places(tx, catalogue, wanted, busy, old).await? {
                let claim = Claim { staff: nurse.staff, room, busy };
                if self.try_claim(tx, &claim, owner, old).await? {
                    return Ok(Some(Taken {
                        claim,
                        ends_at: nurse.ends_at,
                        modes: nurse.modes.and(wanted.kind.modes),
                    }));
                }
            }
        }
        Ok(None)
    }

    async fn try_claim(
        &self,
        tx: &mut dyn Tx,
        claim: &Claim,
        owner: Owner,
        old: Option<&Claim>,
    ) -> Result<bool, Refusal> {
        loop {
            tx.savepoint().await?;
            let taken = match old {
                Some(old) => tx.reoccupy(old, claim, owner).await?,
                None => tx.occupy(claim, owner).await?,
            };
            if taken {
                return Ok(true);
            }
            tx.rollback_to_savepoint().await?;
            // Another try only if an expired hold was in the way; each try frees some, so this ends.
            if tx.reclaim(claim, self.now()).await? == 0 {
                return Ok(false);
            }
        }
    }

    /// The places to try: one `None` when no room is needed, else those nobody has, the own one first.
    async fn places(
        &self,
        tx: &mut dyn Tx,
        catalogue: &Catalogue,
        wanted: &Wanted<'_>,
        busy: Interval,
        old: Option<&Claim>,
    ) -> Result<Vec<Option<(RoomId, i64)>>, Refusal> {
        if wanted.mode != Mode::InPerson {
            return Ok(vec![None]);
        }
        let own = old.and_then(|claim| claim.room);
        let day = chrono::Duration::days(1);
        let claims = tx.room_claims(catalogue.municipality.id, busy.from - day, busy.until, self.now()).await?;
        let taken = |place: (RoomId, i64)| {
            Some(place) != own && claims.iter().any(|c| (c.room, c.lane) == place && c.interval.overlaps(&busy))
        };
        let all = wanted.office.rooms.iter().flat_map(|room| (0..room.lanes).map(|lane| (room.id, lane)));
        let mut places: Vec<_> = all.filter(|place| !taken(*place)).map(Some).collect();
        places.sort_by_key(|place| *place != own);
        Ok(places)
    }
}
