//! The staff's own door: whether it is reached by those it is for, and by nobody else.

use async_trait::async_trait;
use mendan_words::Doctor;

use super::around::Around;
use super::check::{Check, Finding};
use super::outside::{Heard, Outside};
use super::proxy;
use crate::config::StaffDoor as Door;

/// See the file's head.
pub struct StaffDoor;

#[async_trait]
impl Check for StaffDoor {
    fn name(&self) -> &'static str {
        "staff_door"
    }

    fn title(&self, t: &Doctor) -> &'static str {
        t.staff_door
    }

    async fn look(&self, around: &Around) -> Finding {
        let (t, door) = (around.t, &around.config.staff);
        let Some(listen) = door.listen else { return Finding::good(t.staff_door_none) };
        let leaks = around.outside.iter().filter(|outside| outside.staff_pages);
        let leaks = leaks.map(|outside| Finding::mend(t.staff_door_public(&outside.url), t.staff_door_public_do));
        let there = around.staff.iter().map(|outside| at(t, door, outside, listen.port()));
        Finding::of(leaks.chain(there), || Finding::unknown(t.proxy_no_client, t.proxy_silent_do))
    }
}

fn at(t: &Doctor, door: &Door, outside: &Outside, listen: u16) -> Finding {
    let url = &outside.url;
    match &outside.answer {
        // To the doctor the door says what it sees, also where it turns everybody else away.
        Ok(Heard { seen: Some(seen), .. }) => {
            let nobody_named = seen.trusted && !seen.forwarded_for;
            if !door.networks.is_empty() && nobody_named {
                return Finding::mend(t.staff_door_nobody(seen.client), t.proxy_no_client_address_do);
            }
            let found = proxy::of(t, outside, listen);
            if matches!(found.state, super::State::Good) && !door.admits(Some(seen.client)) {
                return Finding::unknown(t.staff_door_not_here(url), t.staff_door_not_here_do);
            }
            if !matches!(found.state, super::State::Good) {
                return found;
            }
            let open = door.networks.is_empty();
            Finding::good(if open { t.staff_door_open(url) } else { t.staff_door_good(seen.client, url) })
        }
        _ => proxy::of(t, outside, listen),
    }
}
