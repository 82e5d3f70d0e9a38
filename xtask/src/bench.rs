//! `make bench`: the table of figures, from a release build.

use crate::{
    paths, setup,
    sh::{self, Result},
};

/// Builds and runs `mendan-bench`; what follows on the command line is handed on.
pub fn run(args: &[String]) -> Result {
    setup::for_server()?;
    sh::run(paths::cargo().args(["build", "--release", "--package", "mendan", "--package", "mendan-bench"]))?;
    let bench = ["run", "--release", "--package", "mendan-bench", "--"];
    sh::run(paths::cargo().args(bench).args(args))
}
