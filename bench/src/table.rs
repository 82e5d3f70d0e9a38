//! The table that is printed at the end.

use crate::Failure;

/// What was measured.
#[derive(Default)]
pub struct Table {
    /// Name, figure, remark.
    rows: Vec<(String, String, String)>,
    /// Names of figures beyond their goals.
    missed: Vec<String>,
}

impl Table {
    /// Adds a figure.
    pub fn row(&mut self, name: impl Into<String>, figure: impl Into<String>, remark: impl Into<String>) {
        let (name, figure, remark) = (name.into(), figure.into(), remark.into());
        eprintln!("… {name}: {figure}");
        self.rows.push((name, figure, remark));
    }

    /// Adds a figure that has a goal: this much and no more.
    pub fn goal(&mut self, name: impl Into<String>, (figure, most): (f64, f64), remark: impl std::fmt::Display) {
        let (name, met) = (name.into(), figure <= most);
        let verdict = if met { "met" } else { "MISSED" };
        self.missed.extend((!met).then(|| name.trim().to_owned()));
        self.row(name, format!("{figure:.2}"), format!("goal {most:.2}: {verdict}; {remark}"));
    }

    /// Prints it.
    pub fn print(&self) {
        println!("\n{:<58} {:>14}  remark", "figure", "value");
        for (name, figure, remark) in &self.rows {
            println!("{name:<58} {figure:>14}  {remark}");
        }
    }

    /// Whether every goal was met: the run fails otherwise.
    pub fn verdict(&self) -> Result<(), Failure> {
        if self.missed.is_empty() { Ok(()) } else { Err(format!("goals missed: {}", self.missed.join("; ")).into()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_that_is_missed_fails_the_run() {
        let mut table = Table::default();
        table.goal("one", (1.0, 1.0), "");
        assert!(table.verdict().is_ok());
        table.goal("  two", (1.01, 1.0), "");
        assert_eq!(table.verdict().unwrap_err().to_string(), "goals missed: two");
    }
}
