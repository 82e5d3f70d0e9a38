//! Take a nurse (two for a joint interview) and, in person, a room for a time. Everything that books goes through here.

use chrono::{DateTime, Utc};
use mendan_domain::booking::mode::{Mode, Modes};
use mendan_domain::ids::StaffId;
use mendan_domain::offer::rules::Group;
use mendan_domain::offer::{Able, NurseTime, Place, Reason, Taken as TakenTimes, Terms};
use mendan_domain::staff::Permission;
use serde::{Deserialize, Serialize};

use crate::city::catalogue::{Catalogue, Kind, Office};
use crate::error::Refusal;
use crate::model::{Candidate, Claim, Owner};
use crate::offer::window::{hours_of, window};
use crate::services::Services;
use crate::unit::WriteUnit;

/// The time somebody wants.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    /// What for.
    pub kind: &'a Kind,
    /// Where.
    pub office: &'a Office,
    /// When.
    pub starts_at: DateTime<Utc>,
    /// How.
    pub mode: Mode,
    /// Who asks.
    pub group: Group,
    /// Who would be best: the nurse she knows.
    pub prefer: Option<StaffId>,
    /// Nurses whose time it is already: only the mode changes, and no rule of the calendar stands against it.
    pub keeps: Vec<Able>,
    /// Nobody else leads it.
    pub only: Option<StaffId>,
    /// Who holds it, too, if she can, where the kind does not want two.
    pub with: Option<StaffId>,
}

impl<'a> Wanted<'a> {
    /// A time of a slot, whoever the nurse.
    pub fn new(kind: &'a Kind, office: &'a Office, starts_at: DateTime<Utc>, mode: Mode, group: Group) -> Self {
        Self { kind, office, starts_at, mode, group, prefer: None, keeps: Vec::new(), only: None, with: None }
    }

    /// With the nurse she knows first.
    #[must_use]
    pub fn prefer(self, prefer: Option<StaffId>) -> Self {
        Self { prefer, ..self }
    }
}

/// The time somebody got.
#[derive(Debug, Clone, Copy)]
pub struct Taken {
    /// Nurses, room, busy interval.
    pub claim: Claim,
    /// End of the interview.
    pub ends_at: DateTime<Utc>,
    /// What the nurse does at that time.
    pub modes: Modes,
    /// Why this nurse.
    pub assignment: Assignment,
}

/// Why a nurse was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum Assignment {
    /// She is the nurse of the last interview.
    Known,
    /// She has the booking already.
    Kept,
    /// Nobody else could.
    Only,
    /// The fewest bookings in the week around, and then the first in the list.
    FewestBookings {
        /// Hers.
        bookings: i64,
        /// Nurses who could.
        nurses: usize,
    },
}

/// The time, or why it cannot be had: empty when somebody was faster in this very moment.
pub type Claimed = Result<Taken, Vec<Reason>>;

impl Services {
    /// Tries every nurse who can with every free place.
    ///
    /// `old` is what the owner has already: it may overlap the new claim, and is freed where it does not.
    pub async fn take(
        &self,
        tx: &mut dyn WriteUnit,
        catalogue: &Catalogue,
        wanted: &Wanted<'_>,
        owner: Owner,
        old: Option<&Claim>,
    ) -> Result<Claimed, Refusal> {
        let counted = wanted.keeps.is_empty() && catalogue.counts(wanted.kind);
        let city = &catalogue.municipality;
        if counted {
            tx.lock_day(city.id, city.local_date(wanted.starts_at)).await?;
        }
        let candidates = tx.candidates(wanted.kind.id, wanted.office.id, wanted.starts_at).await?;
        let times: Vec<NurseTime> = candidates.iter().map(|candidate| candidate.time).collect();
        let window = window(catalogue, wanted.starts_at, &times, counted);
        let standing = tx.standing((city.id, None), window, self.now(), old.map(|_| owner)).await?;
        let taken = TakenTimes::new(standing.taken, city.timezone);
        let workers = catalogue.workers();
        let mut terms = catalogue.terms(&workers, wanted.kind, wanted.office, (wanted.group, self.now()));
        let able = match able(&mut terms, wanted, &times, &taken) {
            Ok(able) => able,
            Err(_) if wanted.only.is_some() => return Ok(Err(why_not_she(&mut terms, wanted, &times, &taken))),
            Err(reasons) => return Ok(Err(reasons)),
        };
        let leads = in_order(&able, wanted);
        if leads.is_empty() {
            return Ok(Err(why_not_she(&mut terms, wanted, &times, &taken)));
        }
        for lead in leads {
            let claims = claims(catalogue, &terms, wanted, (lead, &able), &taken, old);
            for claim in claims {
                if self.try_claim(tx, &claim, owner, old).await? {
                    let assignment = assignment(wanted, lead.staff, old, &able, &candidates);
                    return Ok(Ok(Taken { claim, ends_at: lead.ends_at, modes: lead.modes, assignment }));
                }
            }
        }
        Ok(Err(Vec::new()))
    }

    /// Takes exactly that; expired holds are no obstacle.
    pub(crate) async fn try_claim(
        &self,
        tx: &mut dyn WriteUnit,
        claim: &Claim,
        owner: Owner,
        old: Option<&Claim>,
    ) -> Result<bool, Refusal> {
        loop {
            let taken = match old {
                Some(old) => exchange(tx, old, claim, owner).await?,
                None => tx.occupy(claim, owner).await?,
            };
            if taken {
                return Ok(true);
            }
            // Another try only if an expired hold was in the way; each try frees some, so this ends.
            if tx.reclaim(claim, self.now()).await? == 0 {
                return Ok(false);
            }
        }
    }
}

/// Takes the one for the other, or leaves the other as it was.
async fn exchange(tx: &mut dyn WriteUnit, old: &Claim, new: &Claim, owner: Owner) -> Result<bool, Refusal> {
    tx.savepoint().await?;
    let taken = tx.reoccupy(old, new, owner).await?;
    if !taken {
        tx.rollback_to_savepoint().await?;
    }
    Ok(taken)
}

/// Why the one nurse who is wanted cannot, whatever others could.
fn why_not_she(terms: &mut Terms<'_>, wanted: &Wanted<'_>, times: &[NurseTime], taken: &TakenTimes) -> Vec<Reason> {
    let hers: Vec<NurseTime> = times.iter().copied().filter(|time| Some(time.staff) == wanted.only).collect();
    terms.judge(wanted.starts_at, &hers, Some(wanted.mode), taken, true).reasons
}

/// Nurses who can, in the order of the candidates; or why nobody can.
fn able(
    terms: &mut Terms<'_>,
    wanted: &Wanted<'_>,
    times: &[NurseTime],
    taken: &TakenTimes,
) -> Result<Vec<Able>, Vec<Reason>> {
    let (mode, starts_at) = (wanted.mode, wanted.starts_at);
    if !wanted.keeps.is_empty() {
        return terms.judge_kept(starts_at, times, &wanted.keeps, mode, taken);
    }
    let verdict = terms.judge(starts_at, times, Some(mode), taken, false);
    if verdict.free_in(Some(mode)) > 0 {
        return Ok(verdict.able.into_iter().filter(|nurse| nurse.modes.has(mode)).collect());
    }
    Err(terms.judge(starts_at, times, Some(mode), taken, true).reasons)
}

/// Whoever may lead it: the nurse she knows first, then as the candidates stand: fair by load.
fn in_order<'a>(able: &'a [Able], wanted: &Wanted<'_>) -> Vec<&'a Able> {
    let meant = |nurse: &&Able| wanted.only.is_none_or(|only| only == nurse.staff);
    let mut order: Vec<&Able> = able.iter().filter(meant).collect();
    order.sort_by_key(|nurse| Some(nurse.staff) != wanted.prefer);
    order
}

/// What to try with one nurse: every partner, every free place; what the owner has already comes first.
fn claims(
    catalogue: &Catalogue,
    terms: &Terms<'_>,
    wanted: &Wanted<'_>,
    (lead, able): (&Able, &[Able]),
    taken: &TakenTimes,
    old: Option<&Claim>,
) -> Vec<Claim> {
    let busy = wanted.kind.buffers.around(wanted.starts_at, lead.ends_at);
    let mut partners: Vec<Option<StaffId>> = if wanted.kind.rules.joint {
        terms.partners(lead, able, wanted.mode).iter().map(|partner| Some(partner.staff)).collect()
    } else {
        seconds(catalogue, wanted, lead, old)
    };
    let own = old.and_then(|claim| claim.joint).or(wanted.with);
    partners.sort_by_key(|partner| *partner != own);
    let mut places: Vec<Option<Place>> = if wanted.mode == Mode::InPerson {
        terms.free_places(wanted.starts_at, lead, able, taken).into_iter().map(Some).collect()
    } else {
        vec![None]
    };
    let own = old.and_then(|claim| claim.room);
    places.sort_by_key(|place| *place != own);
    let pairs = partners.iter().flat_map(|joint| places.iter().map(|room| (*joint, *room)));
    pairs.map(|(joint, room)| Claim { staff: lead.staff, joint, room, busy }).collect()
}

/// Who holds it together with the lead where the kind does not want two: whoever was added stays, if she can.
fn seconds(catalogue: &Catalogue, wanted: &Wanted<'_>, lead: &Able, old: Option<&Claim>) -> Vec<Option<StaffId>> {
    if let Some(old) = old.filter(|_| !wanted.keeps.is_empty()) {
        // Their time is theirs already.
        return vec![if old.joint == Some(lead.staff) { Some(old.staff) } else { old.joint }];
    }
    let second = old.and_then(|claim| claim.joint).or(wanted.with).filter(|second| *second != lead.staff);
    match second.filter(|second| comes_along(catalogue, wanted, *second, lead.ends_at)) {
        Some(second) => vec![Some(second), None],
        None => vec![None],
    }
}

/// Whether she works then, there and so; that nobody has her is seen when she is taken.
fn comes_along(catalogue: &Catalogue, wanted: &Wanted<'_>, second: StaffId, ends_at: DateTime<Utc>) -> bool {
    let Some(member) = catalogue.staff(second) else { return false };
    let day = catalogue.municipality.local_date(wanted.starts_at);
    let hours = hours_of(catalogue, wanted.starts_at, ends_at);
    let works = !member.disabled && member.role.may(Permission::HoldInterviews) && member.work.joint;
    works
        && member.work.modes.has(wanted.mode)
        && member.offices.contains(&wanted.office.id)
        && catalogue.closed.absence(day, hours, second).is_none()
        && !catalogue.closed.is_busy(day, hours, second)
}

fn assignment(
    wanted: &Wanted<'_>,
    staff: StaffId,
    old: Option<&Claim>,
    able: &[Able],
    candidates: &[Candidate],
) -> Assignment {
    if old.is_some_and(|old| old.staff == staff) {
        return Assignment::Kept;
    }
    if wanted.prefer == Some(staff) {
        return Assignment::Known;
    }
    let found = candidates.iter().find(|candidate| candidate.time.staff == staff);
    match able.len() {
        0 | 1 => Assignment::Only,
        nurses => Assignment::FewestBookings { bookings: found.map_or(0, |candidate| candidate.load), nurses },
    }
}
