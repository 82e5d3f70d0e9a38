//! From a calendar file (RFC 5545) to when its owner is busy, and to nothing else of it. The file comes from outside: it is bounded in
//! size, in events, in repetitions and in time, and what cannot be read of an event leaves that event out.

mod event;
mod lines;
mod moment;
mod repeat;
mod zone;

#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use mendan_domain::offer::tick::Interval;

use self::event::Event;
use self::zone::Zones;
use super::port::Trouble;

/// Octets of a file.
pub const MOST_OCTETS: usize = 2 * 1024 * 1024;
/// Events of a file.
pub const MOST_EVENTS: usize = 5_000;
/// Times that a file's events are laid out to.
const MOST_TIMES: usize = 20_000;
/// Rules that look for days that never come take longer than any real calendar.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// The city's zone, in which times without one are meant.
    pub zone: Tz,
    /// From then on.
    pub from: DateTime<Utc>,
    /// Until then.
    pub until: DateTime<Utc>,
}

/// When the owner of that file is busy, in no order. What is marked as free, or called off, does not count; nor do interviews of ours.
pub fn busy_in(octets: &[u8], wanted: &Wanted) -> Result<Vec<Interval>, Trouble> {
    let file = lines::read(octets)?;
    let zones = Zones::of(&file, wanted.zone);
    let events: Vec<Event> = file.events.iter().filter_map(|entry| Event::of(entry, &zones)).collect();
    // One of a series that was changed by itself stands as an event of its own.
    let instead: HashSet<(&str, DateTime<Utc>)> =
        events.iter().filter_map(|event| Some((event.uid.as_str(), event.replaces?))).collect();
    let (begun, mut busy) = (Instant::now(), Vec::new());
    for event in events.iter().filter(|event| event.counts) {
        event.lay(wanted, &instead, &mut busy);
        if busy.len() > MOST_TIMES || begun.elapsed() > PATIENCE {
            return Err(Trouble::TooMuch);
        }
    }
    Ok(busy)
}
