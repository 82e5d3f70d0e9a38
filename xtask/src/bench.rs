//! `make bench`: the table of figures, from a release build.

use crate::{
    paths, setup,
    sh::{self, Result},
};

/// Builds and runs `mendan-bench`; what follows on the command line is handed on.
pub fn run(args: &[String]) -> Result {
    setup::for_server()?;
    let bench = ["run", "--release", "--package", "mendan", "--bin", "mendan-bench", "--"];
    sh::run(paths::cargo().args(bench).args(args))
}
