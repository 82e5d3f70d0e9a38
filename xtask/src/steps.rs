//! Steps with a stop-watch: what takes how long, and what failed.

use crate::sh::Result;
use std::time::{Duration, Instant};

/// Prints a table of all steps when it goes out of scope, also after a failure.
#[derive(Default)]
pub struct Steps {
    taken: Vec<(String, Duration, bool)>,
    failures: Vec<String>,
}

impl Steps {
    /// Does one step that the following ones need, and notes how long it took.
    pub fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("\n── {name}");
        let start = Instant::now();
        let result = work();
        self.taken.push((name.to_owned(), start.elapsed(), result.is_ok()));
        result
    }

    /// Does one step that no other needs: whatever becomes of it, the rest goes on.
    pub fn check(&mut self, name: &str, work: impl FnOnce() -> Result) {
        if let Err(error) = self.step(name, work) {
            self.failures.push(format!("{name}: {error}"));
        }
    }

    /// What failed on the way, all of it.
    pub fn outcome(mut self) -> Result {
        let failures = std::mem::take(&mut self.failures);
        drop(self);
        if failures.is_empty() {
            return Ok(());
        }
        Err(format!("{} failed\n\n{}", count(failures.len()), failures.join("\n\n")).into())
    }
}

fn count(steps: usize) -> String {
    if steps == 1 { "1 step".to_owned() } else { format!("{steps} steps") }
}

impl Drop for Steps {
    fn drop(&mut self) {
        println!("\n{:<44} {:>8}", "step", "seconds");
        for (name, took, ok) in &self.taken {
            println!("{name:<44} {:>8.1}{}", took.as_secs_f32(), if *ok { "" } else { "  FAILED" });
        }
        let total: Duration = self.taken.iter().map(|(_, took, _)| *took).sum();
        println!("{:<44} {:>8.1}", "total", total.as_secs_f32());
    }
}

#[cfg(test)]
mod tests {
    use super::Steps;

    #[test]
    fn all_steps_run_and_all_failures_stand_at_the_end() {
        let mut steps = Steps::default();
        let mut done = 0;
        for fails in [true, false, true] {
            steps.check("one", || {
                done += 1;
                if fails { Err(format!("number {done}").into()) } else { Ok(()) }
            });
        }
        let error = steps.outcome().unwrap_err().to_string();
        assert_eq!((done, error.as_str()), (3, "2 steps failed\n\none: number 1\n\none: number 3"));
        assert!(Steps::default().outcome().is_ok());
    }
}
