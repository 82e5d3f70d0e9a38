//! On the way along a chain, link by link: what each is worth behind the one before it.

use super::chain::{Chain, Seal, Signed, same};
use super::keys::AuditKeys;
use super::line::StoredLine;
use super::verify::What;

/// MACs that the link before may have had; more are not followed where many links on end were changed.
const BEFORE: usize = 8;

/// On the way along a chain.
pub(super) struct Walk<'k> {
    keys: &'k AuditKeys,
    /// Whether the ends are as the product signed them: then it kept every key that it signed with.
    good_ends: bool,
    /// The place that comes next.
    next: i64,
    /// The MACs that the link before may have; none: it is gone. A link is right behind what stands there before it, and behind what
    /// should: so that one that was changed spoils itself alone.
    before: Vec<Vec<u8>>,
}

/// What a link is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// The line is as it was sealed.
    Proven,
    /// It is, but for its detail, which was erased.
    Erased,
    /// It is not, or it cannot be said.
    Wrong(What),
}

impl<'k> Walk<'k> {
    /// From the front of that chain; without one from where chains begin.
    pub(super) fn of(chain: Option<&Chain>, keys: &'k AuditKeys) -> Self {
        Self {
            keys,
            good_ends: chain.is_some_and(|chain| chain.signature(keys) == Signed::Well),
            next: chain.map_or(1, |chain| chain.first),
            before: chain.map(|chain| vec![chain.base.clone()]).unwrap_or_default(),
        }
    }

    /// The next place that it expects.
    pub(super) const fn next(&self) -> i64 {
        self.next
    }

    /// The MAC of the last link as it stands there; none of a chain without any.
    pub(super) fn last(&self) -> Option<&[u8]> {
        self.before.first().map(Vec::as_slice).filter(|mac| !mac.is_empty())
    }

    /// The MACs that the last link may have, as it stands there first.
    pub(super) fn heads(&self) -> &[Vec<u8>] {
        &self.before
    }

    /// Whether the last link may have that MAC.
    pub(super) fn ends_with(&self, mac: &[u8]) -> bool {
        self.before.iter().any(|before| before == mac)
    }

    /// One link further: the places that are missing before it, and what it is worth.
    pub(super) fn step(&mut self, seal: &Seal, line: Option<&StoredLine>) -> (Option<(i64, i64)>, Link) {
        if seal.seq < self.next {
            // In front of where the chain begins.
            return (None, Link::Wrong(What::Inserted));
        }
        let gap = (seal.seq > self.next).then_some((self.next, seal.seq - 1));
        if gap.is_some() {
            self.before.clear();
        }
        self.next = seal.seq + 1;
        let (link, right) = self.worth(seal, line);
        self.before = std::iter::once(seal.mac.clone()).chain(right).take(BEFORE).collect();
        (gap, link)
    }

    /// What it is worth, and the MACs that it should have, if it has none of them.
    fn worth(&self, seal: &Seal, line: Option<&StoredLine>) -> (Link, Vec<Vec<u8>>) {
        let wrong = |what| (Link::Wrong(what), Vec::new());
        let Some(line) = line else { return wrong(What::Removed) };
        let Some(key) = self.keys.of(&seal.key) else {
            // Behind good ends a key that cannot be had signed nothing of ours.
            let is_anothers = !self.good_ends && self.keys.is_kept(&seal.key);
            return wrong(if is_anothers { What::UnknownKey } else { What::Changed });
        };
        if self.before.is_empty() {
            return wrong(What::Unproven);
        }
        let right: Vec<_> = self.before.iter().map(|before| seal.made(key, line, before)).collect();
        if !right.iter().any(|mac| same(mac, &seal.mac)) {
            return (Link::Wrong(What::Changed), right);
        }
        let link = if seal.has_detail(key, line) {
            Link::Proven
        } else if line.detail.is_empty() {
            Link::Erased
        } else {
            Link::Wrong(What::DetailChanged)
        };
        (link, Vec::new())
    }
}
