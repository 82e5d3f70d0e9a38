//! The table that is printed at the end.

/// Rows of name, figure, remark.
#[derive(Default)]
pub struct Table(Vec<(String, String, String)>);

impl Table {
    /// Adds a figure.
    pub fn row(&mut self, name: impl Into<String>, figure: impl Into<String>, remark: impl Into<String>) {
        let (name, figure, remark) = (name.into(), figure.into(), remark.into());
        eprintln!("… {name}: {figure}");
        self.0.push((name, figure, remark));
    }

    /// Adds a figure that has a goal: this much and no more.
    pub fn goal(&mut self, name: impl Into<String>, (figure, most): (f64, f64), remark: impl std::fmt::Display) {
        let verdict = if figure <= most { "met" } else { "MISSED" };
        self.row(name, format!("{figure:.2}"), format!("goal {most:.2}: {verdict}; {remark}"));
    }

    /// Prints it.
    pub fn print(&self) {
        println!("\n{:<58} {:>14}  remark", "figure", "value");
        for (name, figure, remark) in &self.0 {
            println!("{name:<58} {figure:>14}  {remark}");
        }
    }
}
