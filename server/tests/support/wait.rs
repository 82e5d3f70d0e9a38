//! Waiting for a condition instead of sleeping, and chance that can be repeated.

use std::hash::{BuildHasher as _, RandomState};
use std::time::{Duration, Instant};

/// Longer than anything takes on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(40);
const STEP: Duration = Duration::from_millis(20);

/// Asks again and again until there is an answer; panics with `what` when there is none in time.
pub async fn until<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(begun.elapsed() < PATIENCE, "waited in vain: {what}");
        tokio::time::sleep(STEP).await;
    }
}

/// The same for a plain condition.
pub async fn until_true(what: &str, mut ask: impl AsyncFnMut() -> bool) {
    until(what, async || ask().await.then_some(())).await;
}

/// How often something random is tried: `few` times each day, `many` times by `make torture`.
pub fn rounds(few: usize, many: usize) -> usize {
    if std::env::var_os("MENDAN_TORTURE").is_some() { many } else { few }
}

/// Chance from a printed seed (xorshift64*).
pub struct Dice(u64);

impl Dice {
    /// A new seed, printed so that a failure can be repeated.
    pub fn new() -> Self {
        let dice = Self::unseen();
        println!("seed {}", dice.0);
        dice
    }

    /// A new seed that nobody wants to repeat.
    pub fn unseen() -> Self {
        Self(RandomState::new().hash_one(std::process::id()) | 1)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) % end
    }
}
