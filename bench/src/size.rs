//! What has to be carried: the binary onto a machine, the site's files to a browser.

use std::path::{Path, PathBuf};

use crate::Failure;
use crate::table::Table;

/// Octets in a mebibyte and in the thousand that travels.
const MIB: f64 = 1024.0 * 1024.0;
const KB: f64 = 1000.0;
/// The binary, MiB, with everything a city needs inside it.
const BINARY_GOAL: f64 = 50.0;

/// Adds the rows. The site's are left out where none was built.
pub fn sizes(table: &mut Table) -> Result<(), Failure> {
    let binary = std::env::current_exe()?.with_file_name("mendan");
    table.goal(
        "binary, MiB",
        (octets(&binary)? / MIB, BINARY_GOAL),
        "stripped; SQLite and both engines' migrations inside",
    );
    for (ending, what) in [("wasm.br", "WebAssembly"), ("js.br", "JavaScript"), ("css.br", "styles")] {
        let size: f64 = site(ending)?.iter().map(|file| octets(file)).sum::<Result<f64, _>>()?;
        if size > 0.0 {
            table.row(format!("  {what} to a browser, KB"), format!("{:.1}", size / KB), "brotli");
        }
    }
    Ok(())
}

/// The site's files of that ending.
fn site(ending: &str) -> Result<Vec<PathBuf>, Failure> {
    let Ok(files) = std::fs::read_dir(Path::new("target/site/pkg")) else { return Ok(Vec::new()) };
    let paths = files.map(|file| file.map(|file| file.path())).collect::<Result<Vec<_>, _>>()?;
    Ok(paths.into_iter().filter(|path| path.to_string_lossy().ends_with(ending)).collect())
}

/// A file's size; exact below 4 GiB.
fn octets(file: &Path) -> Result<f64, Failure> {
    Ok(f64::from(u32::try_from(std::fs::metadata(file)?.len())?))
}
