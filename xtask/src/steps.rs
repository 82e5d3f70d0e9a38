//! Steps with a stop-watch: what takes how long.

use crate::sh::Result;
use std::time::{Duration, Instant};

/// Prints a table of all steps when it goes out of scope, also after a failure.
#[derive(Default)]
pub struct Steps(Vec<(&'static str, Duration, bool)>);

impl Steps {
    /// Does one step and notes how long it took.
    pub fn step<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("\n── {name}");
        let start = Instant::now();
        let result = work();
        self.0.push((name, start.elapsed(), result.is_ok()));
        result
    }
}

impl Drop for Steps {
    fn drop(&mut self) {
        println!("\n{:<34} {:>8}", "step", "seconds");
        for (name, took, ok) in &self.0 {
            println!("{name:<34} {:>8.1}{}", took.as_secs_f32(), if *ok { "" } else { "  FAILED" });
        }
        let total: Duration = self.0.iter().map(|(_, took, _)| *took).sum();
        println!("{:<34} {:>8.1}", "total", total.as_secs_f32());
    }
}
