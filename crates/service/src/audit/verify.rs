//! Whether the log is what the product wrote: every line is there, as it was, and no other.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{AuditId, MunicipalityId, made_at};

use super::chain::{Chain, Seal, Signed};
use super::keys::AuditKeys;
use super::line::{Marked, StoredLine};
use super::release::{Released, released_at};
use super::walk::{Link, Walk};
use crate::error::Refusal;
use crate::services::Services;
use crate::unit::ReadUnit;

/// Lines that are read at once.
const PAGE: usize = 1000;
/// Findings that are named, of a city; the others are counted.
const NAMED: usize = 200;

/// Something that is not as it was, or cannot be proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The line says something else than was sealed.
    Changed,
    /// Its detail does.
    DetailChanged,
    /// The line is gone.
    Removed,
    /// Links are gone with their lines.
    LinksRemoved,
    /// The product did not write the line, or it was changed before it was sealed.
    Inserted,
    /// Behind links that are gone: what it says cannot be proven.
    Unproven,
    /// The row that says where the chain begins and ends is gone.
    EndsRemoved,
    /// It was changed, now or earlier.
    EndsChanged,
    /// There is no line at all.
    Everything,
    /// The end that somebody noted is not in the chain.
    NotThatHead,
    /// Sealed with a key that neither a listed secret has nor a rotation kept.
    UnknownKey,
    /// Nothing was sealed yet.
    NotBegun,
    /// The end that somebody noted was pruned in its time.
    HeadPruned,
}

impl What {
    /// It could not be looked at: neither good nor bad.
    pub const fn is_unknown(self) -> bool {
        matches!(self, Self::UnknownKey | Self::NotBegun | Self::HeadPruned)
    }

    /// It is of places of the chain, and not of what somebody noted elsewhere.
    const fn is_of_places(self) -> bool {
        !self.is_unknown() && !matches!(self, Self::NotThatHead)
    }
}

/// What it comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Outcome {
    /// All of it is as it was written.
    #[default]
    AsWritten,
    /// All but what an operator acknowledged.
    Acknowledged,
    /// Some of it could not be looked at.
    Unknown,
    /// Some of it is not as it was written.
    Tampered,
}

/// One of them, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub what: What,
    /// The line.
    pub line: Option<AuditId>,
    /// When it was written: of a line that is gone by its id.
    pub at: Option<DateTime<Utc>>,
    /// Its place in the chain, or the first and the last of those places.
    pub links: Option<(i64, i64)>,
    /// When an operator acknowledged it; none: nobody did.
    pub acknowledged: Option<DateTime<Utc>>,
}

/// What was found in a city.
#[derive(Debug, Clone)]
pub struct Verified {
    /// The city.
    pub city: MunicipalityId,
    /// Lines that are proven.
    pub proven: u64,
    /// Of those, lines whose detail was erased.
    pub erased: u64,
    /// Lines that the product wrote and that wait to be sealed.
    pub waiting: u64,
    /// The chain's last link: its place and its MAC. Noted elsewhere, it proves that nothing was put back to before it.
    pub head: Option<(i64, String)>,
    /// When the chain began: with its city, or when the database came to this. Later than the operator knows it: all of it is another.
    pub begun_at: Option<DateTime<Utc>>,
    /// Before that, lines were pruned.
    pub pruned_before: Option<DateTime<Utc>>,
    /// What an operator acknowledged, also where it was pruned since.
    pub released: Vec<Released>,
    /// What it comes to, findings that are not named among it.
    pub outcome: Outcome,
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// How many more there are of that.
    pub more: u64,
}

impl Verified {
    const fn new(city: MunicipalityId) -> Self {
        Self {
            city,
            proven: 0,
            erased: 0,
            waiting: 0,
            head: None,
            begun_at: None,
            pruned_before: None,
            released: Vec::new(),
            outcome: Outcome::AsWritten,
            findings: Vec::new(),
            more: 0,
        }
    }

    fn found(&mut self, what: What, line: Option<AuditId>, at: Option<DateTime<Utc>>, links: Option<(i64, i64)>) {
        let acknowledged = match (what, at, links) {
            (What::EndsChanged, Some(at), None) => self.released.iter().map(|one| one.at).find(|one| *one >= at),
            (_, _, Some(places)) if what.is_of_places() => released_at(&self.released, places),
            _ => None,
        };
        self.outcome = self.outcome.max(match acknowledged {
            Some(_) => Outcome::Acknowledged,
            None if what.is_unknown() => Outcome::Unknown,
            None => Outcome::Tampered,
        });
        if self.findings.len() < NAMED {
            self.findings.push(Finding { what, line, at, links, acknowledged });
        } else {
            self.more += 1;
        }
    }

    fn of_line(&mut self, what: What, line: &StoredLine) {
        self.found(what, Some(line.id), Some(line.at), None);
    }
}

/// An end of a chain that somebody noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The city.
    pub city: MunicipalityId,
    /// Its place.
    pub seq: i64,
    /// Its MAC in hexadecimal digits.
    pub mac: String,
}

/// `city:place:mac`, as the command prints it.
impl std::str::FromStr for Head {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.split(':');
        let read = (|| {
            let (city, seq) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            let mac = parts.next().filter(|mac| mac.len() == 64)?.to_owned();
            parts.next().is_none().then_some(Self { city, seq, mac })
        })();
        read.ok_or_else(|| format!("{text:?} is not city:place:mac, as this command prints it"))
    }
}

impl Services {
    /// Walks the chain of every city, in one state of the database.
    pub async fn verify_audit(&self, noted: &[Head]) -> Result<Vec<Verified>, Refusal> {
        let mut tx = self.store().read().await?;
        let keys = self.audit_keys(tx.as_mut()).await?;
        let mut all = Vec::new();
        for city in tx.municipalities().await? {
            let mut found = Verified::new(city.id);
            self.verify_city(tx.as_mut(), &keys, &mut found).await?;
            for head in noted.iter().filter(|head| head.city == city.id) {
                look_for(tx.as_mut(), head, &mut found).await?;
            }
            all.push(found);
        }
        let known: Vec<MunicipalityId> = all.iter().map(|found| found.city).collect();
        for head in noted.iter().filter(|head| !known.contains(&head.city)) {
            let mut found = Verified::new(head.city);
            found.found(What::NotThatHead, None, None, Some((head.seq, head.seq)));
            all.push(found);
        }
        Ok(all)
    }

    async fn verify_city(&self, tx: &mut dyn ReadUnit, keys: &AuditKeys, found: &mut Verified) -> Result<(), Refusal> {
        let chain = tx.audit_chain(found.city).await?;
        if let Some(chain) = &chain {
            ends(keys, chain, found);
        }
        let has_links = walk(tx, keys, chain.as_ref(), found).await?;
        self.unsealed(tx, keys, chain.as_ref(), found).await?;
        if chain.is_none() {
            let what = match (has_links, keys.is_first()) {
                (true, _) => What::EndsRemoved,
                (false, true) => What::NotBegun,
                (false, false) => What::Everything,
            };
            found.found(what, None, None, None);
        }
        Ok(())
    }

    /// What stands in no chain: it waits, or the product did not write it.
    async fn unsealed(
        &self,
        tx: &mut dyn ReadUnit,
        keys: &AuditKeys,
        chain: Option<&Chain>,
        found: &mut Verified,
    ) -> Result<(), Refusal> {
        let may_lack_marks = chain.map_or(keys.is_first(), |chain| self.now() <= chain.unmarked_until);
        let mut after = AuditId(0);
        while let Some((last, lines)) = tx.audit_unsealed(found.city, after, PAGE).await? {
            after = last;
            for line in &lines {
                match keys.mark_of(line) {
                    Marked::Ours => found.waiting += 1,
                    Marked::Not if may_lack_marks => found.waiting += 1,
                    Marked::UnknownKey => found.of_line(What::UnknownKey, line),
                    Marked::Not | Marked::Forged => found.of_line(What::Inserted, line),
                }
            }
        }
        Ok(())
    }
}

/// The row of the ends itself.
fn ends(keys: &AuditKeys, chain: &Chain, found: &mut Verified) {
    (found.begun_at, found.pruned_before) = (Some(chain.begun_at), chain.pruned_before);
    match chain.signature(keys) {
        Signed::Well => {
            found.released = chain.released();
            if !found.released.is_empty() {
                found.outcome = found.outcome.max(Outcome::Acknowledged);
            }
        }
        Signed::Wrongly => found.found(What::EndsChanged, None, None, None),
        Signed::UnknownKey => found.found(What::UnknownKey, None, None, None),
    }
    if let Some(at) = chain.broken_at {
        found.found(What::EndsChanged, None, Some(at), None);
    }
}

/// Walks the links; whether there are any.
async fn walk(
    tx: &mut dyn ReadUnit,
    keys: &AuditKeys,
    chain: Option<&Chain>,
    found: &mut Verified,
) -> Result<bool, Refusal> {
    let mut walk = Walk::of(chain, keys);
    let (mut after, mut any) = (0, false);
    loop {
        let page = tx.audit_sealed(found.city, after, PAGE).await?;
        any |= !page.is_empty();
        for (seal, line) in &page {
            link(&mut walk, seal, line.as_ref(), found);
        }
        match page.last() {
            Some((last, _)) if page.len() == PAGE => after = last.seq,
            _ => break,
        }
    }
    if let Some(chain) = chain {
        let next = walk.next();
        if next <= chain.last {
            found.found(What::LinksRemoved, None, None, Some((next, chain.last)));
        } else if next > chain.last + 1 || !walk.ends_with(&chain.head) {
            found.found(What::EndsChanged, None, None, Some((chain.last, next - 1)));
        }
        found.head = walk.last().map(|mac| (next - 1, base16ct::lower::encode_string(mac)));
    }
    Ok(any)
}

/// One link, and what is said of it.
fn link(walk: &mut Walk<'_>, seal: &Seal, line: Option<&StoredLine>, found: &mut Verified) {
    let (gap, link) = walk.step(seal, line);
    if gap.is_some() {
        found.found(What::LinksRemoved, None, None, gap);
    }
    match link {
        Link::Proven => found.proven += 1,
        Link::Erased => (found.proven, found.erased) = (found.proven + 1, found.erased + 1),
        Link::Wrong(what) => {
            // Of a line that is gone its id tells when it was written.
            let by_id = DateTime::from_timestamp_millis(made_at(seal.line.0));
            let at = line.map(|line| line.at).or(by_id);
            found.found(what, Some(seal.line), at, Some((seal.seq, seal.seq)));
        }
    }
}

/// Whether the end that somebody noted stands in the chain.
async fn look_for(tx: &mut dyn ReadUnit, head: &Head, found: &mut Verified) -> Result<(), Refusal> {
    let chain = tx.audit_chain(head.city).await?;
    let at = Some((head.seq, head.seq));
    if chain.is_some_and(|chain| head.seq < chain.first) {
        found.found(What::HeadPruned, None, None, at);
        return Ok(());
    }
    let there = tx.audit_sealed(head.city, head.seq - 1, 1).await?;
    let is_it = |(seal, _): &(Seal, Option<StoredLine>)| {
        seal.seq == head.seq && base16ct::lower::encode_string(&seal.mac) == head.mac
    };
    if !there.first().is_some_and(is_it) {
        found.found(What::NotThatHead, None, None, at);
    }
    Ok(())
}
