//! Brings everything that is sealed under the first of the listed secrets, beside a server that works. In small batches, each a
//! short transaction of its own; interrupted, it is simply begun again.

use std::time::Duration;

use mendan_domain::ids::BookingId;

use crate::error::Refusal;
use crate::ports::StoreError;
use crate::sealed::{LinkRow, SealError, SealedColumn, SealedPlace, SealedValue};
use crate::services::{Recorded, Services, Writer};

/// Values in one transaction: a few milliseconds of the writer's time.
const BATCH: i64 = 50;
/// Passes over everything: the server may have put back what it had read before.
const PASSES: usize = 4;
/// Tries of one batch while the store is busy, and how long is waited between them.
const TRIES: u32 = 60;
const WAIT: Duration = Duration::from_millis(250);
/// What links are counted as, see [`SealedPlace::LinkToken`].
const LINKS: &str = "link";

/// What a rotation did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rotation {
    /// Values sealed anew, by their purpose; all purposes are named.
    pub resealed: Vec<(&'static str, u64)>,
    /// Places of values that none of the secrets opens, and why.
    pub unreadable: Vec<(SealedPlace, SealError)>,
    /// Nothing is left that only another secret opens. `false` when a server went on sealing under another one.
    pub complete: bool,
}

/// One batch: what is to be written, and what cannot be opened.
struct Batch {
    stale: Vec<(SealedValue, Vec<u8>)>,
    links: Vec<(LinkRow, Vec<u8>)>,
}

impl Services {
    /// Seals everything anew that is not sealed under the first secret, of every city, and keeps the tokens of links that other
    /// secrets made. Afterwards the first secret alone opens everything.
    pub async fn rotate_secret(&self) -> Result<Rotation, Refusal> {
        self.take_log_over().await?;
        let purposes = SealedColumn::ALL.map(SealedColumn::purpose).into_iter().chain([LINKS]);
        let mut rotation = Rotation { resealed: purposes.map(|purpose| (purpose, 0)).collect(), ..Rotation::default() };
        for _ in 0..PASSES {
            rotation.unreadable.clear();
            let mut found = 0;
            for column in SealedColumn::ALL {
                found += self.rotate_column(column, &mut rotation).await?;
            }
            found += self.rotate_links(&mut rotation).await?;
            if found == 0 {
                rotation.complete = rotation.unreadable.is_empty();
                break;
            }
        }
        Ok(rotation)
    }

    /// One pass over a column; returns how much was not under the first secret.
    async fn rotate_column(&self, column: SealedColumn, rotation: &mut Rotation) -> Result<usize, Refusal> {
        let (mut after, mut found) = (None, 0);
        loop {
            let values = self.store().look().await?.sealed_after(column, after.as_ref(), BATCH).await?;
            let Some(last) = values.last() else { return Ok(found) };
            after = Some(last.place.clone());
            let mut batch = Batch { stale: Vec::new(), links: Vec::new() };
            for value in values.into_iter().filter(|value| !self.secret().is_current(&value.sealed)) {
                match self.anew(&value.place, &value.sealed) {
                    Ok(sealed) => batch.stale.push((value, sealed)),
                    Err(why) => rotation.unreadable.push((value.place, why)),
                }
            }
            found += batch.stale.len();
            let written = self.write_batch(&batch).await?;
            count(rotation, column.purpose(), written);
        }
    }

    pub(crate) fn anew(&self, place: &SealedPlace, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let plain = self.secret().open(place, sealed)?;
        self.secret().seal(self.entropy(), place, &plain)
    }

    /// One pass over the links. The first secret makes those of new bookings; of the others the token itself is kept, so that
    /// the link in an old mail and the one in the next mail stay the same.
    async fn rotate_links(&self, rotation: &mut Rotation) -> Result<usize, Refusal> {
        let (mut after, mut found) = (BookingId(0), 0);
        loop {
            let links = self.store().look().await?.links_after(after, BATCH).await?;
            let Some(last) = links.last() else { return Ok(found) };
            after = last.booking;
            let mut batch = Batch { stale: Vec::new(), links: Vec::new() };
            for link in links {
                match self.kept_link(&link) {
                    Ok(Some(sealed)) => batch.links.push((link, sealed)),
                    Ok(None) => {}
                    Err(why) => rotation.unreadable.push((SealedPlace::LinkToken(link.booking), why)),
                }
            }
            found += batch.links.len();
            let written = self.write_batch(&batch).await?;
            count(rotation, LINKS, written);
        }
    }

    /// The token as it is to be kept; none when the first secret makes or opens it.
    fn kept_link(&self, link: &LinkRow) -> Result<Option<Vec<u8>>, SealError> {
        let place = SealedPlace::LinkToken(link.booking);
        match self.secret().booking_token_of(link.booking, link.token_version, &link.token_hash) {
            Some((_, true)) => Ok(None),
            _ if link.token_sealed.as_ref().is_some_and(|sealed| self.secret().is_current(sealed)) => Ok(None),
            Some((token, false)) => {
                let json = serde_json::to_vec(&token).map_err(|_| SealError::Content)?;
                self.secret().seal(self.entropy(), &place, &json).map(Some)
            }
            None => {
                let sealed = link.token_sealed.as_deref().ok_or(SealError::UnknownLink)?;
                self.anew(&place, sealed).map(Some)
            }
        }
    }

    /// Writes a batch, with more patience than a request has. Returns how many values still stood there.
    async fn write_batch(&self, batch: &Batch) -> Result<u64, Refusal> {
        if batch.stale.is_empty() && batch.links.is_empty() {
            return Ok(0);
        }
        let mut tries = 0;
        loop {
            match self.write(|writer| async move { Ok(writer.try_batch(batch).await?) }).await {
                Err(Refusal::Busy(_)) if tries < TRIES => {
                    tries += 1;
                    tokio::time::sleep(WAIT).await;
                }
                written => return written,
            }
        }
    }
}

impl Writer {
    async fn try_batch(&self, batch: &Batch) -> Result<u64, StoreError> {
        let mut tx = self.begin().await?;
        let mut written = 0;
        for (value, sealed) in &batch.stale {
            written += u64::from(tx.sealed_replace(value, sealed).await?);
        }
        for (link, sealed) in &batch.links {
            written += u64::from(tx.link_seal(link, sealed).await?);
        }
        tx.commit(Recorded::not_needed("nothing is said otherwise than before")).await?;
        Ok(written)
    }
}

fn count(rotation: &mut Rotation, purpose: &str, written: u64) {
    if let Some((_, number)) = rotation.resealed.iter_mut().find(|(known, _)| *known == purpose) {
        *number += written;
    }
}
