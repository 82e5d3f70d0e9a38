//! The outside of the use cases: a clock that stands still until it is set, randomness that repeats, a bell nobody hears.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex};

use chrono::{DateTime, Utc};
use mendan_service::ports::{Bell, Clock, Entropy};
use mendan_service::video::provider::{Interview, Providers, Rooms, VideoError};
use url::Url;

/// Shows what it was set to. No two ids are made in the same millisecond.
#[derive(Default)]
pub struct SetClock {
    now: AtomicI64,
    ids: AtomicI64,
}

impl SetClock {
    pub fn set(&self, now: DateTime<Utc>) {
        self.now.store(now.timestamp(), Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.now.load(Ordering::SeqCst), 0).unwrap()
    }

    fn unix_millis(&self) -> i64 {
        self.now.load(Ordering::SeqCst) * 1000 + self.ids.fetch_add(1, Ordering::SeqCst)
    }
}

/// The same octets in every run.
#[derive(Default)]
pub struct Seeded(AtomicU64);

impl Entropy for Seeded {
    fn fill(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(8) {
            // SplitMix64.
            let mut mixed = self.0.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::SeqCst);
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            let octets = (mixed ^ (mixed >> 31)).to_le_bytes();
            chunk.iter_mut().zip(octets).for_each(|(to, from)| *to = from);
        }
    }
}

/// The same, but whoever asks how long to wait is kept until told otherwise. A wait is drawn from a single octet.
#[derive(Default)]
pub struct Patience {
    seeded: Seeded,
    asked: AtomicBool,
    held: Mutex<bool>,
    told: Condvar,
}

impl Patience {
    /// Somebody has asked.
    pub fn asked(&self) -> bool {
        self.asked.load(Ordering::SeqCst)
    }

    pub fn hold(&self, held: bool) {
        *self.held.lock().unwrap() = held;
        self.told.notify_all();
    }
}

impl Entropy for Patience {
    fn fill(&self, buffer: &mut [u8]) {
        if buffer.len() == 1 {
            self.asked.store(true, Ordering::SeqCst);
            let waiting = || self.told.wait_while(self.held.lock().unwrap(), |held| *held).unwrap();
            // The runtime goes on meanwhile.
            tokio::task::block_in_place(|| drop(waiting()));
        }
        self.seeded.fill(buffer);
    }
}

/// Makes no sound.
pub struct Silent;

impl Bell for Silent {
    fn ring(&self) {}
}

/// The room that stands with a nurse's name.
struct HerRoom;

impl Rooms for HerRoom {
    fn room(&self, interview: &Interview<'_>) -> Result<Url, VideoError> {
        let link = interview.staff.video_url.as_deref().ok_or(VideoError("she has none"))?;
        Ok(Url::parse(link).unwrap())
    }
}

/// A room of the city's for whoever has none of her own.
struct CityRoom;

impl Rooms for CityRoom {
    fn room(&self, interview: &Interview<'_>) -> Result<Url, VideoError> {
        let base = interview.municipality.video_base_url.as_deref().ok_or(VideoError("the city has none"))?;
        Ok(Url::parse(base).unwrap().join(&interview.booking.to_string()).unwrap())
    }
}

/// Nurses have rooms.
pub fn her_rooms() -> Providers {
    Providers::new().rooms(HerRoom)
}

/// Nurses have rooms, and the city has some for others.
pub fn all_rooms() -> Providers {
    her_rooms().rooms(CityRoom)
}
