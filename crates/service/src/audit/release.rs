//! A break in the chain that somebody has looked into and cannot mend: an operator acknowledges it with a reason, as a line of the log
//! itself, and pruning goes on behind it. Which places it was stands in the signed row of the ends, where the pruner and
//! [`super::verify`] read it: whoever has the database alone acknowledges nothing.

use chrono::{DateTime, Utc};
use mendan_domain::fault::Fault;
use mendan_domain::ids::AuditId;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::alarm::Wrong;
use super::chain::Chain;
use super::keys::AuditKeys;
use super::walk::{Link, Walk};
use crate::error::{FieldError, Refusal};
use crate::services::{By, Services, System, Writer};
use crate::unit::ReadUnit;

/// Links that are read at once.
const PAGE: usize = 1000;
/// Lines that are named in the log: of more their places tell.
const NAMED: usize = 200;
/// Characters of a reason.
const LONGEST: usize = 500;

/// What was acknowledged at one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Released {
    /// When.
    pub at: DateTime<Utc>,
    /// First and last place of each stretch of the chain that was broken; none: its ends alone were.
    pub places: Vec<(i64, i64)>,
}

/// When all of these places, first and last, were acknowledged; none: they were not, or not all of them at once.
pub(super) fn released_at(released: &[Released], (first, last): (i64, i64)) -> Option<DateTime<Utc>> {
    let covers = |one: &&Released| one.places.iter().any(|(from, to)| *from <= first && last <= *to);
    released.iter().find(covers).map(|one| one.at)
}

/// What is broken and was not acknowledged yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Broken {
    /// First and last place of each stretch.
    pub places: Vec<(i64, i64)>,
    /// The lines of the links that stand there still, also of those whose line is gone.
    pub lines: Vec<AuditId>,
    /// The row of the chain's ends was changed or taken away.
    pub ends: bool,
}

impl Broken {
    /// Whether there is nothing to acknowledge.
    pub const fn is_empty(&self) -> bool {
        self.places.is_empty() && !self.ends
    }

    fn add(&mut self, (first, last): (i64, i64)) {
        match self.places.last_mut() {
            Some(before) if first <= before.1 + 1 => before.1 = before.1.max(last),
            _ => self.places.push((first, last)),
        }
    }
}

impl Services {
    /// Acknowledges all that is broken in the chain of that city, and says what that is; nothing is written where nothing is. The reason
    /// is one line of text. What cannot be looked at because its secret is not listed is not acknowledged; while that is so of the ends:
    /// `NotPossible`.
    pub async fn audit_release(&self, context: &By<System>, reason: &str) -> Result<Broken, Refusal> {
        let (city, reason) = (context.municipality(), read(reason)?);
        // What waits is sealed first: it is no part of what is acknowledged. So the ends are signed as they are now, too.
        self.seal_audit().await?;
        if !self.write(|writer| async move { writer.sign_ends(city).await }).await? {
            return Err(Refusal::NotPossible);
        }
        let mut looking = self.store().read().await?;
        let keys = self.audit_keys(looking.as_mut()).await?;
        let chain = looking.audit_chain(city).await?.ok_or(Refusal::NotFound)?;
        let broken = broken(looking.as_mut(), &keys, &chain).await?;
        drop(looking);
        if broken.is_empty() {
            return Ok(broken);
        }
        let (what, why) = (&broken, reason.as_str());
        self.write(|writer| async move { writer.release(context, what, why).await }).await?;
        self.audit_is_well_again(city, Wrong::Tampered).await?;
        self.seal_audit().await?;
        Ok(broken)
    }
}

impl Writer {
    async fn release(&self, context: &By<System>, broken: &Broken, reason: &str) -> Result<(), Refusal> {
        let city = context.municipality();
        let mut tx = self.begin().await?;
        let keys = self.audit_keys(tx.as_mut()).await?;
        let chain = self.chain_of(&mut tx, city, &keys).await?.ok_or(Refusal::NotPossible)?;
        let lines: Vec<String> = broken.lines.iter().take(NAMED).map(ToString::to_string).collect();
        let detail = json!({
            "reason": reason,
            "places": broken.places,
            "lines": lines,
            "ends": broken.ends,
            "head": { "place": chain.last, "mac": base16ct::lower::encode_string(&chain.head) },
        });
        let recorded = self.audit(tx.as_mut(), context, "audit_release", ("city", city.0), &detail).await?;
        let mut released = chain.released();
        released.push(Released { at: self.now(), places: broken.places.clone() });
        let chain = chain.with_released(&released)?;
        tx.audit_chain_save(&chain.signed(self.secret().audit_key())).await?;
        Ok(tx.commit(recorded).await?)
    }
}

/// The reason, if it is one.
fn read(typed: &str) -> Result<String, Refusal> {
    let reason = typed.trim();
    let fault = match reason.chars().count() {
        0 => Some(Fault::Required),
        length if length > LONGEST => Some(Fault::TooLong),
        _ => reason.chars().any(char::is_control).then_some(Fault::ControlCharacter),
    };
    match fault {
        Some(fault) => Err(Refusal::Invalid(vec![FieldError::new("reason", fault)])),
        None => Ok(reason.to_owned()),
    }
}

/// What is broken in that chain and was not acknowledged.
async fn broken(tx: &mut dyn ReadUnit, keys: &AuditKeys, chain: &Chain) -> Result<Broken, Refusal> {
    let (mut walk, mut found, mut after) = (Walk::of(Some(chain), keys), Broken::default(), i64::MIN);
    loop {
        let page = tx.audit_sealed(chain.municipality, after, PAGE).await?;
        for (seal, line) in &page {
            let (gap, link) = walk.step(seal, line.as_ref());
            if let Some(gap) = gap {
                found.add(gap);
            }
            // What cannot be looked at may be as it was.
            if matches!(link, Link::Wrong(what) if !what.is_unknown()) {
                found.add((seal.seq, seal.seq));
                found.lines.push(seal.line);
            }
        }
        match page.last() {
            Some((last, _)) if page.len() == PAGE => after = last.seq,
            _ => break,
        }
    }
    // Behind an end that is gone, or that hangs on nothing, the next link can be proven no more than that one.
    if walk.next() <= chain.last {
        found.add((walk.next(), chain.last + 1));
    } else if !walk.ends_with(&chain.head) {
        found.add((chain.last, chain.last + 1));
    }
    let released = chain.released();
    found.places.retain(|places| released_at(&released, *places).is_none());
    found.ends = chain.broken_at.is_some_and(|at| released.iter().all(|one| one.at < at));
    Ok(found)
}
