//! Tools from npm, each at the version its lock file names.

use crate::{
    paths,
    sh::{self, Result},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Makes the wasm small.
pub fn wasm_opt() -> PathBuf {
    paths::cache().join("binaryen").join("node_modules/.bin/wasm-opt")
}

/// Installs `wasm-opt` in the cache.
pub fn binaryen() -> Result {
    let (from, to) = (paths::root().join("xtask/tools"), paths::cache().join("binaryen"));
    fs::create_dir_all(&to)?;
    for file in ["package.json", "package-lock.json"] {
        let (from, to) = (fs::read(from.join(file))?, to.join(file));
        if fs::read(&to).ok().as_ref() != Some(&from) {
            fs::write(to, from)?;
        }
    }
    ci(&to)
}

/// Installs Playwright and its companions beside the browser tests.
pub fn end2end() -> Result {
    ci(&paths::root().join("end2end"))
}

/// `npm ci`, unless the last one is younger than the lock file.
fn ci(dir: &Path) -> Result {
    let age = |file: &str| fs::metadata(dir.join(file)).and_then(|data| data.modified()).ok();
    let installed = age("node_modules/.package-lock.json");
    if installed.is_some() && installed >= age("package-lock.json") {
        return Ok(());
    }
    println!("Installing the npm packages of {}.", dir.display());
    let flags = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
    sh::run(paths::npm().args(flags).current_dir(dir))
}
