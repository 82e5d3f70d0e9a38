//! The language of tests: every text in brackets, longer. Not a part of the product: builds without debug assertions have
//! neither its texts nor the switch.

use std::sync::atomic::{AtomicBool, Ordering};

static SPOKEN: AtomicBool = AtomicBool::new(false);

/// From now on this process says everything in it.
pub fn speak() {
    SPOKEN.store(true, Ordering::Relaxed);
}

pub(crate) fn is_spoken() -> bool {
    SPOKEN.load(Ordering::Relaxed)
}
