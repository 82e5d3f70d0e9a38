//! Published times that nobody has and that cannot be booked all the same: judged as everywhere, for the desk.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use mendan_domain::ids::{KindId, NurseSlotId, OfficeId};
use mendan_domain::offer::rules::Group;
use mendan_domain::offer::{NurseTime, Reason, Taken};

use crate::error::Refusal;
use crate::model::NurseSlot;
use crate::offer::list::AROUND;
use crate::services::{Context, Services};
use crate::unit::ReadUnit;

/// Which of the times are asked about.
type Asked<'a> = dyn Fn(&NurseSlot) -> bool + Sync + 'a;

impl Services {
    /// Of the open times to come those that the desk cannot book, each with the reason that decides. Only what is wanted is judged, but
    /// every time there is says who else could take it.
    pub(in crate::calendar) async fn barred(
        &self,
        tx: &mut dyn ReadUnit,
        context: &Context,
        (from, until): (DateTime<Utc>, DateTime<Utc>),
        (slots, wanted): (&[NurseSlot], &Asked<'_>),
    ) -> Result<HashMap<NurseSlotId, Reason>, Refusal> {
        let (now, catalogue) = (self.now(), &context.catalogue);
        let mut starts: BTreeMap<(KindId, OfficeId, DateTime<Utc>), Vec<&NurseSlot>> = BTreeMap::new();
        for slot in slots.iter().filter(|slot| slot.open && slot.starts_at > now) {
            starts.entry((slot.kind, slot.office, slot.starts_at)).or_default().push(slot);
        }
        let standing = tx.standing((context.municipality(), None), (from - AROUND, until + AROUND), now, None).await?;
        let taken = Taken::new(standing.taken, catalogue.municipality.timezone);
        let (workers, mut barred) = (catalogue.workers(), HashMap::new());
        for ((kind, office, start), slots) in starts {
            if !slots.iter().any(|slot| wanted(slot)) {
                continue;
            }
            let (Some(kind), Some(office)) = (catalogue.kind(kind), catalogue.office(office)) else { continue };
            let mut terms = catalogue.terms(&workers, kind, office, (Group::Phone, now));
            let times: Vec<NurseTime> = slots.iter().map(|slot| time(slot)).collect();
            let verdict = terms.judge(start, &times, None, &taken, false);
            let free = verdict.free_in(None) > 0;
            for (slot, hers) in slots.into_iter().zip(&times) {
                if free && verdict.able.iter().any(|able| able.staff == slot.staff) {
                    continue;
                }
                let why = terms.judge(start, std::slice::from_ref(hers), None, &taken, true).reasons;
                barred.extend(why.into_iter().next().map(|reason| (slot.id, reason)));
            }
        }
        Ok(barred)
    }
}

const fn time(slot: &NurseSlot) -> NurseTime {
    let NurseSlot { staff, starts_at, ends_at, modes, open, .. } = *slot;
    NurseTime { staff, starts_at, ends_at, modes, open }
}
